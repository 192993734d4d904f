"""Before anything is written: read, score and check the content, and know all that is wrong with it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.cache import Cache, Memory
from generator.checks import check
from generator.diagnostic import Diagnostic, Waived, in_order, passes
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
        return self.passes(strict=False)

    def passes(self, strict: bool) -> bool:
        """Whether the site may be made; where `strict`, not even a warning may stand."""
        return passes(self.diagnostics, strict)


def inspect(content: Path, cache: Path | None = None) -> Inspected:
    """Read, score and check everything under `content`; what was read is kept in `cache`, where there is one."""
    memory = Cache(cache) if cache else Memory()
    with _uncollected():
        return _inspect(content, memory)


def _inspect(content: Path, memory: Memory) -> Inspected:
    book, found = load(content, memory)
    memory.close()
    scores = score(book)
    verdict = check(book, scores)
    return Inspected(book, scores, in_order((*found, *verdict.diagnostics)), verdict.waived)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hundreds of thousands of records are made and all of them kept: looking for waste takes half the time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
