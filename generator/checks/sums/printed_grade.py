"""公布的评价结论应与评级办法按总分得出的等级相符，用词应是办法里的等级；同一等级的不同用词（如良、良好）视为相符。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._uses import total_from
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.project import Project
from generator.model.scores import ProjectScore

NAME = "等级不符"
SEVERITY: Severity = "错误"
REQUIRES_CLEAN = ("权重不符", "得分不符", "总分不符", "得分率不符")


def check(project: Project, score: ProjectScore, book: Book) -> Iterator[Violation]:
    """Look the printed word up among the words of the computed grade."""
    printed = project.printed
    scheme = book.schemes.get(project.evaluation.scheme)
    if not printed or not printed.grade or not scheme or not scheme.grades:
        return
    if not score.grade:
        if score.total is None and not scheme.named(printed.grade):
            words = "、".join(grade.word for grade in scheme.grades)
            text = f"评价结论“{printed.grade}”不在{scheme.name}的等级（{words}）里，请核对用词和所写的评级办法"
            yield printed, "grade", text, ((project.evaluation, "scheme"),)
        return
    if printed.grade in score.grade.words:
        return
    ours = "" if score.printed is not None else "本站核算的 "
    text = f"公布的评价结论“{printed.grade}”，按{scheme.name} {ours}{score.total} 分应为“{score.grade.word}”，请核对"
    other = None if score.printed is None or score.computed is None else scheme.grade(score.computed)
    wrong_anyway = other is not None and printed.grade not in other.words  # whichever of the two totals is right
    yield (
        printed,
        "grade",
        text,
        ((project.evaluation, "scheme"), *(() if wrong_anyway else total_from(project, score))),
    )
