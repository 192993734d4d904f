"""数据: the tables to take away, the addresses programs read, how to check what was taken."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.pages import Page, PageInput, shows
from generator.pages._dataset import whole
from generator.pages._tags import column
from generator.views import newest_day
from generator.views.download import Download
from generator.views.fields import row
from generator.views.fields.documents import CONTENTS, DOCUMENTS, LISTED, DocumentSpec

FORMATS = ("XLSX", "CSV", "JSON")  # what most readers open first


@dataclass(frozen=True)
class Address:
    """A kind of document under a lasting address, and one that is really there."""

    document: DocumentSpec[Any]
    example: str


def pages(inputs: PageInput) -> Iterator[Page]:
    """The one data page."""
    about = "下载全部数据：Excel 工作簿、CSV 和 JSON，供程序读取的接口，数据字典和校验和。"
    summaries = inputs.portfolio.summaries
    yield Page(
        "data/index.md",
        "数据下载",
        "data",
        shows(
            formats=FORMATS,
            tables=tuple(_tables(inputs)),
            addresses=tuple(_addresses(inputs)),
            sample=json.dumps(row(LISTED, summaries[0]), ensure_ascii=False, indent=1) if summaries else "",
            named={download.path: download for download in inputs.downloads},
        ),
        about,
        wide=True,
        tags=column("数据下载", about, "数据", "下载", kind="数据发布"),
        dataset=whole(inputs, "绩效评价结果数据", about),
        changed=newest_day(inputs.portfolio.summaries),
    )


def _tables(inputs: PageInput) -> Iterator[tuple[str, tuple[Download | None, ...]]]:
    """All projects, then each year, newest first: the name, and the file in each format."""
    found = {download.path: download for download in inputs.downloads}
    names = [("全部项目", "projects"), *((f"{year}年度", str(year)) for year, _ in inputs.portfolio.totals_by_year())]
    for name, stem in names:
        yield name, tuple(found.get(f"data/{stem}.{ending.lower()}") for ending in FORMATS)


def _addresses(inputs: PageInput) -> Iterator[Address]:
    """What programs may ask for; a pattern is shown with an address made by it."""
    portfolio = inputs.portfolio
    for document in (CONTENTS, *DOCUMENTS):
        if portfolio.summaries or "{" not in document.path:
            first = portfolio.summaries[0] if portfolio.summaries else None
            example = document.path.format(id=first.id, year=portfolio.years[0]) if first else document.path
            yield Address(document, example)
