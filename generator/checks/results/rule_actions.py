"""结果应用办法的措施写得清楚：按等级或按分值只用一种，等级、分值不重，比例和幅度写在用得着的措施上。"""

from collections.abc import Iterator
from itertools import combinations

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.result_use import ResultAction, ResultRule

NAME = "应用措施"
SEVERITY: Severity = "错误"
WAIVABLE = False


def check_site(book: Book) -> Iterator[Violation]:
    """Look at every rule."""
    for rule in book.result_rules.values():
        if rule.first and rule.last and rule.first > rule.last:
            yield rule, "last", f"终止年度 {rule.last} 早于起始年度 {rule.first}，请核对", ((rule, "first"),)
        for action in rule.actions:
            yield from _one(action)
        yield from _together(rule)


def _one(action: ResultAction) -> Iterator[Violation]:
    limits = (action.lower, action.upper, action.lower_closed, action.upper_closed)
    banded, whole = any(one is not None for one in limits), None not in limits
    if not action.grades and not whole:
        yield action, "grades", "没有写哪些等级，分值区间也不全，请写“等级”，或把下限、上限、含下限、含上限四项写全"
    elif action.grades and banded:
        yield action, "grades", "写了等级，又写了分值区间，不知道按哪个，请只留一种"
    if action.cut and action.kind != "核减":
        yield action, "cut", f"“{action.kind}”没有核减比例，请核对；要核减的把“应用”改为“核减”", ((action, "kind"),)
    if action.cut and not 0 < action.cut.value <= 1:
        yield action, "cut", f"核减比例 {action.cut.text} 应大于 0%，不超过 100%"
    if action.margin and action.kind != "保持":
        yield action, "margin", f"“{action.kind}”没有幅度，请核对；只有“保持”可以写幅度", ((action, "kind"),)


def _together(rule: ResultRule) -> Iterator[Violation]:
    for one, other in combinations(rule.actions, 2):
        if same := [grade for grade in other.grades if grade in one.grades]:
            yield other, "grades", f"“{'、'.join(same)}”有两种措施，请只留一处", ((one, "grades"),)
        if _overlap(one, other):
            yield other, "lower", "与前面一个分值区间重叠，同一个分值有两种措施，请核对上下限", ((one, "lower"),)


def _overlap(one: ResultAction, other: ResultAction) -> bool:
    """Whether some score lies in both bands: the middle of what they share does, or their one common limit."""
    if one.lower is None or one.upper is None or other.lower is None or other.upper is None:
        return False
    middle = (max(one.lower, other.lower) + min(one.upper, other.upper)) / 2
    return one.holds(middle) and other.holds(middle)
