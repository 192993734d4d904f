"""公布的得分率应等于得分 ÷ 权重（按公布的位数四舍五入）。"""

from collections.abc import Iterator
from fractions import Fraction

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.core.number import Percent, percent, share
from generator.core.record import Record
from generator.model.book import Book
from generator.model.project import Project
from generator.model.scores import ProjectScore

NAME = "得分率不符"
SEVERITY: Severity = "错误"
REQUIRES_CLEAN = ("权重不符", "得分不符", "总分不符")


def check(project: Project, score: ProjectScore, book: Book) -> Iterator[Violation]:
    """Compare printed rates of indicators and of the total."""
    for node in score.nodes():
        if node.indicator.printed and node.indicator.printed.rate:
            yield from _compare(node.indicator, node.indicator.printed.rate, node.rate)
    scheme = book.schemes.get(project.evaluation.scheme)
    if project.printed and scheme and score.total is not None:
        full = project.own_full or scheme.full
        yield from _compare(project.printed, project.printed.rate, share(score.total, full))


def _compare(record: Record, printed: Percent | None, rate: Fraction | None) -> Iterator[Violation]:
    if printed is None or rate is None:
        return
    if not printed.shows(rate):
        field = "printed" if hasattr(record, "weight") else "rate"
        computed = percent(rate, printed.places)
        yield record, field, f"公布得分率 {printed.text}，算出的是 {computed}，请核对"
