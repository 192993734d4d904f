"""执行率: points for spending the budget."""

from fractions import Fraction
from typing import ClassVar

from generator.number import approx, percent, share
from generator.rules import Case, Rule, Working


class Execution(Rule):
    """预算执行率 = 实际支出 ÷ 预算金额 × 100%；得分 = 实际支出 ÷ 预算金额 × 权重，达到或超过 100% 得满分。

    金额取自本项目的“预算”。按原始金额计算，只在得分处舍入一次，不先把执行率舍入再相乘。
    算法见财预〔2020〕10号所附《项目支出绩效自评表》的“执行率×权重”通行做法；本站收录的上海市报告即按此计分
    （例：19.000 ÷ 19.369 × 3 = 2.94）。
    """

    method: ClassVar[str] = "执行率"

    def work(self, case: Case) -> Working:
        """Spent over budget, times weight, at most the weight."""
        if case.budget is None or case.spent is None:
            return Working(None, "没有支出金额，算不出执行率，请在“预算”下补写“支出”")
        ratio = share(case.spent.value, case.budget.value)
        if ratio is None:
            return Working(None, "预算金额为 0，算不出执行率，请核对预算金额，或改用“评定”")
        points = case.points(min(ratio, Fraction(1)) * Fraction(case.weight))
        quotient = f"{case.spent.number} ÷ {case.budget.number}"
        if ratio >= 1:
            return Working(points, f"执行率 {quotient} = {percent(ratio)}，达到 100%，得满分 {points}")
        exact = approx(ratio * Fraction(case.weight))
        return Working(points, f"执行率 {quotient} = {percent(ratio)}；{quotient} × {case.weight} {exact}，得 {points}")
