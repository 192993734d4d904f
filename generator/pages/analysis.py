"""分析: 自评与复核, 结果应用 and 同类对照, each as a question, its answer, a chart and at most twenty rows."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.model.book import Book
from generator.model.sample import Sample
from generator.pages import CHART_SCRIPTS, OptionalPages, Page, PageKind, RenderedChart, shows
from generator.pages._metadata import column
from generator.views import Portfolio
from generator.views.download import Download

KINDS = (PageKind(re.compile(r"analysis/index\.html"), listing=True),)
MAX_ROWS = 20  # of a topic; its downloads have all
ABOUT = "自评得分与复核得分相差多少，评价结果是否用于下一年预算，口径相同的项目分值相差多少。"
PEERS = re.compile(r"data/\d{4}-peers\.csv")


class DrawnSample(NamedTuple):
    """A 抽样记录, and how many of the projects that were drawn have both scores."""

    sample: Sample
    published: int


def pages(
    book: Book,
    portfolio: Portfolio,
    charts: Sequence[RenderedChart],
    downloads: Sequence[Download],
    optional: OptionalPages,
) -> Iterator[Page]:
    """Make the one page, if any of its topics has something to say."""
    if not optional.analysis:
        return
    paired = {row.summary.id for row in portfolio.pairs.rows}
    yield Page(
        "analysis/index.md",
        "分析",
        "analysis",
        shows(
            most=MAX_ROWS,
            pairs=portfolio.pairs,
            samples=tuple(DrawnSample(sample, len(paired.intersection(sample.drawn))) for sample in book.samples),
            uses=portfolio.result_use,
            groups=portfolio.totals.peer_groups,
            charts={figure.chart.id: (figure,) for figure in charts},
            downloads={
                "reexamination": _of(downloads, "data/reexamination."),
                "samples": _of(downloads, "data/sample-"),
                "results": _of(downloads, "data/result-use."),
                "peers": tuple(file for file in reversed(downloads) if PEERS.fullmatch(file.path)),
            },
        ),
        description=ABOUT,
        scripts=CHART_SCRIPTS if charts else (),
        wide=True,
        tags=column("分析", ABOUT, "分析"),
        changed=portfolio.updated,
    )


def _of(downloads: Sequence[Download], start: str) -> tuple[Download, ...]:
    return tuple(file for file in downloads if file.path.startswith(start))
