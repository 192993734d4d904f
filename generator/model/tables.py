"""Tables of a paper beside its score and its money: figures of the business, and any table as it is printed."""

from decimal import Decimal
from typing import ClassVar, NamedTuple, NewType

from generator.core.number import places_of, total
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


class CarriedStock(NamedTuple):
    """A stock carried forward: what last year's, the added and the gone come to, and how far the printed one is off.

    Rounded figures may differ by what rounding took from each: then they `agree` all the same.
    """

    expected: Decimal
    gap: Decimal
    agrees: bool


def carried_stock(
    before: Decimal | None, added: Decimal | None, gone: Decimal | None, stock: Decimal | None
) -> CarriedStock | None:
    """Return the stock of the year before carried into this year; None where a figure for it is not printed."""
    if before is None or stock is None or added is None:
        return None
    parts = (before, added, gone or Decimal(0), stock)
    expected = before + added - parts[2]
    slack = total([Decimal(5).scaleb(-places_of(part) - 1) for part in parts if places_of(part)])
    return CarriedStock(expected, abs(expected - stock), abs(expected - stock) <= slack)


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
