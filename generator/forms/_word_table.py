"""Tables of a Word document: a table of a form with its merged cells, heads that repeat, rows that stay whole."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.forms._word_text import NUMBERED, WordControls, control_path, paragraph, run
from generator.forms.layout import FormCell, FormTable

ROOM = 32  # millimetres that a row has at least in which a list is still to be written
MANY_COLUMNS = 8  # from here on letters are smaller
MOST_WHOLE = 240  # characters of a row that is kept on one page; a longer one may go on overleaf


class TableLook(NamedTuple):
    """The styles of a table and of what stands in its cells, by their role; the least height of a row in mm."""

    style: str
    cells: Mapping[str, str]
    height: int


RULED = TableLook("Ruled", {"label": "Label", "head": "Label", "value": "Cell", "number": "Figure"}, 9)
SMALL = TableLook("SmallRuled", {role: f"Small{style}" for role, style in RULED.cells.items()}, 7)
PLAIN = TableLook("Plain", dict.fromkeys(RULED.cells, "Beside"), 0)


def twips(millimetres: int) -> int:
    """A length as Word counts it: twentieths of a point."""
    return (millimetres * 14400 + 127) // 254


def table(one: FormTable, wide: int, controls: WordControls) -> str:
    """A table of a form, its columns stretched or squeezed to a width in millimetres."""
    total = sum(one.widths)
    widths = [twips(width * wide) // total for width in one.widths]
    covered = cells_by_place(one)
    heads, look = _heads(one), PLAIN if not one.ruled else SMALL if has_many_columns(one) else RULED
    rows = "".join(_row(number, widths, covered, controls, look, number < heads) for number in range(one.height))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{look.style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def has_many_columns(one: FormTable) -> bool:
    """Whether the columns of a table are too narrow for letters of the ordinary size."""
    return len(one.widths) >= MANY_COLUMNS


def cells_by_place(one: FormTable) -> Mapping[tuple[int, int], FormCell]:
    """The cell that covers each place; of several the last."""
    return {
        (cell.row + down, cell.column + right): cell
        for cell in one.cells
        for down in range(cell.rows)
        for right in range(cell.columns)
    }


def _heads(one: FormTable) -> int:
    """Count the rows at the top that are heads of columns, which every page repeats."""
    rows = {cell.row: cell.role for cell in one.cells if cell.role != "head"}
    first = min(rows, default=one.height)
    return first if first < one.height else 0


def _row(
    number: int,
    widths: list[int],
    covered: Mapping[tuple[int, int], FormCell],
    controls: WordControls,
    look: TableLook,
    head: bool,
) -> str:
    cells, column, letters, roomy = [], 0, 0, False
    while column < len(widths):
        cell = covered.get((number, column))
        across = cell.columns if cell else 1
        width = sum(widths[column : column + across])
        cells.append(_cell(cell, number, width, across, controls, look))
        if cell:
            letters = max(letters, len(cell.text))
            roomy = roomy or (cell.numbered and not cell.text and cell.row == number)
        column += across
    whole = "<w:cantSplit/>" if head or letters <= MOST_WHOLE else ""
    high = f'<w:trHeight w:val="{twips(ROOM if roomy else look.height)}"/>' if look.height else ""
    return f"<w:tr><w:trPr>{whole}{high}{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(cell: FormCell | None, row: int, width: int, across: int, controls: WordControls, look: TableLook) -> str:
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    merge, inside = "", paragraph("", look.cells["value"])
    if cell and cell.rows > 1:
        merge = '<w:vMerge w:val="restart"/>' if cell.row == row else "<w:vMerge/>"
    if cell and cell.row == row:
        inside = "".join(_paragraphs(cell, controls, look.cells[cell.role]))
    about = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
    return f"<w:tc>{about}{inside}</w:tc>"


def _paragraphs(cell: FormCell, controls: WordControls, style: str) -> Iterator[str]:
    """Yield the paragraphs of a cell: words of the form, a value in a control, each line of a list in its own."""
    if not cell.path:
        for line in cell.text.split("\n"):
            yield paragraph(run(line) if line else "", style)
    elif "*" in (path := control_path(cell)):
        texts = cell.text.split("\n")
        numbered = cell.numbered and (len(texts) > 1 or NUMBERED.match(cell.text))
        for number, text in enumerate(texts, 1):
            count = run(f"{number}、") if numbered else ""
            yield paragraph(count + controls.control(path, text, lines=True), style)
    else:
        behind = run(cell.suffix) if cell.suffix else ""
        yield paragraph(controls.control(path, cell.text, cell.words) + behind, style)
