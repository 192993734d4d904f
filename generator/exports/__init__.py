"""Downloads: one kind a file, found by this folder. What a module may define is the protocols below.

A module makes files by one or more of six functions, each of whose parameters may be left out. A file with a title is
listed where readers look for it: on the page of its project or year, and on the 数据 page.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, Protocol

from generator.core.checksum import SummedPieces
from generator.core.registry import Maker, discover, has_any_of, implementations, makers, reject
from generator.exports._sheet_pieces import RowsText, SheetPieces
from generator.model.book import Book, Site, Unit
from generator.views import Portfolio, ProjectDetail
from generator.views.detail import IndicatorRow
from generator.views.download import Download, DownloadList, Export
from generator.views.fields import Field
from generator.views.fields.documents import MadeRow
from generator.views.series import Series

MAX_INDICATOR_ROWS = 10_000  # a sheet with more opens slowly, and writing it would double the work of a large build

IndicatorRows = Sequence[IndicatorRow] | None  # every scored indicator, None where there are too many to list


class CsvTable(NamedTuple):
    """What the columns of some CSV files are: a pattern of their addresses, and the fields."""

    pattern: re.Pattern[str]
    fields: tuple[Field[Any], ...]


class JoinScope(NamedTuple):
    """What the files of a joined table tell beside its rows.

    `day` is that of the newest result (ISO 8601), empty where none is known; `indicators`: they are not too many.
    `pieces` are those of the sheets that were made for it before.
    """

    book: Book
    day: str
    indicators: bool
    pieces: SheetPieces


class TablePart(RowsText, Protocol):
    """What some projects add to a table, read when it is asked for: bytes, or a value of another kind."""

    @property
    def value(self) -> Any:
        """The value."""
        ...


Parts = Iterable[TablePart]


@dataclass(frozen=True)
class JoinedTable:
    """A table of many projects that is joined from parts, so that one project that changed makes only its part anew.

    `part` is what some projects of one year add, in the order of their addresses (None: nothing); it must not hang on
    which they are together. The value at a place is for the files at that place: each of `site_files` is given all of
    them, newest year first, and each of `year_files`, if there are any, those of a year (None: a value that no year
    needs). Where no projects are `there`, that is are of a kind for which the table is worth having, none is made.
    """

    name: str
    part: Callable[[Portfolio, IndicatorRows], Sequence[Any] | None]
    site_files: tuple[Callable[[Parts, JoinScope], Iterable[Export]], ...]
    year_files: tuple[Callable[[Parts, JoinScope, int], Iterable[Export]] | None, ...] = ()
    there: Callable[[Portfolio], bool] = lambda _: True


class JoinedExports(Protocol):
    """Makes files of tables that are joined."""

    JOINED: tuple[JoinedTable, ...]


class DescribedExports(Protocol):
    """Says what the columns of its CSV files are, for the data package."""

    TABLES: tuple[CsvTable, ...]


class ProjectExports(Protocol):
    """Makes files of one project."""

    def project_files(self, detail: ProjectDetail, site: Site) -> Iterable[Export]:
        """Make the files."""
        ...


class YearExports(Protocol):
    """Makes files of one year; the portfolio holds its projects, highest score first."""

    def year_files(self, portfolio: Portfolio, year: int) -> Iterable[Export]:
        """Make the files."""
        ...


class UnitExports(Protocol):
    """Makes files of one unit, for its page; the portfolio may hold what it carried out or evaluated alone."""

    def unit_files(self, portfolio: Portfolio, unit: Unit) -> Iterable[Export]:
        """Make the files."""
        ...


class SeriesExports(Protocol):
    """Makes files of a project through its years, for the page of its series."""

    def series_files(self, series: Series, book: Book) -> Iterable[Export]:
        """Make the files."""
        ...


class SiteExports(Protocol):
    """Makes files of all projects together."""

    def site_files(self, book: Book, portfolio: Portfolio) -> Iterable[Export]:
        """Make the files."""
        ...


class ManifestExports(Protocol):
    """Makes files that speak of the other downloads (checksums, the data package), so they are made last.

    `day` is that of the newest result (ISO 8601), empty where none is known. Nothing lists these files, so they need
    no title; the 数据 page names those there are.
    """

    def manifest_files(self, site: Site, day: str, downloads: DownloadList) -> Iterable[Export]:
        """Make the files."""
        ...


MAKERS = (ProjectExports, YearExports, UnitExports, SeriesExports, SiteExports, ManifestExports, JoinedExports)


@dataclass(frozen=True)
class ExportRegistry:
    """The export modules of this folder, by what they make files of."""

    project: tuple[ProjectExports, ...]
    year: tuple[YearExports, ...]
    unit: tuple[UnitExports, ...]
    series: tuple[SeriesExports, ...]
    site: Mapping[str, Maker]
    manifest: tuple[ManifestExports, ...]
    joined: Mapping[str, JoinedTable]
    tables: tuple[CsvTable, ...]


@cache
def registry() -> ExportRegistry:
    """The export modules; raises `ContractError` where one does not keep the contract."""
    modules = tuple(discover(__name__))
    for module in modules:
        if not any(has_any_of(module, one) for one in MAKERS):
            names = "project_files、year_files、unit_files、series_files、site_files、manifest_files"
            reject(module, "没有生成文件的函数", f"请写上 {names} 中的一个，逐个给出 Export，或者写上 JOINED")
    return ExportRegistry(
        project=implementations(modules, ProjectExports),
        year=implementations(modules, YearExports),
        unit=implementations(modules, UnitExports),
        series=implementations(modules, SeriesExports),
        site=makers(modules, SiteExports),
        manifest=implementations(modules, ManifestExports),
        joined={table.name: table for one in implementations(modules, JoinedExports) for table in one.JOINED},
        tables=tuple(table for one in implementations(modules, DescribedExports) for table in one.TABLES),
    )


def project_files(detail: ProjectDetail, site: Site) -> Iterator[Export]:
    """The files of one project."""
    return (export for module in registry().project for export in module.project_files(detail, site))


def year_files(portfolio: Portfolio, year: int) -> Iterator[Export]:
    """The files of one year, whose projects are among those of the portfolio."""
    of_year = portfolio.of_year(year)
    return (export for module in registry().year for export in module.year_files(of_year, year))


def unit_files(portfolio: Portfolio, unit: Unit) -> Iterator[Export]:
    """The files of one unit."""
    return (export for module in registry().unit for export in module.unit_files(portfolio, unit))


def series_files(series: Series, book: Book) -> Iterator[Export]:
    """The files of a project through its years."""
    return (export for module in registry().series for export in module.series_files(series, book))


def manifest_files(site: Site, day: str, downloads: Iterable[Download]) -> Iterator[Export]:
    """The files that speak of the others, each knowing those made before it."""
    known = DownloadList(downloads)
    for module in registry().manifest:
        for export in module.manifest_files(site, day, known):
            yield export
            known.add(export.listed)


def json_bytes(value: object) -> bytes:
    """JSON a person can read: one line for each key, and for each object of a list; decimals are strings already."""
    return b"".join(map(str.encode, _pieces(value)))


def json_pieces(value: object) -> SummedPieces:
    """The same of a large one."""
    return SummedPieces(map(str.encode, _pieces(value)))


def _pieces(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield "{"
        for at, (key, one) in enumerate(value.items()):
            yield f"{',' * bool(at)}\n {json_text(key)}: "
            yield from _value(one)
        yield "\n}\n"
    else:
        yield from _value(value)
        yield "\n"


def _value(value: object) -> Iterator[str]:
    if isinstance(value, str | dict) or value is None:  # most of them
        yield json_text(value)
    elif isinstance(value, Iterator) or (isinstance(value, list) and value and isinstance(value[0], dict)):
        at = -1
        for at, item in enumerate(value):
            yield f"{',' if at else '['}\n  {item if isinstance(item, MadeRow) else json_text(item)}"
        yield "[]" if at < 0 else "\n ]"
    else:
        yield json_text(value)


# Made once: making one takes longer than a short text. What is told is made for it and cannot hold itself.
json_text = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
