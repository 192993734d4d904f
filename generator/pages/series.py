"""历年对照: the list of projects that were evaluated in several years, and for each a page on its years."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.pages import OptionalPages, Page, PageKind, shows
from generator.pages._metadata import column
from generator.views import Portfolio, newest_day
from generator.views.download import Download
from generator.views.series import Series
from generator.views.series.lines import SeriesLine
from generator.views.series.problems import OUTCOMES

KINDS = (
    PageKind(re.compile(r"series/index\.html"), listing=True),
    PageKind(re.compile(r"series/(?!index\.)[^/]+\.html"), searched=False),  # it repeats what its projects' pages say
)
ABOUT = "同一个项目各年度的预算、得分、指标、问题逐年对照；口径变了的地方断开并说明。"


class LineTable(NamedTuple):
    """A table of lines: its caption, its lines, whether any of them has a target or an actual value."""

    caption: str
    lines: tuple[SeriesLine, ...]

    @property
    def with_values(self) -> bool:
        """True if any line has a target or an actual value."""
        return any(line.with_values for line in self.lines)

    @property
    def drawn(self) -> bool:
        """True if bars are drawn."""
        return any(line.drawn for line in self.lines)


def pages(portfolio: Portfolio, optional: OptionalPages) -> Iterator[Page]:
    """Make the list of all series."""
    if not optional.series:
        return
    years = [some for _, some in sorted(portfolio.series.items(), key=lambda one: (one[1][-1].unit.slug, one[0]))]
    yield Page(
        "series/index.md",
        "历年对照",
        "series_list",
        shows(listed=tuple((some[-1], some) for some in years)),
        description=ABOUT,
        wide=True,
        tags=column("历年对照", ABOUT, "历年"),
        changed=newest_day(one for some in years for one in some),
    )


def series_page(series: Series, downloads: Sequence[Download]) -> Page:
    """The page of a project through its years."""
    title = f"{series.title}：{series.span}对照"
    tables = (
        ("levels", "一级指标", series.levels),
        ("indicators", "各项指标", series.indicators),
    )
    shown = tuple(
        (anchor, name, LineTable(f"{series.title}{name}历年对照", lines)) for anchor, name, lines in tables if lines
    )
    parts = (
        ("money", "预算与得分"),
        *((anchor, name) for anchor, name, _ in shown),
        *((("volumes", "业务数据"),) if series.volumes else ()),
        *((("problems", "上年问题与本年"),) if series.problems else ()),
        ("downloads", "下载"),
    )
    return Page(
        series.newest.series_page.replace(".html", ".md"),
        title,
        "series",
        shows(series=series, tables=shown, outcome_words=OUTCOMES, page_parts=parts, downloads=downloads),
        description=f"{series.title}{series.span}各年的预算、得分、指标和问题对照。",
        wide=True,
        tags=column("历年对照", ABOUT, series.title),
        changed=newest_day(series.summaries),
    )
