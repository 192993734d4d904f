"""What only the 项目支出绩效自评表 knows: its funds block, its goals with what came of them, rows that are not scored.

Everything else of the form stands where a report has it too: name and bodies on the project, amounts under 预算,
indicators with weight and points under 指标体系. Layout: annex of 财预〔2020〕10号, and what provinces make of it.
"""

from decimal import Decimal
from typing import ClassVar, Literal

from generator.core.number import Amount
from generator.core.record import NO_REMARK, Record, Remark, said
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

    name: str = said("名称")
    initial: Amount | None = said("年初预算数", default=None)
    planned: Amount | None = said("全年预算数", default=None)
    spent: Amount | None = said("全年执行数", default=None)
    weight: Decimal | None = said("分值", default=None)
    rate: str = said("执行率", default="")
    points: Decimal | None = said("得分", default=None)
    reason: str = said("原因", default="")
    remark: Remark = said("说明", default=NO_REMARK)


class AnnualGoal(Record):
    """年度目标: what was expected and what came of it; named (目标1) where indicators stand under each goal."""

    labels: ClassVar[tuple[str, ...]] = ("名称",)

    name: str = said("名称", default="")
    expected: Prose = said("预期目标", default=())
    achieved: Prose = said("实际完成情况", default=())
    remark: Remark = said("说明", default=NO_REMARK)


class SubRow(Record):
    """其中 of an indicator: a row of the form that has neither weight nor points of its own."""

    labels: ClassVar[tuple[str, ...]] = ("名称",)

    name: str = said("名称")
    sign: Sign | Literal[""] = said("指标性质", default="")
    target: str = said("目标值", default="")
    unit: str = said("度量单位", default="")
    actual: str = said("实际值", default="")
    reason: str = said("偏差原因", default="")
    remark: Remark = said("说明", default=NO_REMARK)


class PlainRow(Record):
    """照录指标: a row of indicators as printed, where the paper gives no weights or no points and nothing is scored."""

    levels: Prose = said("指标")
    sign: Sign | Literal[""] = said("指标性质", default="")
    target: str = said("目标值", default="")
    unit: str = said("度量单位", default="")
    actual: str = said("实际值", default="")
    weight: Decimal | None = said("分值", default=None)
    points: Decimal | None = said("得分", default=None)
    reason: str = said("偏差原因", default="")
    remark: Remark = said("说明", default=NO_REMARK)


class Entry(Record):
    """其他栏目: a field only this place's form has (项目类别, 报表编号), name and content as printed."""

    labels: ClassVar[tuple[str, ...]] = ("名称",)

    name: str = said("名称")
    text: str = said("内容")


class SelfSheet(Record):
    """自评表: where it is given, the page of the project shows the form first."""

    title: str = said("表名", default="")
    entries: tuple[Entry, ...] = said("其他栏目", default=())
    funds: tuple[FundRow, ...] = said("资金", default=())
    goals: tuple[AnnualGoal, ...] = said("年度目标", default=())
    rows: tuple[PlainRow, ...] = said("照录指标", default=())
    conclusion: Prose = said("自评结论", default=())
    notes: Prose = said("附注", default=())
    remark: Remark = said("说明", default=NO_REMARK)
