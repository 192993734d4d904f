"""指标的“实际值”“目标值”写作数或百分数的，应与评分所用的实际、目标相同；按执行率评分的，应与支出 ÷ 预算相同。"""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from generator.checks import Violation
from generator.checks._indicators import all_leaves
from generator.checks._uses import base_field
from generator.core.diagnostic import Severity
from generator.core.number import InvalidNumber, Measure, Percent, Rounding, percent, places_of, plain, share
from generator.model.budget import Budget
from generator.model.project import Indicator, Project
from generator.rules.execution import Execution

NAME = "实际值不符"
SEVERITY: Severity = "错误"
REQUIRES_CLEAN = ("合计不符", "执行率不符", "资金不符")
BARE = re.compile(
    r"(?:≥|≤|=|>|<|≧|≦|═|﹦|＝|＞|＜|>=|<=|不[低少高多大小超]于?过?|至[少多]|达到?)?\s*"
    r"(?P<number>\d+(?:\.\d+)?)\s*(?P<sign>[%％]?)(?:以[上下])?"
)


def check(project: Project) -> Iterator[Violation]:
    """Compare the texts of each leaf with the figures of its rule."""
    for leaf in all_leaves(project):
        if isinstance(leaf.rule, Execution):
            yield from _execution(leaf, leaf.rule, project.budget)
        else:
            yield from _figures(leaf)


def _execution(leaf: Indicator, rule: Execution, budget: Budget) -> Iterator[Violation]:
    if not leaf.actual:
        return
    field = base_field(rule)
    base = getattr(budget, field)
    ratio = share(budget.spent.value, base.value) if budget.spent and base else None
    if ratio is None or _agrees(leaf, leaf.actual, (ratio * 100, ratio)) or (ratio > 1 and _is_full(leaf)):
        return
    computed = f"{budget.spent.text} ÷ {base.text}" if budget.spent else ""
    text = f"实际值写作 {leaf.actual}，{computed} 应为 {percent(ratio)}，请核对"
    yield leaf, "actual", text, ((leaf, "rule"), (budget, "spent"), (budget, field))


def _is_full(leaf: Indicator) -> bool:
    """More than all that was there to spend may be printed as all of it."""
    return _agrees(leaf, leaf.actual, (Fraction(100), Fraction(1)))


def _figures(leaf: Indicator) -> Iterator[Violation]:
    for field, word, key in (("actual", "实际值", "实际"), ("target", "目标值", "目标")):
        stated: Measure | Percent | None = getattr(leaf.rule, field, None)
        text = getattr(leaf, field)
        if not text or not isinstance(stated, Measure | Percent):
            continue
        value = Fraction(stated.value)
        if _of_another_kind(leaf, text, stated.text):
            continue
        # 95% may stand as 95 where the form has a column for the unit, or as 0.95.
        meant = (value * 100, value) if stated.text.endswith("%") else (value, value * 100)
        if not _agrees(leaf, text, meant):
            yield leaf, field, f"{word}写作 {text}，评分里的“{key}”是 {stated.text}，请核对", ((leaf, "rule"),)


def _of_another_kind(leaf: Indicator, text: str, stated: str) -> bool:
    """Whether one is a count (12 场) and the other a rate of completion (100%); these do not contradict each other."""
    unit = leaf.unit or getattr(leaf.rule, "unit", "")
    counted = unit not in ("", "%", "％", "百分比")
    return counted and text.endswith(("%", "％")) != stated.endswith("%")


def _agrees(leaf: Indicator, text: str, meant: tuple[Fraction, ...]) -> bool:
    """Whether a text is one of the numbers, to the digits it has; a text that is no bare number contradicts nothing."""
    for unit in (leaf.unit, getattr(leaf.rule, "unit", "")):
        text = text.removesuffix(unit) if unit != "%" else text
    found = BARE.fullmatch(text.strip())
    if not found:
        return True
    try:
        number: Decimal = plain(found["number"])
    except InvalidNumber:
        return True
    whole = Rounding(places=places_of(number))
    return any(number == whole(value) for value in meant)
