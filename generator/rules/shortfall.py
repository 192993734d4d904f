"""按差扣分: the weight minus a deduction for every step by which the target is missed."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from generator.core.formula import Formula, RuleCells, guarded
from generator.core.number import Measure, fraction_of
from generator.core.record import field
from generator.rules import WeightedContext, Working
from generator.rules._explain import TargetAndActual, full, refused, unlike, unlike_in_cells
from generator.rules._steps import POINTS, Gap, Steps, by_steps, steps_formula, steps_refused


class Shortfall(TargetAndActual, Steps):
    """达到目标得满分，每低于（或超过）目标多少扣几分，扣到保底为止。

    - 方向“≥”（不写即此）：低于目标的扣分；方向“≤”：超过目标的扣分。目标、实际同为百分数，或同为数。
    - “每”：差多少扣一次，不写即 1；目标是百分数的，“每”是几个百分点。
    - “扣”是每次扣几分，“扣权重”是每次扣权重的百分之几，写一样。
    - “不足一个”：余下不到一个“每”的，按比例扣（不写即此）、按一个扣，或不扣；原文写明的照原文。
    - “保底”：最少得几分，不写即 0，扣完为止。

    得分 = 权重 − 差 ÷ 每 × 扣。

    例：目标 95%，实际 92%，权重 10，每低于 1 个百分点扣 0.5 分，10 − 3 × 0.5 = 8.5，得 8.50 分；实际 92.4% 的，
    差 2.6 个百分点，按比例扣得 8.70 分，按一个扣得 8.50 分，不扣则得 9.00 分。

    各地评价方案的通行做法，扣多少以评价方案为准，没有统一条文；执行率按差扣分的，用“执行率”，写“计分: 按差扣分”。
    """

    method: ClassVar[str] = "按差扣分"
    formulas: ClassVar[tuple[str, ...]] = ("incomplete",)

    target: Measure = field("目标")
    actual: Measure = field("实际")
    sign: Literal["≥", "≤"] = field("方向", default="≥")
    unit: str = field("单位", default="")

    def monotonic(self) -> Mapping[str, Literal[1, -1]]:
        """Return the direction of fields: nearer the target, larger and cheaper steps, higher floor are better."""
        better: Literal[1, -1] = 1 if self.sign == "≥" else -1
        worse: Literal[1, -1] = -1 if self.sign == "≥" else 1
        return {"actual": better, "target": worse, "step": 1, "deduction": -1, "share": -1, "floor": 1}

    def score(self, context: WeightedContext) -> Working:
        if wrong := unlike(self.target, self.actual) or self.flaw(context.weight):
            return refused(wrong)
        scale = 100 if self.target.is_percent else 1
        over = (fraction_of(self.actual.value) - fraction_of(self.target.value)) * scale
        size = -over if self.sign == "≥" else over
        words = f"实际 {self.actual_text}，目标 {self.target_text}"
        if size <= 0:
            return full(context, f"{words}，达到目标")
        unit = POINTS if self.target.is_percent else self.unit
        return by_steps(context, self, Gap(size, "差" if self.sign == "≥" else "超", unit), words)

    @classmethod
    def formula(cls, cells: RuleCells) -> Formula:
        t, a = cells.value("target"), cells.value("actual")
        over = f"({a}-{t})*IF({cells.percent('target')},100,1)"
        size = guarded(f'IF({cells.value("sign")}="≤",1,-1)*{over}')
        return Formula(steps_formula(cells, size), (unlike_in_cells(cells), *steps_refused(cells)), (t, a))
