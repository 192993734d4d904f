"""Scripts of the glossary and of traditional characters, because a page opened from a folder may not fetch."""

import json
from collections.abc import Iterator

from generator.model.book import Book
from generator.search import traditional
from generator.views.download import Export


def site_files(book: Book) -> Iterator[Export]:
    """Yield the glossary, kept once instead of in every page (`terms.js`), and the table by which 績效 finds 绩效."""
    notes = {term.anchor: (term.word, term.meaning, term.source) for term in book.terms}
    if notes:
        yield Export("glossary.js", f"JXGK.provide('glossary',{_text(notes)});\n".encode())
    pairs = _text(traditional.pairs()).replace("<", "\\u003c")
    yield Export("search/traditional.js", f'JXGK.files.arrive("traditional",{pairs});\n'.encode())


_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
