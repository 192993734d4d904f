"""Workbooks of Excel since 2007 and of WPS (.xlsx, .xlsm, .et): every sheet as people see it.

The parts are read as a stream, directly: openpyxl keeps every blank cell in memory, loads pictures and styles that it
may fall over, and reads either formulas or their values. Nothing here depends on the size a sheet says it has.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import NamedTuple
from xml.etree.ElementTree import Element

from generator.intake.files._number_format import BUILTIN_FORMATS, GENERAL, ShownValue, show_number, show_text
from generator.intake.files._office import (
    XmlHandlers,
    archive_notices,
    as_seen,
    feed,
    has_pictures,
    main_part,
    properties_of,
    relations,
    tree,
)
from generator.intake.files._received import NotReadable, Received
from generator.intake.files._sheet import MergedArea, SheetContent, column_number, refuse_too_many, unescaped
from generator.intake.paper import Paper

BLANK_CELL = re.compile(rb'<c r="[A-Z0-9]+"(?: s="\d+")?(?:/>|></c>)')
BLANK_ROW = re.compile(rb'<row r="\d+"[^<>]*(?:/>|></row>)')
REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
ON = ("1", "true")
FOLDER = "xl"
MOST_SHEETS = 100
MOST_TEXT = 20_000_000  # characters of all texts of a workbook
MOST_STRINGS = 300_000


class RawCell(NamedTuple):
    """A cell as its XML has it: the type of its value, the number of its style, the value."""

    type: str
    style: int
    value: str


@dataclass
class TextLook:
    """How a piece of a text looks: raised or lowered, struck out."""

    place: str = ""
    struck: bool = False

    def start(self, name: str, given: Mapping[str, str]) -> None:
        """Take note of an element of its properties; a new piece begins with none."""
        if name == "vertAlign":
            self.place = given.get("val", "")
        elif name == "strike":
            self.struck = given.get("val", "1") in ON
        elif name == "r":
            self.end()

    def end(self) -> None:
        self.place, self.struck = "", False

    def shown(self, text: str) -> str:
        return as_seen(text, self.place, self.struck) if self.place or self.struck else text


class SheetStream:
    """The state of reading one sheet."""

    def __init__(self, sheet: SheetContent, shown: Callable[[RawCell], ShownValue]) -> None:
        self.sheet, self.shown = sheet, shown
        self.row = self.column = -1
        self.given: dict[str, str] = {}
        self.formula: list[str] | None = None  # its text, None where the cell has none
        self.wanted = self.in_formula = False
        self.look = TextLook()
        self.aside = 0  # within phonetic letters
        self.value: list[str] = []

    def start(self, name: str, given: dict[str, str]) -> None:
        match name:
            case "c":
                place = place_of(given.get("r", ""))
                self.row, self.column = place or (self.row, self.column + 1)
                self.given, self.formula, self.value = given, None, []
                self.look.end()
            case "v" | "t":
                self.wanted = not self.aside
            case "f":
                self.formula, self.in_formula = [], True
            case "strike" | "vertAlign" | "r":
                self.look.start(name, given)
            case "rPh":
                self.aside += 1
            case "row":
                self._begin_row(given)
            case "col":
                self._hide_columns(given)
            case "mergeCell":
                self._merge(given.get("ref", ""))
            case "sheetView":
                self.sheet.zeros_unseen = given.get("showZeros") in ("0", "false")

    def _begin_row(self, given: dict[str, str]) -> None:
        number = given.get("r", "")
        self.row = int(number) - 1 if number.isdecimal() else self.row + 1
        self.column = -1
        if given.get("hidden") in ON or given.get("ht") == "0":
            self.sheet.hide_row(self.row)

    def _hide_columns(self, given: dict[str, str]) -> None:
        first, last = given.get("min", ""), given.get("max", "")
        is_hidden = given.get("hidden") in ON or given.get("width") == "0"
        if is_hidden and first.isdecimal() and last.isdecimal():
            self.sheet.hide_columns(int(first) - 1, int(last) - 1)

    def _merge(self, reference: str) -> None:
        begin, _, end = reference.partition(":")
        first, last = place_of(begin), place_of(end)
        if first and last and first <= last and first[1] <= last[1]:
            self.sheet.merge(MergedArea(*first, *last))

    def text(self, text: str) -> None:
        if self.wanted:
            self.value.append(self.look.shown(text))
        elif self.in_formula and self.formula is not None:
            self.formula.append(text)

    def end(self, name: str) -> None:
        if name == "c":
            self._keep("".join(self.value))
        elif name == "f":
            self.in_formula = False
        elif name in ("v", "t"):
            self.wanted = False
        elif name == "rPh":
            self.aside -= 1

    def _keep(self, value: str) -> None:
        """Take in the cell that has just been read, if there is something in it."""
        type_, style = self.given.get("t", "n"), self.given.get("s", "0")
        if value:
            shown = self.shown(RawCell(type_, int(style) if style.isdecimal() else 0, value))
            formula = None if self.formula is None else "".join(self.formula)
            self.sheet.add(self.row, self.column, shown, formula=formula, faulty=type_ == "e")
        elif self.formula is not None and type_ != "str":
            self.sheet.add(self.row, self.column, ShownValue(""), lacking=True)


def read_sheet(file: Received, part: str, sheet: SheetContent, shown: Callable[[RawCell], ShownValue]) -> None:
    """Read a part into a sheet; `shown` says what a cell shows."""
    stream = SheetStream(sheet, shown)
    feed(file, part, XmlHandlers(stream.start, stream.end, stream.text), shrink=_without_blanks)


def _without_blanks(xml: bytes) -> bytes:
    """Rows and cells that hold nothing but their looks left out: some files have a million."""
    return BLANK_ROW.sub(b"", BLANK_CELL.sub(b"", xml))


def place_of(reference: str) -> tuple[int, int] | None:
    """Row and column, from 0, of `F12`."""
    parts = REFERENCE.fullmatch(reference)
    if not parts:
        return None
    return int(parts[2]) - 1, column_number(parts[1])


def opens(file: Received) -> bool:
    return bool(main_part(file, FOLDER))


def read(file: Received) -> Paper:
    book = XlsxWorkbook(file)
    notices = [*archive_notices(file), *(line for sheet in book.sheets for line in sheet.notices())]
    if book.stale and any(cell.formula is not None for sheet in book.sheets for cell in sheet.cells):
        notices.append("这个工作簿里的公式还没有用 Excel 或 WPS 算过，公式格里的数可能是旧的；请打开、保存后再交")
    grids = tuple(sheet.grid() for sheet in book.sheets)
    return Paper(file.name, grids, tuple(notices), properties_of(file), pictures=has_pictures(file))


class XlsxWorkbook:
    """A workbook: its sheets, and what they share (texts, formats of numbers, the day that days count from)."""

    def __init__(self, file: Received) -> None:
        self.strings: list[str] = []
        self.formats: list[str] = []
        self.looks: list[TextLook] = []
        self.since_1904 = self.stale = False
        main = main_part(file, FOLDER)
        places = {key: part for key, part in relations(file, main).items() if part in file.parts}
        for part in places.values():
            if part.endswith("/sharedStrings.xml"):
                self.strings = _strings(file, part)
            elif part.endswith("/styles.xml"):
                self.formats, self.looks = _formats(file, part)
        wanted: list[tuple[SheetContent, str]] = []
        for element in tree(file, main).iter():
            if element.tag == "workbookPr":
                self.since_1904 = element.get("date1904") in ON
            elif element.tag == "calcPr":
                self.stale = element.get("fullCalcOnLoad") in ON or element.get("calcMode") == "manual"
            elif element.tag == "sheet" and "worksheets" in (part := places.get(element.get("id", ""), "")):
                wanted.append(
                    (SheetContent(element.get("name", ""), element.get("state", "visible") != "visible"), part)
                )
        if not wanted:
            raise NotReadable("工作簿里没有工作表；请在 Excel 或 WPS 里打开看看，另存一份再交来")
        if len(wanted) > MOST_SHEETS:
            raise NotReadable(f"工作簿有 {len(wanted)} 张工作表，多得不寻常，不会读取；请只交来要收的表")
        self.sheets = [sheet for sheet, _ in wanted]
        for sheet, part in wanted:
            sheet.stale = self.stale
            read_sheet(file, part, sheet, self.shown)
            refuse_too_many(self.sheets)

    def shown(self, raw: RawCell) -> ShownValue:
        """Format a cell as people see it; what is struck out or raised as a whole is a text."""
        shown = self._formatted(raw)
        look = self.looks[raw.style] if raw.style < len(self.looks) else TextLook()
        return ShownValue(look.shown(shown.text)) if look != TextLook() else shown

    def _formatted(self, raw: RawCell) -> ShownValue:
        code = self.formats[raw.style] if raw.style < len(self.formats) else GENERAL
        value = raw.value.strip()
        match raw.type:
            case "s":
                place = int(value) if value.isdecimal() else len(self.strings)
                return ShownValue(show_text(code, self.strings[place]) if place < len(self.strings) else "")
            case "str" | "inlineStr":
                return ShownValue(show_text(code, unescaped(raw.value)))
            case "b":
                return ShownValue("TRUE" if value == "1" else "FALSE")
            case "d":
                return ShownValue(unescaped(value).partition("T")[0], "日期")
            case "e":
                return ShownValue(unescaped(value))
        try:
            return show_number(code, Decimal(value), since_1904=self.since_1904)
        except InvalidOperation:
            return ShownValue(unescaped(value))


def _strings(file: Received, part: str) -> list[str]:
    """Return the texts that cells refer to by number, without phonetic letters."""
    strings: list[str] = []
    pieces: list[str] = []
    wanted = aside = False
    size = 0
    look = TextLook()

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal wanted, aside
        look.start(name, given)
        wanted = name == "t" and not aside
        aside = aside or name == "rPh"

    def end(name: str) -> None:
        nonlocal wanted, aside
        wanted = False
        if name == "rPh":
            aside = False
        elif name == "si":
            strings.append(unescaped("".join(pieces)))
            pieces.clear()
            look.end()

    def text(words: str) -> None:
        nonlocal size
        if wanted:
            size += len(words)
            pieces.append(look.shown(words))
            if size > MOST_TEXT or len(strings) > MOST_STRINGS:
                raise NotReadable("工作簿里的文字多得不寻常，不会读取；请只交来要收的表")

    feed(file, part, XmlHandlers(start, end, text))
    return strings


def _formats(file: Received, part: str) -> tuple[list[str], list[TextLook]]:
    """Return the format code of each style by its number, and the look of its letters."""
    styles = tree(file, part)
    own = {element.get("numFmtId", ""): element.get("formatCode", GENERAL) for element in styles.iter("numFmt")}
    fonts = [_look(font) for group in styles.iter("fonts") for font in group]
    codes, looks = [], []
    for element in (element for group in styles.iter("cellXfs") for element in group):
        number, font = element.get("numFmtId", "0"), element.get("fontId", "0")
        codes.append(own.get(number) or BUILTIN_FORMATS.get(int(number) if number.isdecimal() else 0, GENERAL))
        place = int(font) if font.isdecimal() else 0
        looks.append(fonts[place] if place < len(fonts) else TextLook())
    return codes, looks


def _look(font: Element) -> TextLook:
    look = TextLook()
    for element in font:
        look.start(element.tag, dict(element.items()))
    return look
