"""Comparison of dates of unequal precision: one is earlier only if it is whatever days the two mean."""

from generator.core.date import THIRDS, PartialDate

LATEST = 31  # no month is longer, and only the order counts


def first(day: PartialDate) -> tuple[int, int, int]:
    """The earliest day a date can mean: of `2018-06`, its first."""
    return (day.year, day.month or 1, day.day or 1)


def last(day: PartialDate) -> tuple[int, int, int]:
    """The latest day a date can mean: of `2018年`, its last; of 上旬, the tenth."""
    if not day.month:
        return (day.year, 12, LATEST)
    third = THIRDS.get(day.text[-2:])
    if third is not None:
        return (day.year, day.month, third + 9 if third < THIRDS["下旬"] else LATEST)
    return (day.year, day.month, day.day or LATEST)


def before(one: PartialDate, other: PartialDate) -> bool:
    """Whether a date lies before another whatever days they mean."""
    return last(one) < first(other)
