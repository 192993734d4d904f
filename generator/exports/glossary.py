"""Glossary as a script: what is read when a term is pressed (terms.js), kept once instead of in every page."""

import json
from collections.abc import Iterator

from generator.model.book import Book
from generator.views.download import Export


def site_files(book: Book) -> Iterator[Export]:
    """One file: word, meaning and source of each term under its anchor. None where there is no glossary."""
    notes = {term.anchor: (term.word, term.meaning, term.source) for term in book.terms}
    if notes:
        told = json.dumps(notes, ensure_ascii=False, separators=(",", ":"))
        yield Export("glossary.js", f"JXGK.provide('glossary',{told});\n".encode())
