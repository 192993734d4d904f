"""Downloads: files for readers and scripts, made by the modules of this folder.

A module defines one or more of six functions, each of whose parameters may be left out; the protocols below say what
they are given. A file with a title is listed where readers look for it: on the page of its project, unit, series or
year, and on the 数据 page.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, Protocol

from generator.core.registry import Maker, discover, has_any_of, implementations, makers, reject
from generator.model.book import Book, Site, Unit
from generator.views import Portfolio, ProjectDetail
from generator.views.download import Download, Export
from generator.views.fields import Field
from generator.views.series import Series

MAX_INDICATOR_ROWS = 10_000  # a sheet with more opens slowly, and writing it would double the work of a large build
# Workbooks of more projects take seconds to write and long to open. Those of each year hold the rows of all projects,
# and the CSV and JSON files of all projects are made however many there are.
MAX_WORKBOOK_PROJECTS = 2_000


class CsvTable(NamedTuple):
    """Columns of CSV files of the site or a year, which the data package describes: pattern of the addresses, fields.

    With a title they also make a group of the 数据字典; those of the project's own tables and lists are there anyway.
    The data package lists no files of single projects, units and series.
    """

    pattern: re.Pattern[str]
    fields: tuple[Field[Any], ...]
    title: str = ""


class DescribedExports(Protocol):
    """Describes the columns of its CSV files, for the data package."""

    TABLES: tuple[CsvTable, ...]


class ProjectExports(Protocol):
    """Makes files of one project."""

    def project_files(self, detail: ProjectDetail, site: Site) -> Iterable[Export]:
        """Make the files."""
        ...


class YearExports(Protocol):
    """Makes files of one year; the portfolio holds the projects of that year alone, highest score first."""

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
    """Makes files of the whole site; the portfolio holds all projects."""

    def site_files(self, book: Book, portfolio: Portfolio) -> Iterable[Export]:
        """Make the files."""
        ...


class ManifestExports(Protocol):
    """Makes files about the other downloads (checksums, the data package), so they are made last.

    `day` is that of the newest result (ISO 8601), empty where none is known. Nothing lists these files, so they need
    no title; the 数据 page names those there are.
    """

    def manifest_files(self, site: Site, day: str, downloads: Sequence[Download]) -> Iterable[Export]:
        """Make the files."""
        ...


MAKERS = (ProjectExports, YearExports, UnitExports, SeriesExports, SiteExports, ManifestExports)


@dataclass(frozen=True)
class ExportRegistry:
    """The export modules of this folder, by what they make files of."""

    project: tuple[ProjectExports, ...]
    year: tuple[YearExports, ...]
    unit: tuple[UnitExports, ...]
    series: tuple[SeriesExports, ...]
    site: Mapping[str, Maker]
    manifest: tuple[ManifestExports, ...]
    tables: tuple[CsvTable, ...]


@cache
def registry() -> ExportRegistry:
    """Return the export modules; raises `ContractError` where one does not keep the contract."""
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
    """Make the files of one year, whose projects are among those of the portfolio."""
    of_year = portfolio.of_year(year)
    return (export for module in registry().year for export in module.year_files(of_year, year))


def unit_files(portfolio: Portfolio, unit: Unit) -> Iterator[Export]:
    return (export for module in registry().unit for export in module.unit_files(portfolio, unit))


def series_files(series: Series, book: Book) -> Iterator[Export]:
    return (export for module in registry().series for export in module.series_files(series, book))


def manifest_files(site: Site, day: str, downloads: Iterable[Download]) -> Iterator[Export]:
    """Make the files about the others; each lists those made before it."""
    listed = sorted(downloads)
    for module in registry().manifest:
        for export in module.manifest_files(site, day, listed):
            yield export
            listed.append(export.listed)
