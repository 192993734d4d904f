"""Regulations: base of schemes, frameworks and rules on the use of results; bands of scores."""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar, Literal

from generator.core.date import PartialDate
from generator.core.record import Record, field
from generator.model.report import Prose


class Regulation(Record):
    """办法或文件: name, number, issuer, date, scope, verification status, full marks."""

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
        """Name for citation: 《》 around that of a document, plain for a customary usage."""
        return f"《{self.name}》" if self.number and "办法" in self.name else self.name


class ScoreBand(Record):
    """分值区间: a band of scores; limits may be unknown, then it contains no score."""

    lower: Decimal | None = field("下限", default=None)
    upper: Decimal | None = field("上限", default=None)
    lower_closed: bool | None = field("含下限", default=None)
    upper_closed: bool | None = field("含上限", default=None)

    def holds(self, score: Decimal) -> bool:
        """True if a total lies in the band; never with an unknown limit."""
        if self.lower is None or self.upper is None:
            return False
        above = score >= self.lower if self.lower_closed else score > self.lower
        return above and (score <= self.upper if self.upper_closed else score < self.upper)


class Suggestion(Record):
    """建议评分: customary rule of an indicator, with its customary parameters."""

    shorthand: ClassVar[str] = "方法"

    method: str = field("方法")
    target: str = field("目标", default="")
    sign: str = field("方向", default="")
    way: str = field("计分", default="")
    base: str = field("基数", default="")


class Slot(Record):
    """框架指标: one indicator of a framework; `custom` describes usual weights if none is fixed."""

    labels: ClassVar[tuple[str, ...]] = ("编号", "名称")

    code: str = field("编号", default="")
    name: str = field("名称", default="")
    weight: Decimal | None = field("权重", default=None)
    custom: str = field("权重参考", default="")
    advice: str = field("提示", default="")
    criteria: Prose = field("要点", default=())
    suggestion: Suggestion | None = field("评分", default=None)
    children: "tuple[Slot, ...]" = field("下级", default=())

    def walk(self) -> "Iterator[Slot]":
        """Yield this indicator and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Framework(Regulation):
    """指标体系框架: a tree of slots, with its source and verification status."""

    form: Literal["评价报告", "自评表"] = field("表式", default="评价报告")
    slots: tuple[Slot, ...] = field("指标体系")

    def nodes(self) -> Iterator[Slot]:
        return (node for top in self.slots for node in top.walk())

    @property
    def leaves(self) -> int:
        """Number of scored indicators."""
        return sum(not node.children for node in self.nodes())
