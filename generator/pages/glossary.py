"""名词解释: all terms of the glossary on one page; where there is no glossary there is none."""

import re
from collections.abc import Iterator

from generator.model.book import Book
from generator.pages import Page, PageKind, shows
from generator.pages._tags import column

KINDS = (PageKind(re.compile(r"glossary\.html"), "名词解释", listing=True),)


def pages(book: Book) -> Iterator[Page]:
    """The one glossary page."""
    terms = book.terms
    about = "绩效评价公开文件和本站常用的名词，一两句话说明白。"
    if terms:
        yield Page(
            "glossary.md",
            "名词解释",
            "glossary",
            shows(terms=terms),
            about,
            tags=column("名词解释", about, "名词解释"),
        )
