"""Pieces of a worksheet: the text of some rows, put in its place and deflated by itself.

Rows do not say yet which line of the sheet they are: they are made apart from those around them and may stand anywhere.
What they say instead are control characters, which no cell may hold. Pieces that were made before are taken as they
are, so that of a large sheet only those that changed, or moved, are made again.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple, Protocol

from generator.exports._deflated import Deflated, deflated

LINE, END = b"\0", b"\x01"  # the line of the sheet; what ends a row
NUMBER = "\x02"  # the number of a row in its table
FIRST_LINE = 2  # of the rows of a table: the head is above them


class RowsText(Protocol):
    """The text of some rows, which is read when it is needed."""

    @property
    def sum(self) -> str:
        """The SHA-256 of the text."""
        ...

    def read_bytes(self) -> bytes:
        """The text."""
        ...


class RowsAtHand(NamedTuple):
    """The text of some rows that need not be read."""

    text: bytes

    @property
    def sum(self) -> str:
        """Its SHA-256."""
        return sha256(self.text).hexdigest()

    def read_bytes(self) -> bytes:
        """The text."""
        return self.text


class SheetPiece(NamedTuple):
    """Rows in their places: how many they are, and their text."""

    lines: int
    text: Deflated


class SheetPieces:
    """Pieces of the sheets of a workbook: those that were made for the last one, and those that this one has."""

    def __init__(self, known: Mapping[str, SheetPiece] | None = None) -> None:
        """Begin with what was made for the last one."""
        self.known, self.used = known or {}, dict[str, SheetPiece]()

    def of(self, rows: RowsText, line: int) -> SheetPiece:
        """Some rows from a line of the sheet on, the first of which the head is."""
        key = f"{rows.sum} {line}"
        piece = self.known.get(key) or _piece(rows.read_bytes(), line)
        self.used[key] = piece
        return piece


def _piece(text: bytes, line: int) -> SheetPiece:
    """Some rows in their places."""
    number, rows = NUMBER.encode(), text.split(END)[:-1]
    placed = (row.replace(LINE, b"%d" % at).replace(number, b"%d" % (at - 1)) for at, row in enumerate(rows, line))
    return SheetPiece(len(rows), deflated(b"".join(placed)))
