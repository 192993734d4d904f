"""Template engine of pages: filters and names that all templates share, and links to the glossary.

All text that templates are given is escaped.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from markupsafe import Markup, escape

from generator.core.display import (
    amount,
    grouped,
    own,
    part_of,
    share_of,
    signed,
    thousands,
    with_minus,
)
from generator.core.printed import without_unit
from generator.core.record import Record, Remark
from generator.core.templating import Environment, environment
from generator.model.book import Book
from generator.model.category import UNDECIDED
from generator.model.glossary import anchor_of
from generator.views import ABSENT, figure
from generator.views.ledger import OPEN, history, tracked

TERMS_SCRIPT = "assets/js/terms.js"
NUMBER = re.compile(rf"\d[\d,]*(\.\d+)?%?|{ABSENT}")
SPECIAL = re.compile(r"[^\w\s·，。、；：？！“”‘’（）《》〈〉【】〔〕—…％－]|_", re.ASCII)


def template_engine(templates: Path, book: Book, cache: Path | None = None) -> Environment:
    """The engine over a folder of templates, with the filters and names that all of them may use."""
    engine, site = environment(templates, cache), book.site
    engine.filters["md"] = markdown_text
    engine.filters["figure"] = grouped
    engine.filters["sortable"] = figure
    engine.filters["own"] = own
    engine.filters["amount"] = amount
    engine.filters["share_of"] = share_of
    engine.filters["columns"] = columns
    engine.filters["places"] = places
    engine.filters["lacking"] = lacking
    engine.filters["bar"] = bar
    engine.filters["remark"] = remark_words
    engine.filters["json"] = script_json
    engine.filters["history"] = history
    engine.filters["signed"] = signed
    engine.filters["minus"] = with_minus
    engine.filters["without_unit"] = without_unit
    engine.filters["thousands"] = thousands
    engine.filters["of"] = part_of
    engine.filters["tracked"] = partial(tracked, cutoff=site.cutoff)
    engine.globals["site"] = site
    engine.globals["ABSENT"] = ABSENT
    engine.globals["UNDECIDED"] = UNDECIDED
    engine.globals["OPEN"] = OPEN
    return engine


def markdown_text(text: str) -> Markup:
    """Text of a data file inside Markdown: every character that could mean something becomes a character reference."""
    return Markup(SPECIAL.sub(lambda sign: sign[0] if ord(sign[0]) > 127 else f"&#{ord(sign[0])};", text))


def bar(rate: str) -> Markup:
    """The bar beside a rate, as an attribute of its cell: whole per cents, cut so that only a full one looks full."""
    whole = rate.rstrip("%").partition(".")[0]
    if not whole.isdecimal():
        return Markup()
    return Markup(f' data-bar="{whole:0>2}"' if len(whole) < 3 else ' data-bar="100"')


def remark_words(record: Record) -> tuple[str, ...]:
    """Return the words of a record's 说明."""
    remark = getattr(record, "remark", None)
    return remark.words if isinstance(remark, Remark) else ()


def script_json(text: str) -> Markup:
    """JSON inside a script element: no `<`, so that it cannot end the element."""
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


def places(numbers: Iterable[str]) -> int:
    """Return the largest number of decimals in a column of numbers."""
    return max((len(_decimals(number)) for number in numbers), default=0)


def lacking(number: str, most: int) -> str:
    """Return the classes that align a number with those of its column that have more decimals."""
    lacks = most - len(_decimals(number))
    if not lacks or not number[:1].isdigit():
        return ""
    return f" lacks-{min(lacks, 4)}" + ("" if _decimals(number) else " lacks-point")


def columns(rows: Sequence[Sequence[str]]) -> tuple[int | None, ...]:
    """Return for each column its number of decimals, None for a column that does not hold numbers alone."""
    return tuple(
        places(cells) if all(NUMBER.fullmatch(cell) for cell in cells) else None for cells in zip(*rows, strict=True)
    )


def _decimals(number: str) -> str:
    return number.removesuffix("%").partition(".")[2]


class PageTerms:
    """Marks the terms of one page while it is written; `root` is the way from the page to the site's root."""

    def __init__(self, explains: Callable[[str], bool], root: str) -> None:
        self._explains = explains
        self._glossary = "glossary.html" if root == "." else f"{root}/glossary.html"
        self._marked: set[str] = set()

    @property
    def any(self) -> bool:
        """True if any term has been marked so far."""
        return bool(self._marked)

    def mark(self, word: str, text: str = "") -> Markup:
        """A word, or the `text` that stands for it, as a link; as it is where it was one before or is not explained."""
        label = escape(text or word)
        if word in self._marked or not self._explains(word):
            return label
        self._marked.add(word)
        return Markup(f'<a class="term" href="{self._glossary}#{escape(anchor_of(word))}">{label}</a>')
