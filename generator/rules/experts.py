"""专家: points by the mean of several experts' scores."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from generator.core.formula import Formula, RuleCells
from generator.core.number import fraction_of, total
from generator.core.record import field
from generator.rules import Rule, WeightedContext, Working
from generator.rules._explain import counted, refused


class Experts(Rule):
    """几位专家分别打分，取平均分，再按权重折算。

    - “满分”写专家打分的满分：百分制写 100，直接按权重打分写权重；每个分数应在 0 至满分之间。
    - 得分 = 平均分 ÷ 满分 × 权重；平均分不先舍入。
    - “去掉最高最低: 是”的，先去掉一个最高分和一个最低分，至少要有 3 个分数；有几个同样最高或最低的，只去掉一个。

    例：五位专家百分制打 90、85、80、88、70，去掉 90 和 70，（85 + 80 + 88）÷ 3 ÷ 100 × 10 ≈ 8.4333，得 8.43 分。

    自评表的“专家评分”一栏和各地评价方案都有，没有统一条文。
    """

    method: ClassVar[str] = "专家"
    formulas: ClassVar[tuple[str, ...]] = ("trimmed",)

    scores: tuple[Decimal, ...] = field("打分")
    full: Decimal = field("满分")
    trimmed: bool = field("去掉最高最低", default=False)

    def monotonic(self) -> Mapping[str, Literal[1, -1]]:
        return {"scores": 1}

    @property
    def actual_text(self) -> str:
        return "、".join(f"{score}" for score in self.scores)

    def score(self, context: WeightedContext) -> Working:
        if wrong := self._wrong():
            return refused(wrong)
        scores = list(self.scores)
        words = f"{len(scores)} 位专家打分 {self.actual_text}"
        if self.trimmed:
            highest, lowest = max(scores), min(scores)
            scores.remove(highest)
            scores.remove(lowest)
            words = f"{words}，去掉最高 {highest}、最低 {lowest}"
        mean = fraction_of(total(scores)) / len(scores)
        formula = (
            f"（{' + '.join(f'{score}' for score in scores)}）÷ {len(scores)}"
            if len(scores) > 1
            else f"{scores[0]} ÷ 1"
        )
        if self.full != context.weight:
            formula = f"{formula} ÷ {self.full} × {context.weight}"
        return counted(context, words, formula, mean / fraction_of(self.full) * fraction_of(context.weight))

    def _wrong(self) -> str:
        if self.full <= 0:
            return f"满分 {self.full} 不大于 0，请写专家打分的满分，百分制写 100"
        if not self.scores:
            return "没有写“打分”，请列出每位专家的分数"
        if wrong := next((score for score in self.scores if not 0 <= score <= self.full), None):
            return f"专家打分 {wrong} 不在 0 至满分 {self.full} 之间，请核对打分和“满分”"
        if self.trimmed and len(self.scores) < 3:
            return f"只有 {len(self.scores)} 个分数，去掉最高和最低要有至少 3 个，请补齐或写“去掉最高最低: 否”"
        return ""

    @classmethod
    def formula(cls, cells: RuleCells) -> Formula:
        given, full, trimmed = cells.column("scores"), cells.value("full"), f'{cells.value("trimmed")}="是"'
        mean = f"IF({trimmed},(SUM({given})-MAX({given})-MIN({given}))/(COUNT({given})-2),SUM({given})/COUNT({given}))"
        return Formula(
            f'IF(COUNT({given})=0,"",{mean}/{full}*{cells.weight})',
            (
                (f"{full}<=0", "满分不大于 0"),
                (f"OR(MIN({given})<0,MAX({given})>{full})", "打分不在 0 至满分之间"),
                (f"AND({trimmed},COUNT({given})<3)", "不足 3 个分数"),
            ),
            (full,),
        )
