"""Terms of a page: each word that the glossary explains becomes a button, whose note stands once at the page's end."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from generator.model.glossary import Term

BUTTON = Markup('<button type="button" class="term" popovertarget="{id}">{text}</button>')


@dataclass
class PageTerms:
    """Gathers the terms of one page while it is written."""

    terms: Sequence[Term]
    _used: dict[str, Term] = field(default_factory=dict)

    def mark(self, word: str, text: str = "") -> Markup:
        """A word, or the `text` that stands for it, as a button; as it is where the glossary does not explain it."""
        term = next((term for term in self.terms if term.word == word), None)
        if term is None:
            return Markup.escape(text or word)
        self._used.setdefault(word, term)
        return BUTTON.format(id=note_id(word), text=text or word)

    @property
    def notes(self) -> list[tuple[str, str, str, str]]:
        """The id of each note with the word, its meaning and the document that says so."""
        return [(note_id(term.word), term.word, term.meaning, term.source) for term in self._used.values()]


def note_id(word: str) -> str:
    """The id of a term's note in a page, and of its place on the page of all terms: one without white space."""
    return "term-" + "".join(word.split())
