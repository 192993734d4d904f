"""What each process of a build has at hand: the content beside the projects, the templates, the engine."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.diagnostic import passes
from generator.load import About, about
from generator.pages import Composer
from generator.site import Engine, Shared
from generator.store import key_of, program
from generator.view import Brief, Card, Views

HOME = Path(__file__).resolve().parent.parent.parent
THEME = HOME / "theme"
ECHARTS = THEME / "node_modules/echarts/dist/echarts.min.js"


@dataclass(frozen=True)
class Desk:
    """The content folder and what was read of it beside the projects."""

    content: Path
    about: About

    @property
    def sound(self) -> bool:
        """Whether what stands beside the projects could be read: without it no page can be made."""
        return passes(self.about.found, False)

    @property
    def echarts(self) -> Path:
        """The chart library, which pages ask for when a chart comes into view."""
        return ECHARTS

    def card(self, brief: Brief) -> Card:
        """The card of these facts."""
        return Card.found(self.about.book, brief)

    def views(self, briefs: Iterable[Brief]) -> Views:
        """The projects of these facts."""
        return Views(self.about.book, tuple(map(self.card, briefs)))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years there are projects of, newest first."""
        return tuple(sorted({int(spot.year) for spot in self.about.spots}, reverse=True))

    @cached_property
    def composer(self) -> Composer:
        """What turns pages into Markdown."""
        return Composer(self.about.book, THEME / "templates")

    @cached_property
    def engine(self) -> Engine:
        """What turns Markdown into the pages of the site."""
        return Engine(self.shared, HOME / "mkdocs.yml")

    @cached_property
    def shared(self) -> Shared:
        """What all pages share."""
        texts = tuple((text.slug, text.title) for text in self.about.book.texts)
        return Shared(self.about.book.site, self.years, texts, feed=bool(self.years))

    @cached_property
    def key(self) -> str:
        """A hash of all this: program, templates, engine, and every file of the content that is no project."""
        parts: list[str | bytes] = [program(), self.engine.key]
        for folder in (THEME / "templates", *(self.content / name for name in ("", "schemes", "frameworks", "pages"))):
            for path in sorted(path for path in folder.glob("*") if path.is_file()):
                parts += [path.relative_to(folder).as_posix(), path.read_bytes()]
        return key_of(*parts)


_desk: Desk | None = None


def prepare(content: Path, of: int) -> Desk:
    """Lay the desk of this process. A copy of the process `of` has it already; a fresh process reads for itself."""
    global _desk  # noqa: PLW0603 — one for each process, which is what it is for
    if _desk is None or os.getpid() == of or os.getppid() != of:
        _desk = Desk(content, about(content))
    return _desk


def at_hand() -> Desk:
    """The desk of this process."""
    assert _desk, "`prepare` comes first"
    return _desk
