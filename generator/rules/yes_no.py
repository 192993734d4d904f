"""是否: points for a requirement that is met or not."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from generator.core.formula import Formula, RuleCells
from generator.core.number import fraction_of
from generator.core.record import field
from generator.rules import Rule, WeightedContext, Working
from generator.rules._explain import counted, full, nothing, refused


class YesNo(Rule):
    """做到了得满分，没做到得 0 分；评分标准另有规定的，没做到时只扣规定的分数。

    - 达成：是，得满分。
    - 达成：否，得 0 分；写了“未达成扣分”的，得分 = 权重 − 扣分，扣分在 0 至权重之间。

    例：权重 4，按期开通，得 4 分；未按期开通得 0 分；规定未按期扣 1.5 分的，得 2.5 分。

    据财预〔2021〕101号“直接赋分”的通行做法，条文尚未核对原文。
    """

    method: ClassVar[str] = "是否"

    met: bool = field("达成")
    demand: str = field("要求", default="")
    basis: str = field("依据", default="")
    deduction: Decimal | None = field("未达成扣分", default=None)

    def monotonic(self) -> Mapping[str, Literal[1, -1]]:
        return {"met": 1, "deduction": -1}

    @property
    def target_text(self) -> str:
        return self.demand

    @property
    def printed_target(self) -> str:
        return self.demand

    @property
    def actual_text(self) -> str:
        return "达成" if self.met else "未达成"

    def score(self, context: WeightedContext) -> Working:
        if self.deduction is not None and self.deduction < 0:
            return refused(f"未达成扣分 {self.deduction} 小于 0，扣几分请写成正数")
        if self.deduction is not None and self.deduction > context.weight:
            return refused(f"未达成扣分 {self.deduction} 超过权重 {context.weight}，请核对；全部扣完的可以不写这一项")
        words = f"{self.actual_text}（{self.basis}）" if self.basis else self.actual_text
        if self.met:
            return full(context, words)
        if self.deduction is None:
            return nothing(context, words)
        exact = fraction_of(context.weight) - fraction_of(self.deduction)
        return counted(context, words, f"{context.weight} − {self.deduction}", exact)

    @classmethod
    def formula(cls, cells: RuleCells) -> Formula:
        met, off, weight = cells.value("met"), cells.value("deduction"), cells.weight
        return Formula(
            f'IF({met}="是",{weight},IF({off}="",0,{weight}-{off}))',
            ((f'AND({off}<>"",OR({off}<0,{off}>{weight}))', "未达成扣分不在 0 至权重之间"),),
            (met,),
        )
