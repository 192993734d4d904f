"""一句话里分别写明的占比（占30%、占50%、占20%）、附表“占比”一栏合计印作100%的，各项加起来应是100%，不应是99.99%、100.01%。"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.checks import Violation
from generator.checks._text_index import text_index
from generator.core.diagnostic import Severity
from generator.core.number import total
from generator.model.project import Project
from generator.model.tables import PrintedTable

NAME = "占比合计"
SEVERITY: Severity = "提示"
SHARE = re.compile(r"占[^\d，。；、,;]{0,8}\d")
PARTS = re.compile(
    r"占(?:比|总[^\d，。；、,;]{1,6}|全部[^\d，。；、,;]{0,6})?[为是约]?\s?(?P<number>\d{1,3}(?:\.\d{1,4})?)\s?[%％]"
)
ANY = re.compile(r"\d(?:\.\d+)?\s?[%％]")
SENTENCE = re.compile(r"[^。！？\n]+")
CELL = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,4})?)\s?(?P<sign>[%％]?)")
HEAD = re.compile("占比|比重|占.{0,6}比例|所占|构成比")
WHOLE, NEAR = Decimal(100), Decimal("0.2")


class Column(NamedTuple):
    """A column of a printed table: its head, its cells, its foot."""

    head: str
    cells: tuple[str, ...]
    foot: str


def check(project: Project) -> Iterator[Violation]:
    """Add up the shares of each sentence, and those of each table."""
    for record, field, text, is_remark in text_index(project).matching(SHARE):
        for sentence in SENTENCE.findall(text) if not is_remark else ():
            if added := _sentence(sentence):
                yield record, field, f"{added}，请对照原件核对"
    for table in project.tables:
        for column in columns(table):
            if added := _column(column):
                yield table, "foot", f"“{column.head}”一栏合计印作 {column.foot}，各行{added}，请对照原件核对"


def _sentence(sentence: str) -> str:
    """Three shares or more that come so near to the whole that they must be meant as all of it."""
    numbers = [Decimal(found["number"]) for found in PARTS.finditer(sentence)]
    if len(numbers) < 3 or len(ANY.findall(sentence)) != len(numbers):
        return ""
    added = total(numbers)
    return f"所列占比合计 {added}%" if added != WHOLE and abs(added - WHOLE) <= NEAR else ""


def _column(column: Column) -> str:
    if not HEAD.search(column.head) or not (foot := CELL.fullmatch(column.foot)):
        return ""
    cells = [CELL.fullmatch(cell) for cell in column.cells]
    numbers = [Decimal(cell["number"]) for cell in cells if cell]
    in_hundredths = foot["sign"] or "%" in column.head or "％" in column.head
    if Decimal(foot["number"]) != WHOLE or not in_hundredths or len(numbers) < len(cells) or len(numbers) < 2:
        return ""
    return f"合计 {total(numbers)}%" if total(numbers) != WHOLE else ""


def columns(table: PrintedTable) -> Iterator[Column]:
    """The columns of a table whose rows and foot all have as many cells as the head."""
    if table.foot and all(len(row) == len(table.head) for row in (*table.rows, table.foot)):
        for number, head in enumerate(table.head):
            yield Column(head, tuple(row[number].strip() for row in table.rows), table.foot[number].strip())
