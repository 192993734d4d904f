"""`data/overviews.json`: every 一览; a site without one has no such file."""

from collections.abc import Iterator

from generator.exports import json_bytes
from generator.model.book import Book
from generator.views.download import Export
from generator.views.fields import row
from generator.views.fields.documents import OVERVIEWS
from generator.views.overview import overviews_of


def site_files(book: Book) -> Iterator[Export]:
    """The one file."""
    if book.overviews:
        listed = [row(OVERVIEWS.fields, one) for one in overviews_of(book.overviews)]
        yield Export(OVERVIEWS.path, json_bytes(listed), "绩效评价结果一览")
