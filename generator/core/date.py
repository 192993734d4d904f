"""Dates as papers print them: a year and month, a third of a month, or a day; the printed words are kept."""

import calendar
import datetime
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from generator.core.number import HALF_WIDTH, LETTERS

ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", re.ASCII)
WORDS = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(上旬|中旬|下旬)|(\d{1,2})日)?)?", re.ASCII)
LOOSE = re.compile(r"(\d{4})[-.年/、,—–]?(\d{1,2})(?:[-.月/、,—–]?(\d{1,2})[日号]?|月份?|)(?:[（(].*)?\.?", re.ASCII)
THIRDS = {"上旬": 1, "中旬": 11, "下旬": 21}
SAYS_DAY = re.compile(r"日$|-\d+-")
LAST = 31  # no month is longer


class InvalidDate(ValueError):
    """Text that is no date, or a date that does not exist; the message says what to write."""


def _parts(text: str) -> tuple[int, int, int]:
    """Return year, month and day as written, 0 for those left out; of a third of a month, its first day."""
    if iso := ISO.fullmatch(text):
        year, month, day = iso.groups()
        return int(year), int(month or 0), int(day or 0)
    if words := WORDS.fullmatch(text):
        year, month, third, day = words.groups()
        return int(year), int(month or 0), THIRDS[third] if third else int(day or 0)
    raise InvalidDate(f"“{text}”不是日期，{_advice(text)}")


def _advice(text: str) -> str:
    """Return the date that a text seems to mean, else the forms that there are."""
    narrow = "".join(re.sub(r"\s+\d+:.*", "", text.translate(HALF_WIDTH)).split())
    digits = narrow.translate(LETTERS)
    if loose := LOOSE.fullmatch(digits):
        with suppress(InvalidDate):
            meant = PartialDate.read("-".join(part.zfill(2) for part in loose.groups() if part)).text
            return f"请写成 {meant}" if digits == narrow else f"里面有字母，像是 {meant}，请照原件改正"
    return "请写成如 2018年、2018-06、2018-06-30 或 2018年5月下旬"


@dataclass(frozen=True)
class PartialDate:
    """Date as declared: the text, and the year, month and day at which it begins (month or day 0: not given)."""

    text: str
    year: int
    month: int = 0
    day: int = 0

    def __reduce__(self) -> tuple[type[Self], tuple[str, int, int, int]]:
        """Pickle as a call of the class, so that a reader may share equal dates (`packing`)."""
        return type(self), (self.text, self.year, self.month, self.day)

    @classmethod
    def read(cls, text: str) -> Self:
        """Read `2018-06`, `2018-06-30`, `2018年6月30日` or `2017年5月下旬`."""
        year, month, day = _parts(text)
        has_month = "-" in text or "月" in text
        if (has_month and not 1 <= month <= 12) or not 1949 <= year <= 2100:
            raise InvalidDate(f"“{text}”这个日期不存在，请核对年月")
        last = calendar.monthrange(year, month)[1] if month else 0
        if day > last or (day < 1 and SAYS_DAY.search(text)):
            raise InvalidDate(f"“{text}”这个日期不存在，{year} 年 {month} 月只有 {last} 天，请核对")
        return cls(text, year, month, day)

    @property
    def chinese(self) -> str:
        """Date in Chinese, as papers print it: 2018年6月."""
        if not ISO.fullmatch(self.text):
            return self.text
        return f"{self.year}年{self.month}月" + (f"{self.day}日" if self.day else "")

    @property
    def iso(self) -> str:
        """Date in ISO 8601, as precise as declared: 2018-06-30, 2018-06."""
        parts = (f"{self.year:04}", f"{self.month:02}" if self.month else "", f"{self.day:02}" if self.exact else "")
        return "-".join(part for part in parts if part)

    @property
    def exact(self) -> bool:
        """True for a single day; a third of a month (上旬) is not."""
        return bool(self.day) and not self.text.endswith("旬")

    @property
    def key(self) -> tuple[int, int, int]:
        """Sort key."""
        return (self.year, self.month, self.day)

    @property
    def earliest(self) -> datetime.date:
        """First day of the period: of `2018-06`, the first of June."""
        return _day(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> datetime.date:
        """Last day of the period: of `2018年`, 31 December; of 上旬, the tenth."""
        third = THIRDS.get(self.text[-2:])
        if third is not None:
            return _day(self.year, self.month, third + 9 if third < THIRDS["下旬"] else LAST)
        return _day(self.year, self.month or 12, self.day or LAST)

    def is_before(self, other: "PartialDate") -> bool:
        """True if the period ends before the other begins."""
        return self.latest < other.earliest


@lru_cache(10_000)
def _day(year: int, month: int, day: int) -> datetime.date:
    """Return a day, clamped to the last of the month (cached)."""
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


YEARS = re.compile(r"((?:19|20)\d\d)(?:\s?年?\s?(?:[-－–—~～至]|——)\s?((?:19|20)\d\d))?\s?年?(?:度)?", re.ASCII)


@dataclass(frozen=True)
class Years:
    """Year of a paper, or first and last of several (2021—2024), with the text as printed."""

    text: str
    first: int
    last: int

    @classmethod
    def read(cls, text: str) -> Self:
        """Read `2018` or `2021—2024`."""
        match = YEARS.fullmatch(text)
        if not match and YEARS.fullmatch(digits := text.translate(HALF_WIDTH).translate(LETTERS)):
            raise InvalidDate(f"“{text}”不是年度，像是 {digits}，请改成半角数字")
        if not match:
            raise InvalidDate(f"“{text}”不是年度，请写成如 2018；跨几年的写成如 2021—2024")
        first, last = int(match[1]), int(match[2] or match[1])
        if first > last:
            raise InvalidDate(f"“{text}”的前一年晚于后一年，请核对")
        return cls(text, first, last)

    def __str__(self) -> str:
        return self.text

    def __contains__(self, year: int) -> bool:
        return self.first <= year <= self.last
