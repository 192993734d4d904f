"""Automatic numbers of a Word document: its lists, and the styles by which a paragraph is in one or is a heading."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

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
