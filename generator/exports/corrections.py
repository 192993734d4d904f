"""`data/corrections.json`: every correction and every project taken back; a site without one has no such file."""

from collections.abc import Iterator

from generator.exports import json_bytes
from generator.views import Portfolio
from generator.views.download import Export
from generator.views.fields import row
from generator.views.fields.documents import CORRECTIONS


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """The one file."""
    if portfolio.corrections:
        listed = [row(CORRECTIONS.fields, one) for one in portfolio.corrections]
        yield Export(CORRECTIONS.path, json_bytes(listed), "更正公告")
