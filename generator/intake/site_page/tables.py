"""Tables of a page: rows and cells again from lines in which tabs part cells and only a line break parts rows.

The last cell of a row and the first of the next have no tab between them; first cells have one line, so the last line
of what stands there is the next row's.
"""

from collections.abc import Sequence
from typing import NamedTuple

from generator.intake.drafted import Entry
from generator.intake.paper import Spot
from generator.intake.reports.table import SUMS
from generator.intake.site_page.lines import PageLine

Token = list[Entry]  # the lines between two tabs
Cells = list[Token]


class PageTable(NamedTuple):
    """A table: its head, its rows, each as wide as the head, and the row of sums."""

    head: tuple[str, ...]
    rows: list[Cells]
    foot: Cells | None


def tokens(lines: Sequence[PageLine]) -> list[Token]:
    """What stands between tabs, line by line."""
    found: list[Token] = [[]]
    for line in lines:
        for number, piece in enumerate(line.text.split("\t")):
            if number:
                found.append([])
            if piece.strip():
                found[-1].append(Entry(piece.strip(), line.spot))
    return found


def page_table(lines: Sequence[PageLine]) -> PageTable | None:
    """A table whose rows all have as many cells as its head; None where the tabs are not as many as that takes."""
    if not lines:
        return None
    head = tuple(piece.strip() for piece in lines[0].text.split("\t"))
    between, met = len(head) - 1, tokens(lines[1:])
    if not between or (len(met) - 1) % between:
        return None
    rows: list[Cells] = []
    first = met[0]
    for at in range(between, len(met), between):
        last = met[at]
        following: Token = []
        if at + 1 < len(met):
            last, following = last[:-1], last[-1:]
        rows.append([first, *met[at - between + 1 : at], last])
        first = following
    foot = rows.pop() if rows and text(rows[-1][0]) in SUMS else None
    return PageTable(head, rows, foot)


def text(token: Token) -> str:
    """The words of a cell on one line."""
    return "".join(line.text for line in token)


def joined(token: Token) -> Entry:
    """A cell as one value."""
    return Entry("\n".join(line.text for line in token), token[0].spot if token else Spot(""))
