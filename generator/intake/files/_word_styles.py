"""Styles and numbering of a Word document: heading levels, and automatic numbers that its text does not hold."""

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
    """How the numbers of one level are written: where they start, in which digits, with what around (`（%1）`)."""

    start: int = 1
    digits: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    plain_digits: bool = False
    style: str = ""

    @classmethod
    def of(cls, given: Element) -> "NumberLevel":
        def value(tag: str, default: str) -> str:
            one = given.find(tag)
            return default if one is None else one.get("val", default)

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
        """Read `numbering.xml`; `list_of_style` leads from a style to the number of its list."""
        abstract: dict[str, dict[int, NumberLevel]] = {}
        linked: dict[str, str] = {}
        for one in part.iter("abstractNum"):
            key = one.get("abstractNumId", "")
            abstract[key] = _levels(one)
            if (link := one.find("numStyleLink")) is not None:
                linked[key] = link.get("val", "")
        of_number = {
            one.get("numId", ""): (target.get("val", ""), one)
            for one in part.iter("num")
            if (target := one.find("abstractNumId")) is not None
        }
        found = cls()
        for number, (own, one) in of_number.items():
            through = list_of_style.get(linked.get(own, ""), "")
            key = of_number[through][0] if through in of_number else own
            levels = dict(abstract.get(key, {}))
            for override in one.iter("lvlOverride"):
                level = override.get("ilvl", "")
                if (start := override.find("startOverride")) is not None and level.isdecimal():
                    begun = start.get("val", "1")
                    found.restarted.setdefault(number, {})[int(level)] = int(begun) if begun.isdecimal() else 1
                levels |= _levels(override)
            found.lists[number] = (key, levels)
        return found

    def level_of_style(self, number: str, style: str) -> int:
        """The level that a style stands for in its list."""
        levels = self.lists.get(number, ("", {}))[1]
        return next((level for level, one in levels.items() if one.style == style), 0)

    def next(self, number: str, level: int) -> str:
        """The number of the next paragraph of a list, with what stands between it and the text."""
        key, levels = self.lists.get(number, ("", {}))
        one = levels.get(level)
        if one is None:
            return ""
        reached = self.reached.setdefault(key, [None] * LEVELS)
        restart = self.restarted.get(number, {}).pop(level, None)
        before = reached[level]
        reached[level] = restart if restart is not None else one.start if before is None else before + 1
        reached[level + 1 :] = [None] * (LEVELS - level - 1)
        if one.digits in ("bullet", "none"):
            return ""
        text = one.text
        for place in range(LEVELS):
            at = levels.get(place, one)
            count = reached[place] if reached[place] is not None else at.start
            digits = "decimal" if one.plain_digits else at.digits
            text = text.replace(f"%{place + 1}", in_digits(count or 0, digits))
        apart = one.suffix != "nothing" and text[-1:].isascii()
        return f"{text} " if text and apart else text


def in_digits(count: int, digits: str) -> str:
    """A number written as a list asks for."""
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
        int(level): NumberLevel.of(one)
        for one in parent.findall("lvl")
        if (level := one.get("ilvl", "")).isdecimal() and int(level) < LEVELS
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
        found = cls()
        for one in part.iter("style"):
            key = one.get("styleId", "")
            if (own := one.find("pPr")) is not None:
                found.properties[key] = own
            if (base := one.find("basedOn")) is not None:
                found.based_on[key] = base.get("val", "")
            if (name := one.find("name")) is not None:
                found.names[key] = name.get("val", "").lower()
            if one.get("type") == "paragraph" and one.get("default") in ("1", "true"):
                found.default = key
        return found

    def lists(self) -> dict[str, str]:
        """The number of the list of each style that has one."""
        return {
            key: one.get("val", "")
            for key, own in self.properties.items()
            if (one := own.find("numPr/numId")) is not None
        }

    def level(self, paragraph: Element) -> int:
        """The level of a heading from 1, 0 for plain text."""
        for _, own in self._chain(paragraph):
            if own is not None and (one := own.find("outlineLvl")) is not None:
                level = one.get("val", "")
                return int(level) + 1 if level.isdecimal() and int(level) < BODY else 0
        for style, _ in self._chain(paragraph):
            name = self.names.get(style, "")
            level = next((name.removeprefix(one) for one in HEADINGS if name.startswith(one)), "")
            if level.isdecimal():
                return int(level)
        return 0

    def number(self, paragraph: Element, numbering: Numbering) -> str:
        """The automatic number of a paragraph, "" for none."""
        level: int | None = None
        for style, own in self._chain(paragraph):
            if own is None or (given := own.find("numPr")) is None:
                continue
            at, one = given.find("ilvl"), given.find("numId")
            if level is None and at is not None and at.get("val", "").isdecimal():
                level = int(at.get("val", "0"))
            if one is not None:
                number = one.get("val", "0")
                if level is None and style:
                    level = numbering.level_of_style(number, style)
                return numbering.next(number, level or 0) if number != "0" else ""
        return ""

    def _chain(self, paragraph: Element) -> list[tuple[str, Element | None]]:
        """What applies to a paragraph, the nearest first: its own properties, its style, those this is based on."""
        own = paragraph.find("pPr")
        named = own.find("pStyle") if own is not None else None
        style = named.get("val", "") if named is not None else self.default
        chain: list[tuple[str, Element | None]] = [("", own)]
        while style and len(chain) < MOST_STEPS:
            chain.append((style, self.properties.get(style)))
            style = self.based_on.get(style, "")
        return chain
