"""Declared rules of the total: counting points, caps, vetoes, full marks other than the scheme's."""

from decimal import Decimal
from typing import Literal

from generator.core.number import Percent, Rounding, RoundingMode
from generator.core.record import NO_REMARK, Record, Remark, field


class Cap(Record):
    """封顶: maximum total below an execution rate; the lowest applicable cap counts."""

    below: Percent = field("执行率低于")
    most: Decimal = field("最高")


class Veto(Record):
    """一票否决: an event that limits the total if it happened."""

    event: str = field("事项")
    happened: bool = field("发生")
    most: Decimal = field("最高")


class RoundingHabit(Record):
    """得分写法: rounding of points by a paper that differs from its scheme or has none."""

    mode: RoundingMode = field("舍入方式", default="四舍五入")
    places: Decimal = field("小数位数")

    @property
    def rounding(self) -> Rounding:
        return Rounding(self.mode, int(self.places)) if self.places in range(7) else Rounding(self.mode)


class TotalRules(Record):
    """总分规则: adjustments of the sum of points; without them the sum is the total."""

    counts: Literal["自评分", "复核分"] = field("计分", default="自评分")
    full: Decimal | None = field("满分", default=None)
    convert: bool = field("折算", default=False)
    caps: tuple[Cap, ...] = field("封顶", default=())
    vetoes: tuple[Veto, ...] = field("一票否决", default=())
    remark: Remark = field("说明", default=NO_REMARK)
