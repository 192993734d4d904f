"""Corrections of published values and withdrawals of projects, with reasons."""

from typing import ClassVar, Literal

from generator.core.date import PartialDate
from generator.core.record import Record, field


class Correction(Record):
    """更正: correction of one published value: date, item, old and new value, reason, deciding body.

    `item` is the field as the commands name it (公布.评价分值); blank values are empty.
    """

    labels: ClassVar[tuple[str, ...]] = ("事项",)

    date: PartialDate = field("日期", meaning="更正公布的日期")
    item: str = field("事项", meaning="更正哪一项，照 make diff 或 make publish 说的写，如 公布.评价分值")
    old: str = field("原为", default="", meaning="更正前公布的")
    new: str = field("改为", default="", meaning="更正后的")
    reason: str = field("原因", meaning="为什么更正")
    body: str = field("决定单位", meaning="由谁决定更正")


Notice = Literal["撤下", "重新公布"]


class Withdrawal(Record):
    """撤下: withdrawal of a published project; in a file of its own, since the data file is gone.

    Republishing is a later entry (重新公布).
    """

    labels: ClassVar[tuple[str, ...]] = ("项目",)

    project: str = field("项目", meaning="原来的网页地址，年度/文件名")
    name: str = field("项目名称", meaning="原来公布的项目名称")
    item: Notice = field("事项", default="撤下", meaning="撤下；后来又公布的，另写一条“重新公布”")
    date: PartialDate = field("日期", meaning="撤下的日期")
    reason: str = field("原因", meaning="为什么撤下")
    body: str = field("决定单位", meaning="由谁决定撤下")
