"""Indicators (指标): the scoring tree of a project; each has a weight, and a rule or children."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from generator.core.number import Measure, Rate
from generator.core.record import NO_REMARK, Record, Remark, field
from generator.model import forms, row_fields
from generator.model.reexamination import ReexaminedIndicator
from generator.model.report import Prose
from generator.model.selfeval import POINTS_IN_NAME, SheetEntry, Sign, SubRow
from generator.rules import Rule
from generator.rules.assessed import Assessed

Block = Literal["绩效指标", "项目资金", "年度目标"]


class PrintedPoints(Record):
    """公布 of an indicator: weight (`10%` or `10`), points and rate as the paper printed them."""

    weight: Measure | None = field(
        "权重", default=None, forms=forms.WEIGHT, meaning="原文印出的权重，与“权重”写法不同的才写"
    )
    points: Decimal | None = field(
        "得分",
        default=None,
        forms=("自评得分", "评价得分"),
        meaning="原文印出的得分，与算出的核对",
        on={"自评表": "得分", "指标评分表": "公布得分"},
    )
    rate: Rate | None = field("得分率", default=None, meaning="原文印出的得分率", on={"指标评分表": "公布得分率"})


class Indicator(Record):
    """指标: weight, and either children or a rule; branches may differ in depth.

    Weight and points are None if not printed. `goals` names the rows of the table of goals it measures, if its name
    does not; `columns` are further printed columns of the row (评分标准, 佐证材料); `block` is the block of the form it
    is printed in.
    """

    labels: ClassVar[tuple[str, ...]] = ("编号", "名称")
    form_hints: ClassVar[Mapping[str, str]] = forms.OF_AN_INDICATOR

    code: str = field("编号", default="", forms=("序号", "指标编号"), meaning="照原文，同一份文件里不重复")
    name: str = field(
        "名称", forms=("指标", "指标名称"), meaning="照原文", on={"自评表": "三级指标", "指标评分表": "指标名称"}
    )
    weight: Decimal | None = field(
        "权重", default=None, forms=forms.WEIGHT, meaning="这项指标的满分，下级之和等于上级", on={"自评表": "分值"}
    )
    block: Block = field("栏目", default="绩效指标", meaning="表上印在项目资金或年度目标一栏里的指标才写")
    sign: Sign | Literal[""] = row_fields.sign()
    target: str = row_fields.target()
    unit: str = row_fields.unit()
    actual: str = row_fields.actual()
    goals: Prose = field("对应目标", default=(), meaning="衡量哪几条目标，写目标的名称，一行一个")
    rows: tuple[SubRow, ...] = field("其中", default=(), meaning="没有分值和得分、附在这项指标下的各行")
    children: "tuple[Indicator, ...]" = field("下级", default=(), meaning="下一级的指标")
    rule: Rule | None = field("评分", default=None, meaning="怎样计分", on={"指标评分表": "评分方法"})
    reviewed: Decimal | None = field(
        "复核分",
        default=None,
        forms=forms.REVIEWED,
        meaning="复核的人给的分",
        on={"自评表": "复核得分", "指标评分表": "复核得分"},
    )
    reexamined: ReexaminedIndicator | None = field("复核", default=None, meaning="复核底稿上这项指标的各栏")
    reason: str = row_fields.reason()
    columns: tuple[SheetEntry, ...] = row_fields.columns()
    printed: PrintedPoints | None = field("公布", default=None, meaning="原文印出的权重、得分和得分率")
    remark: Remark = field("说明", default=NO_REMARK)

    @property
    def reexamined_points(self) -> Decimal | None:
        """Points given in the reexamination, on a working paper or in a column of the form."""
        return self.reviewed if self.reexamined is None or self.reexamined.points is None else self.reexamined.points

    @property
    def own_points(self) -> Decimal | None:
        """Points of the paper itself, not of a reviewer: printed, else awarded (评定)."""
        if self.printed and self.printed.points is not None:
            return self.printed.points
        return self.rule.points if isinstance(self.rule, Assessed) else None

    @property
    def title(self) -> str:
        """Code and name as printed."""
        return f"{self.code} {self.name}".strip()

    @property
    def written_weight(self) -> str:
        """Weight as it is printed, else as it counts; empty if the paper prints none."""
        return (self.printed.written("weight") if self.printed else "") or self.written("weight")

    @property
    def weight_beside_name(self) -> str:
        """Weight in brackets, for behind the name; empty if that has it, or if there is none."""
        weight = "" if POINTS_IN_NAME.search(self.name) else self.written_weight
        return weight and f"（{weight}{'分' if weight[-1].isdigit() else ''}）"

    def walk(self) -> "Iterator[Indicator]":
        """Yield this indicator and all below it, in the paper's order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def leaves(self) -> "Iterator[Indicator]":
        """Yield the scored indicators."""
        return (node for node in self.walk() if not node.children)
