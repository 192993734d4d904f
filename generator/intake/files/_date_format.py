"""Date formats: the text that a cell shows for the number of days that a workbook keeps for a date and a time."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

WEEKDAYS = "一二三四五六日"
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LAST_DAY = 2958465  # 9999-12-31
DAY = 86400
LEAP_1900 = 60  # 29 February 1900, which Excel believes in


class DatePiece(Protocol):
    """A token of a format code."""

    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> str: ...


def date_text(tokens: Sequence[DatePiece], number: Decimal, since_1904: bool) -> str:
    """The date and time as the format shows it, "" for a number that is none."""
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
    """The date behind a cell as `2018-06-15`, with the time if there is one; a time alone as a time."""
    moment = moment_of(number, since_1904)
    if moment is None:
        return ""
    if number < 1:
        return moment.strftime("%H:%M:%S")
    has_time = (moment.hour, moment.minute, moment.second) != (0, 0, 0)
    return f"{moment:%Y-%m-%d %H:%M:%S}" if has_time else f"{moment:%Y-%m-%d}"


def moment_of(number: Decimal, since_1904: bool) -> datetime | None:
    """The moment that a number of days stands for, to the second."""
    if not 0 <= number < LAST_DAY:
        return None
    seconds = int((number * DAY).to_integral_value(ROUND_HALF_UP))
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 if number >= LEAP_1900 else 31)
    try:
        return start + timedelta(seconds=seconds)
    except OverflowError:
        return None


def _meant(tokens: Sequence[DatePiece], parts: Sequence[int], place: int) -> str:
    """The letters of a token in small, with `n` for minutes: m behind hours or before seconds."""
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
