"""The sheet of the form itself: its cells on one grid of columns, and with each row what its cells hold."""

from collections import defaultdict
from itertools import accumulate

from generator.forms._book import BookInProgress, CellRef, lines_needed
from generator.forms._styles import protect, set_up
from generator.forms.address import item_of, row_text, sheet_text
from generator.forms.layout import Form, FormCell, FormTable

ABOVE = 3  # hidden row, title, line below it
LINE_HEIGHT, LEAST_HEIGHT, MOST_HEIGHT = 15, 24, 400
NEAR = 2  # millimetres


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
            if cell.worked.name:
                self.book.refs[cell.worked.name] = ref
            return
        for path in (cell.path, *cell.also):
            if path:
                self.book.refs.setdefault(path, ref)
                self.book.written.add(path)
        if cell.path[-2:] in (("公布", "得分"), ("评分", "得分")):
            self.book.refs.setdefault((*cell.path[:-2], "得分"), ref)
        if cell.lines:
            self.book.written.add(cell.path)
        self.book.written.update(path for path, _ in cell.given)

    def write(self) -> None:
        """All cells; formulas need the places of everything, so this comes after every sheet is laid out."""
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
            if cell.path and not cell.worked:  # in each row it covers: the first of them may be taken away
                for covered in range(row, row + cell.rows):
                    rows[covered].append(cell._replace(column=left))
        for row in range(1, self.bottom + len(self.form.notes) + 1):
            sheet.write_string(row, 0, row_text(row, rows[row], row in self.repeated))
        items = (item_of(cell.path for cell in cells) for cells in rows.values())
        sheet.write_string(0, 0, sheet_text(self.form.name, filter(None, items)))
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
                self.book.put(self.sheet, row, left, cell, right)
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
            needed = -(-lines_needed(cell.text, wide) // cell.rows)
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


def _bounds(tables: tuple[FormTable, ...]) -> list[int]:
    """The edges of the columns of one grid on which all tables stand; edges that nearly meet are one."""
    edges = sorted({edge for table in tables for edge in accumulate(table.widths)})
    found = [0]
    for edge in edges:
        if edge - found[-1] > NEAR:
            found.append(edge)
    return found
