"""Table cases: a form as a grid of text, what a person would write of it, and what the program doubts and leaves.

tests/cases/intake/README.md tells the form of the case files. A case becomes a Paper, a workbook or a document.
"""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.utils import get_column_letter

from generator.core.diagnostic import UNFILLED, UNVERIFIED, Diagnostic
from generator.intake.drafted import REQUIRED, Entry, Recognised, draft_lines, entries
from generator.intake.paper import Block, Cell, Grid, Paper, Paragraph, Refused, Spot
from generator.load import ProjectFile, ReadProject, read_project
from generator.load.site_content import read_site
from generator.model.book import Book
from generator.views.declared import declared
from tests.support.cases import BASE, HOME, joined
from tests.support.sent_files import paragraph, raw_document

CASES = HOME / "intake" / "tables"
PART = re.compile(r"^(===|---) ?(.*)$", re.M)
OF_A_PROJECT = ("应读出", "待核对", "剩下", "个人")
LEFT, ABOVE, BREAK = "<", "^", "⏎"
FieldPath = tuple[str, ...]
NUMBER = re.compile(r"-?(0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.(\d+))?(%?)")


@dataclass(frozen=True)
class Drawn:
    """A sheet (or paragraph) of a case: its name, cells as text, which rows and columns are hidden."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden: bool = False
    paragraph: bool = False

    def cells(self) -> Iterator[tuple[int, int, int, int, str]]:
        """Row, column, height, width and text of every cell that says something."""
        for row, texts in enumerate(self.rows):
            for column, text in enumerate(texts):
                if text and text not in (LEFT, ABOVE):
                    wide = 1
                    while self._is(row, column + wide, LEFT):
                        wide += 1
                    high = 1
                    while self._is(row + high, column, ABOVE):
                        high += 1
                    yield row, column, high, wide, text.replace(BREAK, "\n")

    def overlaps(self) -> bool:
        """Whether two cells take one place, which is a slip in drawing."""
        taken = [
            (row + down, column + right)
            for row, column, high, wide, _ in self.cells()
            for down in range(high)
            for right in range(wide)
        ]
        return len(taken) != len(set(taken))

    def _is(self, row: int, column: int, mark: str) -> bool:
        return row < len(self.rows) and column < len(self.rows[row]) and self.rows[row][column] == mark

    def hides(self, row: int, column: int) -> bool:
        """Whether a place is out of sight."""
        return row in self.hidden_rows or column in self.hidden_columns


@dataclass(frozen=True)
class Expected:
    """What a project of a case comes to: the data file a person writes, doubts by field, what is left, persons."""

    data: str
    doubts: tuple[str, ...]
    left: tuple[str, ...]
    left_out: int


@dataclass(frozen=True)
class TableCase:
    """A case file: its title, what it draws, the projects it holds, or the sentence it is refused with."""

    path: Path
    title: str
    drawn: tuple[Drawn, ...]
    expected: tuple[Expected, ...]
    refused: str = ""
    formats: tuple[str, ...] = ("xlsx", "xls", "docx")
    head: str = ""

    @property
    def name(self) -> str:
        """The name of its file."""
        return self.path.stem

    def paper(self) -> Paper:
        """What its file shows, without a file."""
        return Paper(f"{self.name}.xlsx", tuple(_block(drawn) for drawn in self.drawn))

    def rewrite(self, result: Sequence[Recognised] | Refused) -> None:
        """Put what is doubted, left and refused in the place of what the case says; the data file stays."""
        if isinstance(result, Refused):
            self.path.write_text(f"{self.head}--- 不收\n{result.reason}\n", "utf-8")
            return
        parts = []
        for number, reading in enumerate(result):
            data = self.expected[number].data if number < len(self.expected) else drafted(reading)
            parts.append(f"--- 应读出\n{data}--- 待核对\n{joined(doubts(reading))}--- 剩下\n{joined(left(reading))}")
            parts.append(f"--- 个人 {reading.left_out}\n")
        self.path.write_text(self.head + "".join(parts), "utf-8")


@cache
def table_cases() -> tuple[TableCase, ...]:
    """Every case."""
    return tuple(read_case(path) for path in sorted(CASES.glob("*.case")))


def read_case(path: Path) -> TableCase:
    """Read a case file."""
    text = path.read_text("utf-8")
    above = text[: text.find("\n---") + 1] if "\n---" in text else text
    title, *parts = PART.split(text)
    drawn: list[Drawn] = []
    sections: dict[str, list[str]] = {}
    formats: tuple[str, ...] = ("xlsx", "xls", "docx")
    for mark, head, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        if mark == "===":
            drawn.append(_drawn(head, body))
            if "隐藏" in head:
                formats = ("xlsx", "xls")
        else:
            name, _, rest = head.partition(" ")
            sections.setdefault(name, []).append(rest or body.removeprefix("\n"))
    named = [sections.get(name, []) for name in OF_A_PROJECT]
    assert len({len(some) for some in named}) == 1, f"{path}：每个项目都要写齐 {OF_A_PROJECT} 这几段，没有的留空"
    expected = tuple(
        Expected(data, tuple(doubt.splitlines()), tuple(other.splitlines()), int(persons))
        for data, doubt, other, persons in zip(*named, strict=True)
    )
    refused = "".join(sections.get("不收", ())).strip()
    return TableCase(path, title.strip("# \n"), tuple(drawn), expected, refused, formats, above)


def _drawn(head: str, body: str) -> Drawn:
    kind, name, *options = head.split()
    rows = tuple(tuple(cell.strip() for cell in line.split("|")) for line in body.strip("\n").splitlines())
    columns = frozenset(
        ord(letter) - 65 for word in options if word.startswith("隐藏列") for letter in word.removeprefix("隐藏列")
    )
    hidden_rows = frozenset(
        int(number) - 1
        for word in options
        if word.startswith("隐藏行")
        for number in word.removeprefix("隐藏行").split("、")
    )
    drawn = Drawn(name, rows, columns, hidden_rows, "隐藏" in options, kind == "段")
    assert not drawn.overlaps(), f"{name}：合并的格子画重了"
    return drawn


def _block(drawn: Drawn) -> Block:
    if drawn.paragraph:
        return Paragraph(drawn.rows[0][0], Spot(drawn.name))
    cells = (
        Cell(text, Spot(drawn.name, f"{get_column_letter(column + 1)}{row + 1}"), row, column, high, wide,
             hidden=drawn.hides(row, column))
        for row, column, high, wide, text in drawn.cells()
    )  # fmt: skip
    return Grid(drawn.name, tuple(cells), drawn.hidden)


# ---- files ----


def as_xlsx(case: TableCase, path: Path) -> Path:
    """Write a case as a workbook; a figure becomes a number shown as it is drawn."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, drawn in enumerate(case.drawn):
        sheet = book.create_sheet(drawn.name if not drawn.paragraph else f"段{number}")
        for row, column, high, wide, text in drawn.cells():
            cell = sheet.cell(row + 1, column + 1)
            _fill(cell, text)
            if high > 1 or wide > 1:
                sheet.merge_cells(
                    start_row=row + 1, start_column=column + 1, end_row=row + high, end_column=column + wide
                )
        for column in drawn.hidden_columns:
            sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
        for row in drawn.hidden_rows:
            sheet.row_dimensions[row + 1].hidden = True
        if drawn.hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


def _fill(cell: "openpyxl.cell.Cell", text: str) -> None:
    match = NUMBER.fullmatch(text)
    if not match:
        cell.value = text
        cell.data_type = "s"
        return
    places = len(match[2] or "")
    digits = "0" + ("." + "0" * places if places else "")
    plain = text.replace(",", "").removesuffix("%")
    if match[3]:
        cell.value, cell.number_format = float(plain) / 100, digits + "%"
    else:
        cell.value = float(plain) if places else int(plain)
        cell.number_format = ("#,##" if "," in text else "") + digits


def as_docx(case: TableCase, path: Path) -> Path:
    """Write a case as a document: a table for each grid."""
    body = (
        paragraph(escape(drawn.rows[0][0]))
        if drawn.paragraph
        else f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in _word_rows(drawn))}</w:tbl><w:p/>"
        for drawn in case.drawn
    )
    path.write_bytes(raw_document("".join(body)))
    return path


def _word_rows(drawn: Drawn) -> Iterator[str]:
    """The cells of each row, among them those that go on with one merged from above."""
    places = {(row + down, column): (wide, high, "" if down else text, down)
              for row, column, high, wide, text in drawn.cells() for down in range(high)}  # fmt: skip
    for row in range(len(drawn.rows)):
        cells, column = "", 0
        while column < max(map(len, drawn.rows)):
            wide, high, text, down = places.get((row, column), (1, 1, "", 0))
            merged = f'<w:vMerge w:val="{"continue" if down else "restart"}"/>' if high > 1 else ""
            words = paragraph(escape(text).replace("\n", "</w:t><w:br/><w:t>"))
            cells += f'<w:tc><w:tcPr><w:gridSpan w:val="{wide}"/>{merged}</w:tcPr>{words}</w:tc>'
            column += wide
        yield cells


def as_xls(paths: Iterable[Path], folder: Path) -> Mapping[str, Path]:
    """Convert workbooks to the old format, all at once."""
    office = shutil.which("soffice")
    assert office
    subprocess.run(
        [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xls", "--outdir",
         str(folder), *(str(path) for path in paths)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return {path.stem: path for path in folder.glob("*.xls")}


# ---- what comes out ----


@cache
def base_book() -> Book:
    """The units and schemes of the base content."""
    return read_site(BASE / "content").book


def drafted(reading: Recognised) -> str:
    """The data file of a project."""
    return joined(tuple(line.text for line in draft_lines(reading.values)))


def doubts(reading: Recognised) -> tuple[str, ...]:
    """Its doubts, by the field."""
    return tuple(f"{_dotted(path)}：{doubt}" for path, entry in entries(reading.values) for doubt in entry.doubts)


def left(reading: Recognised) -> tuple[str, ...]:
    """What nothing was made of."""
    return tuple(f"{leftover.text}{f' （{leftover.why}）' if leftover.why else ''}" for leftover in reading.unused)


def _dotted(path: Sequence[str | int]) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


@dataclass
class Marks:
    """How the fields of a project were read: right, flagged (doubted or left), silently wrong."""

    right: list[str] = field(default_factory=list)
    flagged: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)


def marks_of(expected: Expected, reading: Recognised) -> Marks:
    """Hold every field of what a person writes against what was drafted, and every drafted one against that.

    A field is flagged where it is doubted, or its text is left or stands in a doubted one, with or without its unit; so
    is what stands below a doubted name, and what was put together (a row without a name) where its record is flagged.
    """
    wanted, given = fields_of(expected.data), fields_of(drafted(reading))
    doubted = {path: entry for path, entry in _flat(reading.values, ()) if isinstance(entry, Entry) and entry.doubts}
    texts = [leftover.text for leftover in reading.unused]
    texts += [text for entry in doubted.values() for text in (entry.text, *entry.doubts)]

    def is_flagged(path: FieldPath, text: str) -> bool:
        figure = text.removesuffix("元").removesuffix("万")
        said = any(some in (text, figure) or (len(text) > 4 and text in some) for some in texts)
        below = any((*path[:length], "名称") in doubted for length in range(1, len(path) - 1))
        return path in doubted or path[:-1] in doubted or (path not in given and (said or below))

    marks = Marks()
    for path, text in wanted.items():
        line = f"{'.'.join(path)}: {text} / {given.get(path, '')}"
        beside = [other for other in wanted if other[: len(path) - 1] == path[:-1] and other not in given]
        if given.get(path) == text:
            marks.right.append(line)
        elif is_flagged(path, text) or (path in beside and any(is_flagged(other, wanted[other]) for other in beside)):
            marks.flagged.append(line)
        else:
            marks.silent.append(line)
    added = {path: text for path, text in given.items() if path not in wanted}
    marks.silent += [f"{'.'.join(path)}:  / {text}" for path, text in added.items() if not is_flagged(path, "")]
    return marks


def unmarked(read: ReadProject) -> tuple[Diagnostic, ...]:
    """The diagnostics of a data file without those of values that are marked as to be verified (200千元)."""
    marked = {diagnostic.place.field for diagnostic in read.diagnostics if diagnostic.check == UNVERIFIED}
    return tuple(
        diagnostic
        for diagnostic in read.diagnostics
        if diagnostic.check == UNVERIFIED or diagnostic.place.field not in marked
    )


@cache
def fields_of(data: str) -> Mapping[FieldPath, str]:
    """Every field of a data file by its path, as the program's reader reads it."""
    year = re.search(r"^年度: .*?(\d{4})", data, re.M)
    data += "".join(f"{key}: {UNFILLED}\n" for key in REQUIRED if not re.search(f"^{key}:", data, re.M))
    read = read_project(ProjectFile("shili.yml", year[1] if year else "2023", "shili"), data.encode())
    wrong = [diagnostic.text for diagnostic in unmarked(read) if diagnostic.check not in (UNVERIFIED, UNFILLED)]
    assert read.project and not wrong, wrong
    return {path: str(value) for path, value in _flat(declared(read.project), ())}


def _flat(value: object, path: FieldPath) -> Iterator[tuple[FieldPath, object]]:
    """Yield every value with the way down to it; an item of a list by its name, else by its number."""
    match value:
        case Mapping():
            for key, below in value.items():
                yield from _flat(below, (*path, key))
        case list() | tuple():
            names = Counter[str]()
            for number, below in enumerate(value, 1):
                named = below.get("名称") if isinstance(below, Mapping) else None
                text = named.text if isinstance(named, Entry) else str(named or UNFILLED)
                name = f"{number}" if text == UNFILLED else text
                names[name] += 1
                yield from _flat(below, (*path, name + "#" * (names[name] - 1)))
        case _:
            yield path, value


def spots_of(reading: Recognised) -> set[Spot]:
    """Every place that a value or a leftover was read from."""
    given = {entry.spot for _, entry in entries(reading.values) if entry.spot}
    return given | {leftover.spot for leftover in reading.unused}
