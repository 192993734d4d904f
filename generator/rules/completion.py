"""完成率: points for a printed completion rate without target and actual figures."""

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar, Literal

from generator.core.formula import Formula, RuleCells
from generator.core.number import Percent, fraction_of
from generator.core.record import field
from generator.rules import Rule, WeightedContext, Working
from generator.rules._explain import counted, full, refused


class Completion(Rule):
    """原文只印了完成率（覆盖率、合格率等）的，得分 = 完成率 × 权重；完成率达到或超过 100% 得满分。

    完成率照原文所印，不推算目标和实际各是多少；两样都印了的，用“比例”。

    例：完成率 81.40%，权重 10，81.40% × 10 = 8.14，得 8.14 分。

    各地自评表的通行做法，没有统一条文。
    """

    method: ClassVar[str] = "完成率"

    rate: Percent = field("完成率")

    def monotonic(self) -> Mapping[str, Literal[1, -1]]:
        return {"rate": 1}

    @property
    def actual_text(self) -> str:
        return self.rate.text

    @property
    def printed_actual(self) -> str:
        return self.rate.text

    @property
    def reached(self) -> tuple[Fraction, Fraction] | None:
        """Target 100 and the rate."""
        return Fraction(100), fraction_of(self.rate.value) * 100

    def score(self, context: WeightedContext) -> Working:
        ratio, words = fraction_of(self.rate.value), f"完成率 {self.rate.text}"
        if ratio < 0:
            return refused(f"{words} 小于 0，请核对")
        if ratio >= 1:
            return full(context, f"{words}，达到 100%")
        return counted(context, words, f"{self.rate.text} × {context.weight}", ratio * fraction_of(context.weight))

    @classmethod
    def formula(cls, cells: RuleCells) -> Formula:
        rate = cells.value("rate")
        return Formula(f"MIN(1,{rate})*{cells.weight}", ((f"{rate}<0", "完成率小于 0"),), (rate,))
