"""比例: points in proportion to the achievement of a target."""

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar, Literal

from generator.core.formula import Formula, RuleCells
from generator.core.number import Measure, fraction_of
from generator.core.record import field
from generator.rules import Rule, WeightedContext, Working
from generator.rules._explain import TargetAndActual, counted, full, nothing, refused, unlike, unlike_in_cells


class Ratio(TargetAndActual, Rule):
    """达到目标得满分，未达到按比例得分，结果在 0 至权重之间。

    - 方向“≥”（越大越好，不写即此）：实际 ≥ 目标得满分，否则 得分 = 实际 ÷ 目标 × 权重；目标为 0 得满分。
    - 方向“=”（应当等于）：目标大于 0 时同“≥”，超过目标仍得满分；目标为 0 时，实际不大于 0 得满分，否则得 0 分。
    - 方向“≤”（越小越好）：实际 ≤ 目标得满分；实际超过目标而不足目标 2 倍，得分 =（1 −（实际 − 目标）÷ 目标）× 权重；
      达到目标 2 倍得 0 分；目标为 0 而实际大于 0 得 0 分。
    - 方向“≤”而原文写明按目标 ÷ 实际计分的，写“计分: 目标÷实际”：实际 ≤ 目标得满分，否则 得分 = 目标 ÷ 实际 × 权重；
      目标为 0 而实际大于 0 得 0 分。“计分”不写即“按差额”，就是上面三条。

    实际小于 0 按 0 计。超额完成不多得分；超过目标 30% 及以上的，要写明偏差原因。

    例：目标 23 次，实际 21 次，权重 5，21 ÷ 23 × 5 ≈ 4.5652，得 4.57 分。目标不超过 8 天，实际 10 天，权重 4，按差额
    （1 −（10 − 8）÷ 8）× 4 = 3，得 3.00 分；按目标÷实际 8 ÷ 10 × 4 = 3.2，得 3.20 分。

    各地预算绩效管理系统的通行做法，没有统一条文。
    """

    method: ClassVar[str] = "比例"
    formulas: ClassVar[tuple[str, ...]] = ("way",)

    target: Measure = field("目标")
    actual: Measure = field("实际")
    sign: Literal["≥", "=", "≤"] = field("方向", default="≥")
    unit: str = field("单位", default="")
    way: Literal["按差额", "目标÷实际"] = field("计分", default="按差额")

    def monotonic(self) -> Mapping[str, Literal[1, -1]]:
        """Return the direction of fields, by the sign; for a target of 0, less is better."""
        if self.sign == "=":
            return {"actual": 1 if self.target.value else -1}
        return {"actual": 1, "target": -1} if self.sign == "≥" else {"actual": -1, "target": 1}

    def score(self, context: WeightedContext) -> Working:
        if wrong := unlike(self.target, self.actual):
            return refused(wrong)
        if self.target.value < 0:
            words = f"目标“{self.target.text}”小于 0，不能按比例计分，请对照原件核对"
            return refused(f"{words}；文件没有载明怎样算的，用“评定”照录得分")
        if self.way == "目标÷实际" and self.sign != "≤":
            return refused("“计分: 目标÷实际”只用于越小越好（方向“≤”）的指标，请核对原文的方向和算法，或删去“计分”")
        target, actual = fraction_of(self.target.value), max(Fraction(0), fraction_of(self.actual.value))
        earned = self._earned(target, actual)
        compared = f"实际 {self.actual_text}，目标 {self.target_text}"
        if earned == 1:
            return full(context, f"{compared}，达到目标")
        if earned == 0:
            return nothing(context, compared)
        t, a = self.target.text, self.actual.text
        if self.sign != "≤":
            formula = f"{a} ÷ {t} × {context.weight}"
        elif self.way == "目标÷实际":
            formula = f"{t} ÷ {a} × {context.weight}"
        else:
            formula = f"（1 −（{a} − {t}）÷ {t}）× {context.weight}"
        return counted(context, compared, formula, earned * fraction_of(context.weight))

    def _earned(self, target: Fraction, actual: Fraction) -> Fraction:
        if self.sign == "≤":
            if actual <= target:
                return Fraction(1)
            if self.way == "目标÷实际":
                return target / actual
            return max(Fraction(0), 1 - (actual - target) / target) if target else Fraction(0)
        if not target:
            return Fraction(0) if self.sign == "=" and actual else Fraction(1)
        return min(Fraction(1), actual / target)

    @classmethod
    def formula(cls, cells: RuleCells) -> Formula:
        sign, way, t = cells.value("sign"), cells.value("way"), cells.value("target")
        a = f"MAX(0,{cells.value('actual')})"
        less = f'IF({a}<={t},1,IF({way}="目标÷实际",{t}/{a},IF({t}=0,0,MAX(0,1-({a}-{t})/{t}))))'
        more = f'IF({t}=0,IF(AND({sign}="=",{a}>0),0,1),MIN(1,{a}/{t}))'
        return Formula(
            f'IF({sign}="≤",{less},{more})*{cells.weight}',
            (
                unlike_in_cells(cells),
                (f"{t}<0", "目标小于 0"),
                (f'AND({way}="目标÷实际",{sign}<>"≤")', "目标÷实际只用于越小越好"),
            ),
            (t, cells.value("actual")),
        )
