"""Deadlines: whether a date that a row prints as reached is later than the date it aimed at."""

import re
from dataclasses import dataclass
from functools import lru_cache

Day = tuple[int, int, int]

DATE = re.compile(
    r"(?<!\d)(?:(?P<y1>20\d\d)\s?年\s?(?P<m1>\d{1,2})\s?月份?|(?P<m2>\d{1,2})\s?月份?"
    r"|(?P<y3>20\d\d)[-./](?P<m3>\d{1,2})(?:[-./](?P<d3>\d{1,2}))?(?![\d.])|(?P<y4>20\d\d)\s?年度?|年(?=[底末]))"
    r"(?:(?P<d>\d{1,2})\s?[日号]|(?P<third>[上中下]旬)|(?P<end>年?[底末]))?"
)
BEFORE = re.compile("之?前|以前")
OTHER_YEAR = "次年|翌年|[下明上去前]一?年"
NO_DEADLINE = re.compile(f"{OTHER_YEAR}|后|起|始|早于|至|到|每|[—~～]|季|半年|印发|文件|通知|合同|计划|规划|方案")
NO_RESULT = re.compile(f"{OTHER_YEAR}|截[至止]|未|计划|预计|拟|将|争取|至今|季|半年|[—~～]")
LASTING = re.compile("期限|有效期|质保|保修|服务期|起止|开始|启动|开工")
MAX_OTHER_WORDS = 14
THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}


@dataclass(frozen=True)
class Span:
    """The days that a printed date may mean; year 0 where it prints none."""

    first: Day
    last: Day
    coarse: bool = False  # a month, a year, a third of a month, of which “前” says that it must not have begun

    def in_year(self, year: int) -> "Span":
        """The same with the year of the paper, where none is printed."""
        if self.first[0]:
            return self
        return Span((year, *self.first[1:]), (year, *self.last[1:]), self.coarse)


def on_time(name: str, target: str, actual: str, year: int) -> bool | None:
    """Whether the date of the actual value keeps the one of the target; None where that is not certain.

    `year` is the paper's, for dates without one; 0 where it is not known.
    """
    aim, came = _date(target), _date(actual)
    if not aim or not came or LASTING.search(name):
        return None
    (aimed, around), (reached, said) = aim, came
    if NO_DEADLINE.search(around) or NO_RESULT.search(said):
        return None
    if not _years_are_clear(aimed, reached, year):
        return None
    if aimed.first[0] or reached.first[0]:
        aimed, reached = aimed.in_year(year), reached.in_year(year)
    if reached.first > aimed.last:
        return False
    kept = reached.last < aimed.first if aimed.coarse and BEFORE.match(around) else reached.last <= aimed.last
    return True if kept else None


def _years_are_clear(aim: Span, came: Span, year: int) -> bool:
    """A date without a year is the paper's year's, unless the other one tells of another year."""
    printed = {aim.first[0], came.first[0]}
    if 0 not in printed:
        return True
    if printed == {0}:
        return not (aim.first[1] >= 10 and came.first[1] <= 3)  # may well be the January after
    return bool(year) and (printed == {0, year} or (not aim.first[0] and aim.first[1] == 12))


@lru_cache(maxsize=4096)
def _date(text: str) -> tuple[Span, str] | None:
    """The one date of a short text, and the other words; what stands behind the date comes first."""
    found = list(DATE.finditer(text))
    if len(found) != 1 or len(text) - len(found[0][0]) > MAX_OTHER_WORDS:
        return None
    (one,) = found
    span = _span(one)
    return (span, f"{text[one.end() :]}\0{text[: one.start()]}") if span else None


def _span(found: re.Match[str]) -> Span | None:
    year = int(found["y1"] or found["y3"] or found["y4"] or 0)
    month = int(found["m1"] or found["m2"] or found["m3"] or 0)
    day = int(found["d"] or found["d3"] or 0)
    if month > 12 or day > 31 or (day and not month):
        return None
    if not month:
        return Span((year, 12, 21), (year, 12, 31)) if found["end"] else Span((year, 1, 1), (year, 12, 31), coarse=True)
    if day:
        return Span((year, month, day), (year, month, day))
    if found["end"]:
        return Span((year, month, 21), (year, month, 31))
    first, last = THIRDS.get(found["third"] or "", (1, 31))
    return Span((year, month, first), (year, month, last), coarse=True)
