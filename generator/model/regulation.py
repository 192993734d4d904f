"""Regulations: what schemes and frameworks have in common, the paper they are taken from, verified or not."""

from decimal import Decimal
from typing import Literal

from generator.core.date import PartialDate
from generator.core.record import Record, field


class Regulation(Record):
    """办法或文件: its name, number, issuer, date and scope, whether it was verified, and the full score."""

    slug: str = ""
    name: str = field("名称")
    number: str = field("文号", default="")
    issuer: str = field("发布机关", default="")
    issued: PartialDate | None = field("发布日期", default=None)
    applies: str = field("适用范围")
    status: Literal["已核实", "未核实"] = field("核实状态")
    status_note: str = field("核实说明")
    full: Decimal = field("满分")

    @property
    def title(self) -> str:
        """Its name as texts cite it: that of a document in 《》, the bare words for a usage that has none."""
        return f"《{self.name}》" if self.number and "办法" in self.name else self.name
