"""数据: the tables to take away, the addresses programs read, how to check what was taken."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from generator.pages import Page, PageInput, newest, shows
from generator.pages._dataset import whole
from generator.pages._tags import column
from generator.views.download import Download
from generator.views.fields import row
from generator.views.fields.documents import CONTENTS, DOCUMENTS, LISTED, DocumentSpec
from generator.views.fields.project import TableRow

FORMATS = ("XLSX", "CSV", "JSON")  # what most readers open first


@dataclass(frozen=True)
class Address:
    """A kind of document under a lasting address, and one that is really there."""

    document: DocumentSpec
    example: str


def pages(material: PageInput) -> Iterator[Page]:
    """The one data page."""
    about = "下载全部数据：Excel 工作簿、CSV 和 JSON，供程序读取的接口，数据字典和校验和。"
    cards = material.views.cards
    yield Page(
        "data/index.md",
        "数据下载",
        "data",
        shows(
            formats=FORMATS,
            tables=tuple(_tables(material)),
            addresses=tuple(_addresses(material)),
            sample=json.dumps(row(LISTED, TableRow(cards[0])), ensure_ascii=False, indent=1) if cards else "",
            named={download.path: download for download in material.downloads},
        ),
        about,
        wide=True,
        tags=column("数据下载", about, "数据", "下载", kind="数据发布"),
        dataset=whole(material, "绩效评价结果数据", about),
        changed=newest(material.views.cards),
    )


def _tables(material: PageInput) -> Iterator[tuple[str, tuple[Download | None, ...]]]:
    """All projects, then each year, newest first: the name, and the file in each format."""
    found = {download.path: download for download in material.downloads}
    names = [("全部项目", "projects"), *((f"{year}年度", str(year)) for year, _ in material.views.years())]
    for name, stem in names:
        yield name, tuple(found.get(f"data/{stem}.{ending.lower()}") for ending in FORMATS)


def _addresses(material: PageInput) -> Iterator[Address]:
    """What programs may ask for; a pattern is shown with an address made by it."""
    views = material.views
    for document in (CONTENTS, *DOCUMENTS):
        if views.cards or "{" not in document.path:
            first = views.cards[0] if views.cards else None
            example = document.path.format(id=first.id, year=views.spans[0]) if first else document.path
            yield Address(document, example)
