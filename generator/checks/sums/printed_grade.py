"""公布的评价结论应与评级办法按总分得出的等级相符，用词应是办法里的等级；同一等级的不同用词（如良、良好）视为相符。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.scores import ScoreBook

NAME = "等级不符"
SEVERITY: Severity = "错误"
AFTER = ("权重不符", "得分不符", "总分不符", "得分率不符")


def check(book: Book, scores: ScoreBook) -> Iterator[Violation]:
    """Look the printed word up among the words of the computed grade."""
    for project in book.projects:
        result, printed = scores[project.id], project.printed
        scheme = book.schemes.get(project.evaluation.scheme)
        if not printed or not printed.grade or not scheme or not scheme.grades:
            continue
        if not result.grade:
            if result.total is None and not scheme.named(printed.grade):
                words = "、".join(grade.word for grade in scheme.grades)
                text = f"{scheme.name}里没有“{printed.grade}”这个等级，请改为：{words}，或换用它所属的评级办法"
                yield printed, "grade", text
            continue
        if printed.grade in result.grade.words:
            continue
        text = f"公布的评价结论“{printed.grade}”，按{scheme.name} {result.total} 分应为“{result.grade.word}”，请核对"
        yield printed, "grade", text
