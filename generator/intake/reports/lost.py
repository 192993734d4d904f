"""Lost words: what a table or a paragraph says and no value of the draft does, so that nothing of a paper vanishes."""

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.intake.drafted import Node, entries
from generator.intake.recognised import Leftover
from generator.intake.reports.table import LEVEL, ReportTable
from generator.intake.reports.wording import Line, bare, marked

WORDS = re.compile(r"[\u4e00-\u9fff]{2,}|\d[\d,]*(?:\.\d+)?")
PHRASE = re.compile(r"[\u4e00-\u9fff]{4,}")
LABELS = re.compile(r"案卷研究|调研访谈|问卷调[查研]|负责|项目(?:主要)?内容[:：]|实施情况[:：]")
NUMBERING = ("序号", "编号")


def said(values: Mapping[str, Node]) -> str:
    """All that the values say and what is doubted about them, without blanks."""
    return "\n".join(bare(text) for _, entry in entries(values) for text in (entry.text, *entry.doubts))


def lost_cells(tables: Iterable[ReportTable], values: str) -> Iterator[Leftover]:
    """The cells of which a word or a figure is in no value."""
    for table in tables:
        for row in [*table.rows, *([table.foot] if table.foot else [])]:
            foot = row is table.foot
            for head, cell in zip(table.head, row, strict=False):
                if not cell or head in NUMBERING or (foot and not re.search(r"\d", cell.text)):
                    continue
                if any(word.replace(",", "") not in values.replace(",", "") for word in WORDS.findall(cell.text)):
                    name = head if not LEVEL.fullmatch(head) else table.caption
                    yield Leftover(cell.text, cell.spot or table.spot, f"表格里“{name}”的这一格没有归处")


def lost_lines(
    lines: Iterable[Line], values: str, left: Iterable[Leftover], known: Iterable[Line]
) -> Iterator[Leftover]:
    """The lines of which a phrase is in no value, neither left over already nor understood for what they say."""
    told = {one.spot for one in left} | {spot for _, spot in known}
    for text, spot in lines:
        if spot not in told and any(
            phrase not in values for phrase in PHRASE.findall(LABELS.sub(" ", bare(marked(text)[2])))
        ):
            yield Leftover(text, spot, "这一段里有没读进数据文件的话")
