"""A worksheet that takes whole rows: XlsxWriter looks at each cell by itself, most of the time that a list takes.

What stands in the file is the same to the byte; only the way of a row into it is shorter.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from html import escape
from itertools import islice
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

LONGEST_TEXT = 32767  # UTF-16 units of a cell; Excel knows no more
BLOCK = 16  # rows whose first and last column are told together
ESCAPED = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_")


class RowSheet(Worksheet):  # type: ignore[misc]  # it has no types
    """A worksheet whose head is written cell by cell, and all rows below it at once."""

    def __init__(self) -> None:
        """Begin with no rows."""
        super().__init__()
        self.below: list[str] = []

    def text(self, text: str, style: Any) -> str:
        """A cell of text, for `add_rows`; the same texts are kept once where all is kept in memory."""
        if len(text) > LONGEST_TEXT // 2:
            text = text.encode("utf-16-le")[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore")
        if self.constant_memory:
            return _inline(text, style._get_xf_index())
        return f' s="{style._get_xf_index()}" t="s"><v>{self.str_table._get_shared_string_index(text)}</v></c>'

    def number(self, number: Decimal, style: Any) -> str:
        """A cell with a number."""
        return f' s="{style._get_xf_index()}"><v>{number:.16G}</v></c>'

    def add_rows(self, rows: Iterable[Sequence[str]], columns: int) -> None:
        """Add the rows below the head, which has so many columns; a blank cell is an empty text."""
        names = [xl_col_to_name(column) for column in range(columns)]
        for cell in self.table[0].values():
            cell.format._get_xf_index()  # styles are counted in the order of the cells
        if self.constant_memory:
            self._write_single_row(1)  # the head
            for line, cells in enumerate(rows, 2):
                self.fh.write(f'<row r="{line}">{_referred(cells, names, line)}</row>')
                self._check_dimensions(line - 1, columns - 1)
        else:
            self.below += self._with_spans(iter(rows), names)

    def _with_spans(self, rows: Iterator[Sequence[str]], names: Sequence[str]) -> Iterator[str]:
        """The rows, each with the first and the last column of its block; the head belongs to the first block."""
        line = 2
        while block := list(islice(rows, BLOCK - (line - 1) % BLOCK)):
            used = [at for cells in block for at, cell in enumerate(cells) if cell]
            span = f"1:{len(names)}" if line == 2 else f"{min(used) + 1}:{max(used) + 1}"
            for cells in block:
                yield f'<row r="{line}" spans="{span}">{_referred(cells, names, line)}</row>'
                line += 1
            self._check_dimensions(line - 2, len(names) - 1)

    def _write_rows(self) -> None:
        super()._write_rows()
        self.fh.writelines(self.below)


def _referred(cells: Sequence[str], names: Sequence[str], line: int) -> str:
    return "".join([f'<c r="{name}{line}"{cell}' for name, cell in zip(names, cells, strict=True) if cell])


@lru_cache(10_000)
def _inline(text: str, style: int) -> str:
    """A cell with its text in it."""
    space = ' xml:space="preserve"' if text != text.strip() else ""
    if ESCAPED.search(text):
        text = escape(Worksheet._escape_control_characters(text), quote=False)
    return f' s="{style}" t="inlineStr"><is><t{space}>{text}</t></is></c>'
