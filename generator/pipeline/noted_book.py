"""Noted book: a book that notes what is asked of it, as closely as it can tell; else it is for a whole field.

What is not told apart here costs time and never correctness: a field that a book gains is noted by itself.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

from generator.core.noting import note
from generator.model.book import Book, RatingScheme, Site, Unit

Value = TypeVar("Value")
OWN = "files"  # of the single project that is looked at
FIELDS = frozenset(field.name for field in dataclasses.fields(Book)) - {OWN}
DERIVED = frozenset(("scheme_titles",))  # what is worked out of a field, so that only its own change counts
SITE_FIELDS = frozenset(field.name for field in dataclasses.fields(Site))
SCHEME_FIELDS = frozenset(field.name for field in dataclasses.fields(RatingScheme))
KINDS = UNIT, BODY, SCHEME, CLAUSE, SITE, TERM, NAMES, BOOK = (  # of questions
    "unit", "body", "scheme", "clause", "site", "term", "names", "book",
)  # fmt: skip


class _NotedMapping(Mapping[str, Value], Generic[Value]):
    """A mapping that notes which entries are looked up, or that all their names were."""

    def __init__(self, known: Mapping[str, Value], kind: str, field: str) -> None:
        self.known, self.kind, self.field = known, kind, field

    def __getitem__(self, key: str) -> Value:
        note(self.kind, key)
        return self.known[key]

    def __iter__(self) -> Iterator[str]:
        note(NAMES, self.field)
        return iter(self.known)

    def __len__(self) -> int:
        note(NAMES, self.field)
        return len(self.known)


class _NotedSite(Site):
    """The site, noting which of its fields are asked for."""

    def __getattribute__(self, name: str) -> Any:
        if name in SITE_FIELDS:
            note(SITE, name)
        return super().__getattribute__(name)


class _NotedScheme(RatingScheme):
    """A scheme, noting which of its fields are asked for: a word that one page shows concerns no project."""

    def __getattribute__(self, name: str) -> Any:
        if name in SCHEME_FIELDS:
            note(CLAUSE, f"{super().__getattribute__('noted_key')}.{name}")
        return super().__getattribute__(name)


def _noted_scheme(key: str, plain: RatingScheme) -> RatingScheme:
    scheme = object.__new__(_NotedScheme)
    vars(scheme).update(vars(plain), noted_key=key)
    return scheme


class NotedBook(Book):
    """The book as tasks see it."""

    def __init__(self, plain: Book) -> None:
        """Stand for a book."""
        site = object.__new__(_NotedSite)
        vars(site).update(vars(plain.site))
        clauses = {key: _noted_scheme(key, scheme) for key, scheme in plain.schemes.items()}
        schemes = _NotedMapping(clauses, SCHEME, "schemes")
        slugs = _NotedMapping(plain.units_by_slug, BODY, "units_by_slug")
        noted = {"plain": plain, "noted_site": site, "noted_schemes": schemes, "noted_slugs": slugs}
        vars(self).update(vars(plain), **noted)

    def __getattribute__(self, name: str) -> Any:
        """A field; those that note by themselves what is asked of them are handed out."""
        known = super().__getattribute__("__dict__")
        if name == "site":
            return known["noted_site"]
        if name == "schemes":
            return known["noted_schemes"]
        if name == "units_by_slug":
            return known["noted_slugs"]
        if name == "classifier":
            note(BOOK, "categories")
            return plain(self).classifier
        if name in FIELDS or name in DERIVED:
            note(BOOK, name)
        if name in DERIVED:
            return getattr(plain(self), name)
        return super().__getattribute__(name)

    def unit(self, name: str) -> Unit | None:
        """The unit that goes by a name."""
        note(UNIT, name)
        return plain(self).unit(name)

    def explains(self, word: str) -> bool:
        """Whether the glossary explains a word."""
        note(TERM, word)
        return plain(self).explains(word)


def plain(book: Book) -> Book:
    """The book itself."""
    found: Book = vars(book).get("plain", book)
    return found


def answer(book: Book, kind: str, name: str) -> Any:
    """What a plain book holds in answer to such a question."""
    match kind:
        case "unit":
            return book.unit(name)
        case "body":
            return book.units_by_slug.get(name)
        case "scheme":
            return name in book.schemes
        case "clause":
            key, _, field = name.rpartition(".")
            return getattr(book.schemes[key], field) if key in book.schemes else None
        case "site":
            return getattr(book.site, name)
        case "term":
            return book.explains(name)
        case "names":
            return tuple(getattr(book, name))
        case _:
            return getattr(book, name)
