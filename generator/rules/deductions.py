"""扣分: the weight minus a deduction for every fault."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from generator.core.formula import Formula, RuleCells
from generator.core.number import Count, fraction_of
from generator.core.record import Record, field
from generator.rules import Rule, WeightedContext, Working
from generator.rules._explain import counted, full, nothing, refused


class Deduction(Record):
    """扣分: reason, points each time, number of times."""

    labels: ClassVar[tuple[str, ...]] = ("事由",)

    reason: str = field("事由")
    points: Decimal = field("每次")
    times: Count = field("次数", default=Count(1))


class Deductions(Rule):
    """从权重起扣，出现一次扣一次，扣完为止。

    - 得分 = 权重 − 每项“每次扣分 × 次数”之和；和大于权重的得 0 分，不倒扣。
    - 没有可扣的得满分。每次扣分写正数，次数写整数，不写次数即 1 次。

    例：权重 5，超期归档每次扣 0.5 分、3 次，缺签字扣 1 分、1 次，5 − 0.5 × 3 − 1 = 2.5，得 2.50 分。

    各地评价方案的通行做法，扣多少以评价方案为准，没有统一条文。
    """

    method: ClassVar[str] = "扣分"

    items: tuple[Deduction, ...] = field("扣分", default=())

    def monotonic(self) -> Mapping[str, Literal[1, -1]]:
        return {"items.points": -1, "items.times": -1}

    @property
    def actual_text(self) -> str:
        return "、".join(f"{item.reason} {item.times} 次" for item in self.items)

    def score(self, context: WeightedContext) -> Working:
        if wrong := next((item for item in self.items if item.points < 0), None):
            return refused(f"“{wrong.reason}”每次扣 {wrong.points} 小于 0，扣几分请写成正数；加分不能写在这里")
        taken = sum((fraction_of(item.points) * item.times for item in self.items), Fraction(0))
        if not taken:
            return full(context, "没有扣分")
        terms = [f"{item.points} × {item.times}" if item.times != 1 else f"{item.points}" for item in self.items]
        formula = " − ".join((f"{context.weight}", *terms))
        if taken > context.weight:
            return nothing(context, f"{self.actual_text}；{formula} 小于 0，扣完为止")
        return counted(context, self.actual_text, formula, fraction_of(context.weight) - taken)

    @classmethod
    def formula(cls, cells: RuleCells) -> Formula:
        """Return the weight minus the deductions, at least 0, as a formula; a blank count is 1."""
        points, times = cells.column("items", "points"), cells.column("items", "times")
        taken = f'SUMPRODUCT({points}*(({times}="")+{times}))'
        return Formula(f"MAX(0,{cells.weight}-{taken})", ((f'COUNTIF({points},"<0")>0', "扣分小于 0，请写成正数"),))
