"""Documents of Word since 2007 and of WPS (.docx): paragraphs and tables in their order, read directly.

python-docx leaves out automatic numbers, content controls and what was inserted with changes tracked.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from generator.intake.files._office import properties_of, told_of_archive
from generator.intake.files._received import NotReadable, Received
from generator.intake.files._word_numbers import Numbering
from generator.intake.files._word_styles import WordStyles
from generator.intake.files._word_table import cells_of
from generator.intake.files._word_text import chosen, is_placeholder, tag_of, text_of
from generator.intake.files._xml import main_part, tree
from generator.intake.paper import Block, Grid, Paper, Paragraph, Spot

FOLDER = "word"
REVISIONS = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel")
BESIDE = {r"word/(header|footer)\d*\.xml": "页眉页脚", r"word/(foot|end)notes\.xml": "脚注或尾注"}
PAGE_NUMBER = re.compile(r"[\s\d第共页/－—–\-·.]*")
MOST_QUOTED = 30


def opens(file: Received) -> bool:
    return bool(main_part(file, FOLDER))


def read(file: Received) -> Paper:
    """Read the body of a document."""
    document = tree(file, main_part(file, FOLDER))
    if count := sum(one.tag in REVISIONS and "author" in one.attrib for one in document.iter()):
        raise NotReadable(f"文档里有 {count} 处没有定下来的修订；请先接受或拒绝修订，保存后再交")
    reading = DocumentReading(file)
    body = document.find("body")
    blocks = tuple(reading.blocks(body)) if body is not None else ()
    told = [*told_of_archive(file), *reading.told(), *_told_beside(file)]
    return Paper(file.name, blocks, tuple(told), properties_of(file))


class DocumentReading:
    """The state of reading one document: how far its lists, tables and paragraphs have been counted."""

    def __init__(self, file: Received) -> None:
        styles, numbers = "word/styles.xml", "word/numbering.xml"
        self.styles = WordStyles.of(tree(file, styles)) if styles in file.parts else WordStyles()
        self.numbering = (
            Numbering.of(tree(file, numbers), self.styles.lists()) if numbers in file.parts else Numbering()
        )
        self.paragraphs = self.tables = self.boxes = 0
        self.hidden = False

    def blocks(self, parent: Iterable[Element], tag: str = "", box: str = "") -> Iterator[Block]:
        """The paragraphs and tables below an element; `box` is what they stand in."""
        for one in parent:
            match one.tag:
                case "p":
                    yield from self._paragraph(one, tag, box)
                case "tbl":
                    yield from self._table(one, tag)
                case "sdt":
                    content = one.find("sdtContent")
                    if content is not None and not is_placeholder(one):
                        yield from self.blocks(content, tag_of(one) or tag, box)
                case "AlternateContent":
                    if (way := chosen(one)) is not None:
                        yield from self.blocks(way, tag, box)
                case "customXml" | "smartTag":
                    yield from self.blocks(one, tag, box)

    def told(self) -> Iterator[str]:
        """What was met that is not read."""
        if self.hidden:
            yield "文档里有隐藏的文字，没有读；若有用，请取消隐藏再交"

    def text(self, paragraph: Element) -> tuple[str, str, list[Element]]:
        """A paragraph with its number, the tag within it, and the boxes set beside it."""
        found = text_of(paragraph)
        self.hidden = self.hidden or found.hidden
        words = found.text
        if words:  # Word counts blank paragraphs of a list too, but shows nothing that a reader would count
            words = self.styles.number(paragraph, self.numbering) + words
        return words, found.tag, found.boxes

    def _paragraph(self, paragraph: Element, tag: str, box: str) -> Iterator[Block]:
        text, own, boxes = self.text(paragraph)
        if text:
            self.paragraphs += 1
            spot = Spot(f"{box}第 {self.paragraphs} 段")
            yield Paragraph(text, spot, self.styles.level(paragraph), own or tag)
        for one in boxes:
            yield from self.blocks(one, "", "文本框，")

    def _table(self, table: Element, tag: str) -> Iterator[Block]:
        self.tables += 1
        name = f"表 {self.tables}"
        inner: list[Element] = []
        cells = tuple(cells_of(table, name, self.text, inner))
        if tag:
            cells = tuple(cell if cell.tag else replace(cell, tag=tag) for cell in cells)
        if cells:
            yield Grid("", cells)
        else:
            self.tables -= 1
        for one in inner:
            yield from self._table(one, "") if one.tag == "tbl" else self.blocks(one, "", "文本框，")


def _told_beside(file: Received) -> Iterator[str]:
    """Words that stand outside the body, which no form needs."""
    for pattern, what in BESIDE.items():
        for part in sorted(name for name in file.parts if re.fullmatch(pattern, name)):
            words = "".join(one.text or "" for one in tree(file, part).iter("t")).strip()
            if not PAGE_NUMBER.fullmatch(words):
                short = words[:MOST_QUOTED] + "…" * (len(words) > MOST_QUOTED)
                yield f"{what}里的字没有读（“{short}”）；其中若有要填的内容，请写进正文"
