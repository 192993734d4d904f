"""Packing: facts as bytes, in which units and schemes are their slugs, found again in the book of whoever unpacks."""

import pickle
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from generator.model.book import Book, RatingScheme, Unit


def packed(value: object) -> bytes:
    """The facts as bytes."""
    out = BytesIO()
    _Pickler(out, pickle.HIGHEST_PROTOCOL).dump(value)
    return out.getvalue()


def unpacked(known: bytes, book: Book) -> Any:
    """The facts again, with the units and schemes of this book."""
    return _Unpickler(BytesIO(known), book).load()


class _Pickler(pickle.Pickler):
    """Writes units and schemes as their slugs."""

    def persistent_id(self, thing: object) -> tuple[str, str] | None:
        if isinstance(thing, Unit | RatingScheme):
            return (Unit if isinstance(thing, Unit) else RatingScheme).__name__, thing.slug
        return None


class _Unpickler(pickle.Unpickler):
    """Finds units and schemes in a book."""

    def __init__(self, known: BytesIO, book: Book) -> None:
        super().__init__(known)
        self.known: Mapping[str, Mapping[str, Unit | RatingScheme]] = {
            Unit.__name__: book.units_by_slug,
            RatingScheme.__name__: book.schemes,
        }

    def persistent_load(self, reference: tuple[str, str]) -> Unit | RatingScheme:
        kind, slug = reference
        return self.known[kind][slug]
