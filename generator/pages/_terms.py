"""Terms of a page: a word that the glossary explains leads to its explanation, which a script shows on the spot.

It does so where it comes first; a page of lines under every word reads badly.
"""

from collections.abc import Callable

from markupsafe import Markup, escape

from generator.model.glossary import anchor_of

SCRIPT = "assets/js/terms.js"


class PageTerms:
    """Marks the terms of one page while it is written; `root` is the way from the page to the site's root."""

    def __init__(self, explains: Callable[[str], bool], root: str) -> None:
        self._explains = explains
        self._glossary = "glossary.html" if root == "." else f"{root}/glossary.html"
        self._marked: set[str] = set()

    @property
    def any(self) -> bool:
        """Whether the page has any so far."""
        return bool(self._marked)

    def mark(self, word: str, text: str = "") -> Markup:
        """A word, or the `text` that stands for it, as a link; as it is where it was one before or is not explained."""
        said = escape(text or word)
        if word in self._marked or not self._explains(word):
            return said
        self._marked.add(word)
        return Markup(f'<a class="term" href="{self._glossary}#{escape(anchor_of(word))}">{said}</a>')
