"""What a rating scheme and an indicator framework have in common: the paper they are taken from, verified or not."""

from decimal import Decimal
from typing import Literal

from generator.core.date import PartialDate
from generator.core.record import Record, said


class Regulation(Record):
    """办法或文件: its name, number, issuer, date and scope, whether it was verified, and the full score."""

    slug: str = ""
    name: str = said("名称")
    number: str = said("文号", default="")
    issuer: str = said("发布机关", default="")
    issued: PartialDate | None = said("发布日期", default=None)
    applies: str = said("适用范围")
    status: Literal["已核实", "未核实"] = said("核实状态")
    status_note: str = said("核实说明")
    full: Decimal = said("满分")
