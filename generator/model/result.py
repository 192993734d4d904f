"""Results of an evaluation: printed total and grade, achievements, answers to problems."""

from decimal import Decimal
from typing import ClassVar, Literal, get_args

from generator.core.date import PartialDate
from generator.core.number import Rate
from generator.core.record import NO_REMARK, Record, Remark, field
from generator.model import forms
from generator.model.report import Prose

RectificationState = Literal["已完成", "推进中", "计划中", "未说明进度", "未载明"]
RECTIFICATION_STATES = get_args(RectificationState)
NOT_STATED: RectificationState = "未载明"


class PrintedResult(Record):
    """公布: total, grade and rate as printed; checked against computed values.

    `full` are printed full marks (合计 100). If a form has columns for 自评 and 复核, `score` is the total of the
    counting one, `own` or `reviewed` that of the other.
    """

    score: Decimal | None = field(
        "评价分值", default=None, forms=forms.SCORE, meaning="原文印出的总分", on={"自评表": "总分"}
    )
    own: Decimal | None = field(
        "自评分值", default=None, meaning="有复核一栏的表，自评得分的合计", on={"自评表": "自评总分"}
    )
    reviewed: Decimal | None = field(
        "复核分值", default=None, meaning="有复核一栏的表，复核得分的合计", on={"自评表": "复核总分"}
    )
    full: Decimal | None = field("满分", default=None, meaning="合计一行印出的满分", on={"自评表": "分值合计"})
    grade: str = field("评价结论", default="", forms=forms.GRADE, meaning="原文印出的等级，用它的原词")
    rate: Rate | None = field("得分率", default=None, meaning="原文印出的得分率")
    remark: Remark = field("说明", default=NO_REMARK)


class Achievement(Record):
    """主要绩效: an achievement in one line, and details from the report."""

    shorthand: ClassVar[str] = "内容"

    text: str = field("内容", meaning="做成了什么，一句话", on={"信息表": "主要绩效"})
    detail: Prose = field("详情", default=(), meaning="报告里进一步的说明，一行一段")
    remark: Remark = field("说明", default=NO_REMARK)


class Rectification(Record):
    """整改情况: the unit's answer, date and evidence; the state is assigned by the editors."""

    text: str = field("情况", meaning="单位怎样整改，照原文", on={"信息表": "整改情况", "整改情况表": "整改情况"})
    state: RectificationState = field("状态", meaning="按所写的内容选一个", on={"整改情况表": "整改状态"})
    date: PartialDate | None = field(
        "时间", default=None, meaning="整改完成或反馈的时间", on={"整改情况表": "整改时间"}
    )
    proof: Prose = field("佐证", default=(), meaning="证明整改的文件，一行一件", on={"整改情况表": "佐证材料"})
    remark: Remark = field("说明", default=NO_REMARK)
