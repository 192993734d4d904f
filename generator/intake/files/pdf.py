"""PDF files with a layer of text: tables by their lines, the rest as paragraphs; all of it guessed from positions."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import generator
from generator.intake.files import _pdf_child
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


def opens(file: Received) -> bool:
    return MARK in file.data[:1024]


def read(file: Received) -> Paper:
    """Read all pages."""
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


def _pages(file: Received) -> list[dict[str, Any]]:
    """Read the pages in another process."""
    home = str(Path(generator.__file__).parents[1])
    try:
        ran = subprocess.run(
            [sys.executable, "-m", _pdf_child.__name__], input=file.data, capture_output=True, timeout=MOST_SECONDS,
            check=False, env=os.environ | {"PYTHONPATH": home},
        )  # fmt: skip
        answer = json.loads(ran.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError, UnicodeDecodeError):
        answer = {"trouble": "large"}
    if trouble := answer.get("trouble"):
        raise NotReadable(TROUBLES[trouble])
    pages: list[dict[str, Any]] = answer["pages"]
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
