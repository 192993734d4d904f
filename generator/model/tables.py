"""Tables of a paper beside its score and its money: figures of the business, and any table as it is printed."""

from decimal import Decimal
from typing import ClassVar, NewType

from generator.core.record import NO_REMARK, Record, Remark, field

Cell = NewType("Cell", str)  # a text, or empty where the paper leaves the cell blank
Cells = tuple[Cell, ...]


class Volume(Record):
    """业务数据: a stock at the year's end and what the year added to it and took from it, in one measure (量词)."""

    labels: ClassVar[tuple[str, ...]] = ("名称",)

    name: str = field("名称")
    unit: str = field("量词", default="")
    stock: Decimal | None = field("年末数", default=None)
    added: Decimal | None = field("本年新增", default=None)
    gone: Decimal | None = field("本年减少", default=None)
    remark: Remark = field("说明", default=NO_REMARK)


class PrintedTable(Record):
    """附表: a table of the paper that has no place of its own (sub-projects by year, districts in ranks), as printed.

    A cell is a text; a row has as many cells as the head (表头), a blank cell is written as an empty text or a dash.
    """

    labels: ClassVar[tuple[str, ...]] = ("表名",)

    name: str = field("表名")
    head: Cells = field("表头")
    rows: tuple[Cells, ...] = field("行")
    foot: Cells = field("合计", default=())
    remark: Remark = field("说明", default=NO_REMARK)
