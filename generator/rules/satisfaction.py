"""满意度: points for the satisfaction of respondents."""

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar, Literal

from generator.core.formula import Formula, RuleCells, guarded
from generator.core.number import Count, Measure, Percent, approx, fraction_of
from generator.core.record import Record, field
from generator.rules import Rule, WeightedContext, Working
from generator.rules._explain import counted, full, outside, rate, refused


class Option(Record):
    """选项: possible answer, its value (80% or 80), number of respondents."""

    labels: ClassVar[tuple[str, ...]] = ("名称",)

    name: str = field("名称")
    worth: Measure = field("分值")
    count: Count = field("份数")

    @property
    def ratio(self) -> Fraction:
        """Value as a ratio: 80% and 80 are both 0.8."""
        return fraction_of(self.worth.value) / (1 if self.worth.is_percent else 100)


class Satisfaction(Rule):
    """按满意度（百分数）计分。公开文件中有两种计分：满意度到目标便得满分，或不论目标，都以满意度乘权重。

    填报时计分方式必须写明：

    - 达标满分：满意度 ≥ 目标得满分；未达到目标，得分 = 满意度 ÷ 目标 × 权重。
    - 指数乘权重：不论是否达到目标，得分 = 满意度 × 权重。这种计分可以不写目标。

    满意度写公布的百分数（“实际”），或写各选项的份数（“选项”），两样写一样。由选项计算的，
    满意度 = 各选项“分值 × 份数”之和 ÷ 总份数，分值写 0 至 100 的数或百分数；满意度不先舍入，只在得分处舍入一次。

    例：满意度 89.13%，目标 85%，权重 10，达标满分得 10 分；满意度 98%，权重 20，指数乘权重得 19.60 分。
    五个选项的分值常用 100、75、50、25、0 或 100、80、60、40、20，各地不同，以评价方案为准。

    两种计分由公开报告和自评表的得分推算，没有见到条文；按百分比分几档给分的，用“分档”。
    """

    method: ClassVar[str] = "满意度"
    formulas: ClassVar[tuple[str, ...]] = ("way",)

    actual: Percent | None = field("实际", default=None)
    options: tuple[Option, ...] = field("选项", default=())
    target: Percent | None = field("目标", default=None)
    way: Literal["达标满分", "指数乘权重"] = field("计分")

    def monotonic(self) -> Mapping[str, Literal[1, -1]]:
        """Return the direction of fields: higher satisfaction and lower target are better."""
        return {"actual": 1, "options.worth": 1, "target": -1}

    @property
    def target_text(self) -> str:
        return self.target.text if self.target else ""

    @property
    def actual_text(self) -> str:
        """Percentage as printed, or computed from the answers; empty without either."""
        if self.actual:
            return self.actual.text
        index = self._index
        return "" if index is None else rate(index)

    @property
    def printed_target(self) -> str:
        return self.target_text

    @property
    def printed_actual(self) -> str:
        """Percentage as printed; empty if computed from answers."""
        return self.actual.text if self.actual else ""

    @property
    def reached(self) -> tuple[Fraction, Fraction] | None:
        """Target and index in percent; None without either."""
        index = self._index
        return None if not self.target or index is None else (fraction_of(self.target.value) * 100, index * 100)

    @property
    def _index(self) -> Fraction | None:
        if self.actual:
            return fraction_of(self.actual.value)
        answers = sum(option.count for option in self.options)
        weighed = sum((option.ratio * option.count for option in self.options), Fraction(0))
        return weighed / answers if answers else None

    def score(self, context: WeightedContext) -> Working:
        if wrong := self._wrong():
            return refused(wrong)
        index = self._index
        if index is None:
            return refused("各选项份数都是 0，算不出满意度，请对照原件核对；文件没有载明份数的，用“评定”照录得分")
        words, short = self._in_words(index)
        if self.target:
            words = f"{words}，目标 {self.target.text}"
        if self.way == "指数乘权重" or not self.target:
            return counted(context, words, f"{short} × {context.weight}", index * fraction_of(context.weight))
        target = fraction_of(self.target.value)
        if index >= target:
            return full(context, f"{words}，达到目标")
        formula = f"{short} ÷ {self.target.text} × {context.weight}"
        return counted(context, words, formula, index / target * fraction_of(context.weight))

    def _in_words(self, index: Fraction) -> tuple[str, str]:
        """Return the index as shown, and exactly, as an expression for formulas."""
        if self.actual:
            return f"满意度 {self.actual.text}", self.actual.text
        answers = sum(option.count for option in self.options)
        terms = " + ".join(f"{option.worth.text} × {option.count}" for option in self.options)
        weighed = approx(index * answers * 100, 12).removeprefix("= ")
        if self.options[0].worth.is_percent:
            return f"满意度（{terms}）÷ {answers} = {rate(index)}", f"{weighed}% ÷ {answers}"
        mean = approx(index * 100)
        return f"满意度（{terms}）÷ {answers} {mean}，即 {rate(index)}", f"{weighed} ÷ {answers} ÷ 100"

    def _wrong(self) -> str:
        if bool(self.actual) == bool(self.options):
            return "满意度请写“实际”（百分数）或“选项”（各选项的分值和份数），写一样"
        if len({option.worth.is_percent for option in self.options}) > 1:
            return "选项的分值有的有百分号、有的没有，请写成同一种"
        for option in self.options:
            if not 0 <= option.ratio <= 1:
                return f"选项“{option.name}”的分值“{option.worth.text}”不在 0 至 100 之间，请核对"
        for name, stated in (("实际", self.actual), ("目标", self.target)):
            if stated and (wrong := outside(f"{name}满意度", fraction_of(stated.value), stated.text)):
                return wrong
        if self.way == "达标满分" and not self.target:
            return "按“达标满分”计分要有目标，原文印有的请补写“目标”；没有印的，写“公布: {得分: …}”"
        return ""

    @classmethod
    def formula(cls, cells: RuleCells) -> Formula:
        actual, target, way = cells.value("actual"), cells.value("target"), cells.value("way")
        worth, count = cells.column("options", "worth"), cells.column("options", "count")
        scale = f"IF({cells.percent('options.worth')},1,100)"
        index = guarded(f'IF({actual}<>"",{actual},SUMPRODUCT({worth}*{count})/SUM({count})/{scale})', 13)
        reached = f"IF({index}>={target},{cells.weight},{index}/{target}*{cells.weight})"
        return Formula(
            f'IF(OR({way}="指数乘权重",{target}=""),{index}*{cells.weight},{reached})',
            (
                (f'AND({actual}="",COUNT({count})=0)', ""),
                (f'AND({actual}<>"",COUNTA({worth})>0)', "实际和选项只写一样"),
                (f'AND({actual}="",SUM({count})=0)', "各选项份数都是 0"),
                (f"OR(MIN({worth})<0,MAX({worth})>{scale})", "选项的分值不在 0 至 100 之间"),
                (f'AND({actual}<>"",OR({actual}<0,{actual}>1))', "实际不在 0% 至 100% 之间"),
                (f'AND({target}<>"",OR({target}<0,{target}>1))', "目标不在 0% 至 100% 之间"),
                (f'AND({way}="达标满分",{target}="")', "达标满分要写目标"),
            ),
            (way,),
        )
