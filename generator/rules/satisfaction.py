"""满意度: points for what those asked have said."""

from fractions import Fraction
from typing import ClassVar, Literal

from generator.number import Percent, approx
from generator.record import said
from generator.rules import Case, Rule, Working


class Satisfaction(Rule):
    """按满意度（百分数）计分，计分方式必须写明，两种在公开文件中都有：

    - 达标满分：满意度 ≥ 目标得满分；未达到目标，得分 = 满意度 ÷ 目标 × 权重。
    - 指数乘权重：不论是否达到目标，得分 = 满意度 × 权重。

    例：满意度 89.13%，目标 85%，权重 10，达标满分得 10 分；满意度 98%，权重 20，指数乘权重得 19.60 分。
    """

    method: ClassVar[str] = "满意度"

    actual: Percent = said("实际")
    target: Percent = said("目标")
    way: Literal["达标满分", "指数乘权重"] = said("计分")

    def work(self, case: Case) -> Working:
        """Compare with the target, or multiply, as declared."""
        actual, target = Fraction(self.actual.value), Fraction(self.target.value)
        for name, value in (("实际", actual), ("目标", target)):
            if not 0 <= value <= 1:
                text = self.actual.text if name == "实际" else self.target.text
                return Working(None, f"{name}满意度“{text}”不在 0% 至 100% 之间，请核对")
        compared = f"满意度 {self.actual.text}，目标 {self.target.text}"
        if self.way == "指数乘权重":
            exact = actual * Fraction(case.weight)
            points = case.points(exact)
            return Working(points, f"{compared}；{self.actual.text} × {case.weight} {approx(exact)}，得 {points}")
        if actual >= target:
            points = case.points(Fraction(case.weight))
            return Working(points, f"{compared}，达到目标，得满分 {points}")
        exact = actual / target * Fraction(case.weight)
        points = case.points(exact)
        formula = f"{self.actual.text} ÷ {self.target.text} × {case.weight} {approx(exact)}"
        return Working(points, f"{compared}；{formula}，得 {points}")
