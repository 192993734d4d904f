"""Workbook of an official form: ready to print and to fill in, with drop-downs, hints, formulas and a cover.

It holds what the form prints and nothing else of the content. The same content gives the same bytes.
"""

import datetime
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import xlsxwriter

from generator.core.display import column_letters
from generator.core.formula import guarded
from generator.core.number import HALF_UP, Rounding
from generator.forms._book import BookInProgress, CellRef, Styles, Worksheet, figure_of, lines_needed, protect, set_up
from generator.forms._scoring_sheet import ScoringSheet
from generator.forms.address import COVER, GUIDE, VERSION, row_text, sheet_text, shown_items
from generator.forms.cells import line_numbers
from generator.forms.layout import Form, FormCell, FormTable, Path, Worked
from generator.forms.layouts import FormLayout
from generator.model.field_table import field_at

DAY = datetime.datetime(2020, 1, 1)  # a file says when it was made; ours must not depend on the clock
ABOVE = 3  # hidden row, title, line below it
LINE_HEIGHT, LEAST_HEIGHT, MOST_HEIGHT = 15, 24, 400
NEAR = 2  # millimetres
PLACES = 4  # of a rate, 98.09%
DIFFERENCE = "+0.00;-0.00;0.00"
ROOM = 4  # lines of a blank cell in which several paragraphs are to be written
PERCENT, SIGNED = "0.00%", '"{}"{}'
TO_ADD_ROWS = "要加一行：在两行之间插入一行，照上一行填写；要减一行，整行删去。列宽、排序、筛选都可以动。"
TO_COUNT_LINES = "问题、建议、整改情况有几条的，每条前面写上 1、2、，同一个号说的是同一件事。"
HOW_TO_FILL = (
    "只填白色的格子；灰色的格子是公式或不用填的，自动算出，改不了。",
    "原件空着的照空，不写 0；原件印着“—”“/”的照印。",
    "点一下格子会有提示；右边有箭头的可以从下拉的词里选。",
    "金额的单位印在表头上（万元）；用别的单位的，连单位一起写，如 193690元。",
    "一格里有几条的，一条一行（在 Excel 和 WPS 里按 Alt+回车 换行）。",
    TO_COUNT_LINES,
    TO_ADD_ROWS,
    "变红的格子有出入：得分大于分值、支出大于预算、下级之和不等于上级，请核对；确实如此的可以不改。",
    "这张表第一列和第一行是隐藏的，记着各格的位置，请不要删去。填好后存成 .xlsx 交回。",
)


def write(layout: FormLayout, content: Any, project: str, rounding: Rounding = HALF_UP, begun: str = "") -> bytes:
    """Return the bytes of the workbook of a form.

    Args:
        layout: The form.
        content: What it is filled with.
        project: Its id (2017/shipin-huiyi), "" where it has none yet.
        rounding: How points are rounded.
        begun: The earlier project or the framework that a new one was begun from.
    """
    form = layout.layout(content)
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    file = xlsxwriter.Workbook(out, options)
    file.set_properties({"title": form.title, "created": DAY})
    book = BookInProgress(file, Styles(file))
    sheet = FormSheet(book, form)
    scoring = ScoringSheet(book, form, content, rounding)
    sheet.write()
    placed = [(row, column, cell) for row, column, _, cell in sheet.placed]
    sheet.write_worked()
    colour(book, sheet.sheet, form.name, placed)
    scoring.write()
    sheets = tuple(worksheet.name for worksheet in file.worksheets())
    identity = WorkbookCover(
        name=form.name, version=f"{layout.VERSION}.{VERSION}", project=project, begun=begun, sheets=sheets
    )
    write_guide(book, form, identity, (cell for table in form.tables for cell in table.cells))
    file.close()
    return out.getvalue()


class FormSheet:
    """A form on its sheet; `placed` are its cells with the row and the column where they stand."""

    def __init__(self, book: BookInProgress, form: Form) -> None:
        self.book, self.form = book, form
        self.sheet = book.file.add_worksheet(form.name)
        self.bounds = _bounds(form.tables)
        self.placed: list[tuple[int, int, int, FormCell]] = []
        self.repeated: set[int] = set()
        top = ABOVE
        for table in form.tables:
            edges = [0, *accumulate(table.widths)]
            for cell in table.cells:
                left = 1 + self._column(edges[cell.column])
                right = self._column(edges[min(cell.column + cell.columns, len(table.widths))])
                self.placed.append((top + cell.row, left, max(left, right), cell))
            self.repeated.update(top + row for row in table.repeated)
            top += table.height + (1 if table is not form.tables[-1] else 0)
        self.bottom = top
        for row, left, _, cell in self.placed:
            self._register(cell, CellRef(form.name, row, left, cell.rows))

    def _column(self, edge: int) -> int:
        return min(range(len(self.bounds)), key=lambda number: abs(self.bounds[number] - edge))

    def _register(self, cell: FormCell, ref: CellRef) -> None:
        """Let formulas find a value by its paths; points of an indicator by the indicator's as well."""
        if cell.worked:
            for name in filter(None, (cell.worked.name, cell.path)):
                self.book.refs[name] = ref
            return
        for path in (cell.path, *cell.also):
            if path:
                self.book.refs.setdefault(path, ref)
                self.book.written.add(path)
        if cell.path[-2:] in (("公布", "得分"), ("评分", "得分")):
            self.book.refs.setdefault((*cell.path[:-2], "得分"), ref)

    def write_worked(self) -> None:
        """Write the cells that follow from others; formulas need the places of all cells of every sheet."""
        for row, left, right, cell in self.placed:
            if cell.worked:
                style = self.book.styles.value(shown_as(cell), True, True)
                self.book.span(self.sheet, row, left, row + cell.rows - 1, right, style)
                if formula := formula_of(self.book, self.form.name, cell.worked):
                    self.sheet.write_formula(row, left, formula, style, "")
                elif cell.worked.how == "已知" and (figure := figure_of(cell.text)):
                    self.sheet.write_number(row, left, figure.number, style)

    def write(self) -> None:
        """Write words and values."""
        sheet, styles = self.sheet, self.book.styles
        last = len(self.bounds) - 1
        sheet.set_column(0, 0, None, None, {"hidden": True})
        sheet.set_row(0, None, None, {"hidden": True})
        for number in range(1, last + 1):
            sheet.write_string(0, number, str(number))
            sheet.set_column(number, number, (self.bounds[number] - self.bounds[number - 1]) / 2)
        for row, text, size in ((1, self.form.title, 16), (2, self.form.subtitle, 11)):
            style = styles.title(size)
            self.book.span(sheet, row, 1, row, last, style)
            if text:
                sheet.write_string(row, 1, text, style)
        sheet.set_row(1, 30)
        rows: dict[int, list[FormCell]] = defaultdict(list)
        for row, left, right, cell in self.placed:
            self._cell(row, left, right, cell)
            if cell.path:  # in each row it covers: the first of them may be taken away
                for covered in range(row, row + cell.rows):
                    rows[covered].append(cell._replace(column=left))
        for row in range(1, self.bottom + len(self.form.notes) + 1):
            sheet.write_string(row, 0, row_text(row, rows[row], row in self.repeated))
        shown = shown_items(cell for _, _, _, cell in self.placed)
        sheet.write_string(0, 0, sheet_text(self.form.name, shown))
        self._heights()
        self.book.help(sheet, ((row, left, cell) for row, left, _, cell in self.placed))
        self._below(last)
        set_up(sheet, self.form.landscape)
        sheet.print_area(0, 1, self.bottom + len(self.form.notes) + 1, last)
        protect(sheet)

    def _cell(self, row: int, left: int, right: int, cell: FormCell) -> None:
        styles = self.book.styles
        if cell.worked or (cell.path and cell.role in ("value", "number")):
            if not cell.worked:
                self.book.put(self.sheet, row, left, cell._replace(text=_counted(cell)), right)
            return
        style = styles.word(cell.role == "head") if cell.role in ("label", "head") else styles.value("@", False, True)
        self.book.span(self.sheet, row, left, row + cell.rows - 1, right, style)
        if cell.text:
            self.book.text(self.sheet, row, left, cell.text, style)

    def _heights(self) -> None:
        """Rows high enough for what stands in them; what grows later is made higher by whoever writes it."""
        lines: dict[int, int] = defaultdict(lambda: 1)
        for row, left, right, cell in self.placed:
            wide = self.bounds[right] - self.bounds[left - 1]
            needed = ROOM if cell.roomy and not cell.text else -(-lines_needed(_counted(cell), wide) // cell.rows)
            for number in range(row, row + cell.rows):
                lines[number] = max(lines[number], needed)
        for row, many in lines.items():
            self.sheet.set_row(row, min(MOST_HEIGHT, max(LEAST_HEIGHT, many * LINE_HEIGHT + 4)))

    def _below(self, last: int) -> None:
        """Notes, and the lines to sign on."""
        style, row = self.book.styles.plain(), self.bottom
        for note in self.form.notes:
            self.book.span(self.sheet, row, 1, row, last, style)
            self.sheet.write_string(row, 1, note, style)
            row += 1
        if self.form.signatures:
            self.sheet.set_row(row, LEAST_HEIGHT + 6)
            line = "　　　　　　".join(self.form.signatures)
            self.book.span(self.sheet, row, 1, row, last, style)
            self.sheet.write_string(row, 1, line, style)


def _counted(cell: FormCell) -> str:
    """Return the text of a cell, its lines numbered where the form counts them."""
    lines = zip(line_numbers(cell), cell.text.split("\n"), strict=True)
    return "\n".join(number + line for number, line in lines)


def _bounds(tables: tuple[FormTable, ...]) -> list[int]:
    """Return the edges of the columns of one grid on which all tables stand; edges that nearly meet are one."""
    edges = sorted({edge for table in tables for edge in accumulate(table.widths)})
    bounds = [0]
    for edge in edges:
        if edge - bounds[-1] > NEAR:
            bounds.append(edge)
    return bounds


def formula_of(book: BookInProgress, sheet: str, worked: Worked) -> str:
    """Return the formula of a cell that follows from others; empty where none of them is in the workbook."""
    refs = [book.refs[path] for path in worked.of if path in book.refs]
    if worked.how == "合计":
        ranges = ",".join(_ranges(refs, sheet))
        return f'=IF(COUNT({ranges})=0,"",{guarded(f"SUM({ranges})", 9)})' if refs else ""
    if len(refs) < len(worked.of):
        return ""
    if worked.how == "已知":
        return ""
    first, *rest = (ref.text(sheet) for ref in refs)
    if worked.how == "相减":
        less = guarded(f"{first}-{rest[0]}", 9)
        return f'=IF(AND(ISNUMBER({first}),ISNUMBER({rest[0]})),{less},"")'
    if worked.how == "相除":
        rate = f"ROUND({guarded(f'{first}/{rest[0]}')},{PLACES})"
        return f'=IF(AND(ISNUMBER({first}),ISNUMBER({rest[0]})),IF({rest[0]}=0,"",{rate}),"")'
    return f'=IF({first}="","",{first})'


def _ranges(refs: Sequence[CellRef], sheet: str) -> list[str]:
    """References one below the other as one range, so that rows put between them count as well."""
    runs: list[list[CellRef]] = []
    for ref in sorted(refs):
        last = runs[-1][-1] if runs else None
        if last and (last.sheet, last.column, last.row + last.rows) == (ref.sheet, ref.column, ref.row):
            runs[-1].append(ref)
        else:
            runs.append([ref])
    return [
        run[0].text(sheet) if len(run) == 1 else f"{run[0].text(sheet)}:{run[-1].text()[len(run[-1].sheet) + 3 :]}"
        for run in runs
    ]


def shown_as(cell: FormCell) -> str:
    """Return the format of a figure that follows from others."""
    if not cell.worked or cell.worked.how in ("合计", "得分"):
        return "General"
    if cell.worked.how == "相除":
        return PERCENT
    if cell.worked.how == "相减":
        return DIFFERENCE
    sign = cell.text[:1] if cell.text[:1] in "≥≤=" else ""
    figure = figure_of(cell.text.removeprefix(sign))
    return SIGNED.format(sign, figure.shown) if figure else "General"


def colour(book: BookInProgress, sheet: Worksheet, name: str, cells: Sequence[tuple[int, int, FormCell]]) -> None:
    """Mark points above their weight, spending above the budget, and weights that do not add up."""
    style = book.styles.wrong()

    def mark(place: tuple[int, int], condition: str) -> None:
        sheet.conditional_format(*place, *place, {"type": "formula", "criteria": condition, "format": style})

    for row, column, cell in cells:
        own_ref = f"${column_letters(column)}${row + 1}"
        limit = book.refs.get(_limit(cell))
        if limit:
            most = limit.text(name)
            mark((row, column), f"=AND(ISNUMBER({own_ref}),ISNUMBER({most}),{own_ref}>{most})")
        below = _weights_below(book, cell.path)
        if below:
            ranges = ",".join(_ranges(below, name))
            differs = f"{guarded(f'SUM({ranges})', 6)}<>{own_ref}"
            mark((row, column), f"=AND(ISNUMBER({own_ref}),COUNT({ranges})={len(below)},{differs})")


def _limit(cell: FormCell) -> Path:
    """Path of the figure that this one must not exceed: the weight for points, the budget for spending."""
    path = cell.worked.name if cell.worked else cell.path
    if path[-2:] in (("公布", "得分"), ("评分", "得分")):
        return (*path[:-2], "权重")
    if path[-2:] == ("复核", "得分"):
        return (*path[:-2], "权重")
    if path and path[0] == "指标体系" and path[-1] in ("得分", "复核分"):
        return (*path[:-1], "权重")
    limits = {"全年执行数": "全年预算数", "支出": "金额", "得分": "分值"}
    return (*path[:-1], limits[str(path[-1])]) if path and path[-1] in limits else ()


def _weights_below(book: BookInProgress, path: Path) -> list[CellRef]:
    """Return the weights of the indicators below one, where this is its weight."""
    if not path or path[-1] != "权重":
        return []
    refs: list[CellRef] = []
    while (ref := book.refs.get((*path[:-1], "下级", len(refs), "权重"))) is not None:
        refs.append(ref)
    return refs


@dataclass(frozen=True)
class WorkbookCover:
    """Cover of a workbook: form and version, project, what it was begun from, sheets."""

    name: str
    version: str
    project: str
    begun: str
    sheets: tuple[str, ...]

    @property
    def cover(self) -> dict[str, str]:
        """The cover, by the words that stand before each."""
        year = self.project.partition("/")[0]
        texts = (self.name, self.version, self.project, year, self.begun, "、".join(self.sheets))
        return dict(zip(COVER, texts, strict=True))


def write_guide(book: BookInProgress, form: Form, identity: WorkbookCover, cells: Iterator[FormCell]) -> None:
    """The cover, how to fill the form in, and every field of it."""
    sheet, styles = book.file.add_worksheet(GUIDE), book.styles
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 90)
    row = 0
    for word, text in identity.cover.items():
        sheet.write_string(row, 0, word, styles.word(head=True))
        sheet.write_string(row, 1, text, styles.plain())
        row += 1
    row += 1
    grows = any(table.repeated for table in form.tables)
    counts = any(cell.numbered for table in form.tables for cell in table.cells)
    unused = {TO_ADD_ROWS: not grows, TO_COUNT_LINES: not counts}
    lines = (line for line in HOW_TO_FILL if not unused.get(line))
    numbered = (f"{number}. {line}" for number, line in enumerate(lines, 1))
    for line in (f"怎样填写《{form.title}》", *numbered):
        sheet.merge_range(row, 0, row, 1, "", styles.plain())
        sheet.write_string(row, 0, line, styles.plain(bold=line.startswith("怎样")))
        row += 1
    row += 1
    for column, head in enumerate(("栏目", "填什么")):
        sheet.write_string(row, column, head, styles.word(head=True))
    hints: dict[str, str] = {}
    for cell in cells:
        form_field = field_at(cell.path)
        if form_field and cell.hint and cell.role != "label":
            hints.setdefault(form_field.label(form.name), cell.hint)
    for word, hint in hints.items():
        row += 1
        sheet.write_string(row, 0, word, styles.plain())
        sheet.write_string(row, 1, hint, styles.plain())
    set_up(sheet)
    protect(sheet)
