"""Scoring rules (评分方法), one per module: from observed values to points, in pure arithmetic.

A rule is a record: its fields are the keys under 评分, its docstring is the text of docs/评分方法.md (first paragraph
and examples also of 评价等级与计分办法), and `score` returns the points with the calculation. A new module in this
folder is a new 方法; nothing else is needed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import MappingProxyType, ModuleType
from typing import ClassVar, Literal, TypeGuard

from generator.core.formula import Formula, RuleCells
from generator.core.number import HALF_UP, Amount, Rate, Rounding
from generator.core.record import Record
from generator.core.registry import discover, reject


@dataclass(frozen=True)
class RuleContext:
    """Context of a rule: weight, rounding of the scheme, budget of the project.

    `budget` is 全年预算, `initial` 年初预算, `received` 到位金额; amounts are in 万元. `rate` is the printed
    执行率 of 全年预算. The weight is None if the paper prints none.
    """

    weight: Decimal | None
    rounding: Rounding = HALF_UP
    budget: Amount | None = None
    spent: Amount | None = None
    initial: Amount | None = None
    received: Amount | None = None
    rate: Rate | None = None


@dataclass(frozen=True)
class WeightedContext(RuleContext):
    """Context with a weight, as `score` needs it."""

    weight: Decimal

    def points(self, exact: Fraction | Decimal) -> Decimal:
        """Round the points of a leaf once; never above a weight with more decimals."""
        rounded = self.rounding(exact)
        return self.weight if rounded > self.weight >= exact else rounded


@dataclass(frozen=True)
class Working:
    """计算过程: points (None if they cannot be computed), and a line with the calculation or the reason."""

    points: Decimal | None
    line: str


class Rule(Record):
    """评分方法: base class of all rules; `method` is the name in data files.

    `as_printed`: points keep their declared digits instead of the scheme's decimals. `formulas`: fields that select a
    formula; only these may be a misreading of the paper, all others are facts.
    """

    method: ClassVar[str] = ""
    as_printed: ClassVar[bool] = False
    formulas: ClassVar[tuple[str, ...]] = ()

    @property
    def target_text(self) -> str:
        """Target on receipts; empty if the rule has none."""
        return ""

    @property
    def actual_text(self) -> str:
        """Observed value on receipts."""
        return ""

    @property
    def printed_target(self) -> str:
        """Target for official forms; empty unless it is the paper's own."""
        return ""

    @property
    def printed_actual(self) -> str:
        """Actual value for official forms; empty unless it is the paper's own."""
        return ""

    @property
    def reached(self) -> tuple[Fraction, Fraction] | None:
        """Target and actual value as written (95% is 95), compared by 超额未说明; None if more is not better."""
        return None

    def monotonic(self) -> Mapping[str, Literal[1, -1]]:
        """Return the direction of fields: a larger value never costs points (1) or never earns any (-1); tested.

        A dot refers to list items (`items.times`); names that are not the rule's are the context's (`spent`); the
        words of a choice are ordered as declared.
        """
        return {}

    def evaluate(self, context: RuleContext) -> Working:
        """Return the points, 0 to weight, or the reason why there are none; never raises."""
        if context.weight is None:
            return self.without_weight()
        if context.weight < 0:
            return Working(None, f"权重 {context.weight} 小于 0，请核对")
        weighted = object.__new__(WeightedContext)
        vars(weighted).update(vars(context))
        return self.score(weighted)

    def without_weight(self) -> Working:
        """Return the result if the paper prints no weight: no points, unless the rule needs none."""
        return Working(None, "没有权重，算不出得分；原文印有得分的，写“公布: {得分: …}”")

    @classmethod
    def formula(cls, cells: RuleCells) -> Formula | None:
        """Return the rule as a workbook formula, or None if points are entered by hand."""
        return None

    def score(self, context: WeightedContext) -> Working:
        """Evaluate the rule; the weight is not negative."""
        raise NotImplementedError


@cache
def rules() -> Mapping[str, type[Rule]]:
    """Return every rule by its `method`; raises `ContractError` if a module violates the contract."""
    by_method: dict[str, type[Rule]] = {}
    for module in discover(__name__):
        own = [thing for thing in vars(module).values() if _is_rule_of(module, thing)]
        if not own:
            reject(module, "没有评分方法", "请写上 class …(Rule)")
        for rule in own:
            _check_contract(module, rule)
            if rule.method in by_method:
                other = by_method[rule.method].__module__.rpartition(".")[2]
                reject(module, f"评分方法“{rule.method}”已在 {other}.py 里", "请换一个名称")
            by_method[rule.method] = rule
    return MappingProxyType(by_method)


def _is_rule_of(module: ModuleType, thing: object) -> TypeGuard[type[Rule]]:
    return isinstance(thing, type) and issubclass(thing, Rule) and thing.__module__ == module.__name__


def _check_contract(module: ModuleType, rule: type[Rule]) -> None:
    if not rule.method:
        reject(module, f"{rule.__name__} 没有名称", '请写上 method: ClassVar[str] = "…"，填报时写在“方法”里')
    # A record without a docstring is given its signature as one.
    if (rule.__doc__ or "").startswith(f"{rule.__name__}(") or not (rule.__doc__ or "").strip():
        reject(module, f"评分方法“{rule.method}”没有写文档字符串", "请写明怎样算分并举例，它会印在“计分办法”页")
    if rule.score is Rule.score:
        reject(module, f"评分方法“{rule.method}”没有写怎样算分", "请写上 def score(self, context)，给出 Working")
