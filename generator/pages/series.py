"""历年对照: the list of projects that were evaluated in several years, and for each a page on its years."""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from generator.charts import draw_trend
from generator.pages import CHART_SCRIPTS, OptionalPages, Page, PageKind, shows
from generator.pages._metadata import column
from generator.views import Portfolio, newest_day
from generator.views.download import Download
from generator.views.series import Series
from generator.views.series.lines import VolumePoint
from generator.views.series.problems import OUTCOMES

KINDS = (
    PageKind(re.compile(r"series/index\.html"), listing=True),
    PageKind(re.compile(r"series/(?!index\.)[^/]+\.html"), searched=False),  # it repeats what its projects' pages say
)
ABOUT = "同一项目各年度的预算、得分、指标和问题对照。"


VOLUME_ROWS: tuple[tuple[str, Callable[[VolumePoint], Decimal | None]], ...] = (
    ("公布的年末数", lambda point: point.cell.stock),
    ("推得的年末数（本站核算）", lambda point: point.carried.expected if point.carried else None),
    ("本年新增", lambda point: point.cell.added),
    ("本年减少", lambda point: point.cell.gone),
)


def pages(portfolio: Portfolio, optional: OptionalPages) -> Iterator[Page]:
    """Make the list of all series."""
    if not optional.series:
        return
    years = [
        summaries
        for _, summaries in sorted(portfolio.series.items(), key=lambda entry: (entry[1][-1].unit.slug, entry[0]))
    ]
    yield Page(
        "series/index.md",
        "历年对照",
        "series_list",
        shows(listed=tuple((summaries[-1], summaries[::-1]) for summaries in years)),
        description=ABOUT,
        wide=True,
        tags=column("历年对照", ABOUT, "历年"),
        changed=newest_day(summary for summaries in years for summary in summaries),
    )


def series_page(series: Series, downloads: Sequence[Download]) -> Page:
    """The page of a project through its years."""
    title = f"{series.title}：{series.span}对照"
    years = tuple(summary.year for summary in reversed(series.summaries))
    parts = (
        *((("trend", "走势"),) if series.trend else ()),
        ("money", "预算与得分"),
        *((("indicators", "指标"),) if series.indicators or series.levels else ()),
        *((("volumes", "业务数据"),) if series.volumes else ()),
        *((("problems", "问题"),) if series.problems else ()),
        ("downloads", "下载"),
    )
    return Page(
        series.newest.series_page.replace(".html", ".md"),
        title,
        "series",
        shows(
            series=series,
            years=years,
            volumes=tuple((line, tuple(_volume_rows(line, years))) for line in series.volumes),
            trend=draw_trend(series.trend) if series.trend else (),
            outcome_words=OUTCOMES,
            page_parts=parts,
            downloads=downloads,
        ),
        description=f"{series.title}{series.span}各年的预算、得分、指标和问题对照。",
        wide=True,
        scripts=CHART_SCRIPTS if series.trend else (),
        tags=column("历年对照", ABOUT, series.title),
        changed=newest_day(series.summaries),
    )


def _volume_rows(line: Sequence[VolumePoint], years: Sequence[int]) -> Iterator[tuple[str, tuple[Decimal | None, ...]]]:
    """Yield the rows that have a figure, each with its figure in every year."""
    points = {point.cell.year: point for point in line}
    for name, figure_of in VOLUME_ROWS:
        figures = tuple(figure_of(points[year]) if year in points else None for year in years)
        if any(figure is not None for figure in figures):
            yield name, figures
