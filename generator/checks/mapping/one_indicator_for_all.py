"""一个指标不能占满分的 80% 及以上，否则总分说明不了什么。"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from generator.checks import Violation
from generator.checks._indicators import all_leaves
from generator.checks.protocol import Value
from generator.core.diagnostic import Severity
from generator.core.number import percent, share, total
from generator.core.record import Record
from generator.model.project import Project

NAME = "一项独大"
SEVERITY: Severity = "提示"
MIN_SHARE = Fraction(80, 100)


def check(project: Project) -> Iterator[Violation]:
    """Weigh every leaf of the tree, and every row of 照录指标, against all of them.

    Where others are printed without a weight of their own, how much one of them is of all is not known.
    """
    leaves: list[tuple[Record, str, Decimal]] = [
        (leaf, leaf.name, leaf.weight) for leaf in all_leaves(project) if leaf.weight is not None
    ]
    if len(leaves) == len(all_leaves(project)):
        yield from _heaviest(leaves, [(leaf, "weight") for leaf in all_leaves(project)])
    rows = project.sheet.rows if project.sheet else ()
    weighed = [(row, "".join(row.levels[-1:]), row.weight) for row in rows if row.weight]
    yield from _heaviest(weighed, [(row, "weight") for row in rows])


def _heaviest(lines: Sequence[tuple[Record, str, Decimal]], uses: Iterable[Value]) -> Iterator[Violation]:
    full = total([weight for *_, weight in lines if weight > 0])
    for record, name, weight in lines:
        part = share(weight, full) if weight > full / 2 else None
        if part and part >= MIN_SHARE:
            text = f"“{name}”一项占满分 {full} 分的 {percent(part, 0)}，请核对是否漏列了别的指标"
            yield record, "weight", text, uses
