"""Lines of a series: an indicator, or a row of 业务数据, over the years, with breaks.

Cells belong to a line by exact name, else by code within the same first-level indicator; each break names the change.
"""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from generator.core.number import figure
from generator.model.budget import CarriedStock, carried_stock
from generator.views.series.year import SeriesCell, VolumeCell


class LinePoint(NamedTuple):
    """A year of a line: changes since the previous one (in words); `joined` if comparable, None in the first."""

    cell: SeriesCell
    changes: tuple[str, ...] = ()
    joined: bool | None = None


@dataclass(frozen=True)
class SeriesLine:
    """An indicator over the years, oldest first."""

    points: tuple[LinePoint, ...]

    @property
    def newest(self) -> SeriesCell:
        """Indicator in the newest year."""
        return self.points[-1].cell

    @property
    def title(self) -> str:
        """Code and name in the newest year, as printed."""
        return f"{self.newest.result.code} {self.newest.result.name}".strip()

    @cached_property
    def by_year(self) -> Mapping[int, LinePoint]:
        """Points by year."""
        return {point.cell.year: point for point in self.points}


def series_lines(years: Sequence[tuple[int, Sequence[SeriesCell]]]) -> tuple[SeriesLine, ...]:
    """Connect the cells of the years, oldest first, into lines; in the order of the newest year, ended lines last."""
    lines: list[list[SeriesCell]] = []
    for _, cells in years:
        going_on = _matched([line[-1] for line in lines], cells)
        for cell in cells:
            line_index = going_on.get(id(cell))
            if line_index is None:
                lines.append([cell])
            else:
                lines[line_index].append(cell)
    recorded = [year for year, _ in years]
    order = {
        (cell.year, cell.result.code, cell.result.name): place for _, cells in years for place, cell in enumerate(cells)
    }

    def place(line: list[SeriesCell]) -> tuple[int, int]:
        last = line[-1]
        return -last.year, order[last.year, last.result.code, last.result.name]

    return tuple(SeriesLine(tuple(_points(line, recorded))) for line in sorted(lines, key=place))


def _matched(before: Sequence[SeriesCell], now: Sequence[SeriesCell]) -> dict[int, int]:
    """Match cells with earlier lines: by code and name, by name, by code under the same first-level indicator."""
    ways: tuple[Callable[[SeriesCell], tuple[str, ...]], ...] = (
        lambda cell: (cell.result.code, cell.result.name, cell.top),
        lambda cell: (cell.result.name, cell.top),
        lambda cell: (cell.result.name,),
        lambda cell: (cell.result.code, cell.top) if cell.result.code and cell.top else (),
    )
    matches: dict[int, int] = {}
    left, new = dict(enumerate(before)), {id(cell): cell for cell in now}
    for way in ways:
        # A name that occurs twice in a year is ambiguous: neither cell is matched.
        ended, begun = (_unique((way(cell), place) for place, cell in cells.items()) for cells in (left, new))
        for key in ended.keys() & begun.keys():
            matches[begun[key]] = ended[key]
            del left[ended[key]], new[begun[key]]
        if not left or not new:
            break
    return matches


def _unique(keyed: Iterable[tuple[tuple[str, ...], int]]) -> Mapping[tuple[str, ...], int]:
    """Return the numbers with a unique, non-empty key, by key."""
    numbers_by_key: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for key, number in keyed:
        numbers_by_key[key].append(number)
    return {key: numbers[0] for key, numbers in numbers_by_key.items() if key and len(numbers) == 1}


def _points(line: Sequence[SeriesCell], recorded: Sequence[int]) -> Iterator[LinePoint]:
    yield LinePoint(line[0])
    for before, now in itertools.pairwise(line):
        breaks = (*gaps(before.year, now.year, recorded), *_redefined(before, now))
        yield LinePoint(now, (*breaks, *_reweighed(before, now)), not breaks)


def gaps(before: int, now: int, recorded: Sequence[int]) -> Iterator[str]:
    """Yield the gaps between two years of a line: years without it, and years without publication."""
    if now == before + 1:  # most
        return
    without = [year for year in range(before + 1, now) if year in recorded]
    missing = [year for year in range(before + 1, now) if year not in recorded]
    if without:
        yield f"{'、'.join(map(str, without))}年度没有这一项"
    if missing:
        yield f"{'、'.join(map(str, missing))}年度未收录"


def _redefined(before: SeriesCell, now: SeriesCell) -> Iterator[str]:
    """Yield the changes after which figures of two years cannot be compared."""
    if before.result.name != now.result.name:
        yield changed("名称", before.result.name, now.result.name)
    if before.unit and now.unit and before.unit != now.unit:
        yield changed("单位", before.unit, now.unit)
    if before.method and now.method and before.method != now.method:
        yield changed("评分方法", before.method, now.method)
    if before.standard and now.standard and before.standard != now.standard:
        yield "评分标准的文字有改动"


def _reweighed(before: SeriesCell, now: SeriesCell) -> Iterator[str]:
    """Yield the changes that leave figures comparable."""
    if before.result.code and now.result.code and before.result.code != now.result.code:
        yield f"编号 {before.result.code}→{now.result.code}"
    if before.top != now.top:
        yield changed("所属一级指标", before.top, now.top)
    weights = before.result.weight, now.result.weight
    if None not in weights and weights[0] != weights[1]:
        yield f"权重 {figure(weights[0])}→{figure(weights[1])}，得分不能直接比较"


def changed(word: str, before: str, now: str) -> str:
    """Return a change in words."""
    return f"{word}由“{before}”改为“{now}”"


class VolumePoint(NamedTuple):
    """A row of 业务数据 in one year: changes since the previous year, expected stock."""

    cell: VolumeCell
    changes: tuple[str, ...] = ()
    joined: bool | None = None
    carried: CarriedStock | None = None


def volume_lines(years: Sequence[tuple[int, Sequence[VolumeCell]]]) -> tuple[tuple[VolumePoint, ...], ...]:
    """Connect rows of 业务数据 by exact name; stocks carry over to the next year if the unit is the same."""
    rows: dict[str, list[VolumeCell]] = {}
    for _, cells in years:
        for cell in cells:
            rows.setdefault(cell.name, []).append(cell)
    recorded = [year for year, _ in years]
    return tuple(tuple(_volume_points(row, recorded)) for row in rows.values())


def _volume_points(row: Sequence[VolumeCell], recorded: Sequence[int]) -> Iterator[VolumePoint]:
    yield VolumePoint(row[0])
    for before, now in itertools.pairwise(row):
        measure = (
            [changed("量词", before.unit, now.unit)] if before.unit and now.unit and before.unit != now.unit else []
        )
        breaks = (*gaps(before.year, now.year, recorded), *measure)
        stock: Decimal | None = None if breaks else before.stock
        yield VolumePoint(now, breaks, not breaks, carried_stock(stock, now.added, now.gone, now.stock))
