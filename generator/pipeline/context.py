"""What each process of a build has at hand: the content beside the projects, the templates, the engine."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.core.diagnostic import passes
from generator.load import SiteContent, read_site
from generator.pages import PageComposer, navigation
from generator.pipeline.cache import hash_of, program_hash
from generator.site import Engine, SiteSettings
from generator.views import ProjectSummary

HOME = Path(__file__).resolve().parent.parent.parent
THEME = HOME / "theme"
ECHARTS = THEME / "node_modules/echarts/dist/echarts.min.js"


@dataclass(frozen=True)
class BuildContext:
    """The content folder and what was read of it beside the projects."""

    content: Path
    about: SiteContent

    @property
    def sound(self) -> bool:
        """Whether what stands beside the projects could be read: without it no page can be made."""
        return passes(self.about.found, False)

    @property
    def echarts(self) -> Path:
        """The chart library, which pages ask for when a chart comes into view."""
        return ECHARTS

    def summary(self, packed: bytes) -> ProjectSummary:
        """The summary of a project, unpacked."""
        return ProjectSummary.unpack(packed, self.about.book)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years there are projects of, newest first."""
        return tuple(sorted({int(spot.year) for spot in self.about.spots}, reverse=True))

    @cached_property
    def composer(self) -> PageComposer:
        """What turns pages into Markdown."""
        return PageComposer(self.about.book, THEME / "templates")

    @cached_property
    def engine(self) -> Engine:
        """What turns Markdown into the pages of the site."""
        return Engine(self.shared, HOME / "mkdocs.yml")

    @cached_property
    def shared(self) -> SiteSettings:
        """What all pages share."""
        book = self.about.book
        return SiteSettings(book.site, tuple(navigation(self.years, book.texts)), feed=bool(self.years))

    @cached_property
    def key(self) -> str:
        """A hash of all this: program, templates, engine, and every file of the content that is no project."""
        beside = [self.content / name for name in ("", "schemes", "frameworks", "pages")]
        files = (part for folder in (THEME / "templates", *beside) for part in _files(folder, folder.glob("*")))
        drawing = _files(THEME, (THEME / "draw.cjs", THEME / "package-lock.json"))
        return hash_of(program_hash(), self.engine.key, *drawing, *files)

    @property
    def frame_key(self) -> str:
        """A hash of what the files of the site that are no page depend on."""
        assets = THEME / "overrides/assets"
        return hash_of(self.key, *_files(assets, assets.rglob("*")))

    def take_over(self, other: "BuildContext") -> None:
        """What was made ready for another desk, if all that it was made from is the same."""
        if self.sound and other.sound and self.key == other.key:
            made = ("composer", "engine")
            vars(self).update({name: value for name, value in vars(other).items() if name in made})


def _files(folder: Path, paths: Iterable[Path]) -> Iterator[str | bytes]:
    """The names and the bytes of some files."""
    for path in sorted(path for path in paths if path.is_file()):
        yield from (path.relative_to(folder).as_posix(), path.read_bytes())


_desk: BuildContext | None = None


def init_worker(content: Path, of: int) -> BuildContext:
    """Lay the desk of this process. A copy of the process `of` has it already; a fresh process reads for itself."""
    global _desk  # noqa: PLW0603 — one for each process, which is what it is for
    if _desk is None or os.getpid() == of or os.getppid() != of:
        fresh = BuildContext(content, read_site(content))
        if _desk:
            fresh.take_over(_desk)
        _desk = fresh
    return _desk


def current_context() -> BuildContext:
    """The desk of this process."""
    assert _desk, "`prepare` comes first"
    return _desk
