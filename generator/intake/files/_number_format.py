"""Number formats: the text that a cell of a workbook shows for the number in it, by its format code (`#,##0.00"万元"`).

A code has up to four sections (positive, negative, zero, text), each a row of tokens. A date is a number of days.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

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
WEEKDAYS = "一二三四五六日"
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LAST_DAY = 2958465  # 9999-12-31
DAY = 86400
LEAP_1900 = 60  # 29 February 1900, which Excel believes in
GENERAL = "General"
_DAY, _MONTH, _MONTH_DAY = 'yyyy"年"m"月"d"日"', 'yyyy"年"m"月"', 'm"月"d"日"'

BUILTIN_FORMATS = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0', 7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: _MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY, 30: "m-d-yy", 31: _DAY, 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: _MONTH,
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-";@', 42: '"¥"#,##0;"¥"-#,##0;"¥-";@',
    43: '#,##0.00;-#,##0.00;"-";@', 44: '"¥"#,##0.00;"¥"-#,##0.00;"¥-";@',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: _MONTH, 51: _MONTH_DAY, 52: _MONTH, 53: _MONTH_DAY, 54: _MONTH_DAY, 55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"', 57: _MONTH, 58: _MONTH_DAY,
}  # fmt: skip


class FormatToken(NamedTuple):
    """A piece of a format code: its name in `TOKEN` and its text."""

    kind: str
    text: str


class ShownValue(NamedTuple):
    """Displayed text of a cell, its kind, and the stored value where that is another one."""

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
    """Format a number as a cell displays it."""
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
    return ShownValue(text, "数字", "" if figure_in(text) == number else plain)


def show_text(code: str, text: str) -> str:
    """Format a text as a cell displays it: `@"元"` adds words to it."""
    sections = _sections(code)
    section = sections[3] if len(sections) > 3 else sections[-1]
    if not section.has("text"):
        return "" if len(sections) > 3 and not section.tokens else text
    return "".join(text if token.kind == "text" else token.text for token in section.tokens).strip()


def plain_text(number: Decimal) -> str:
    """Return a number without a format, as `General` shows it: no exponent, no zeros behind."""
    text = f"{SHOWN_DIGITS.plus(number):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


@lru_cache(1024)
def _sections(code: str) -> tuple[FormatSection, ...]:
    sections: list[tuple[list[FormatToken], list[tuple[str, Decimal]]]] = [([], [])]
    for token_match in TOKEN.finditer(code[:1000]):
        kind, text = str(token_match.lastgroup), token_match[0]
        tokens, conditions = sections[-1]
        if kind == "end":
            sections.append(([], []))
        elif kind == "bracket":
            if inner := CONDITION.fullmatch(text):
                conditions.append((inner[1], Decimal(inner[2])))
            elif inner := CURRENCY.fullmatch(text):
                tokens.append(FormatToken("literal", inner[1]))
            elif inner := ELAPSED.fullmatch(text):
                tokens.append(FormatToken("elapsed", inner[1].lower()))
        elif kind == "literal":
            tokens.append(FormatToken("literal", text[1:].removesuffix('"') if text[0] == '"' else text[1:]))
        elif kind != "fill":
            tokens.append(
                FormatToken(kind if kind not in ("space", "other") else "literal", " " if kind == "space" else text)
            )
    return tuple(FormatSection(tuple(tokens), conditions[0] if conditions else None) for tokens, conditions in sections)


def _section(sections: Sequence[FormatSection], number: Decimal) -> tuple[FormatSection, bool]:
    """Return the section for a number, and whether it says by itself that the number is below 0."""
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
    """Put the number in the places for digits, with the text between them."""
    sign = "-" if number < 0 and not unsigned else ""
    if any(token.kind == "general" for token in tokens):
        texts = (plain_text(abs(number)) if token.kind == "general" else token.text for token in tokens)
        return sign + "".join(texts).strip()
    places = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    if not places:
        return "".join(token.text for token in tokens).strip()
    if any(token.kind == "exponent" or (token.kind == "literal" and token.text == "/") for token in tokens):
        return plain_text(number)  # powers of ten and fractions: no form is filled in with them
    point = next((index for index, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    whole = [index for index in places if index < point]
    behind = [index for index in places if index > point]
    scaled = abs(number).scaleb(_power(tokens, whole, behind, point), WIDE)
    figure = f"{scaled.quantize(Decimal(1).scaleb(-len(behind)), context=WIDE):f}"
    ahead, _, after = figure.partition(".")
    grouped = bool(whole) and _count(tokens[whole[0] : whole[-1]], "comma") > 0
    digits = _placed(tokens, whole, ahead.lstrip("0"), grouped) | _placed_behind(tokens, behind, after)
    signs = {"point": "." if any(digits[index] for index in behind) else "", "comma": ""}
    written = (digits.get(index, signs.get(token.kind, token.text)) for index, token in enumerate(tokens))
    return (sign if re.search("[1-9]", figure) else "") + "".join(written).strip()


def _power(tokens: Sequence[FormatToken], whole: Sequence[int], behind: Sequence[int], point: int) -> int:
    """Power of ten that the format scales by: 2 for a percent sign, -3 for a comma behind the digits of a part."""
    commas = _count(tokens[max((*whole, *behind)) + 1 :], "comma")
    if whole and behind:
        commas += _count(tokens[whole[-1] + 1 : point], "comma")
    return 2 * _count(tokens, "percent") - 3 * commas


def _count(tokens: Sequence[FormatToken], kind: str) -> int:
    return sum(token.kind == kind for token in tokens)


def _placed(tokens: Sequence[FormatToken], places: Sequence[int], digits: str, grouped: bool) -> dict[int, str]:
    """Return the digits before the point, from the right; the first place takes all that are left."""
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
    """Return the digits behind the point; zeros at the end only where the format asks for them."""
    placed: dict[int, str] = {}
    needed = False
    for place, digit in zip(reversed(places), reversed(digits), strict=True):
        needed = needed or digit != "0" or tokens[place].text == "0"
        placed[place] = digit if needed else ""
    return placed


def figure_in(text: str) -> Decimal | None:
    """Return the figure that a reader sees in a text, none where there is none or it is not plain."""
    bare = text.replace(",", "")
    figures = re.findall(r"-?\d+(?:\.\d+)?", bare)
    return Decimal(figures[0]) if len(figures) == 1 else None


def date_text(tokens: Sequence[FormatToken], number: Decimal, since_1904: bool) -> str:
    """Return the date and time as the format shows it, "" for a number that is none."""
    moment = moment_of(number, since_1904)
    if moment is None:
        return ""
    by_halves = any(token.kind == "half" for token in tokens)
    seconds = int((number * DAY).to_integral_value(ROUND_HALF_UP))
    parts = [place for place, token in enumerate(tokens) if token.kind in ("date", "elapsed")]
    written = []
    for place, token in enumerate(tokens):
        if token.kind == "date":
            written.append(_part(_meant(tokens, parts, place), moment, by_halves))
        elif token.kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[token.text[0]]
            written.append(str(seconds // unit).zfill(len(token.text)))
        elif token.kind == "half":
            first, _, second = token.text.partition("/")
            written.append(second if moment.hour >= 12 else first)
        elif token.kind == "digit":
            written.append("0")
        else:
            written.append(token.text)
    return "".join(written).strip()


def in_iso(number: Decimal, since_1904: bool) -> str:
    """Return the date behind a cell as `2018-06-15`, with the time if there is one; a time alone as a time."""
    moment = moment_of(number, since_1904)
    if moment is None:
        return ""
    if number < 1:
        return moment.strftime("%H:%M:%S")
    has_time = (moment.hour, moment.minute, moment.second) != (0, 0, 0)
    return f"{moment:%Y-%m-%d %H:%M:%S}" if has_time else f"{moment:%Y-%m-%d}"


def moment_of(number: Decimal, since_1904: bool) -> datetime | None:
    """Return the moment that a number of days stands for, to the second."""
    if not 0 <= number < LAST_DAY:
        return None
    seconds = int((number * DAY).to_integral_value(ROUND_HALF_UP))
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 if number >= LEAP_1900 else 31)
    try:
        return start + timedelta(seconds=seconds)
    except OverflowError:
        return None


def _meant(tokens: Sequence[FormatToken], parts: Sequence[int], place: int) -> str:
    """Return the letters of a token in small, with `n` for minutes: m behind hours or before seconds."""
    text = tokens[place].text.lower()
    if text not in ("m", "mm"):
        return text
    index = parts.index(place)
    before = tokens[parts[index - 1]].text.lower() if index else ""
    after = tokens[parts[index + 1]].text.lower() if index + 1 < len(parts) else ""
    return text.replace("m", "n") if before.startswith("h") or after.startswith("s") else text


def _part(letters: str, moment: datetime, by_halves: bool) -> str:
    hour = (moment.hour % 12 or 12) if by_halves else moment.hour
    match letters[0]:
        case "y" | "e":
            return f"{moment.year:04}" if len(letters) > 2 or letters[0] == "e" else f"{moment.year % 100:02}"
        case "m" if len(letters) > 2:
            name = MONTHS[moment.month - 1]
            return name[:3] if len(letters) == 3 else name[:1] if len(letters) == 5 else name
        case "d" if len(letters) > 2:
            name = DAYS[moment.weekday()]
            return name[:3] if len(letters) == 3 else name
        case "a":
            return ("星期" if len(letters) == 4 else "周") + WEEKDAYS[moment.weekday()]
    value = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute, "s": moment.second}[letters[0]]
    whole, dot, fraction = letters.partition(".")
    return str(value).zfill(min(len(whole), 2)) + dot + fraction
