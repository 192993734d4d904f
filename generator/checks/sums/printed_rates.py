"""公布的得分率应等于得分 ÷ 权重（按公布的位数四舍五入）。"""

from collections.abc import Iterator
from fractions import Fraction

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.core.number import Percent, percent, share
from generator.core.record import Record
from generator.model.book import Book
from generator.model.scores import ScoreBook

NAME = "得分率不符"
SEVERITY: Severity = "错误"
AFTER = ("权重不符", "得分不符", "总分不符")


def check(book: Book, scores: ScoreBook) -> Iterator[Violation]:
    """Compare printed rates of indicators and of the total."""
    for project in book.projects:
        result = scores[project.id]
        for score in result.nodes():
            if score.indicator.printed and score.indicator.printed.rate:
                yield from _compare(score.indicator, score.indicator.printed.rate, score.rate)
        scheme = book.schemes.get(project.evaluation.scheme)
        if project.printed and scheme and result.total is not None:
            full = project.own_full or scheme.full
            yield from _compare(project.printed, project.printed.rate, share(result.total, full))


def _compare(record: Record, printed: Percent | None, rate: Fraction | None) -> Iterator[Violation]:
    if printed is None or rate is None:
        return
    if not printed.shows(rate):
        field = "printed" if hasattr(record, "weight") else "rate"
        computed = percent(rate, printed.places)
        yield record, field, f"公布得分率 {printed.text}，算出的是 {computed}，请核对"
