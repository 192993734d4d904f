"""比例: points in proportion to how far a target was met."""

from fractions import Fraction
from typing import ClassVar, Literal

from generator.number import Measure, approx
from generator.record import said
from generator.rules import Case, Rule, Working


class Ratio(Rule):
    """达到目标得满分，未达到按比例得分，结果在 0 至权重之间。

    - 方向“≥”（越大越好，不写即此）：实际 ≥ 目标得满分，否则 得分 = 实际 ÷ 目标 × 权重；目标为 0 得满分。
    - 方向“=”（应当等于）：目标大于 0 时同“≥”，超过目标仍得满分；目标为 0 时，实际不大于 0 得满分，否则得 0 分。
    - 方向“≤”（越小越好）：实际 ≤ 目标得满分；实际超过目标而不足目标 2 倍，得分 =（1 −（实际 − 目标）÷ 目标）× 权重；
      达到目标 2 倍得 0 分；目标为 0 而实际大于 0 得 0 分。

    实际小于 0 按 0 计。算法为各地预算绩效管理系统的通行做法。
    """

    method: ClassVar[str] = "比例"

    target: Measure = said("目标")
    actual: Measure = said("实际")
    sign: Literal["≥", "=", "≤"] = said("方向", default="≥")

    def work(self, case: Case) -> Working:
        """Compare target and actual by the sign."""
        if self.target.is_percent != self.actual.is_percent:
            return Working(
                None,
                f"目标“{self.target.text}”与实际“{self.actual.text}”一个有百分号、一个没有，请写成同一种",
            )
        if self.target.value < 0:
            return Working(None, f"目标“{self.target.text}”小于 0，不能按比例计分，请核对，或改用“评定”")
        target, actual = Fraction(self.target.value), max(Fraction(0), Fraction(self.actual.value))
        earned = self._earned(target, actual)
        points = case.points(earned * Fraction(case.weight))
        compared = f"实际 {self.actual.text}，目标 {self.sign}{self.target.text}"
        if earned == 1:
            return Working(points, f"{compared}，达到目标，得满分 {points}")
        if earned == 0:
            return Working(points, f"{compared}，得 0 分")
        t, a = self.target.text, self.actual.text
        formula = f"{a} ÷ {t} × {case.weight}" if self.sign != "≤" else f"（1 −（{a} − {t}）÷ {t}）× {case.weight}"
        return Working(points, f"{compared}；{formula} {approx(earned * Fraction(case.weight))}，得 {points}")

    def _earned(self, target: Fraction, actual: Fraction) -> Fraction:
        if self.sign == "≤":
            if actual <= target:
                return Fraction(1)
            return max(Fraction(0), 1 - (actual - target) / target) if target else Fraction(0)
        if not target:
            return Fraction(0) if self.sign == "=" and actual else Fraction(1)
        return min(Fraction(1), actual / target)
