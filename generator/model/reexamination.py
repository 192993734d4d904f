"""Reexamination (复核) of a self-evaluation by another body.

All of it is declared and optional. The values are those of a separate working paper (复核底稿); a column 复核得分 of
the form itself is 复核分 of the indicator.
"""

from decimal import Decimal

from generator.core.date import PartialDate
from generator.core.record import NO_REMARK, Record, Remark, field
from generator.model.report import Prose

PAPER = "复核底稿"  # name of the form


class ReexaminedIndicator(Record):
    """复核 of an indicator: actual value, points, reason for deductions, evidence."""

    actual: str = field("完成值", default="", meaning="复核看到的完成值", on={PAPER: "复核完成值"})
    points: Decimal | None = field("得分", default=None, meaning="复核给的分", on={PAPER: "复核得分"})
    reason: str = field("扣分原因", default="", meaning="复核得分低于自评的，写明为什么扣", on={PAPER: "扣分原因"})
    evidence: Prose = field("佐证", default=(), meaning="复核所依据的材料，一行一件", on={PAPER: "佐证"})
    note: str = field("备注", default="", meaning="其他要说明的", on={PAPER: "备注"})
    remark: Remark = field("说明", default=NO_REMARK)


class Reexamination(Record):
    """复核 of a project: total, grade, body, date and method.

    `chosen` explains the selection if there is no 抽样记录 (all projects, or those above an amount).
    """

    points: Decimal | None = field("得分", default=None, meaning="复核的总分；不写的由各项复核得分合计")
    grade: str = field("等级", default="", meaning="复核定的等级，用原词", on={PAPER: "复核等级"})
    body: str = field("单位", default="", meaning="谁复核的", on={PAPER: "复核单位"})
    date: PartialDate | None = field("日期", default=None, meaning="哪一天复核完的", on={PAPER: "复核日期"})
    how: str = field("方式", default="", meaning="怎样复核的，如查阅资料、现场核查", on={PAPER: "复核方式"})
    chosen: str = field("抽样说明", default="", meaning="项目是怎样选出来的；由 make review 抽中的不写")
    conclusion: Prose = field("结论", default=(), meaning="复核的结论，一行一段", on={PAPER: "复核结论"})
    remark: Remark = field("说明", default=NO_REMARK)
