"""Published texts beside projects and overviews: hand-written pages, units, glossary, the words of the site."""

import dataclasses
from collections.abc import Callable, Iterator

from generator.checks import Violation
from generator.checks.records import texts
from generator.core.record import FieldName, Marks, Record
from generator.model.book import Book, Text


def published_texts(book: Book) -> Iterator[tuple[Record, FieldName, str]]:
    """Yield each text with its record and field, of a page line by line. None of them has a 说明."""
    for record in (*book.units, *book.terms, book.site):
        yield from ((owner, field, words) for owner, field, words, _ in texts(record))
    for page in book.texts:
        for number, line in enumerate(page.markdown.split("\n"), 1):
            if line.strip():
                yield line_of(page, number), "", line


def line_of(page: Text, number: int) -> Record:
    """Return the record of a line of a page, for a diagnostic on it."""
    return dataclasses.replace(page, marks=Marks(page.marks.file, "", (number, 1)))


def on_pages(book: Book, check_text: Callable[[str], Iterator[str]]) -> Iterator[Violation]:
    """Apply a text check to the texts beside the projects, where nothing can be waived."""
    for record, field, text in published_texts(book):
        yield from ((record, field, message) for message in check_text(text))
