"""Sheet of an .xlsx file, read as a stream: filled cells, what is merged or hidden, formulas without a value."""

import re
from collections.abc import Callable
from typing import NamedTuple

from generator.intake.files._number_format import ShownValue
from generator.intake.files._received import Received
from generator.intake.files._sheet import MergedArea, SheetContent
from generator.intake.files._xml import XmlHandlers, feed

BLANK_CELL = re.compile(rb'<c r="[A-Z0-9]+"(?: s="\d+")?(?:/>|></c>)')
BLANK_ROW = re.compile(rb'<row r="\d+"[^<>]*(?:/>|></row>)')
REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
ON = ("1", "true")


class RawCell(NamedTuple):
    """A cell as its XML has it: the type of its value, the number of its style, the value."""

    type: str
    style: int
    value: str


class SheetStream:
    """The state of reading one sheet."""

    def __init__(self, sheet: SheetContent, shown: Callable[[RawCell], ShownValue]) -> None:
        self.sheet, self.shown = sheet, shown
        self.row = self.column = -1
        self.given: dict[str, str] = {}
        self.formula = self.wanted = False
        self.aside = 0  # within phonetic letters
        self.value: list[str] = []

    def start(self, name: str, given: dict[str, str]) -> None:
        match name:
            case "c":
                place = place_of(given.get("r", ""))
                self.row, self.column = place or (self.row, self.column + 1)
                self.given, self.formula, self.value = given, False, []
            case "v" | "t":
                self.wanted = not self.aside
            case "f":
                self.formula = True
            case "rPh":
                self.aside += 1
            case "row":
                number = given.get("r", "")
                self.row = int(number) - 1 if number.isdecimal() else self.row + 1
                self.column = -1
                if given.get("hidden") in ON or given.get("ht") == "0":
                    self.sheet.hide_row(self.row)
            case "col":
                first, last = given.get("min", ""), given.get("max", "")
                is_hidden = given.get("hidden") in ON or given.get("width") == "0"
                if is_hidden and first.isdecimal() and last.isdecimal():
                    self.sheet.hide_columns(int(first) - 1, int(last) - 1)
            case "mergeCell":
                first, _, last = given.get("ref", "").partition(":")
                if (one := place_of(first)) and (other := place_of(last)) and one <= other and one[1] <= other[1]:
                    self.sheet.merge(MergedArea(*one, *other))
            case "sheetView":
                self.sheet.zeros_unseen = given.get("showZeros") in ("0", "false")

    def text(self, text: str) -> None:
        if self.wanted:
            self.value.append(text)

    def end(self, name: str) -> None:
        if name == "c":
            self._keep("".join(self.value))
        elif name in ("v", "t"):
            self.wanted = False
        elif name == "rPh":
            self.aside -= 1

    def _keep(self, value: str) -> None:
        """Take in the cell that has just been read, if there is something in it."""
        type_, style = self.given.get("t", "n"), self.given.get("s", "0")
        if value:
            shown = self.shown(RawCell(type_, int(style) if style.isdecimal() else 0, value))
            self.sheet.add(self.row, self.column, shown, computed=self.formula, faulty=type_ == "e")
        elif self.formula and type_ != "str":
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
    found = REFERENCE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1
