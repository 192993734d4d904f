"""指标“其中”各行的目标值、实际值都是同一单位的数，目标值、实际值中一项加得拢、另一项加不拢的，或相差不到一成的，要核对。"""

from collections.abc import Iterator
from fractions import Fraction

from generator.checks import Violation
from generator.checks._indicators import all_leaves
from generator.checks.mapping._targets import SPENT, quantity
from generator.core.diagnostic import Severity
from generator.core.number import approx
from generator.model.project import Indicator, Project
from generator.model.selfeval import SubRow

NAME = "其中不符"
SEVERITY: Severity = "警告"
FIELDS = (("target", "目标值"), ("actual", "实际值"))
TIME = ("天", "日", "小时", "分钟", "秒", "周", "个月", "月", "年", "工作日")
FAR = 10


def check(project: Project) -> Iterator[Violation]:
    """Add up both columns of each indicator that has rows of its own."""
    for leaf in all_leaves(project):
        if len(leaf.rows) > 1:
            yield from _rows(leaf)


def _rows(leaf: Indicator) -> Iterator[Violation]:
    sums = {field: added for field, _ in FIELDS if (added := _column(leaf, field))}
    adds_up = any(whole == parts for whole, parts, _ in sums.values())
    for field, word in FIELDS:
        if field not in sums:
            continue
        whole, parts, unit = sums[field]
        # Rows may name only some of the parts, or parts that overlap: then neither column adds up, by far.
        if whole != parts and (adds_up or abs(parts - whole) * FAR <= whole):
            text = f"其中各行的{word}合计 {_shown(parts)}{unit}，本指标是 {getattr(leaf, field)}，请对照原件核对"
            yield leaf, field, text, [(row, field) for row in leaf.rows]


def _column(leaf: Indicator, field: str) -> tuple[Fraction, Fraction, str] | None:
    """What a column says and what its rows add up to, where all are numbers of one unit that can be added."""
    lines: list[Indicator | SubRow] = [leaf, *leaf.rows]
    read = [quantity(str(getattr(line, field)), "", line.unit) for line in lines]
    numbers = [one for one in read if one is not None]
    units = {one.unit for one in numbers}
    if len(numbers) < len(lines) or len(units) != 1 or units & {"", "%", *TIME} or _is_rate(units):
        return None
    whole, *parts = (one.value for one in numbers)
    if any(part >= whole for part in parts) or not all(parts):
        return None
    return whole, sum(parts, Fraction(0)), units.pop()


def _is_rate(units: set[str]) -> bool:
    """Whether a unit is one of time or of a price, which are not added up."""
    return any("/" in unit or (SPENT.search(unit) and not unit.endswith("元")) for unit in units)


def _shown(value: Fraction) -> str:
    return approx(value).removeprefix("= ")
