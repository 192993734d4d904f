"""Tables of a page, as texts."""

import re
from html import unescape


def table_rows(page: str, kind: str) -> list[list[str]]:
    """The cells of every row in the bodies of the tables of a class."""
    tables = re.findall(rf'<table class="{kind}\b.*?</table>', page, re.S)
    rows = (row for one in tables for row in re.findall(r"<tr>.*?</tr>", one.partition("<tbody>")[2], re.S))
    return [[_text(cell) for cell in re.findall(r"<t[hd]\b.*?</t[hd]>", row, re.S)] for row in rows]


def _text(cell: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", cell)).strip()
