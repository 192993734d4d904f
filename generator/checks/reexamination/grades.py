"""复核的等级应是评级办法里的词，并与复核的总分相符。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.project import Project

NAME = "复核等级"
SEVERITY: Severity = "错误"


def check(project: Project, book: Book) -> Iterator[Violation]:
    """Look the word up; a total out of another 满分 than the scheme's says nothing of the grade."""
    told, scheme = project.reexamination, book.schemes.get(project.evaluation.scheme)
    if not told or not told.grade or not scheme or not scheme.grades:
        return
    grade = scheme.named(told.grade)
    if grade is None:
        words = "、".join(one.word for one in scheme.grades)
        text = f"复核等级“{told.grade}”不在{scheme.name}的等级（{words}）里，请核对用词和所写的评级办法"
        yield told, "grade", text, ((project.evaluation, "scheme"),)
    elif told.points is not None and project.own_full in (None, scheme.full):
        other = scheme.grade(told.points)
        if other and other is not grade:
            text = f"复核等级“{told.grade}”，按{scheme.name} {told.points} 分应为“{other.word}”，请核对"
            yield told, "grade", text, ((told, "points"),)
