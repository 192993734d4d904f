"""Rows of a copied table of indicators: where each begins, how many names it has, and on which levels they stand."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.core.number import InvalidNumber
from generator.core.printed import printed_number
from generator.intake.paper import Spot
from generator.intake.site_page.lines import PageLine

NOTE = re.compile(r"（[\d.]+分）")


class Lost(Exception):
    """The cells do not come to whole rows."""


class RowName(NamedTuple):
    """The name of an indicator in its row, with the weight that the page adds below it."""

    text: str
    note: str


class RowLevels:
    """On which level the names of each row stand: `first` is that of its first name, a guess where `guessed`."""

    def __init__(self, levels: int, tops: list[str]) -> None:
        self.levels, self._tops, self._listed = levels, tops, bool(tops)
        self.first, self.guessed, self._begun = 0, False, False
        self.cells: dict[int, int] = {}  # the upper levels that are open, each with where its cell is held
        self._left: Decimal | None = None  # what the weights below the lowest open level still come to

    def place(self, names: Sequence[RowName], weight: str, sub: bool) -> None:
        """Find the level of a row; one below another (其中) stands on the deepest."""
        self.guessed = False
        if sub:
            self.first = self.levels - 1
            return
        if not self._begun or names[0].text in self._tops:
            self.first, self._begun = 0, True
            if names[0].text in self._tops:
                self._tops.remove(names[0].text)
                self.guessed = 1 < len(names) < self.levels
        else:
            self.first = self.levels - len(names)
            self.guessed = not self._listed and self.first > 0
            if self.first >= 2:
                self._under_open(names, _points(weight))
        self.cells = {column: held for column, held in self.cells.items() if column < self.first}
        if names[:-1]:
            self._left = _points(names[-2].note)
        elif self.first < self.levels - 1:
            self._left = None
        if self._left is not None:
            worth = _points(weight)
            self._left = self._left - worth if worth is not None else None

    def _under_open(self, names: Sequence[RowName], worth: Decimal | None) -> None:
        """Below the lowest open level while its weight is not filled; one level up, it seems, where it is."""
        if len(names) == 1 and self._left is not None and worth is not None and worth <= self._left:
            return
        self.guessed = True
        if len(names) == 1 and self._left == 0:
            self.first -= 1


def rows_of(
    lines: Sequence[PageLine], levels: int, width: int, scored: int
) -> Iterator[tuple[list[RowName], list[str], Spot]]:
    """The rows of the table: names, what stands under the other columns, the place of the first."""
    cells: list[str] = []
    notes: dict[int, str] = {}
    spot = lines[0].spot if lines else Spot("")
    for line in lines:
        words = line.text
        if NOTE.fullmatch(words.strip()) and cells:
            notes[len(cells) - 1] = words.strip()
            continue
        noted = re.match(rf"\s*({NOTE.pattern})\s*\t", words)
        if noted and cells:
            notes[len(cells) - 1], words = noted[1], words[noted.end() - 1 :]
        if words.startswith("\t") and cells:
            cells += [one.strip() for one in words[1:].split("\t")]
            continue
        if cells:
            yield _row(cells, notes, levels, width, scored, spot)
        cells, notes, spot = [one.strip() for one in words.split("\t")], {}, line.spot
    if cells:
        yield _row(cells, notes, levels, width, scored, spot)


def _row(
    cells: list[str], notes: dict[int, str], levels: int, width: int, scored: int, spot: Spot
) -> tuple[list[RowName], list[str], Spot]:
    count = len(cells) - width
    if count < 1:
        count = 1 if len(cells) == 1 + width - scored else 0
    if not 1 <= count <= levels or any(place >= count - 1 for place in notes):
        raise Lost
    return [RowName(cells[place], notes.get(place, "")) for place in range(count)], cells[count:], spot


def _points(words: str) -> Decimal | None:
    """A weight as a number: 50 of （50分）; None where it is none."""
    try:
        return printed_number(words.strip("（）分"))
    except InvalidNumber:
        return None
