"""File formats (one a module): how a file is opened as a paper, or why it is not taken.

A module is a format in force if it keeps the contract `FileFormat`. What a file is shows in its content; its ending
decides only where contents do not differ (a table as text and plain text). Nothing is ever written beside a file.
"""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Protocol

from generator.core.files import is_utf8
from generator.core.registry import discover, implementations
from generator.intake.files._received import NotReadable, Received, received, why_unsuitable
from generator.intake.paper import Block, Grid, Paper, Refused

# Marks that nobody sees, often copied from web pages, and that make equal labels differ.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
MOST_PLACES = 2_000_000  # of all grids, blank ones counted


class FileFormat(Protocol):
    """Contract of the modules of this folder: which files a module opens, and how it reads one."""

    def opens(self, file: Received) -> bool: ...
    def read(self, file: Received) -> Paper | Refused: ...


def open_paper(path: Path) -> Paper | Refused:
    """Open a file as a paper, or say in one sentence why it is not taken; never raises, whatever the file holds."""
    if not is_utf8(path.name):
        return Refused(path.name, "文件名的编码读不懂（多半是在别的系统上压缩的），请改了名再收")
    formats = _formats()  # what is wrong with a module of ours is no fault of the file
    try:
        file = received(path)
        for file_format in formats:
            if file_format.opens(file):
                return _visible(_of_ordinary_size(file_format.read(file)))
        return Refused(path.name, why_unsuitable(file))
    except NotReadable as reason:
        return Refused(path.name, str(reason))
    except Exception:  # libraries fall over damaged files in ways of their own
        return Refused(path.name, "文件打不开，可能已经损坏或没有传完整；请在原来的软件里打开、另存一份，再交来")


@cache
def _formats() -> tuple[FileFormat, ...]:
    return implementations(discover(__name__), FileFormat)


def _of_ordinary_size(read: Paper | Refused) -> Paper | Refused:
    """Refuse a paper with more places than anyone can go through."""
    if isinstance(read, Paper):
        places = sum(grid.height * grid.width for grid in read.grids)
        covered = sum(cell.rows * cell.columns for grid in read.grids for cell in grid.cells)
        if max(places, covered) > MOST_PLACES:
            return Refused(read.file, "表里的内容散得太开或合并得太大，不像要填的表，不会读取；请只交来要收的表")
    return read


def _visible(read: Paper | Refused) -> Paper | Refused:
    """Return a paper without the invisible marks in its texts."""
    return replace(read, blocks=tuple(map(_visible_block, read.blocks))) if isinstance(read, Paper) else read


def _visible_block(block: Block) -> Block:
    if not isinstance(block, Grid):
        return replace(block, text=INVISIBLE.sub("", block.text)) if INVISIBLE.search(block.text) else block
    if not any(INVISIBLE.search(cell.text) for cell in block.cells):
        return block
    return replace(block, cells=tuple(replace(cell, text=INVISIBLE.sub("", cell.text)) for cell in block.cells))
