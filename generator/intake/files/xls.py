"""Workbooks of Excel 97 to 2003 (.xls) and those of WPS in the same format (.et): every sheet as people see it.

The records (BIFF) are surveyed first: for what xlrd does not report, and for what it must not be handed.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from io import StringIO
from itertools import pairwise
from typing import Any, NamedTuple

from generator.intake.files._number_format import BUILTIN_FORMATS, GENERAL, ShownValue, show_number, show_text
from generator.intake.files._office import HAS_LINKS, HAS_MACROS, HAS_REMARKS, as_seen
from generator.intake.files._received import NotReadable, Received
from generator.intake.files._sheet import MergedArea, SheetContent, readable, refuse_too_many
from generator.intake.paper import Paper

BEGIN, END = (0x0009, 0x0209, 0x0409, 0x0809), 0x000A
BOUNDSHEET, PASSWORD, NOTE, EXTERNAL = 0x0085, 0x002F, 0x001C, 0x01AE
FORMULAS, SEVERAL = (0x0006, 0x0206, 0x0406), (0x00BD, 0x00BE)  # numbers, blanks, side by side
WORKSHEET = 0
OWN_BOOK = b"\x01\x04"  # links within the workbook itself
MOST_PLACES = 1_000_000  # cells, blank ones counted: xlrd keeps each of them
STREAMS = ("Workbook", "Book")
STARTS = tuple(kind.to_bytes(2, "little") for kind in BEGIN)
MOST_BYTES = 20 * 1024 * 1024  # xlrd keeps all of it
MACROS = "_VBA_PROJECT_CUR"
TEXT, ERROR = 1, 5  # types of cells, as xlrd numbers them; between them numbers, dates, and 4 for true and false


class BiffRecord(NamedTuple):
    """One record of the stream: where it begins, what it is, what it holds."""

    place: int
    kind: int
    data: bytes


@dataclass
class BiffSurvey:
    """Survey of the records: the cells of each worksheet, in order, that hold formulas; remarks and links."""

    formulas: list[set[tuple[int, int]]] = field(default_factory=list)
    has_remarks: bool = False
    has_links: bool = False


def survey(stream: bytes) -> BiffSurvey:
    """Go through all records once."""
    result = BiffSurvey()
    begun: dict[int, set[tuple[int, int]]] = {}
    wanted: list[int] = []
    formula_cells: set[tuple[int, int]] = set()
    depth = places = 0
    for place, kind, data in _records(stream):
        if kind in BEGIN:
            depth += 1
            if depth == 1:
                formula_cells = begun.setdefault(place, set())
        elif kind == END:
            depth -= 1
        elif kind == PASSWORD:
            raise NotReadable("工作簿有密码，请去掉密码再交来")
        elif kind == BOUNDSHEET and len(data) >= 6 and data[5] == WORKSHEET:
            wanted.append(struct.unpack_from("<I", data)[0])
        elif kind in FORMULAS and len(data) >= 4 and depth == 1:
            formula_cells.add(struct.unpack_from("<HH", data))
        elif kind in SEVERAL:
            places += len(data) // 2
        elif kind == NOTE:
            result.has_remarks = True
        elif kind == EXTERNAL:
            result.has_links = result.has_links or data[2:4] != OWN_BOOK
        places += 1
        if places > MOST_PLACES:
            raise NotReadable("工作簿里的格（连空白格）多得不寻常，不会读取；请删去用不到的行列，另存为 .xlsx 再交来")
    result.formulas = [begun.get(place, set()) for place in wanted] or list(begun.values())
    return result


def _records(stream: bytes) -> Iterator[BiffRecord]:
    place = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield BiffRecord(place, kind, stream[place + 4 : place + 4 + size])
        place += 4 + size


def opens(file: Received) -> bool:
    if file.ending in (".xls", ".et", ".xlt") and file.data.startswith(STARTS):
        return True  # of Excel before 5.0: records without a container
    return not file.streams.isdisjoint(STREAMS) and not file.streams & {"WordDocument", "EncryptedPackage"}


def read(file: Received) -> Paper:
    import xlrd

    name = next((stream for stream in STREAMS if stream in file.streams), "")
    if len(file.data) > MOST_BYTES:
        raise NotReadable(f"工作簿超过 {MOST_BYTES >> 20} MB；请用 Excel 或 WPS 打开，另存为 .xlsx 再交来")
    records = survey(file.compound.get_named_stream(name) if name else file.data)
    try:
        book = xlrd.open_workbook(file_contents=file.data, formatting_info=True, ragged_rows=True, logfile=StringIO())
    except xlrd.XLRDError as trouble:
        raise NotReadable("工作簿打不开，可能已经损坏；请用 Excel 或 WPS 打开，另存为 .xlsx 再交来") from trouble
    contents: list[SheetContent] = []
    for place, sheet in enumerate(book.sheets()):
        contents.append(_content(book, sheet, records.formulas[place] if place < len(records.formulas) else set()))
        refuse_too_many(contents)
    notices = [*_notices(file, records), *(line for content in contents for line in content.notices())]
    return Paper(file.name, tuple(content.grid() for content in contents), tuple(notices))


def _content(book: Any, sheet: Any, formulas: set[tuple[int, int]]) -> SheetContent:
    """One sheet as xlrd read it."""
    content = SheetContent(sheet.name, sheet.visibility != 0, zeros_unseen=not sheet.show_zero_values)
    for top, below, left, right in sheet.merged_cells:
        if below > top and right > left:
            content.merge(MergedArea(top, left, below - 1, right - 1))
    for row, info in sheet.rowinfo_map.items():
        if info.hidden or info.height == 0:
            content.hide_row(row)
    for column, info in sheet.colinfo_map.items():
        if info.hidden or info.width == 0:
            content.hide_columns(column, column)
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            type_ = sheet.cell_type(row, column)
            if TEXT <= type_ <= ERROR:
                shown = _seen(book, sheet, row, column)
                content.add(
                    row, column, shown, formula="" if (row, column) in formulas else None, faulty=type_ == ERROR
                )
    return content


def _seen(book: Any, sheet: Any, row: int, column: int) -> ShownValue:
    """Return what a cell shows; where letters are struck out or raised it is a text."""
    cell = sheet.cell(row, column)
    shown = _shown(book, cell)
    own = book.xf_list[cell.xf_index].font_index if cell.xf_index is not None else 0
    runs = sheet.rich_text_runlist_map.get((row, column), []) if cell.ctype == TEXT else []
    if cell.ctype == TEXT and shown.text != readable(cell.value):
        runs = []  # the format adds words
    starts = [(0, own), *runs, (len(shown.text), own)]
    pieces = [as_seen(shown.text[start:end], *_look(book, font)) for (start, font), (end, _) in pairwise(starts)]
    seen = "".join(pieces)
    return shown if seen == shown.text else ShownValue(seen)


def _look(book: Any, font_index: int) -> tuple[str, bool]:
    font = book.font_list[font_index] if font_index < len(book.font_list) else None
    if font is None:
        return "", False
    return {1: "superscript", 2: "subscript"}.get(font.escapement, ""), bool(font.struck_out)


def _shown(book: Any, cell: Any) -> ShownValue:
    from xlrd.biffh import error_text_from_code

    style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    key = style.format_key if style is not None else 0
    own = book.format_map.get(key)
    code = BUILTIN_FORMATS.get(key) or (own.format_str if own is not None else GENERAL)
    match cell.ctype:
        case 1:
            return ShownValue(show_text(code, readable(cell.value)))
        case 4:
            return ShownValue("TRUE" if cell.value else "FALSE")
        case 5:
            return ShownValue(error_text_from_code.get(cell.value, "#N/A"))
    return show_number(code, Decimal(repr(cell.value)), since_1904=book.datemode == 1)


def _notices(file: Received, records: BiffSurvey) -> Iterator[str]:
    if MACROS in file.streams:
        yield HAS_MACROS
    if records.has_links:
        yield HAS_LINKS
    if records.has_remarks:
        yield HAS_REMARKS
