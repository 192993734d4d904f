"""插值: no points below a pass mark, then linear up to the full weight."""

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar, Literal

from generator.core.formula import Formula, RuleCells, guarded
from generator.core.number import Measure, Percent, fraction_of
from generator.core.record import field
from generator.rules import Rule, WeightedContext, Working
from generator.rules._explain import as_written, counted, full, nothing, outside, rate, refused, unlike, unlike_in_cells


class Interpolation(Rule):
    """设及格线：完成率不到及格线得 0 分，到及格线之后按直线递增，完成率 100% 得满分。

    - 完成率 = 实际 ÷ 目标；完成率 ≥ 100% 得满分，多完成不多得分。
    - 完成率 < 及格线，得 0 分；及格线不写即 60%。
    - 其余：得分 =（完成率 − 及格线）÷（1 − 及格线）× 权重。恰好在及格线上得 0 分；及格线 60% 时，完成率 80% 得一半。

    例：目标 50，实际 40，权重 10，完成率 80%，（80% − 60%）÷（1 − 60%）× 10 = 5，得 5.00 分。

    据财预〔2021〕101号“完成比例赋分”的通行做法，公式和 60% 的及格线尚未核对原文。
    """

    method: ClassVar[str] = "插值"

    target: Measure = field("目标")
    actual: Measure = field("实际")
    unit: str = field("单位", default="")
    pass_mark: Percent = field("及格线", default=Percent.read("60%"))

    def monotonic(self) -> Mapping[str, Literal[1, -1]]:
        """Return the direction of fields: higher actual value, lower target and pass mark are better."""
        return {"actual": 1, "target": -1, "pass_mark": -1}

    @property
    def target_text(self) -> str:
        return f"≥{self.target.text}{self.unit}"

    @property
    def actual_text(self) -> str:
        return f"{self.actual.text}{self.unit}"

    @property
    def printed_target(self) -> str:
        return self.target_text

    @property
    def printed_actual(self) -> str:
        return self.actual_text

    @property
    def reached(self) -> tuple[Fraction, Fraction] | None:
        """Target and actual value as written; None if they do not compare."""
        return as_written(self.target, self.actual)

    def score(self, context: WeightedContext) -> Working:
        """Score the completion rate between pass mark and 100%."""
        target, actual, mark = (fraction_of(m.value) for m in (self.target, self.actual, self.pass_mark))
        if wrong := unlike(self.target, self.actual):
            return refused(wrong)
        if target <= 0:
            words = f"目标“{self.target.text}”不大于 0，算不出完成率，请对照原件核对"
            return refused(f"{words}；文件没有载明怎样算的，用“评定”照录得分")
        if wrong := outside("及格线", mark, self.pass_mark.text):
            return refused(wrong)
        if mark == 1:
            return refused("及格线不能是 100%，请对照原件核对；只分做到、没做到的，用“是否”")
        reached = actual / target
        words = f"实际 {self.actual_text}，目标 {self.target_text}，完成率 {rate(reached)}"
        if reached >= 1:
            return full(context, f"{words}，达到 100%")
        p = self.pass_mark.text
        if reached < mark:
            return nothing(context, f"{words}，不到及格线 {p}")
        formula = f"（{self.actual.text} ÷ {self.target.text} − {p}）÷（1 − {p}）× {context.weight}"
        return counted(context, words, formula, (reached - mark) / (1 - mark) * fraction_of(context.weight))

    @classmethod
    def formula(cls, cells: RuleCells) -> Formula:
        t, a, mark, weight = cells.value("target"), cells.value("actual"), cells.value("pass_mark"), cells.weight
        reached = guarded(f"{a}/{t}")
        line = f"({reached}-{mark})/(1-{mark})*{weight}"
        return Formula(
            f"IF({reached}>=1,{weight},IF({reached}<{mark},0,{line}))",
            (
                unlike_in_cells(cells),
                (f"{t}<=0", "目标不大于 0"),
                (f"OR({mark}<0,{mark}>=1)", "及格线不在 0% 至 100% 之间"),
            ),
            (t, a),
        )
