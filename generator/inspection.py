"""Before anything is written: read, score and check the content, and know all that is wrong with it."""

from dataclasses import dataclass
from pathlib import Path

from generator.checks import check
from generator.diagnostic import Diagnostic, Waived, has_errors, in_order
from generator.load import load
from generator.model.book import Book
from generator.model.scores import ScoreBook
from generator.score import score


@dataclass(frozen=True)
class Inspected:
    """What is known of the content before anything is written."""

    book: Book
    scores: ScoreBook
    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[Waived, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing stands in the way of publishing."""
        return not has_errors(self.diagnostics)


def inspect(content: Path) -> Inspected:
    """Read, score and check everything under `content`, and write nothing."""
    book, found = load(content)
    scores = score(book)
    verdict = check(book, scores)
    return Inspected(book, scores, in_order((*found, *verdict.diagnostics)), verdict.waived)
