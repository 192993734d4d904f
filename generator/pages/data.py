"""数据: every download with what it is."""

from collections.abc import Iterator

from generator.pages import Material, Page, shows


def pages(material: Material) -> Iterator[Page]:
    """The one data page."""
    yield Page(
        "data/index.md",
        "数据下载",
        "data",
        shows(downloads=material.downloads),
        "下载全部数据：CSV 和 JSON。",
        wide=True,
    )
