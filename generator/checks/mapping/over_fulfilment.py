"""越大越好的指标，实际达到目标 1.3 倍及以上（目标为 0 的，实际达到 30 及以上）时，要写明偏差原因；照录的行也查。"""

from collections.abc import Iterator
from fractions import Fraction

from generator.checks import Violation
from generator.checks._indicators import leaf_scores
from generator.checks.mapping._form_rows import NamedRow, form_rows
from generator.checks.mapping._reasons import explained
from generator.checks.mapping._scored_lines import JUDGED
from generator.checks.mapping._targets import LESS, MORE, SMALLER, SPENT, comparable, quantity
from generator.core.diagnostic import Severity
from generator.core.number import percent
from generator.model.project import Indicator, Project
from generator.model.scores import ProjectScore

NAME = "超额未说明"
SEVERITY: Severity = "警告"
MIN_RATIO, MIN_ACTUAL_OF_NOTHING = Fraction(13, 10), 30


def check(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Ask each rule that knows a target whether it was far exceeded, and the texts of every row without such a rule."""
    workable = {id(one.indicator) for one in leaf_scores(score) if one.working and one.working.points is not None}
    for row in form_rows(project):
        rule = row.record.rule if isinstance(row.record, Indicator) else None
        if rule and rule.method not in JUDGED:
            pair, field = rule.reached if id(row.record) in workable else None, "rule"
        else:
            pair, field = _printed(row), "actual"
        problem = _exceeded(*pair) if pair else ""
        if problem and not explained(row.record) and not explained(row.owner):
            advice = "请对照原件核对目标值和实际值；原件写了原因的，补写“偏差原因”"
            yield row.record, field, f"{problem}，{advice}", ((row.record, "target"), (row.record, "sign"))


def _exceeded(target: Fraction, actual: Fraction) -> str:
    if actual <= target:
        return ""
    if target > 0 and actual >= target * MIN_RATIO:
        return f"实际是目标的 {percent(actual / target)}，达到 130%"
    if target == 0 and actual >= MIN_ACTUAL_OF_NOTHING:
        return f"目标为 0，实际达到 {MIN_ACTUAL_OF_NOTHING}"
    return ""


def _printed(row: NamedRow) -> tuple[Fraction, Fraction] | None:
    """Target and a higher actual as printed, where more is better for certain, or by all that the name tells."""
    cells = row.record
    aim, came = quantity(cells.target, cells.sign, cells.unit), quantity(cells.actual, "", cells.unit)
    if not aim or not came or came.value <= aim.value:
        return None
    if not comparable(aim, came) or aim.way == LESS or row.is_cost:
        return None
    unsure = not aim.value or SMALLER.search(row.name) or SPENT.search(aim.unit or came.unit)
    return None if unsure and aim.way != MORE else (aim.value, came.value)
