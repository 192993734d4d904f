"""Reading of a PDF in a process of its own, with limits: bytes come in, lines and tables go out as JSON.

A PDF can hold drawings within drawings that take for ever; what it does to memory and time, it does to this process.
"""

import json
import logging
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

MOST_MEMORY = 300 * 1024 * 1024
MOST_SECONDS = 10
SAME_EDGE = 3  # points between edges that are one
Box = tuple[Any, Any, Any, Any]  # left, top, right, bottom


def main() -> None:
    """Read standard input, write standard output."""
    _limit()
    import pdfplumber
    from pdfplumber.utils.exceptions import PdfminerException

    logging.disable()
    data = sys.stdin.buffer.read()
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            pages = [page for each in document.pages for page in _page(each)]
        answer: dict[str, Any] = {"pages": pages}
    except MemoryError:
        answer = {"trouble": "large"}
    except PdfminerException as trouble:
        answer = {"trouble": "password" if "Password" in repr(trouble.args) else "broken"}
    json.dump(answer, sys.stdout)


def _limit() -> None:
    """Let this process take no more memory and time than any form needs."""
    try:
        import resource
    except ImportError:  # a system without such limits
        return
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))


def _page(page: Any) -> Iterator[dict[str, Any]]:
    """The tables and paragraphs of a page, from top to bottom."""
    tables = [table for table in page.find_tables() if len(table.cells) > 1]
    boxes = [table.bbox for table in tables]
    outside_tables = page.filter(
        lambda item: item["object_type"] != "char" or not any(_is_in(item, box) for box in boxes)
    )
    blocks: list[tuple[Any, str, Any]] = [(table.bbox[1], "table", _table(page, table)) for table in tables]
    blocks += [(top, "text", text) for top, text in _paragraphs(outside_tables.extract_text_lines(return_chars=True))]
    blocks.sort(key=lambda item: item[0])
    yield {"chars": len(page.chars), "blocks": [(kind, content) for _, kind, content in blocks]}
    page.close()


def _is_in(item: dict[str, Any], box: Box) -> bool:
    across, down = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _table(page: Any, table: Any) -> list[tuple[int, int, int, int, str]]:
    """The cells: row, column, how many rows and columns they take, text."""
    from pdfplumber.utils.text import extract_text

    across = _edges([edge for cell in table.cells for edge in (cell[0], cell[2])])
    down = _edges([edge for cell in table.cells for edge in (cell[1], cell[3])])
    cells, chars = [], [char for char in page.chars if _is_in(char, table.bbox)]
    for box in table.cells:
        left, top, right, bottom = (
            _place(across, box[0]), _place(down, box[1]), _place(across, box[2]), _place(down, box[3])
        )  # fmt: skip
        # Letters reach a little over the lines: each belongs to the cell that holds its middle.
        text = extract_text([char for char in chars if _is_in(char, box)]) or ""
        cells.append((top, left, max(1, bottom - top), max(1, right - left), text))
    return sorted(cells)


def _edges(edges: list[Any]) -> list[Any]:
    """Edges from left to right, or from the top, each once."""
    distinct: list[Any] = []
    for edge in sorted(edges):
        if not distinct or edge - distinct[-1] > SAME_EDGE:
            distinct.append(edge)
    return distinct


def _place(edges: Sequence[Any], edge: Any) -> int:
    return min(range(len(edges)), key=lambda place: abs(edges[place] - edge))


def _paragraphs(lines: Sequence[dict[str, Any]]) -> list[tuple[Any, str]]:
    """Lines joined where one fills the width of the page and the next is not indented."""
    if not lines:
        return []
    left, right = min(line["x0"] for line in lines), max(line["x1"] for line in lines)
    joined: list[tuple[Any, str]] = []
    goes_on = False
    for line in lines:
        size = line["chars"][0]["size"]
        if goes_on and line["x0"] < left + size:
            top, text = joined[-1]
            joined[-1] = (top, text + line["text"])
        else:
            joined.append((line["top"], line["text"]))
        goes_on = line["x1"] > right - 2 * size
    return joined


if __name__ == "__main__":
    main()
