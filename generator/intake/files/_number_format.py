"""Number formats: the text that a cell of a workbook shows for the number in it, by its format code (`#,##0.00"万元"`).

A code has up to four sections (positive, negative, zero, text), each a row of tokens; dates are in `_date_format`.
"""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from generator.intake.files._date_format import date_text, in_iso

TOKEN = re.compile(
    r"""(?P<literal>"[^"]*"?|[\\!].) | (?P<space>_.) | (?P<fill>\*.) | (?P<bracket>\[[^\]]*\])
    | (?P<general>General|G/通用格式) | (?P<half>AM/PM|A/P|上午/下午) | (?P<exponent>E[+-]) | (?P<end>;)
    | (?P<date>y+|m+|d+|h+|s+(?:\.0+)?|e+|a{3,4}) | (?P<digit>[0#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%)
    | (?P<text>@) | (?P<other>.)""",
    re.X | re.I | re.S,
)
CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.I)
SHOWN_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)  # what Excel keeps; behind it is the debris of binary figures
WIDE = Context(prec=400, rounding=ROUND_HALF_UP)
MOST_SIZE = 300  # figures from 10 to this power on are no amounts of anyone

Kind = Literal["文字", "数字", "百分数", "日期"]


class FormatToken(NamedTuple):
    """A piece of a format code: its name in `TOKEN` and its text."""

    kind: str
    text: str


class ShownValue(NamedTuple):
    """What a cell shows, of what kind, and the value behind it where that is another one."""

    text: str
    kind: Kind = "文字"
    stored: str = ""


class FormatSection(NamedTuple):
    """One section of a format code, and the condition under which it is used, such as `>=10000`."""

    tokens: tuple[FormatToken, ...]
    condition: tuple[str, Decimal] | None = None

    def has(self, *kinds: str) -> bool:
        return any(token.kind in kinds for token in self.tokens)


def show_number(code: str, number: Decimal, *, since_1904: bool = False) -> ShownValue:
    """What a cell with a format shows for a number."""
    number = SHOWN_DIGITS.plus(number)
    if not number.is_finite() or abs(number.adjusted()) > MOST_SIZE:
        return ShownValue(str(number), "数字")
    section, unsigned = _section(_sections(code), number)
    plain = plain_text(number)
    if section.has("date", "half", "elapsed"):
        text = date_text(section.tokens, number, since_1904)
        iso = in_iso(number, since_1904)
        return ShownValue(text, "日期", iso if iso != text else "") if text else ShownValue(plain, "数字")
    if section.has("text") and not section.has("digit"):
        return ShownValue(plain, "数字")
    text = _number_text(section.tokens, number, unsigned)
    if section.has("percent"):
        return ShownValue(text, "百分数", plain)
    return ShownValue(text, "数字", "" if _figure_in(text) == number else plain)


def show_text(code: str, text: str) -> str:
    """What a cell with a format shows for a text: `@"元"` adds words to it."""
    sections = _sections(code)
    section = sections[3] if len(sections) > 3 else sections[-1]
    if not section.has("text"):
        return "" if len(sections) > 3 and not section.tokens else text
    return "".join(text if token.kind == "text" else token.text for token in section.tokens).strip()


def plain_text(number: Decimal) -> str:
    """A number without a format, as `General` shows it: no exponent, no zeros behind."""
    text = f"{SHOWN_DIGITS.plus(number):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


@lru_cache(1024)
def _sections(code: str) -> tuple[FormatSection, ...]:
    sections: list[tuple[list[FormatToken], list[tuple[str, Decimal]]]] = [([], [])]
    for found in TOKEN.finditer(code[:1000]):
        kind, text = str(found.lastgroup), found[0]
        tokens, conditions = sections[-1]
        if kind == "end":
            sections.append(([], []))
        elif kind == "bracket":
            if met := CONDITION.fullmatch(text):
                conditions.append((met[1], Decimal(met[2])))
            elif met := CURRENCY.fullmatch(text):
                tokens.append(FormatToken("literal", met[1]))
            elif met := ELAPSED.fullmatch(text):
                tokens.append(FormatToken("elapsed", met[1].lower()))
        elif kind == "literal":
            tokens.append(FormatToken("literal", text[1:].removesuffix('"') if text[0] == '"' else text[1:]))
        elif kind != "fill":
            tokens.append(
                FormatToken(kind if kind not in ("space", "other") else "literal", " " if kind == "space" else text)
            )
    return tuple(FormatSection(tuple(tokens), conditions[0] if conditions else None) for tokens, conditions in sections)


def _section(sections: Sequence[FormatSection], number: Decimal) -> tuple[FormatSection, bool]:
    """The section for a number, and whether it says by itself that the number is below 0."""
    sections = sections[:3]
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _holds(section.condition, number):
                return section, False
        return sections[-1], False
    if number < 0 and len(sections) > 1:
        return sections[1], True
    return (sections[2], False) if number == 0 and len(sections) > 2 else (sections[0], False)


def _holds(condition: tuple[str, Decimal], number: Decimal) -> bool:
    sign, limit = condition
    return ("=" in sign and number == limit) or ("<" in sign and number < limit) or (">" in sign and number > limit)


def _number_text(tokens: Sequence[FormatToken], number: Decimal, unsigned: bool) -> str:
    """The number in the places for digits, whatever stands between them kept."""
    if any(token.kind == "general" for token in tokens):
        sign = "-" if number < 0 and not unsigned else ""
        return (
            sign
            + "".join(plain_text(abs(number)) if token.kind == "general" else token.text for token in tokens).strip()
        )
    places = [place for place, token in enumerate(tokens) if token.kind == "digit"]
    if not places:
        return "".join(token.text for token in tokens).strip()
    if any(token.kind == "exponent" or (token.kind == "literal" and token.text == "/") for token in tokens):
        return plain_text(number)  # powers of ten and fractions: no form is filled in with them
    point = next((place for place, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    whole = [place for place in places if place < point]
    behind = [place for place in places if place > point]
    last = whole[-1] if whole else -1
    scale = sum(token.kind == "comma" for token in tokens[places[-1] + 1 :])
    if whole and behind:
        scale += sum(token.kind == "comma" for token in tokens[last + 1 : point])
    percents = sum(token.kind == "percent" for token in tokens)
    scaled = abs(number).scaleb(2 * percents - 3 * scale, WIDE)
    figure = f"{scaled.quantize(Decimal(1).scaleb(-len(behind)), context=WIDE):f}"
    ahead, _, after = figure.partition(".")
    grouped = any(token.kind == "comma" for token in tokens[whole[0] : last]) if whole else False
    digits = _placed(tokens, whole, ahead.lstrip("0"), grouped) | _placed_behind(tokens, behind, after)
    sign = "-" if number < 0 and not unsigned and re.search("[1-9]", figure) else ""
    written = []
    for place, token in enumerate(tokens):
        if token.kind == "digit":
            written.append(digits[place])
        elif token.kind == "point":
            written.append("." if any(digits[one] for one in behind) else "")
        elif token.kind != "comma":
            written.append(token.text)
    return sign + "".join(written).strip()


def _placed(tokens: Sequence[FormatToken], places: Sequence[int], digits: str, grouped: bool) -> dict[int, str]:
    """The digits before the point, from the right; the first place takes all that are left."""
    placed: dict[int, str] = {}
    count = 0
    for place in reversed(places):
        taken = digits[-1:] if place != places[0] else digits
        digits = digits[: len(digits) - len(taken)]
        text = ""
        for digit in reversed(taken or {"0": "0", "?": " ", "#": ""}[tokens[place].text]):
            text = digit + ("," if grouped and count and count % 3 == 0 and digit != " " else "") + text
            count += 1
        placed[place] = text
    return placed


def _placed_behind(tokens: Sequence[FormatToken], places: Sequence[int], digits: str) -> dict[int, str]:
    """The digits behind the point; zeros at the end only where the format asks for them."""
    placed: dict[int, str] = {}
    needed = False
    for place, digit in zip(reversed(places), reversed(digits), strict=True):
        needed = needed or digit != "0" or tokens[place].text == "0"
        placed[place] = digit if needed else ""
    return placed


def _figure_in(text: str) -> Decimal | None:
    """The figure that a reader sees in a text, none where there is none or it is not plain."""
    bare = text.replace(",", "")
    found = re.findall(r"-?\d+(?:\.\d+)?", bare)
    return Decimal(found[0]) if len(found) == 1 else None
