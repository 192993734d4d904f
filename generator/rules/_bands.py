"""Bands (档): intervals of the observed value, each worth points or a share of the weight, for 分档 and 执行率."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from generator.core.formula import RuleCells
from generator.core.number import Measure, Percent, fraction_of
from generator.core.record import Record, field
from generator.rules import WeightedContext, Working
from generator.rules._explain import counted, outside, refused


class Band(Record):
    """档: interval from lower to upper limit, either may be absent; limits are declared closed or open."""

    lower: Measure | None = field("下限", default=None)
    lower_closed: bool | None = field("含下限", default=None)
    upper: Measure | None = field("上限", default=None)
    upper_closed: bool | None = field("含上限", default=None)
    points: Decimal | None = field("得分", default=None)
    share: Percent | None = field("比例", default=None)

    @property
    def words(self) -> str:
        """Interval in words: `80%（含）至 90%（不含）`, `60%（不含）以下`."""
        ends = {True: "（含）", False: "（不含）", None: " "}
        lower = self.lower and f"{self.lower.text}{ends[self.lower_closed]}"
        upper = self.upper and f"{self.upper.text}{ends[self.upper_closed]}"
        if lower and upper:
            return f"{lower}至 {upper}"
        return f"{lower}以上" if lower else f"{upper}以下" if upper else "不限"

    @property
    def worth(self) -> Decimal | None:
        """Points, or the share as a ratio; None if neither is declared."""
        return self.points if self.share is None else self.share.value

    def holds(self, value: Fraction) -> bool:
        """True if an observed value lies in the band."""
        above = not self.lower or value > self.lower.value or bool(self.lower_closed and value == self.lower.value)
        below = not self.upper or value < self.upper.value or bool(self.upper_closed and value == self.upper.value)
        return above and below

    def flaw(self, percents: bool, weight: Decimal) -> str:
        """Return the message on a fault of this band by itself; empty if there is none."""
        for name, limit, closed in (("下限", self.lower, self.lower_closed), ("上限", self.upper, self.upper_closed)):
            if wrong := _flaw_of_limit(name, limit, closed, percents):
                return wrong
        if self.lower and self.upper and self.lower.value > self.upper.value:
            return "下限大于上限，请对调"
        if self.lower and self.upper and self.lower.value == self.upper.value and not self.holds(_value_of(self.lower)):
            return "上限等于下限却有一端不含，里面什么也没有，请核对"
        if (self.points is None) == (self.share is None):
            return "请写“得分”（几分）或“比例”（权重的百分之几），写一样"
        if self.points is not None and not 0 <= self.points <= weight:
            return f"得分 {self.points} 不在 0 至权重 {weight} 之间，请核对"
        return outside("比例", _value_of(self.share), self.share.text) if self.share else ""


def _flaw_of_limit(name: str, limit: Measure | None, closed: bool | None, percents: bool) -> str:
    if limit and limit.is_percent != percents:
        kind = "要写成百分数" if percents else "不写百分号"
        return f"{name}“{limit.text}”与所比的数不是同一种，这里{kind}"
    if (limit is None) != (closed is None):
        return f"写了“{name}”就要写“含{name}: 是”或“含{name}: 否”，没有{name}的两项都不写"
    return ""


def _value_of(limit: Measure | Percent) -> Fraction:
    return fraction_of(limit.value)


def _flaw(bands: Sequence[Band], percents: bool, weight: Decimal) -> str:
    """Return the message on a fault of sorted bands: an unsound band, an overlap or a gap; empty if there is none."""
    if not bands:
        return "没有写“档”，请写明每一档的上下限和得分"
    for band in bands:
        if wrong := band.flaw(percents, weight):
            return f"“档”中“{band.words}”一档：{wrong}"
    if len({band.share is None for band in bands}) > 1:
        return "“档”里有的写“得分”、有的写“比例”，请全部写成同一种"
    return next(filter(None, (_flaw_between(low, high) for low, high in pairwise(bands))), "")


def _flaw_between(low: Band, high: Band) -> str:
    """Return the message on an overlap of two neighbours, or a gap between them; empty if there is none."""
    both = f"“档”中“{low.words}”与“{high.words}”"
    if low.upper is None or high.lower is None or low.upper.value > high.lower.value:
        return f"{both}重叠，请对照原件核对上下限"
    if low.upper.value < high.lower.value:
        return f"{both}之间有空档，请对照原件核对上下限"
    if low.upper_closed and high.lower_closed:
        return f"{both}重叠：{low.upper.text} 同属两档，请对照原件核对含不含"
    if not low.upper_closed and not high.lower_closed:
        return f"{both}之间有空档：{low.upper.text} 不属于任何一档，请对照原件核对含不含"
    return ""


def _rising(bands: Sequence[Band]) -> list[Band]:
    """Sort bands, lowest first; a band without lower limit comes first."""
    return sorted(bands, key=lambda b: (b.lower is not None, b.lower.value if b.lower else Decimal(0), not b.upper))


def by_bands(
    context: WeightedContext, bands: Sequence[Band], observed: Fraction, percents: bool, words: str
) -> Working:
    """Return the points of the band that contains the observed value."""
    rising = _rising(bands)
    if wrong := _flaw(rising, percents, context.weight):
        return refused(wrong)
    band = next((band for band in rising if band.holds(observed)), None)
    if band is None:
        return refused(f"{words}，不在任何一档里，请补上这一档，或核对实际的数")
    words = f"{words}，属“{band.words}”一档"
    if band.share is not None:
        exact = _value_of(band.share) * fraction_of(context.weight)
        return counted(context, words, f"{context.weight} × {band.share.text}", exact)
    points = context.points(band.points or Decimal(0))
    return Working(points, f"{words}，得 {points}")


def direction(bands: Sequence[Band]) -> Literal[1, -1] | None:
    """Return 1 if higher bands are worth more, -1 if less, None if neither."""
    worth = [band.worth or Decimal(0) for band in _rising(bands)]
    if worth == sorted(worth):
        return 1
    return -1 if worth == sorted(worth, reverse=True) else None


def bands_formula(cells: RuleCells, observed: str) -> str:
    """Return the points of the band that contains the observed value, as a formula."""
    points, share = cells.column("bands", "points"), cells.column("bands", "share")
    inside = _inside(cells, observed)
    return f"SUMPRODUCT({inside}*{points})+SUMPRODUCT({inside}*{share})*{cells.weight}"


def bands_refused(cells: RuleCells, observed: str) -> tuple[tuple[str, str], ...]:
    """Return conditions and messages on faulty bands, as formulas."""
    points, share, inside = cells.column("bands", "points"), cells.column("bands", "share"), _inside(cells, observed)
    return (
        (f"SUMPRODUCT({inside})=0", "不在任何一档里"),
        (f"SUMPRODUCT({inside})>1", "同属两档，请核对上下限"),
        (f"AND(COUNT({points})>0,COUNT({share})>0)", "各档请全部写得分或全部写比例"),
        (f"OR(MIN({points})<0,MAX({points})>{cells.weight})", "档的得分不在 0 至权重之间"),
        (f"OR(MIN({share})<0,MAX({share})>1)", "档的比例不在 0% 至 100% 之间"),
    )


def _inside(cells: RuleCells, observed: str) -> str:
    lower, low, upper, up = (cells.column("bands", name) for name in ("lower", "lower_closed", "upper", "upper_closed"))
    worth = f'(({cells.column("bands", "points")}<>"")+({cells.column("bands", "share")}<>"")>0)'
    above = f'(({lower}="")+({observed}>{lower})+({low}="是")*({observed}={lower})>0)'
    below = f'(({upper}="")+({observed}<{upper})+({up}="是")*({observed}={upper})>0)'
    return f"({worth}*{above}*{below})"
