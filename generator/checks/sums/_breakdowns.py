"""Breakdowns (分列) of one total: lines that go on after another breakdown, and a total that is listed twice over."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, groupby
from typing import TypeVar

from generator.model.budget import Part
from generator.model.selfeval import FundRow

Line = TypeVar("Line", Part, FundRow)


def crossed(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """The first line of a breakdown that begins again after another one has begun, and what is wrong there."""
    begun: list[str] = []
    for name, rows in groupby(lines, key=lambda line: line.breakdown):
        if name in begun:
            which = f"分列“{name}”的各行" if name else "没有写“分列”的各行"
            yield next(rows), f"{which}被别的分列隔开，看不出哪几行相加，请把同一种分列的各行连在一起写"
            return
        begun.append(name)


def listed_twice(values: Sequence[Decimal | None], whole: Decimal, printed: str) -> str:
    """In words that two runs of lines add up to the total each, as where it is broken down twice; else nothing."""
    sums = list(accumulate(value or Decimal(0) for value in values))
    if not whole or not sums or sums[-1] != 2 * whole or whole not in sums:
        return ""
    first = sums.index(whole) + 1
    return (
        f"前 {first} 行、后 {len(sums) - first} 行各合计 {printed}，像是按两种口径各列了一遍；"
        "确是这样的，请在各行写明“分列”，如“分列: 按来源”，否则请对照原件核对"
    )
