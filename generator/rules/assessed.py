"""评定: points that evaluators awarded and the paper does not derive."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from generator.core.record import field
from generator.rules import Rule, WeightedContext, Working


class Assessed(Rule):
    """由评价人员按评分标准直接评定得分，公开文件未载明可供复算的数据。

    得分照文件所载，不得小于 0，也不得超过权重；没有印权重的，照得分。写明依据的，依据一并列出。
    例：权重 5，评定 4.56 分，得 4.56 分。

    各地都用，没有统一规定；评定的理由应当写明。
    """

    method: ClassVar[str] = "评定"
    as_printed: ClassVar[bool] = True

    points: Decimal = field("得分")
    basis: str = field("依据", default="")

    def monotonic(self) -> Mapping[str, Literal[1, -1]]:
        return {"points": 1}

    @property
    def actual_text(self) -> str:
        """Basis of the points."""
        return self.basis

    def without_weight(self) -> Working:
        """Return the points as declared; they need no weight."""
        if self.points < 0:
            return Working(None, f"得分 {self.points} 小于 0，请核对")
        return self._declared()

    def score(self, context: WeightedContext) -> Working:
        """Take the points as declared, digits and all."""
        if self.points < 0:
            return Working(None, f"得分 {self.points} 小于 0，应在 0 至 {context.weight} 之间，请对照原件核对")
        if self.points > context.weight:
            return Working(
                None,
                f"得分 {self.points} 超过权重 {context.weight}，请对照原件核对得分和权重；"
                "原文如此的，把原文的得分写在“公布”下",
            )
        return self._declared()

    def _declared(self) -> Working:
        return Working(self.points, f"评定：{self.basis}" if self.basis else "评定")
