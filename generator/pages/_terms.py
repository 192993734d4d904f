"""Terms of a page: a word that the glossary explains leads to its explanation, which a script shows on the spot.

It does so where it comes first; a page of lines under every word reads badly.
"""

from collections.abc import Iterable

from markupsafe import Markup, escape

from generator.model.glossary import Term

SCRIPT = "assets/js/terms.js"


class PageTerms:
    """Marks the terms of one page while it is written; `root` is the way from the page to the site's root."""

    def __init__(self, terms: Iterable[Term], root: str) -> None:
        self._terms = {term.word: term for term in terms}
        self._glossary = "glossary.html" if root == "." else f"{root}/glossary.html"
        self._marked: set[str] = set()

    @property
    def any(self) -> bool:
        """Whether the page has any so far."""
        return bool(self._marked)

    def mark(self, word: str, text: str = "") -> Markup:
        """A word, or the `text` that stands for it, as a link; as it is where it was one before or is not explained."""
        said, term = escape(text or word), self._terms.get(word)
        if term is None or word in self._marked:
            return said
        self._marked.add(word)
        return Markup(f'<a class="term" href="{self._glossary}#{escape(term.anchor)}">{said}</a>')
