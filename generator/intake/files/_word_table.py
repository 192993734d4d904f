"""Table of a document: its cells with what is merged, across columns and down rows, in the columns of its grid."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from generator.intake.files._received import NotReadable
from generator.intake.files._word_text import OFF, chosen, is_placeholder, tag_of
from generator.intake.paper import Cell, Spot

MOST_COLUMNS = 200
MOST_ROWS = 10_000

TextOf = Callable[[Element], tuple[str, str, list[Element]]]


@dataclass
class _WordCell:
    """A cell while the rows below may still belong to it."""

    row: int
    column: int
    columns: int
    place: int
    hidden: bool
    rows: int = 1
    tag: str = ""
    lines: list[str] = field(default_factory=list)


def cells_of(table: Element, name: str, text_of: TextOf, inner: list[Element]) -> Iterator[Cell]:
    """The filled cells; tables and boxes within cells are put into `inner`, to be read after this one."""
    cells: list[_WordCell] = []
    open_above: dict[int, _WordCell] = {}
    for number, (row, row_tag) in enumerate(_within(table, "tr")):
        if number >= MOST_ROWS:
            raise NotReadable(f"文档的{name}超过 {MOST_ROWS} 行，不会读取；请只交来要收的表")
        below: dict[int, _WordCell] = {}
        column = _number(row, "trPr/gridBefore", 0)
        hidden = _is_on(row, "trPr/hidden")
        previous: _WordCell | None = None
        for place, (one, tag) in enumerate(_within(row, "tc")):
            span = max(1, _number(one, "tcPr/gridSpan", 1))
            if column + span > MOST_COLUMNS:
                raise NotReadable(f"文档的{name}超过 {MOST_COLUMNS} 列，不会读取；请只交来要收的表")
            if previous is not None and _merge(one, "tcPr/hMerge") == "continue":
                previous.columns += span
                column += span
                continue
            down = _merge(one, "tcPr/vMerge")
            above = open_above.get(column)
            if down == "continue" and above is not None and above.columns == span:
                above.rows += 1
                cell = above
            else:
                cell = _WordCell(number, column, span, place, hidden, tag=tag or row_tag)
                cells.append(cell)
            if down:
                below[column] = cell
            _fill(cell, one, text_of, inner)
            previous = cell
            column += span
        open_above = below
    for cell in cells:
        if text := "\n".join(cell.lines).strip("\n"):
            spot = Spot(f"{name} 第 {cell.row + 1} 行第 {cell.place + 1} 列")
            yield Cell(
                text, spot, cell.row, cell.column, cell.rows, cell.columns, hidden=cell.hidden, tag=cell.tag,
            )  # fmt: skip


def _fill(cell: _WordCell, parent: Element, text_of: TextOf, inner: list[Element]) -> None:
    """Add the paragraphs below an element to a cell."""
    for one in parent:
        match one.tag:
            case "p":
                text, tag, boxes = text_of(one)
                cell.tag = tag or cell.tag
                cell.lines.append(text)
                inner.extend(boxes)
            case "tbl":
                inner.append(one)
            case "sdt":
                cell.tag = tag_of(one) or cell.tag
                content = one.find("sdtContent")
                if content is not None and not is_placeholder(one):
                    _fill(cell, content, text_of, inner)
            case "AlternateContent":
                if (way := chosen(one)) is not None:
                    _fill(cell, way, text_of, inner)
            case "customXml" | "smartTag":
                _fill(cell, one, text_of, inner)


def _within(parent: Element, wanted: str, tag: str = "") -> Iterator[tuple[Element, str]]:
    """The rows of a table, or the cells of a row, through content controls, with the tag of the nearest."""
    for one in parent:
        if one.tag == wanted:
            yield one, tag
        elif one.tag in ("sdt", "sdtContent", "customXml"):
            yield from _within(one, wanted, (tag_of(one) if one.tag == "sdt" else "") or tag)


def _number(parent: Element, path: str, default: int) -> int:
    one = parent.find(path)
    value = one.get("val", "") if one is not None else ""
    return min(int(value), MOST_COLUMNS + 1) if value.isdecimal() and len(value) < 10 else default


def _merge(cell: Element, path: str) -> str:
    """Whether a cell begins (`restart`) or goes on with (`continue`) a merged one, "" where it is not merged."""
    one = cell.find(path)
    return "" if one is None else one.get("val", "continue")


def _is_on(parent: Element, path: str) -> bool:
    one = parent.find(path)
    return one is not None and one.get("val") not in OFF
