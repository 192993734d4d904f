"""指标体系框架: the tree of indicators a regulation or a customary practice offers, from which a data file is drafted.

A framework scores nothing. What it leaves open (a weight, the name of an indicator of one's own) becomes 待填 in the
drafted file.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar, Literal

from generator.core.record import Record, field
from generator.model.regulation import Regulation
from generator.model.report import Prose


class Suggestion(Record):
    """建议评分: the rule an indicator is customarily scored by, and those of its parameters that custom fixes."""

    shorthand: ClassVar[str] = "方法"

    method: str = field("方法")
    target: str = field("目标", default="")
    sign: str = field("方向", default="")
    way: str = field("计分", default="")
    base: str = field("基数", default="")


class Slot(Record):
    """框架指标: one indicator of a framework; `custom` is what weights are met in practice where none is fixed."""

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
        """This indicator and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Framework(Regulation):
    """指标体系框架: a tree of slots, the paper it is taken from, and whether it was verified."""

    form: Literal["评价报告", "自评表"] = field("表式", default="评价报告")
    slots: tuple[Slot, ...] = field("指标体系")

    def nodes(self) -> Iterator[Slot]:
        return (node for top in self.slots for node in top.walk())

    @property
    def leaves(self) -> int:
        """Number of scored indicators."""
        return sum(not node.children for node in self.nodes())
