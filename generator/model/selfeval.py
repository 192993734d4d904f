"""Self-evaluation form (项目支出绩效自评表): funds, annual goals with their achievement, unscored rows.

All else is declared as for a report: name and bodies on the project, amounts under 预算, indicators with weight and
points under 指标体系. Layout: annex of 财预〔2020〕10号, with provincial variants.
"""

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from generator.core.number import Amount
from generator.core.record import NO_REMARK, NOWHERE, Record, Remark, field
from generator.model import forms, row_fields
from generator.model.report import Prose

Subject = Literal["项目", "专项资金", "部门整体", "转移支付"]
TITLES: Mapping[Subject, str] = {
    "项目": "项目支出绩效自评表",
    "专项资金": "专项资金绩效自评表",
    "部门整体": "部门整体支出绩效自评表",
    "转移支付": "转移支付绩效自评表",
}  # what the form is called where a file names no 表名
Filled = Literal["已填报", "未填报"]
# As printed: provinces differ in the character and in whether the quality of a row stands here too.
Sign = Literal[
    "≥", "≤", "=", ">", "<", "≧", "≦", "═", "﹦", "＝", "＞", "＜", ">=", "<=",
    "定性", "定量", "正向指标", "反向指标", "无",
]  # fmt: skip
POINTS_IN_NAME = re.compile(r"[（(]\s*\d+(?:\.\d+)?\s*[分%％]?\s*[）)]\s*$")  # 产出指标（50分）
LEVELS = ("一级指标", "二级指标", "三级指标", "四级指标", "五级指标", "六级指标")


def level_names(deep: int, above: bool, names: Mapping[str, str] = NOWHERE) -> tuple[str, ...]:
    """Return the heads of the levels of indicators; where annual goals stand above them the first is theirs.

    A level with a printed head (`names`) is there, although no indicator reaches it.
    """
    deep = max([deep, *(level + above for level, head in enumerate(LEVELS, 1) if names.get(head))])
    return ("年度目标", *LEVELS[: deep - 1]) if above else LEVELS[:deep]


TOTAL_ROW = "年度资金总额"  # the name that the official form prints for the first row of the money


def numbered(heads: Sequence[str]) -> Sequence[tuple[str, int]]:
    """Return further columns each with its place among those of the same head, since a paper may print one twice."""
    return [(head, heads[:place].count(head)) for place, head in enumerate(heads)]


@dataclass(frozen=True, kw_only=True)
class IndicatorHeads:
    """Columns of indicators that every form has, and those that only some have, by the heads of the official form.

    `names` are the printed heads, empty for columns that the form does not have.
    """

    levels: tuple[str, ...]
    sign: bool
    unit: bool
    reviewed: bool
    names: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def measured(self) -> tuple[str, ...]:
        """The heads of what was to be reached and what was."""
        sign, unit = ("指标性质",) if self.sign else (), ("度量单位",) if self.unit else ()
        return self._kept(*sign, "年度指标值", *unit, "实际完成值")

    @property
    def scored(self) -> tuple[str, ...]:
        """The heads of weight and points."""
        own = "自评得分" in self.names or (self.reviewed and not self.names.get("得分"))
        return self._kept("分值", "自评得分" if own else "得分", *(("复核得分",) if self.reviewed else ()))

    @property
    def explained(self) -> tuple[str, ...]:
        """The head of the reasons."""
        return self._kept("偏差原因分析及改进措施")

    def _kept(self, *heads: str) -> tuple[str, ...]:
        return tuple(head for head in heads if self.names.get(head) != "")


class FundRow(Record):
    """资金 row: amounts as printed, with unit. The first row is the total (年度资金总额), others are 其中 rows.

    Only 分值 and 得分 of the first row count; repetitions below are kept as printed. 执行率 and 到位率 are text, since
    papers print 97.75%, 97.75 and 0.9775. `breakdown` (分列) is the criterion of 其中 rows (来源, 支出内容) if a form
    breaks the total down in two ways.
    """

    labels: ClassVar[tuple[str, ...]] = ("名称",)

    name: str = field("名称", meaning="第一行是年度资金总额，以下是其中各行", on={"自评表": "资金"})
    breakdown: str = field("分列", default="", meaning="同一笔资金分两种口径列出的，写按什么分")
    initial: Amount | None = field("年初预算数", default=None, forms=("年初预算", "年初数"), meaning="年初批复的预算")
    planned: Amount | None = field(
        "全年预算数",
        default=None,
        forms=("预算数", "预算金额", "金额", "全年预算", "调整后预算数"),
        meaning="全年预算，含年中调整",
    )
    received: Amount | None = field("到位数", default=None, forms=forms.RECEIVED[1:], meaning="实际到位的资金")
    received_rate: str = field("到位率", default="", forms=("资金到位率",), meaning="照表上的写法")
    spent: Amount | None = field(
        "全年执行数",
        default=None,
        forms=("执行数", "支出", "支出数", "实际支出", "全年支出数", "实际执行数", "预算执行数", "实际支出数"),
        meaning="全年实际支出",
    )
    weight: Decimal | None = field("分值", default=None, forms=forms.WEIGHT, meaning="只有总额一行有")
    rate: str = field("执行率", default="", forms=("预算执行率",), meaning="照表上的写法；空着的由表格算出")
    points: Decimal | None = field(
        "得分", default=None, forms=("自评得分", "自评分", "实际得分"), meaning="只有总额一行有"
    )
    reviewed: Decimal | None = field("复核分", default=None, meaning="复核的人给的分", on={"自评表": "复核得分"})
    reason: str = field(
        "原因",
        default="",
        forms=("偏差原因", "未完成原因", "原因分析", "执行率偏低原因"),
        meaning="执行率低的，写明原因",
    )
    remark: Remark = field("说明", default=NO_REMARK)


class AnnualGoal(Record):
    """年度目标: expected and actual; named (目标1) if indicators are grouped by goal."""

    labels: ClassVar[tuple[str, ...]] = ("名称",)

    name: str = field("名称", default="", meaning="有几个年度目标的，写目标1、目标2")
    expected: Prose = field(
        "预期目标",
        default=(),
        forms=("年初设定目标", "年度预期目标", "年初目标", "预期绩效目标"),
        meaning="年初设定的目标，一行一条",
    )
    achieved: Prose = field(
        "实际完成情况",
        default=(),
        forms=("全年实际完成情况", "全年完成情况", "完成情况", "目标实际完成情况"),
        meaning="实际做到了什么，一行一条",
    )
    remark: Remark = field("说明", default=NO_REMARK)


class SheetEntry(Record):
    """其他栏目: a field specific to one form (项目类别, 评分标准), name and content as printed."""

    labels: ClassVar[tuple[str, ...]] = ("名称",)

    name: str = field("名称", meaning="表上这一栏的名称")
    text: str = field("内容", meaning="照表填写")


class SubRow(Record):
    """其中 of an indicator: a row of the form without weight and points of its own.

    `above` is its second-level indicator, if one score covers rows of several second-level indicators.
    """

    labels: ClassVar[tuple[str, ...]] = ("名称",)
    form_hints: ClassVar[Mapping[str, str]] = forms.OF_A_ROW

    above: str = field("上级指标", default="", meaning="附在几个二级指标下的，写它所在的二级指标")
    name: str = field("名称", forms=("指标", "指标名称"), meaning="照表填写")
    sign: Sign | Literal[""] = row_fields.sign()
    target: str = row_fields.target()
    unit: str = row_fields.unit()
    actual: str = row_fields.actual()
    reason: str = row_fields.reason()
    columns: tuple[SheetEntry, ...] = row_fields.columns()
    remark: Remark = field("说明", default=NO_REMARK)


class PlainRow(Record):
    """照录指标: a row of indicators as printed, of a paper without weights or points; never scored."""

    form_hints: ClassVar[Mapping[str, str]] = forms.OF_A_PLAIN_ROW

    levels: Prose = field("指标", forms=("指标名称", "名称"), meaning="从一级到末级，一行一级")
    sign: Sign | Literal[""] = row_fields.sign()
    target: str = row_fields.target()
    unit: str = row_fields.unit()
    actual: str = row_fields.actual()
    weight: Decimal | None = field("分值", default=None, forms=forms.WEIGHT, meaning="照表填写")
    points: Decimal | None = field("得分", default=None, forms=("自评得分", "自评分", "实际得分"), meaning="照表填写")
    reason: str = row_fields.reason()
    columns: tuple[SheetEntry, ...] = row_fields.columns()
    remark: Remark = field("说明", default=NO_REMARK)


Head = Literal[
    "主管部门", "实施单位", "实施期", "责任单位", "年初预算数", "全年预算数", "到位数", "到位率", "全年执行数",
    "执行率", "预期目标", "实际完成情况", "一级指标", "二级指标", "三级指标", "四级指标", "指标性质", "年度指标值",
    "度量单位", "实际完成值", "分值", "得分", "自评得分", "复核得分", "偏差原因分析及改进措施", "原因", "总分",
    "自评等级",
]  # fmt: skip
NO_SUCH_COLUMN = "无"


class PrintedHead(Record):
    """栏名: what a form calls a column or row of the official one; one it does not have is 无.

    A column that it has is there although every cell is empty.
    """

    labels: ClassVar[tuple[str, ...]] = ("栏目",)

    head: Head = field("栏目", meaning="官方表样上的栏名")
    printed: str = field("原文", meaning="这份表上的栏名，照印；表上没有这一栏的写“无”，整栏空着的照写")


class SelfSheet(Record):
    """自评表: where it is given, the page of the project shows the form first."""

    title: str = field("表名", default="", meaning="与评价对象通常的表名不同的才写")
    heads: tuple[PrintedHead, ...] = field("栏名", default=(), meaning="栏名与官方表样不同、没有那一栏、整栏空着的才写")
    entries: tuple[SheetEntry, ...] = field("其他栏目", default=(), meaning="只有这份表才有的栏目")
    funds: tuple[FundRow, ...] = field("资金", default=(), meaning="项目资金的各行，第一行是年度资金总额")
    goals: tuple[AnnualGoal, ...] = field("年度目标", default=(), meaning="年度总体目标，预期的和实际的")
    rows: tuple[PlainRow, ...] = field("照录指标", default=(), meaning="没有分值、不计分的指标行")
    conclusion: Prose = field("自评结论", default=(), meaning="表末的自评结论，一行一段", on={"自评表": "评价结论"})
    notes: Prose = field("附注", default=(), meaning="表下的注，一行一条")
    remark: Remark = field("说明", default=NO_REMARK)

    @property
    def head_names(self) -> Mapping[str, str]:
        """Printed headings by those of the official form; empty for columns it lacks."""
        return printed_heads((head.head, head.printed) for head in self.heads)


def printed_heads(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Map official headings to printed ones; empty for columns the form lacks."""
    return {head: "" if printed == NO_SUCH_COLUMN else printed for head, printed in pairs}
