"""问卷: points by the share of affirmative answers in valid returns."""

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar, Literal

from generator.core.formula import Formula, RuleCells
from generator.core.number import Count, fraction_of
from generator.core.record import field
from generator.rules import Rule, WeightedContext, Working
from generator.rules._explain import counted, refused


class Questionnaire(Rule):
    """按问卷中作肯定回答的份数计分：得分 = 肯定份数 ÷ 有效份数 × 权重。

    - 分母是有效收回的份数，不是发放的份数。
    - 肯定份数不能多于有效份数；有效份数为 0 的算不出，不计分。

    例：有效 23 份，认为及时的 20 份，权重 5，20 ÷ 23 × 5 ≈ 4.3478，得 4.35 分；21 份的得 4.57 分（截尾则为 4.56 分）。

    由公开报告的得分推算，为第三方评价的通行做法，没有见到条文。
    """

    method: ClassVar[str] = "问卷"

    agreeing: Count = field("肯定")
    valid: Count = field("有效")
    issued: Count | None = field("发放", default=None)
    question: str = field("问题", default="")

    def monotonic(self) -> Mapping[str, Literal[1, -1]]:
        return {"agreeing": 1, "valid": -1}

    @property
    def actual_text(self) -> str:
        return f"{self.valid} 份中 {self.agreeing} 份"

    def score(self, context: WeightedContext) -> Working:
        if not self.valid:
            return refused("有效份数为 0，算不出比例，请对照原件核对；文件没有载明怎样算的，用“评定”照录得分")
        if self.agreeing > self.valid:
            return refused(f"肯定 {self.agreeing} 份多于有效 {self.valid} 份，请核对，两项是否写反了")
        if self.issued is not None and self.valid > self.issued:
            return refused(f"有效 {self.valid} 份多于发放 {self.issued} 份，请核对")
        words = f"有效问卷 {self.valid} 份，肯定 {self.agreeing} 份"
        exact = Fraction(self.agreeing, self.valid) * fraction_of(context.weight)
        return counted(context, words, f"{self.agreeing} ÷ {self.valid} × {context.weight}", exact)

    @classmethod
    def formula(cls, cells: RuleCells) -> Formula:
        agreeing, valid, issued = cells.value("agreeing"), cells.value("valid"), cells.value("issued")
        return Formula(
            f"{agreeing}/{valid}*{cells.weight}",
            (
                (f"{valid}=0", "有效份数为 0"),
                (f"{agreeing}>{valid}", "肯定多于有效"),
                (f'AND({issued}<>"",{valid}>{issued})', "有效多于发放"),
            ),
            (agreeing, valid),
        )
