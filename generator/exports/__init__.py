"""Downloads: files for readers and scripts, written by the modules of this folder.

A module defines one or more of six functions, see the protocols below; unused parameters may be omitted. A file with a
title is listed on the page of its project, unit, series or year, and on the 数据 page.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from generator.core.registry import Maker, discover, has_any_of, implementations, makers, reject
from generator.model.book import Book, Site, Unit
from generator.views import Portfolio, ProjectDetail
from generator.views.download import Download, Export
from generator.views.fields import Field
from generator.views.series import Series

if TYPE_CHECKING:
    from generator.deploy.archive import Table

MAX_INDICATOR_ROWS = 10_000  # larger sheets open slowly, and would double the time of a large build
# Larger workbooks take seconds to write and long to open; their rows are in those of each year, and in CSV and JSON.
MAX_WORKBOOK_PROJECTS = 2_000


class CsvTable(NamedTuple):
    """Columns of site-wide or yearly CSV files, for the data package: pattern of addresses, fields.

    With a title they are also a group of the 数据字典, which has those of projects and lists anyway. The data package
    lists no files of single projects, units and series.
    """

    pattern: re.Pattern[str]
    fields: tuple[Field[Any], ...]
    title: str = ""


class DescribedExports(Protocol):
    """Module that describes the columns of its CSV files, for the data package."""

    TABLES: tuple[CsvTable, ...]


class ProjectExports(Protocol):
    """Module with files of one project."""

    def project_files(self, detail: ProjectDetail, site: Site) -> Iterable[Export]:
        """Yield the files."""
        ...


class YearExports(Protocol):
    """Module with files of one year; the portfolio holds the projects of that year, highest score first."""

    def year_files(self, portfolio: Portfolio, year: int) -> Iterable[Export]:
        """Yield the files."""
        ...


class UnitExports(Protocol):
    """Module with files of one unit; the portfolio may hold only projects it carried out or evaluated."""

    def unit_files(self, portfolio: Portfolio, unit: Unit) -> Iterable[Export]:
        """Yield the files."""
        ...


class SeriesExports(Protocol):
    """Module with files of a series, for its page."""

    def series_files(self, series: Series, book: Book) -> Iterable[Export]:
        """Yield the files."""
        ...


class SiteExports(Protocol):
    """Module with files of the whole site; the portfolio holds all projects."""

    def site_files(self, book: Book, portfolio: Portfolio) -> Iterable[Export]:
        """Yield the files."""
        ...


class ManifestExports(Protocol):
    """Module with files about the other downloads (checksums, data package), written last.

    `day` is that of the newest result (ISO 8601), empty if unknown. The files need no title.
    """

    def manifest_files(self, site: Site, day: str, downloads: Sequence[Download]) -> Iterable[Export]:
        """Yield the files."""
        ...


MAKERS = (ProjectExports, YearExports, UnitExports, SeriesExports, SiteExports, ManifestExports)


@dataclass(frozen=True)
class ExportRegistry:
    """Export modules by the protocol they implement."""

    project: tuple[ProjectExports, ...]
    year: tuple[YearExports, ...]
    unit: tuple[UnitExports, ...]
    series: tuple[SeriesExports, ...]
    site: Mapping[str, Maker]
    manifest: tuple[ManifestExports, ...]
    tables: tuple[CsvTable, ...]


@cache
def registry() -> ExportRegistry:
    """Return the export modules; raises `ContractError` if one violates its contract."""
    modules = tuple(discover(__name__))
    for module in modules:
        if not any(has_any_of(module, protocol) for protocol in MAKERS):
            names = "project_files、year_files、unit_files、series_files、site_files、manifest_files"
            reject(module, "没有生成文件的函数", f"请写上 {names} 中的一个，逐个给出 Export")
    return ExportRegistry(
        project=implementations(modules, ProjectExports),
        year=implementations(modules, YearExports),
        unit=implementations(modules, UnitExports),
        series=implementations(modules, SeriesExports),
        site=makers(modules, SiteExports),
        manifest=implementations(modules, ManifestExports),
        tables=tuple(table for module in implementations(modules, DescribedExports) for table in module.TABLES),
    )


def project_files(detail: ProjectDetail, site: Site) -> Iterator[Export]:
    return (export for module in registry().project for export in module.project_files(detail, site))


def year_files(portfolio: Portfolio, year: int) -> Iterator[Export]:
    """Yield the files of one year, selected from the portfolio."""
    of_year = portfolio.of_year(year)
    return (export for module in registry().year for export in module.year_files(of_year, year))


def unit_files(portfolio: Portfolio, unit: Unit) -> Iterator[Export]:
    return (export for module in registry().unit for export in module.unit_files(portfolio, unit))


def series_files(series: Series, book: Book) -> Iterator[Export]:
    return (export for module in registry().series for export in module.series_files(series, book))


def manifest_files(site: Site, day: str, downloads: Iterable[Download]) -> Iterator[Export]:
    """Yield the files about the other downloads; each lists those before it."""
    listed = sorted(downloads)
    for module in registry().manifest:
        for export in module.manifest_files(site, day, listed):
            yield export
            listed.append(export.listed)


def catalogue_files(tables: "Sequence[Table]", day: tuple[int, int, int]) -> Mapping[str, bytes]:
    """Return the 归档目录: a CSV file per table and a workbook of all, dated `day`, by file name."""
    from generator.exports import _workbook  # loads XlsxWriter

    return _workbook.catalogue_files(tables, day)
