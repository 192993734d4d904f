"""The registered bodies: one key for each, and its full name, whichever of its names is written."""

from generator.model.book import Book, without_code


def key(book: Book, name: str) -> str:
    """Its slug, or the name where it is not registered."""
    unit = book.unit(name)
    return unit.slug if unit else without_code(name)


def full(book: Book, name: str) -> str:
    """Its full name, or the name where it is not registered."""
    unit = book.unit(name)
    return unit.name if unit else name
