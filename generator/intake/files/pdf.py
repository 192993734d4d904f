"""PDF files with a layer of text: tables by their lines, the rest as paragraphs; all of it guessed from positions.

A PDF can hold drawings within drawings that take for ever, so it is read in a process of its own with limits of memory
and time (this module run by itself): bytes come in, lines and tables go out as JSON.
"""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import generator
from generator.intake.files._received import NotReadable, Received
from generator.intake.files._sheet import readable
from generator.intake.paper import Block, Cell, Grid, Paper, Paragraph, Spot

MARK = b"%PDF-"
MOST_SECONDS = 60  # by the clock, for a machine that does other things too
BETTER = "请交来它的 Word、Excel 原件（.docx、.xlsx）"
TROUBLES = {
    "password": f"PDF 有密码，读不出里面的内容；请去掉密码，或{BETTER[1:]}",
    "broken": f"PDF 打不开，可能已经损坏或没有传完整；{BETTER}",
    "large": f"PDF 太长或太复杂，读不过来；{BETTER}",
}
MOST_MEMORY = 300 * 1024 * 1024
CPU_SECONDS = 10
SAME_EDGE = 3  # points between edges that are one
Length: TypeAlias = Any  # a number of points as pdfplumber has it
Item = dict[str, Any]  # a character, a line or a page
Box = tuple[Length, Length, Length, Length]  # left, top, right, bottom


def opens(file: Received) -> bool:
    return MARK in file.data[:1024]


def read(file: Received) -> Paper:
    if find_spec("pdfplumber") is None:
        raise NotReadable(f"读 PDF 要多装一个库，请先运行一次 make setup PDF=1；或者{BETTER[1:]}")
    pages = _pages(file)
    blank = [number for number, page in enumerate(pages, 1) if not page["chars"]]
    if len(blank) == len(pages):
        raise NotReadable(f"PDF 里没有文字，多半是扫描件；{BETTER}")
    notices = ["PDF 里没有表格和段落，只有字的位置；读出的每一项都请核对"]
    if blank:
        notices.append(f"第 {'、'.join(map(str, blank))} 页没有文字，可能是扫描的，没有读")
    blocks = [block for number, page in enumerate(pages, 1) for block in _blocks(f"第 {number} 页", page["blocks"])]
    return Paper(file.name, tuple(blocks), tuple(notices), guessed=True)


def _pages(file: Received) -> list[Item]:
    """Read the pages in another process."""
    home = str(Path(generator.__file__).parents[1])
    try:
        ran = subprocess.run(
            [sys.executable, "-m", __name__], input=file.data, capture_output=True, timeout=MOST_SECONDS,
            check=False, env=os.environ | {"PYTHONPATH": home},
        )  # fmt: skip
        answer = json.loads(ran.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError, UnicodeDecodeError):
        answer = {"trouble": "large"}
    if trouble := answer.get("trouble"):
        raise NotReadable(TROUBLES[trouble])
    pages: list[Item] = answer["pages"]
    return pages


def _blocks(page: str, items: list[tuple[str, Any]]) -> list[Block]:
    blocks: list[Block] = []
    tables = paragraphs = 0
    for kind, content in items:
        if kind == "table":
            tables += 1
            cells = tuple(_cell(f"{page}表 {tables}", *cell) for cell in content if cell[-1].strip())
            if cells:
                blocks.append(Grid("", cells))
        elif text := readable(content).strip():
            paragraphs += 1
            blocks.append(Paragraph(text, Spot(f"{page}第 {paragraphs} 段")))
    return blocks


def _cell(table: str, row: int, column: int, rows: int, columns: int, text: str) -> Cell:
    spot = Spot(f"{table} 第 {row + 1} 行第 {column + 1} 列")
    return Cell(readable(text).strip(), spot, row, column, rows=rows, columns=columns)


def main() -> None:
    """Read standard input, write standard output."""
    _limit()
    import pdfplumber
    from pdfplumber.utils.exceptions import PdfminerException

    logging.disable()
    data = sys.stdin.buffer.read()
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            pages = [page for printed in document.pages for page in _page(printed)]
        answer: Item = {"pages": pages}
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
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))


def _page(page: Any) -> Iterator[Item]:
    """Yield the tables and paragraphs of a page, from top to bottom."""
    tables = [table for table in page.find_tables() if len(table.cells) > 1]
    boxes = [table.bbox for table in tables]
    outside_tables = page.filter(
        lambda item: item["object_type"] != "char" or not any(_is_in(item, box) for box in boxes)
    )
    blocks: list[tuple[Length, str, Any]] = [(table.bbox[1], "table", _table(page, table)) for table in tables]
    blocks += [(top, "text", text) for top, text in _paragraphs(outside_tables.extract_text_lines(return_chars=True))]
    blocks.sort(key=lambda item: item[0])
    yield {"chars": len(page.chars), "blocks": [(kind, content) for _, kind, content in blocks]}
    page.close()


def _is_in(item: Item, box: Box) -> bool:
    across, down = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _table(page: Any, table: Any) -> list[tuple[int, int, int, int, str]]:
    """Return the cells: row, column, how many rows and columns they take, text."""
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


def _edges(edges: list[Length]) -> list[Length]:
    """Edges from left to right, or from the top, each once."""
    distinct: list[Length] = []
    for edge in sorted(edges):
        if not distinct or edge - distinct[-1] > SAME_EDGE:
            distinct.append(edge)
    return distinct


def _place(edges: Sequence[Length], edge: Length) -> int:
    return min(range(len(edges)), key=lambda place: abs(edges[place] - edge))


def _paragraphs(lines: Sequence[Item]) -> list[tuple[Length, str]]:
    """Lines joined where one fills the width of the page and the next is not indented."""
    if not lines:
        return []
    left, right = min(line["x0"] for line in lines), max(line["x1"] for line in lines)
    joined: list[tuple[Length, str]] = []
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
