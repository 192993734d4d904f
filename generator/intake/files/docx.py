"""Documents of Word since 2007 and of WPS (.docx): paragraphs and tables in their order, read directly.

python-docx leaves out automatic numbers, content controls and what was inserted with changes tracked.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from generator.intake.files._office import main_part, properties_of, told_of_archive, tree
from generator.intake.files._received import NotReadable, Received
from generator.intake.files._word_styles import Numbering, WordStyles
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
    """The filled cells; tables and boxes within cells are put into `inner`, to be read after this one."""
    cells: list[_WordCell] = []
    open_above: dict[int, _WordCell] = {}
    for number, (row, row_tag) in enumerate(_within(table, "tr")):
        if number >= MOST_ROWS:
            raise NotReadable(f"文档的{name}超过 {MOST_ROWS} 行，不会读取；请只交来要收的表")
        below: dict[int, _WordCell] = {}
        column = _number(row, "trPr/gridBefore", 0)
        hidden = _is_on(row, "trPr/hidden")
        previous: _WordCell | None = None
        for place, (one, tag) in enumerate(_within(row, "tc")):
            span = max(1, _number(one, "tcPr/gridSpan", 1))
            if column + span > MOST_COLUMNS:
                raise NotReadable(f"文档的{name}超过 {MOST_COLUMNS} 列，不会读取；请只交来要收的表")
            if previous is not None and _merge(one, "tcPr/hMerge") == "continue":
                previous.columns += span
                column += span
                continue
            down = _merge(one, "tcPr/vMerge")
            above = open_above.get(column)
            if down == "continue" and above is not None and above.columns == span:
                above.rows += 1
                cell = above
            else:
                cell = _WordCell(number, column, span, place, hidden, tag=tag or row_tag)
                cells.append(cell)
            if down:
                below[column] = cell
            _fill(cell, one, text_of, inner)
            previous = cell
            column += span
        open_above = below
    for cell in cells:
        if text := "\n".join(cell.lines).strip("\n"):
            spot = Spot(f"{name} 第 {cell.row + 1} 行第 {cell.place + 1} 列")
            yield Cell(
                text, spot, cell.row, cell.column, cell.rows, cell.columns, hidden=cell.hidden, tag=cell.tag,
            )  # fmt: skip


def _fill(cell: _WordCell, parent: Element, text_of: TextOf, inner: list[Element]) -> None:
    """Add the paragraphs below an element to a cell."""
    for one in parent:
        match one.tag:
            case "p":
                text, tag, boxes = text_of(one)
                cell.tag = tag or cell.tag
                cell.lines.append(text)
                inner.extend(boxes)
            case "tbl":
                inner.append(one)
            case "sdt":
                cell.tag = tag_of(one) or cell.tag
                content = one.find("sdtContent")
                if content is not None and not is_placeholder(one):
                    _fill(cell, content, text_of, inner)
            case "AlternateContent":
                if (way := chosen(one)) is not None:
                    _fill(cell, way, text_of, inner)
            case "customXml" | "smartTag":
                _fill(cell, one, text_of, inner)


def _within(parent: Element, wanted: str, tag: str = "") -> Iterator[tuple[Element, str]]:
    """The rows of a table, or the cells of a row, through content controls, with the tag of the nearest."""
    for one in parent:
        if one.tag == wanted:
            yield one, tag
        elif one.tag in ("sdt", "sdtContent", "customXml"):
            yield from _within(one, wanted, (tag_of(one) if one.tag == "sdt" else "") or tag)


def _number(parent: Element, path: str, default: int) -> int:
    one = parent.find(path)
    value = one.get("val", "") if one is not None else ""
    return min(int(value), MOST_COLUMNS + 1) if value.isdecimal() and len(value) < 10 else default


def _merge(cell: Element, path: str) -> str:
    """Whether a cell begins (`restart`) or goes on with (`continue`) a merged one, "" where it is not merged."""
    one = cell.find(path)
    return "" if one is None else one.get("val", "continue")


def _is_on(parent: Element, path: str) -> bool:
    one = parent.find(path)
    return one is not None and one.get("val") not in OFF


@dataclass
class RunText:
    """What the runs of a paragraph come to: its text, the tag of its first content control, boxes set beside it."""

    pieces: list[str] = field(default_factory=list)
    tag: str = ""
    boxes: list[Element] = field(default_factory=list)
    hidden: bool = False

    @property
    def text(self) -> str:
        lines = "".join(self.pieces).split("\n")
        return "\n".join(line.strip() for line in lines).strip("\n")


def text_of(paragraph: Element) -> RunText:
    """Read a paragraph."""
    found = RunText()
    for child in paragraph:
        _take(child, found)
    return found


def tag_of(control: Element) -> str:
    """The tag of a content control."""
    own = control.find("sdtPr/tag")
    return own.get("val", "") if own is not None else ""


def is_placeholder(control: Element) -> bool:
    """Whether a content control shows only its hint, nothing anyone has filled in."""
    own = control.find("sdtPr/showingPlcHdr")
    return own is not None and own.get("val") not in OFF


def chosen(alternatives: Element) -> Element | None:
    """The one of several ways to draw the same thing that is read."""
    found = alternatives.find("Choice")
    return found if found is not None else alternatives.find("Fallback")


def _take(one: Element, found: RunText) -> None:
    match one.tag:
        case "r":
            _run(one, found)
        case "sdt":
            found.tag = found.tag or tag_of(one)
            if not is_placeholder(one):
                for child in one.iterfind("sdtContent/*"):
                    _take(child, found)
        case "AlternateContent":
            if (way := chosen(one)) is not None:
                for child in way:
                    _take(child, found)
        case "t" if one.text:  # of a formula
            found.pieces.append(one.text)
        case tag if tag in THROUGH or tag in FORMULAS:
            for child in one:
                _take(child, found)


def _run(run: Element, found: RunText) -> None:
    vanish = run.find("rPr/vanish")
    if vanish is not None and vanish.get("val") not in OFF:
        found.hidden = found.hidden or any(one.text for one in run.iter("t"))
        return
    for one in run:
        found.pieces.extend(_piece(one, found))


def _piece(one: Element, found: RunText) -> Iterator[str]:
    match one.tag:
        case "t":
            yield one.text or ""
        case "br":
            yield "\n" * (one.get("type", "textWrapping") == "textWrapping")
        case tag if tag in PLAIN:
            yield PLAIN[tag]
        case "sym":
            signs = SYMBOL_SIGNS if one.get("font", "").startswith("Symbol") else SIGNS
            yield signs.get(one.get("char", "").upper(), "")
        case "ruby":
            for base in one.iterfind("rubyBase/r"):
                _run(base, found)
        case "fldChar":
            yield _box_to_tick(one.find("ffData/checkBox"))
        case "drawing" | "pict" | "object":
            found.boxes.extend(one.iter("txbxContent"))
        case "AlternateContent":
            if (way := chosen(one)) is not None:
                for child in way:
                    yield from _piece(child, found)


def _box_to_tick(box: Element | None) -> str:
    """How an old form field shows, "" for one that is no box."""
    if box is None:
        return ""
    state = box.find("checked")
    state = state if state is not None else box.find("default")
    return "□" if state is None or state.get("val") in OFF else "☑"
