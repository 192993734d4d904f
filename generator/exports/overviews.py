"""`data/overviews.json`: every 一览; a site without one has no such file."""

from collections.abc import Iterator

from generator.exports import json_bytes
from generator.views import Portfolio
from generator.views.download import Export
from generator.views.fields import row
from generator.views.fields.documents import OVERVIEWS


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """The one file."""
    if portfolio.overviews:
        listed = [row(OVERVIEWS.fields, one) for one in portfolio.overviews]
        yield Export(OVERVIEWS.path, json_bytes(listed), "绩效评价结果一览")
