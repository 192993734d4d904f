"""Downloads of many projects made at once, as a build makes them from parts."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any, NamedTuple

from generator import exports
from generator.exports import IndicatorRows, JoinScope
from generator.exports._sheet_pieces import SheetPieces
from generator.views import Portfolio, newest_day
from generator.views.detail import IndicatorRow
from generator.views.download import Export


def all_files(portfolio: Portfolio, indicators: IndicatorRows, together: int = sys.maxsize) -> Iterator[Export]:
    """The files of each year and of all projects."""
    for year in portfolio.years:
        yield from year_files(portfolio, year, indicators, together)
    yield from site_files(portfolio, indicators, together)


def year_files(
    portfolio: Portfolio, year: int, indicators: IndicatorRows, together: int = sys.maxsize
) -> Iterator[Export]:
    """The files of one year; a part is made of at most so many projects together."""
    of_year = _of_year(portfolio, year)
    some = _cut(of_year, together)
    for table in exports.registry().joined.values():
        made = [parts for one in some if (parts := table.part(one, _rows(one, indicators)))]
        for at, files in enumerate(table.year_files if made else ()):
            yield from files([_Part(parts[at]) for parts in made], _scope(of_year, indicators), year) if files else ()
    yield from exports.year_files(portfolio, year)


def site_files(portfolio: Portfolio, indicators: IndicatorRows, together: int = sys.maxsize) -> Iterator[Export]:
    """The files of all projects; a part is made of at most so many of one year together."""
    some = [part for year in portfolio.years for part in _cut(_of_year(portfolio, year), together)]
    for table in exports.registry().joined.values():
        made = [parts for one in some if (parts := table.part(one, _rows(one, indicators)))]
        for at, files in enumerate(table.site_files if made and any(map(table.there, some)) else ()):
            yield from files([_Part(parts[at]) for parts in made], _scope(portfolio, indicators))
    known = {"book": portfolio.book, "portfolio": portfolio}
    for module in exports.registry().site.values():
        yield from module.make(**{key: known[key] for key in module.given})


def _of_year(portfolio: Portfolio, year: int) -> Portfolio:
    some = tuple(one for one in portfolio.summaries if one.year == year)
    return replace(portfolio, summaries=some, context=portfolio.summaries)


def _cut(portfolio: Portfolio, together: int) -> list[Portfolio]:
    every = range(0, len(portfolio.summaries), together)
    return [replace(portfolio, summaries=portfolio.summaries[at : at + together]) for at in every]


def _rows(portfolio: Portfolio, indicators: Iterable[IndicatorRow] | None) -> IndicatorRows:
    known = {one.id for one in portfolio.summaries}
    return None if indicators is None else [row for row in indicators if row.id in known]


def _scope(portfolio: Portfolio, indicators: IndicatorRows) -> JoinScope:
    return JoinScope(portfolio.book, newest_day(portfolio.summaries), indicators is not None, SheetPieces())


class _Part(NamedTuple):
    """A part of a table that no task left as a file."""

    value: Any

    @property
    def sum(self) -> str:
        return sha256(self.value).hexdigest()

    def read_bytes(self) -> bytes:
        data: bytes = self.value
        return data
