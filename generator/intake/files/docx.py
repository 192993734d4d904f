"""Documents of Word since 2007 and of WPS (.docx): paragraphs and tables in their order, read directly.

python-docx leaves out automatic numbers, content controls and what was inserted with changes tracked.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from generator.intake.files._office import archive_notices, as_seen, has_pictures, main_part, properties_of, tree
from generator.intake.files._received import NotReadable, Received
from generator.intake.files._word_numbers import Numbering, WordStyles
from generator.intake.paper import Block, Cell, Grid, Paper, Paragraph, Spot

FOLDER = "word"
REVISIONS = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel")
BESIDE = {r"word/(header|footer)\d*\.xml": "页眉页脚", r"word/(foot|end)notes\.xml": "脚注或尾注"}
PAGE_NUMBER = re.compile(r"[\s\d第共页/－—–\-·.]*")
MOST_QUOTED = 30
MOST_COLUMNS = 200
MOST_ROWS = 10_000

TextOf = Callable[[Element], tuple[str, str, list[Element]]]
OFF = ("0", "false", "off")
THROUGH = ("hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo", "oMath", "oMathPara")
FORMULAS = ("e", "num", "den", "sub", "sup", "f", "d", "sSub", "sSup")
SIGNS = {"F052": "☑", "F0FE": "☑", "F053": "☒", "F0FD": "☒", "F0A3": "□", "F0A8": "□", "F06F": "□", "F071": "□",
         "F0FC": "√", "F0FB": "×"}  # fmt: skip

PLAIN = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-"}
SYMBOL_SIGNS = {"F0A3": "≤", "F0B3": "≥", "F0B4": "×", "F0B1": "±", "F0B8": "÷"}  # of the font Symbol


def opens(file: Received) -> bool:
    return bool(main_part(file, FOLDER))


def read(file: Received) -> Paper:
    document = tree(file, main_part(file, FOLDER))
    if count := sum(element.tag in REVISIONS and "author" in element.attrib for element in document.iter()):
        raise NotReadable(f"文档里有 {count} 处没有定下来的修订；请先接受或拒绝修订，保存后再交")
    reading = DocumentReading(file)
    body = document.find("body")
    blocks = tuple(reading.blocks(body)) if body is not None else ()
    notices = [*archive_notices(file), *reading.notices(), *_notices_beside(file)]
    return Paper(file.name, blocks, tuple(notices), properties_of(file), pictures=has_pictures(file))


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
        """Yield the paragraphs and tables below an element; `box` is what they stand in."""
        for element in parent:
            match element.tag:
                case "p":
                    yield from self._paragraph(element, tag, box)
                case "tbl":
                    yield from self._table(element, tag)
                case "sdt":
                    content = element.find("sdtContent")
                    if content is not None and not is_placeholder(element):
                        yield from self.blocks(content, tag_of(element) or tag, box)
                case "AlternateContent":
                    if (way := chosen(element)) is not None:
                        yield from self.blocks(way, tag, box)
                case "customXml" | "smartTag":
                    yield from self.blocks(element, tag, box)

    def notices(self) -> Iterator[str]:
        """Sentence on hidden text, which is not read."""
        if self.hidden:
            yield "文档里有隐藏的文字，没有读；若有用，请取消隐藏再交"

    def text(self, paragraph: Element) -> tuple[str, str, list[Element]]:
        """Return a paragraph with its number, the tag within it, and the boxes set beside it."""
        run_text = text_of(paragraph)
        self.hidden = self.hidden or run_text.hidden
        words = run_text.text
        if words:  # Word counts blank paragraphs of a list too, but shows nothing that a reader would count
            words = self.styles.number(paragraph, self.numbering) + words
        return words, run_text.tag, run_text.boxes

    def _paragraph(self, paragraph: Element, tag: str, box: str) -> Iterator[Block]:
        text, own, boxes = self.text(paragraph)
        if text:
            self.paragraphs += 1
            spot = Spot(f"{box}第 {self.paragraphs} 段")
            yield Paragraph(text, spot, self.styles.level(paragraph), own or tag)
        for text_box in boxes:
            yield from self.blocks(text_box, "", "文本框，")

    def _table(self, table: Element, tag: str) -> Iterator[Block]:
        self.tables += 1
        name = f"表 {self.tables}"
        inner: list[Element] = []
        read = [cell if cell.tag else replace(cell, tag=tag) for cell in cells_of(table, name, self.text, inner)]
        cells = tuple(cell for cell in read if cell.text)
        if cells:
            yield Grid("", cells, blank=tuple(cell.tag for cell in read if cell.tag and not cell.text))
        else:
            self.tables -= 1
        for element in inner:
            yield from self._table(element, "") if element.tag == "tbl" else self.blocks(element, "", "文本框，")


def _notices_beside(file: Received) -> Iterator[str]:
    """Words that stand outside the body, which no form needs."""
    for pattern, kind in BESIDE.items():
        for part in sorted(name for name in file.parts if re.fullmatch(pattern, name)):
            words = "".join(element.text or "" for element in tree(file, part).iter("t")).strip()
            if not PAGE_NUMBER.fullmatch(words):
                short = words[:MOST_QUOTED] + "…" * (len(words) > MOST_QUOTED)
                yield f"{kind}里的字没有读（“{short}”）；其中若有要填的内容，请写进正文"


@dataclass
class _WordCell:
    """A cell while the rows below may still belong to it."""

    row: int
    column: int
    columns: int
    place: int
    hidden: bool
    rows: int = 1
    tag: str = ""
    lines: list[str] = field(default_factory=list)


def cells_of(table: Element, name: str, text_of: TextOf, inner: list[Element]) -> Iterator[Cell]:
    """Yield the cells that are filled or have a tag; tables and boxes within them go into `inner`, to be read later."""
    cells: list[_WordCell] = []
    open_above: dict[int, _WordCell] = {}
    for number, (row, row_tag) in enumerate(_within(table, "tr")):
        if number >= MOST_ROWS:
            raise NotReadable(f"文档的{name}超过 {MOST_ROWS} 行，不会读取；请只交来要收的表")
        below: dict[int, _WordCell] = {}
        column = _number(row, "trPr/gridBefore", 0)
        hidden = _is_on(row, "trPr/hidden")
        previous: _WordCell | None = None
        for place, (element, tag) in enumerate(_within(row, "tc")):
            span = max(1, _number(element, "tcPr/gridSpan", 1))
            if column + span > MOST_COLUMNS:
                raise NotReadable(f"文档的{name}超过 {MOST_COLUMNS} 列，不会读取；请只交来要收的表")
            if previous is not None and _merge(element, "tcPr/hMerge") == "continue":
                previous.columns += span
                column += span
                continue
            down = _merge(element, "tcPr/vMerge")
            above = open_above.get(column)
            if down == "continue" and above is not None and above.columns == span:
                above.rows += 1
                cell = above
            else:
                cell = _WordCell(number, column, columns=span, place=place, hidden=hidden, tag=tag or row_tag)
                cells.append(cell)
            if down:
                below[column] = cell
            _fill(cell, element, text_of, inner)
            previous = cell
            column += span
        open_above = below
    for cell in cells:
        text = "\n".join(cell.lines).strip("\n")
        if text or cell.tag:
            spot = Spot(f"{name} 第 {cell.row + 1} 行第 {cell.place + 1} 列")
            yield Cell(
                text, spot, cell.row, cell.column, rows=cell.rows, columns=cell.columns, hidden=cell.hidden,
                tag=cell.tag,
            )  # fmt: skip


def _fill(cell: _WordCell, parent: Element, text_of: TextOf, inner: list[Element]) -> None:
    """Add the paragraphs below an element to a cell."""
    for element in parent:
        match element.tag:
            case "p":
                text, tag, boxes = text_of(element)
                cell.tag = tag or cell.tag
                cell.lines.append(text)
                inner.extend(boxes)
            case "tbl":
                inner.append(element)
            case "sdt":
                cell.tag = tag_of(element) or cell.tag
                content = element.find("sdtContent")
                if content is not None and not is_placeholder(element):
                    _fill(cell, content, text_of, inner)
            case "AlternateContent":
                if (way := chosen(element)) is not None:
                    _fill(cell, way, text_of, inner)
            case "customXml" | "smartTag":
                _fill(cell, element, text_of, inner)


def _within(parent: Element, wanted: str, tag: str = "") -> Iterator[tuple[Element, str]]:
    """Yield the rows of a table, or the cells of a row, through content controls, with the tag of the nearest."""
    for element in parent:
        if element.tag == wanted:
            yield element, tag
        elif element.tag in ("sdt", "sdtContent", "customXml"):
            yield from _within(element, wanted, (tag_of(element) if element.tag == "sdt" else "") or tag)


def _number(parent: Element, path: str, default: int) -> int:
    element = parent.find(path)
    value = element.get("val", "") if element is not None else ""
    return min(int(value), MOST_COLUMNS + 1) if value.isdecimal() and len(value) < 10 else default


def _merge(cell: Element, path: str) -> str:
    """Return `restart` if a cell begins a merged one, `continue` if it goes on with one, else ""."""
    element = cell.find(path)
    return "" if element is None else element.get("val", "continue")


def _is_on(parent: Element, path: str) -> bool:
    element = parent.find(path)
    return element is not None and element.get("val") not in OFF


@dataclass
class RunText:
    """Text of the runs of a paragraph, the tag of its first content control, boxes set beside it."""

    pieces: list[str] = field(default_factory=list)
    tag: str = ""
    boxes: list[Element] = field(default_factory=list)
    hidden: bool = False

    @property
    def text(self) -> str:
        lines = "".join(self.pieces).split("\n")
        return "\n".join(line.strip() for line in lines).strip("\n")


def text_of(paragraph: Element) -> RunText:
    run_text = RunText()
    for child in paragraph:
        _take(child, run_text)
    return run_text


def tag_of(control: Element) -> str:
    own = control.find("sdtPr/tag")
    return own.get("val", "") if own is not None else ""


def is_placeholder(control: Element) -> bool:
    """Return whether a content control shows only its hint, nothing anyone has filled in."""
    own = control.find("sdtPr/showingPlcHdr")
    return own is not None and own.get("val") not in OFF


def chosen(alternatives: Element) -> Element | None:
    """Return the one of several ways to draw the same thing that is read."""
    choice = alternatives.find("Choice")
    return choice if choice is not None else alternatives.find("Fallback")


def _take(element: Element, run_text: RunText) -> None:
    match element.tag:
        case "r":
            _run(element, run_text)
        case "sdt":
            run_text.tag = run_text.tag or tag_of(element)
            if not is_placeholder(element):
                for child in element.iterfind("sdtContent/*"):
                    _take(child, run_text)
        case "AlternateContent":
            if (way := chosen(element)) is not None:
                for child in way:
                    _take(child, run_text)
        case "t" if element.text:  # of a formula
            run_text.pieces.append(element.text)
        case tag if tag in THROUGH or tag in FORMULAS:
            for child in element:
                _take(child, run_text)


def _run(run: Element, run_text: RunText) -> None:
    vanish = run.find("rPr/vanish")
    if vanish is not None and vanish.get("val") not in OFF:
        run_text.hidden = run_text.hidden or any(element.text for element in run.iter("t"))
        return
    place = run.find("rPr/vertAlign")
    lines = [line for name in ("strike", "dstrike") if (line := run.find(f"rPr/{name}")) is not None]
    raised, struck = "" if place is None else place.get("val", ""), any(line.get("val") not in OFF for line in lines)
    for element in run:
        run_text.pieces.extend(as_seen(piece, raised, struck) for piece in _piece(element, run_text))


def _piece(element: Element, run_text: RunText) -> Iterator[str]:
    match element.tag:
        case "t":
            yield element.text or ""
        case "br":
            yield "\n" * (element.get("type", "textWrapping") == "textWrapping")
        case tag if tag in PLAIN:
            yield PLAIN[tag]
        case "sym":
            signs = SYMBOL_SIGNS if element.get("font", "").startswith("Symbol") else SIGNS
            yield signs.get(element.get("char", "").upper(), "")
        case "ruby":
            for base in element.iterfind("rubyBase/r"):
                _run(base, run_text)
        case "fldChar":
            yield _box_to_tick(element.find("ffData/checkBox"))
        case "drawing" | "pict" | "object":
            run_text.boxes.extend(element.iter("txbxContent"))
        case "AlternateContent":
            if (way := chosen(element)) is not None:
                for child in way:
                    yield from _piece(child, run_text)


def _box_to_tick(box: Element | None) -> str:
    """Sign that an old form field shows, "" for one that is no box."""
    if box is None:
        return ""
    state = box.find("checked")
    state = state if state is not None else box.find("default")
    return "□" if state is None or state.get("val") in OFF else "☑"
