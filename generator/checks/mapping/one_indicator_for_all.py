"""一个指标不能占满分的 80% 及以上，否则总分说明不了什么。"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from generator.checks import Violation
from generator.checks._indicators import all_leaves
from generator.core.diagnostic import Severity
from generator.core.number import percent, share, total
from generator.core.record import Record
from generator.model.project import Project

NAME = "一项独大"
SEVERITY: Severity = "提示"
MIN_SHARE = Fraction(80, 100)


def check(project: Project) -> Iterator[Violation]:
    """Weigh every leaf of the tree, and every row of 照录指标, against all of them."""
    leaves: list[tuple[Record, str, Decimal]] = [(leaf, leaf.name, leaf.weight) for leaf in all_leaves(project)]
    yield from _heaviest(leaves, "weight")
    rows = project.sheet.rows if project.sheet else ()
    yield from _heaviest([(row, "".join(row.levels[-1:]), row.weight) for row in rows if row.weight], "weight")


def _heaviest(lines: list[tuple[Record, str, Decimal]], field: str) -> Iterator[Violation]:
    full = total([weight for *_, weight in lines if weight > 0])
    for record, name, weight in lines:
        part = share(weight, full) if weight > full / 2 else None
        if part and part >= MIN_SHARE:
            text = f"“{name}”一项占满分 {full} 分的 {percent(part, 0)}，请核对是否漏列了别的指标"
            yield record, field, text
