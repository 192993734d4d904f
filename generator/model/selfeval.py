"""Self-evaluation form (项目支出绩效自评表): its funds, its goals with what came of them, rows that are not scored.

Everything else of the form stands where a report has it too: name and bodies on the project, amounts under 预算,
indicators with weight and points under 指标体系. Layout: annex of 财预〔2020〕10号, and what provinces make of it.
"""

from decimal import Decimal
from typing import ClassVar, Literal

from generator.core.number import Amount
from generator.core.record import NO_REMARK, Record, Remark, field
from generator.model.report import Prose

Subject = Literal["项目", "专项资金", "部门整体", "转移支付"]
Filled = Literal["已填报", "未填报"]
# As printed: provinces differ in the character and in whether the quality of a row stands here too.
Sign = Literal[
    "≥", "≤", "=", ">", "<", "≧", "≦", "═", "﹦", "＝", "＞", "＜", ">=", "<=",
    "定性", "定量", "正向指标", "反向指标", "无",
]  # fmt: skip


class FundRow(Record):
    """资金 row: amounts as printed, with unit. The first row is the total (年度资金总额), the others are 其中 rows.

    Only the first row carries 分值 and 得分; papers that repeat them below are kept as printed, they count once.
    执行率 is text, since papers print 97.75%, 97.75 and 0.9775.
    """

    labels: ClassVar[tuple[str, ...]] = ("名称",)

    name: str = field("名称")
    initial: Amount | None = field("年初预算数", default=None)
    planned: Amount | None = field("全年预算数", default=None)
    spent: Amount | None = field("全年执行数", default=None)
    weight: Decimal | None = field("分值", default=None)
    rate: str = field("执行率", default="")
    points: Decimal | None = field("得分", default=None)
    reason: str = field("原因", default="")
    remark: Remark = field("说明", default=NO_REMARK)


class AnnualGoal(Record):
    """年度目标: what was expected and what came of it; named (目标1) where indicators stand under each goal."""

    labels: ClassVar[tuple[str, ...]] = ("名称",)

    name: str = field("名称", default="")
    expected: Prose = field("预期目标", default=())
    achieved: Prose = field("实际完成情况", default=())
    remark: Remark = field("说明", default=NO_REMARK)


class SubRow(Record):
    """其中 of an indicator: a row of the form that has neither weight nor points of its own."""

    labels: ClassVar[tuple[str, ...]] = ("名称",)

    name: str = field("名称")
    sign: Sign | Literal[""] = field("指标性质", default="")
    target: str = field("目标值", default="")
    unit: str = field("度量单位", default="")
    actual: str = field("实际值", default="")
    reason: str = field("偏差原因", default="")
    remark: Remark = field("说明", default=NO_REMARK)


class PlainRow(Record):
    """照录指标: a row of indicators as printed, where the paper gives no weights or no points and nothing is scored."""

    levels: Prose = field("指标")
    sign: Sign | Literal[""] = field("指标性质", default="")
    target: str = field("目标值", default="")
    unit: str = field("度量单位", default="")
    actual: str = field("实际值", default="")
    weight: Decimal | None = field("分值", default=None)
    points: Decimal | None = field("得分", default=None)
    reason: str = field("偏差原因", default="")
    remark: Remark = field("说明", default=NO_REMARK)


class SheetEntry(Record):
    """其他栏目: a field only this place's form has (项目类别, 报表编号), name and content as printed."""

    labels: ClassVar[tuple[str, ...]] = ("名称",)

    name: str = field("名称")
    text: str = field("内容")


class SelfSheet(Record):
    """自评表: where it is given, the page of the project shows the form first."""

    title: str = field("表名", default="")
    entries: tuple[SheetEntry, ...] = field("其他栏目", default=())
    funds: tuple[FundRow, ...] = field("资金", default=())
    goals: tuple[AnnualGoal, ...] = field("年度目标", default=())
    rows: tuple[PlainRow, ...] = field("照录指标", default=())
    conclusion: Prose = field("自评结论", default=())
    notes: Prose = field("附注", default=())
    remark: Remark = field("说明", default=NO_REMARK)
