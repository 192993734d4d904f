"""Tables of pages and downloads, as texts."""

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import TypeVar

Cell = TypeVar("Cell")


def table_rows(page: str, kind: str) -> list[list[str]]:
    """The cells of every row in the bodies of the tables of a class."""
    tables = re.findall(rf'<table class="{kind}\b.*?</table>', page, re.S)
    rows = (row for one in tables for row in re.findall(r"<tr>.*?</tr>", one.partition("<tbody>")[2], re.S))
    return [[_text(cell) for cell in re.findall(r"<t[hd]\b.*?</t[hd]>", row, re.S)] for row in rows]


def by_head(heads: Sequence[str], cells: Sequence[Cell], where: str) -> Mapping[str, Cell]:
    """The cells of a row by the heads of their columns."""
    assert len(heads) == len(cells), f"{where}：表头有 {len(heads)} 格，这一行有 {len(cells)} 格：{heads}；{cells}"
    return dict(zip(heads, cells, strict=True))


def _text(cell: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", cell)).strip()
