"""定性: points awarded within one of three steps of achievement."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from generator.core.formula import Formula, RuleCells, guarded
from generator.core.number import Rounding, fraction_of
from generator.core.record import field
from generator.rules import Rule, WeightedContext, Working
from generator.rules._explain import refused

TO_TWO_PLACES = Rounding()
HIGH, MIDDLE = Fraction(80, 100), Fraction(60, 100)


class Qualitative(Rule):
    """定性指标先定程度，再在该程度的区间内打分；得分不在区间内的不予计分，须核对。

    - 达成（达成年度指标）：权重的 80%（含）至 100%（含）。
    - 部分达成（部分达成年度指标并具有一定效果）：权重的 60%（含）至 80%（不含）。
    - 未达成（未达成年度指标且效果较差）：权重的 0%（含）至 60%（不含）。

    区间的界限先四舍五入到 2 位小数，再看得分是否在内。

    例：权重 10，部分达成，应在 6.00（含）至 8.00（不含）之间，打 7 分，得 7.00 分；打 8 分不予计分。

    三档据财预〔2020〕10号的通行做法，条文尚未核对原文；界限的舍入据各地预算绩效管理系统。
    """

    method: ClassVar[str] = "定性"

    step: Literal["达成", "部分达成", "未达成"] = field("程度")
    points: Decimal = field("得分")
    basis: str = field("依据", default="")

    def monotonic(self) -> Mapping[str, Literal[1, -1]]:
        """Return the direction of fields; the step only limits the points."""
        return {"points": 1}

    @property
    def actual_text(self) -> str:
        return f"{self.step}：{self.basis}" if self.basis else self.step

    def score(self, context: WeightedContext) -> Working:
        high, middle = (TO_TWO_PLACES(part * fraction_of(context.weight)) for part in (HIGH, MIDDLE))
        lower, upper, closed = {
            "达成": (high, context.weight, True),
            "部分达成": (middle, high, False),
            "未达成": (Decimal("0.00"), middle, False),
        }[self.step]
        interval = f"{lower}（含）至 {upper}（{'含' if closed else '不含'}）之间"
        if not (lower <= self.points < upper or (closed and self.points == upper)):
            return refused(f"“{self.step}”的得分应在 {interval}，现为 {self.points}，请核对得分和程度")
        points = context.points(self.points)
        return Working(points, f"{self.actual_text}，应在 {interval}，评 {self.points} 分，得 {points}")

    @classmethod
    def formula(cls, cells: RuleCells) -> Formula:
        step, points, weight = cells.value("step"), cells.value("points"), cells.weight
        high, middle = (f"ROUND({guarded(f'{weight}*{part}')},2)" for part in ("80%", "60%"))
        allowed = {
            "达成": f"AND({points}>={high},{points}<={weight})",
            "部分达成": f"AND({points}>={middle},{points}<{high})",
            "未达成": f"AND({points}>=0,{points}<{middle})",
        }
        wrong = ",".join(f'AND({step}="{word}",NOT({inside}))' for word, inside in allowed.items())
        return Formula(points, ((f"OR({wrong})", "得分不在该程度的区间内"),), (step, points))
