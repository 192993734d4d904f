"""数据与说明: the pages that explain the site, the tables to take away, the addresses that programs read."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.model.book import Book
from generator.pages import NavEntry, Page, PageKind, shows
from generator.pages._metadata import column, dataset_of_site
from generator.views import Portfolio, ProjectSummary
from generator.views.download import Download
from generator.views.fields import DocumentSpec, row
from generator.views.fields.documents import CONTENTS, LISTED, documents

TITLE = "数据与说明"
NAV = (NavEntry(6, TITLE, "data/index.md"),)
KINDS = (PageKind(re.compile(r"data/index\.html"), listing=True),)
YEAR = re.compile(r"(\d{4})-")
FORMATS = ("XLSX", "CSV", "JSON")  # what most readers open first
FORMAT_NAMES = {"XLSX": "Excel 工作簿（XLSX）", "CSV": "一张表（CSV）", "JSON": "供程序读取（JSON）"}


@dataclass(frozen=True)
class Address:
    """A kind of document under a lasting address, and one that is really there."""

    document: DocumentSpec[Any]
    example: str


def pages(book: Book, portfolio: Portfolio, downloads: Sequence[Download]) -> Iterator[Page]:
    """The one page."""
    about = "下载全部数据：Excel 工作簿、CSV 和 JSON，供程序读取的接口，数据字典和校验和。"
    example = portfolio.summaries[0] if portfolio.summaries else None
    yield Page(
        "data/index.md",
        TITLE,
        "data",
        shows(
            texts=book.texts,
            formats=tuple((name, FORMAT_NAMES.get(name, name)) for name in _formats(downloads)),
            tables=tuple(_tables(portfolio.years, downloads)),
            addresses=tuple(_addresses(portfolio, example)),
            sample=json.dumps(row(LISTED, example), ensure_ascii=False, indent=1) if example else "",
            named={download.path: download for download in downloads},
        ),
        description=about,
        wide=True,
        tags=column(TITLE, about, "数据", "下载", kind="数据发布"),
        dataset=dataset_of_site(portfolio, downloads, "绩效评价结果数据", about),
        changed=portfolio.updated,
    )


def _formats(downloads: Iterable[Download]) -> tuple[str, ...]:
    """The formats there are, those that most readers open first before the others."""
    return (*FORMATS, *sorted({download.format for download in downloads} - {*FORMATS}))


def _tables(years: Iterable[int], downloads: Sequence[Download]) -> Iterator[tuple[str, tuple[Download | None, ...]]]:
    """Every download with a title: a name, and the file in each format.

    All projects come first, then each year, newest first; what else there is follows by its kind, in that order.
    """
    by_path: dict[str, dict[str, Download]] = defaultdict(dict)
    names = {"data/projects": "全部项目", **{f"data/{year}": f"{year}年度" for year in years}}
    for download in downloads:
        by_path[download.path.rpartition(".")[0]][download.format] = download
    for stem in (*names, *sorted({*by_path} - {*names}, key=_kind_and_year)):
        name = names.get(stem) or next(iter(by_path[stem].values())).title
        yield name, tuple(by_path[stem].get(ending) for ending in _formats(downloads))


def _kind_and_year(stem: str) -> tuple[str, int]:
    """Order files of a kind: that of all years first, then the newest year."""
    year = YEAR.search(stem)
    return YEAR.sub("", stem), -int(year[1]) if year else -9999


def _addresses(portfolio: Portfolio, example: ProjectSummary | None) -> Iterator[Address]:
    """Yield the addresses for programs, each pattern with an example."""
    series = min((years[-1].series for years in portfolio.series.values()), default="")
    for document in (CONTENTS, *documents(portfolio)):
        if example:
            known = {"id": example.id, "year": portfolio.years[0], "series": series}
            yield Address(document, document.path.format(**known))
        elif "{" not in document.path:
            yield Address(document, document.path)
