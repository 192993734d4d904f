"""Documents of Word since 2007 and of WPS (.docx): paragraphs and tables in their order, read directly.

python-docx leaves out automatic numbers, content controls and what was inserted with changes tracked.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from generator.intake.files._office import archive_notices, as_seen, has_pictures, main_part, properties_of, tree
from generator.intake.files._received import NotReadable, Received
from generator.intake.paper import Block, Cell, Grid, Paper, Paragraph, Spot

DIGITS = "〇一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
LEVELS = 9
FROM_ONE = {
    "decimalEnclosedCircle": 0x2460, "decimalEnclosedCircleChinese": 0x2460, "decimalEnclosedParen": 0x2474,
    "decimalEnclosedFullstop": 0x2488, "ideographEnclosedCircle": 0x3280,
}  # fmt: skip
IN_ORDER = {"ideographTraditional": "甲乙丙丁戊己庚辛壬癸", "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥"}
COUNTED = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
           "taiwaneseCountingThousand", "koreanCounting")  # fmt: skip
LEGAL_COUNTED = ("chineseLegalSimplified", "japaneseLegal", "ideographLegalTraditional")
ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
         (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
HEADINGS = ("heading ", "标题 ")
BODY = 9  # the outline level of what is no heading
MOST_STEPS = 20  # from a style to those it is based on
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


@dataclass(frozen=True)
class NumberLevel:
    """Number format of one level: the start, the kind of digits, the text around (`（%1）`)."""

    start: int = 1
    digits: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    plain_digits: bool = False
    style: str = ""

    @classmethod
    def of(cls, given: Element) -> "NumberLevel":
        def value(tag: str, default: str) -> str:
            element = given.find(tag)
            return default if element is None else element.get("val", default)

        start = value("start", "1")
        return cls(
            int(start) if start.isdecimal() else 1, value("numFmt", "decimal"), value("lvlText", ""),
            value("suff", "tab"), given.find("isLgl") is not None, value("pStyle", ""),
        )  # fmt: skip


@dataclass
class Numbering:
    """The lists of a document, each with the numbers it has come to."""

    lists: dict[str, tuple[str, dict[int, NumberLevel]]] = field(default_factory=dict)  # by number: abstract, levels
    restarted: dict[str, dict[int, int]] = field(default_factory=dict)
    reached: dict[str, list[int | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, part: Element, list_of_style: Mapping[str, str]) -> "Numbering":
        abstract: dict[str, dict[int, NumberLevel]] = {}
        linked: dict[str, str] = {}
        for element in part.iter("abstractNum"):
            key = element.get("abstractNumId", "")
            abstract[key] = _levels(element)
            if (link := element.find("numStyleLink")) is not None:
                linked[key] = link.get("val", "")
        of_number = {
            element.get("numId", ""): (target.get("val", ""), element)
            for element in part.iter("num")
            if (target := element.find("abstractNumId")) is not None
        }
        numbering = cls()
        for number, (abstract_id, element) in of_number.items():
            through = list_of_style.get(linked.get(abstract_id, ""), "")
            key = of_number[through][0] if through in of_number else abstract_id
            levels = dict(abstract.get(key, {}))
            for override in element.iter("lvlOverride"):
                level = override.get("ilvl", "")
                if (start := override.find("startOverride")) is not None and level.isdecimal():
                    begun = start.get("val", "1")
                    numbering.restarted.setdefault(number, {})[int(level)] = int(begun) if begun.isdecimal() else 1
                levels |= _levels(override)
            numbering.lists[number] = (key, levels)
        return numbering

    def level_of_style(self, number: str, style: str) -> int:
        """Return the level that a style stands for in its list."""
        levels = self.lists.get(number, ("", {}))[1]
        return next((level for level, number_level in levels.items() if number_level.style == style), 0)

    def next(self, number: str, level: int) -> str:
        """Return the number of the next paragraph of a list, with what stands between it and the text."""
        key, levels = self.lists.get(number, ("", {}))
        number_level = levels.get(level)
        if number_level is None:
            return ""
        reached = self.reached.setdefault(key, [None] * LEVELS)
        restart = self.restarted.get(number, {}).pop(level, None)
        before = reached[level]
        reached[level] = restart if restart is not None else number_level.start if before is None else before + 1
        reached[level + 1 :] = [None] * (LEVELS - level - 1)
        if number_level.digits in ("bullet", "none"):
            return ""
        text = number_level.text
        for place in range(LEVELS):
            shown_level = levels.get(place, number_level)
            count = reached[place] if reached[place] is not None else shown_level.start
            digits = "decimal" if number_level.plain_digits else shown_level.digits
            text = text.replace(f"%{place + 1}", in_digits(count or 0, digits))
        apart = number_level.suffix != "nothing" and text[-1:].isascii()
        return f"{text} " if text and apart else text


def in_digits(count: int, digits: str) -> str:
    """Return a number written as a list asks for."""
    if digits in COUNTED:
        return _counted(count, DIGITS, ("", "十", "百", "千"))
    if digits in LEGAL_COUNTED:
        return _counted(count, LEGAL, ("", "拾", "佰", "仟"))
    if digits in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(DIGITS[int(digit)] for digit in str(count))
    if digits in FROM_ONE and 1 <= count <= (10 if digits == "ideographEnclosedCircle" else 20):
        return chr(FROM_ONE[digits] + count - 1)
    if digits in IN_ORDER and count >= 1:
        return IN_ORDER[digits][(count - 1) % len(IN_ORDER[digits])]
    match digits:
        case "decimalZero":
            return f"{count:02}"
        case "decimalFullWidth" | "decimalFullWidth2":
            return "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))
        case "upperLetter" | "lowerLetter" if 1 <= count <= 780:
            letters = chr(65 + (count - 1) % 26) * ((count - 1) // 26 + 1)
            return letters if digits == "upperLetter" else letters.lower()
        case "upperRoman" | "lowerRoman" if 1 <= count < 4000:
            return _roman(count) if digits == "upperRoman" else _roman(count).lower()
    return str(count)


def _counted(count: int, digits: str, units: tuple[str, ...]) -> str:
    """十一, 一百零五: up to 9999, with the short 十 for 一十."""
    if not 0 < count < 10000:
        return str(count)
    written, gap = "", False
    for place in range(3, -1, -1):
        digit = count // 10**place % 10
        if digit:
            written += ("零" if gap else "") + digits[digit] + units[place]
            gap = False
        else:
            gap = bool(written)
    return written.removeprefix(digits[1]) if 10 <= count < 20 and digits == DIGITS else written


def _roman(count: int) -> str:
    written = ""
    for value, letters in ROMAN:
        written += letters * (count // value)
        count %= value
    return written


def _levels(parent: Element) -> dict[int, NumberLevel]:
    return {
        int(level): NumberLevel.of(element)
        for element in parent.findall("lvl")
        if (level := element.get("ilvl", "")).isdecimal() and int(level) < LEVELS
    }


@dataclass
class WordStyles:
    """The paragraph properties of every style, the style each is based on, and its name."""

    properties: dict[str, Element] = field(default_factory=dict)
    based_on: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    default: str = ""

    @classmethod
    def of(cls, part: Element) -> "WordStyles":
        styles = cls()
        for style in part.iter("style"):
            key = style.get("styleId", "")
            if (own := style.find("pPr")) is not None:
                styles.properties[key] = own
            if (base := style.find("basedOn")) is not None:
                styles.based_on[key] = base.get("val", "")
            if (name := style.find("name")) is not None:
                styles.names[key] = name.get("val", "").lower()
            if style.get("type") == "paragraph" and style.get("default") in ("1", "true"):
                styles.default = key
        return styles

    def lists(self) -> dict[str, str]:
        """Return the number of the list of each style that has one."""
        return {
            key: number.get("val", "")
            for key, own in self.properties.items()
            if (number := own.find("numPr/numId")) is not None
        }

    def level(self, paragraph: Element) -> int:
        """Return the level of a heading from 1, 0 for plain text."""
        for _, own in self._chain(paragraph):
            if own is not None and (outline := own.find("outlineLvl")) is not None:
                level = outline.get("val", "")
                return int(level) + 1 if level.isdecimal() and int(level) < BODY else 0
        for style, _ in self._chain(paragraph):
            name = self.names.get(style, "")
            level = next((name.removeprefix(outline) for outline in HEADINGS if name.startswith(outline)), "")
            if level.isdecimal():
                return int(level)
        return 0

    def number(self, paragraph: Element, numbering: Numbering) -> str:
        """Return the automatic number of a paragraph, "" for none."""
        level: int | None = None
        for style, properties in self._chain(paragraph):
            if properties is None or (numbering_properties := properties.find("numPr")) is None:
                continue
            level_element, list_element = numbering_properties.find("ilvl"), numbering_properties.find("numId")
            if level is None and level_element is not None and level_element.get("val", "").isdecimal():
                level = int(level_element.get("val", "0"))
            if list_element is not None:
                number = list_element.get("val", "0")
                if level is None and style:
                    level = numbering.level_of_style(number, style)
                return numbering.next(number, level or 0) if number != "0" else ""
        return ""

    def _chain(self, paragraph: Element) -> list[tuple[str, Element | None]]:
        """Properties that apply to a paragraph, nearest first: its own, its style's, those of the styles below."""
        own = paragraph.find("pPr")
        named = own.find("pStyle") if own is not None else None
        style = named.get("val", "") if named is not None else self.default
        chain: list[tuple[str, Element | None]] = [("", own)]
        while style and len(chain) < MOST_STEPS:
            chain.append((style, self.properties.get(style)))
            style = self.based_on.get(style, "")
        return chain


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
