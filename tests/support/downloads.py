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
from tests.support.inspection import contents_of


def year_files(portfolio: Portfolio, year: int, indicators: IndicatorRows) -> Iterator[Export]:
    """The files of one year."""
    of_year = _of_year(portfolio, year)
    for table in exports.registry().joined.values():
        made = table.part(of_year, _rows(of_year, indicators))
        if made and table.year_files:
            yield from table.year_files([_Part(made[0])], _scope(of_year, indicators), year)
    yield from exports.year_files(portfolio, year)


def site_files(portfolio: Portfolio, indicators: IndicatorRows, together: int = sys.maxsize) -> Iterator[Export]:
    """The files of all projects; a part is made of at most so many of one year together."""
    years = [_of_year(portfolio, year) for year in portfolio.years]
    some = [
        replace(one, summaries=one.summaries[at : at + together])
        for one in years
        for at in range(0, len(one.summaries), together)
    ]
    for table in exports.registry().joined.values():
        made = [parts for one in some if (parts := table.part(one, _rows(one, indicators)))]
        for at, files in enumerate(table.site_files if made and any(map(table.there, some)) else ()):
            yield from files([_Part(parts[at]) for parts in made], _scope(portfolio, indicators))
    known = {"book": portfolio.book, "contents": contents_of(portfolio), "portfolio": portfolio}
    for module in exports.registry().site.values():
        yield from module.make(**{key: known[key] for key in module.given})


def _of_year(portfolio: Portfolio, year: int) -> Portfolio:
    some = tuple(one for one in portfolio.summaries if one.year == year)
    return replace(portfolio, summaries=some, beside=portfolio.summaries)


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
