"""数据: every download with what it is."""

from collections.abc import Iterator

from generator.pages import Download, Material, Page, shows


def pages(material: Material) -> Iterator[Page]:
    """The one data page."""
    yield Page(
        "data/index.md",
        "数据下载",
        "data",
        shows(downloads=tuple(sorted(material.downloads, key=_place))),
        "下载全部数据：CSV 和 JSON。",
        wide=True,
    )


def _place(download: Download) -> tuple[bool, int]:
    """All projects first, then each year, newest first, then project by project."""
    parts = download.path.removeprefix("data/").partition(".")[0].split("/")
    return len(parts) > 1, -int(parts[0]) if parts[0].isdigit() else -9999
