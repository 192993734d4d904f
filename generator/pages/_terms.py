"""Terms of a page: each word that the glossary explains leads to its explanation, which a script shows on the spot."""

from collections.abc import Callable

from markupsafe import Markup, escape

from generator.model.glossary import anchor_of

SCRIPT = "assets/js/terms.js"


class PageTerms:
    """Marks the terms of one page while it is written; `root` is the way from the page to the site's root."""

    def __init__(self, explains: Callable[[str], bool], root: str) -> None:
        self._explains = explains
        self._glossary = "glossary.html" if root == "." else f"{root}/glossary.html"
        self.any = False  # whether the page has any so far

    def mark(self, word: str, text: str = "") -> Markup:
        """A word, or the `text` that stands for it, as a link; as it is where the glossary does not explain it."""
        said = escape(text or word)
        if not self._explains(word):
            return said
        self.any = True
        return Markup(f'<a class="term" href="{self._glossary}#{escape(anchor_of(word))}">{said}</a>')
