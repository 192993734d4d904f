"""公布的得分率应等于得分 ÷ 权重（按公布的位数四舍五入）。"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from generator.checks import Violation
from generator.checks._indicators import all_scores
from generator.checks._uses import points_from, total_from
from generator.checks.protocol import Value
from generator.core.diagnostic import Severity
from generator.core.number import Rate, share
from generator.core.record import Record
from generator.model.book import Book
from generator.model.project import Project
from generator.model.scores import ProjectScore

NAME = "得分率不符"
SEVERITY: Severity = "错误"
REQUIRES_CLEAN = ("权重不符", "得分不符", "总分不符")


def check(project: Project, score: ProjectScore, book: Book) -> Iterator[Violation]:
    """Compare printed rates of indicators and of the total."""
    for node in all_scores(score):
        if node.indicator.printed and node.indicator.printed.rate:
            uses = (*points_from(project, node), (node.indicator, "weight"))
            yield from _compare(node.indicator, node.indicator.printed.rate, node.rate, uses)
    scheme = book.schemes.get(project.evaluation.scheme)
    full = project.own_full or (scheme.full if scheme else None)
    if project.printed and full and score.total is not None:
        printed, rate = project.printed.rate, share(score.total, full)
        summed = share(score.computed, full) if score.computed is not None else None
        # Where the sum gives the printed rate, or nothing, the printed total may be to blame.
        alone = score.printed is not None and summed is not None and printed is not None and not printed.shows(summed)
        whole = (project.evaluation, "scheme")
        yield from _compare(project.printed, printed, rate, (whole, *(() if alone else total_from(project, score))))


def _compare(record: Record, printed: Rate | None, rate: Fraction | None, uses: Iterable[Value]) -> Iterator[Violation]:
    if printed is None or rate is None:
        return
    if not printed.shows(rate):
        field = "printed" if hasattr(record, "weight") else "rate"
        yield record, field, f"公布得分率 {printed.text}，算出的是 {printed.form(rate)}，请核对", uses
