"""`release/timestamps/`: the time stamps of earlier publications, as the provider gave them."""

from collections.abc import Iterator

from generator.deploy.timestamp import site_path
from generator.model.book import Book
from generator.views.download import Export


def site_files(book: Book) -> Iterator[Export]:
    return (Export(site_path(stamp.number), stamp.data) for stamp in book.timestamps)
