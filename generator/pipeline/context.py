"""Build context, passed to every task: paths of a run, site-wide content, and tools created from both."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.core.diagnostic import passes
from generator.core.packing import unpack
from generator.core.paths import PACKAGE, Paths, program_files
from generator.load import BY_PROJECT, INBOX, RELEASES, SiteContent, read_site
from generator.pipeline.store import MADE, read_file, read_parts
from generator.pipeline.tasks import Parts, key_of
from generator.views import Portfolio, ProjectSummary
from generator.views.portfolio import MIN_COMPARED

if TYPE_CHECKING:
    from generator.pages import PageComposer
    from generator.site import Engine, SiteSettings


@dataclass(frozen=True)
class BuildContext:
    """Site-wide content (everything but projects), and tools created lazily from it."""

    paths: Paths
    site: SiteContent
    content_key: str = ""

    @classmethod
    def open(cls, paths: Paths) -> "BuildContext":
        """Read the site-wide content; repeat if it changes while being read."""
        while True:
            key = _content_key(paths.content)
            context = cls(paths, read_site(paths.content), key)
            if _content_key(paths.content) == key:
                return context

    def is_current(self) -> bool:
        """True if the site-wide content has not changed since it was read."""
        return _content_key(self.paths.content) == self.content_key

    def __getstate__(self) -> Mapping[str, Any]:
        """Drop the tools: every process creates its own."""
        return {"paths": self.paths, "site": self.site, "content_key": self.content_key}

    @property
    def folder(self) -> Path:
        """Output folder of the build."""
        assert self.paths.out, "a build needs a folder"
        return self.paths.out

    @property
    def made(self) -> Path:
        """Folder of the files that tasks write."""
        return self.folder / MADE

    @property
    def sound(self) -> bool:
        """True if the site-wide content has no errors; without it no page can be rendered."""
        return passes(self.site.diagnostics)

    def site_key(self, attachments: Mapping[str, str]) -> str:
        """Return the key of everything but the projects; when it changes, the whole site is rebuilt.

        Covers program, theme, engine settings, every content file that is no project (`attachments`: digests by
        address), years and time stamps.
        """
        theme = (*self.paths.theme_files(), *self.paths.asset_files(), self.paths.echarts)
        return key_of(
            program_key(),
            tuple(_named(self.paths.root, theme)),
            self.content_key,
            attachments,
            self.years,
            self.site.book.timestamps,
            self.comparison,
        )

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Years that have a page, newest first: those of projects and of overviews."""
        of_overviews = (int(overview.year) for overview in self.site.book.overviews)
        return tuple(sorted({*(int(file.year) for file in self.site.files), *of_overviews}, reverse=True))

    @property
    def comparison(self) -> bool:
        """True if there are enough projects for the comparison page; see `OptionalPages`."""
        return len(self.site.files) >= MIN_COMPARED

    @cached_property
    def composer(self) -> "PageComposer":
        """Renderer of Markdown from templates."""
        from generator.pages import PageComposer

        cache = self.paths.out / "state/templates" if self.paths.out else None
        return PageComposer(self.site.book, self.paths.templates, cache)

    @cached_property
    def engine(self) -> "Engine":
        """Renderer of HTML pages from Markdown."""
        from generator.site import Engine

        return Engine(self.settings, self.paths.engine_settings)

    @cached_property
    def settings(self) -> "SiteSettings":
        """Engine settings shared by all pages."""
        from generator.pages import navigation
        from generator.site import SiteSettings

        book = self.site.book
        nav, feed = navigation(self.years, book.texts), bool(self.site.files)
        return SiteSettings(book.site, nav, feed=feed, comparison=self.comparison)

    def parts(self, parts: Parts) -> list[bytes]:
        """Return the bytes of stored parts."""
        return read_parts(self.folder, parts)

    def values(self, parts: Parts) -> Iterator[Any]:
        """Return the unpacked values of stored parts."""
        return map(unpack, self.parts(parts))

    def file(self, digest: str) -> bytes:
        """Return the bytes of a file that an earlier task wrote."""
        return read_file(self.folder, digest)

    def portfolio(self, summaries: Parts, indicators: Parts | None = None) -> Portfolio:
        """Return the portfolio of projects, from their stored summaries and indicators.

        The largest is cached: many tasks need that of all projects, and forked processes inherit it.
        """
        key = summaries.digest, None if indicators is None else indicators.digest
        portfolio = self._portfolios.get(key)
        if portfolio is None:
            rows = None if indicators is None else [row for rows in self.values(indicators) for row in rows]
            portfolio = Portfolio(self.site.book, self.summaries(summaries), indicators=rows)
            if all(portfolio.count >= other.count for other in self._portfolios.values()):
                self._portfolios.clear()
                self._portfolios[key] = portfolio
        return portfolio

    @cached_property
    def _portfolios(self) -> "dict[tuple[str, str | None], Portfolio]":
        return {}

    def summaries(self, parts: Parts) -> tuple[ProjectSummary, ...]:
        """Return stored summaries."""
        return tuple(ProjectSummary.unpack(data, self.site.book) for data in self.parts(parts))


@cache
def program_key() -> str:
    """Return the key of the program and its libraries, computed once per process."""
    return key_of(*_named(PACKAGE.parent, program_files()))


def _content_key(folder: Path) -> str:
    """Return the key of every content file that is no project, attachment or record of what was published."""
    apart = (*BY_PROJECT, INBOX, RELEASES)
    _, folders, top = next(os.walk(folder), ("", (), ()))
    walked = (entry for name in folders if name not in apart for entry in os.walk(folder / name))
    files = [folder / name for name in top] + [Path(place, name) for place, _, names in walked for name in names]
    return key_of(*_named(folder, sorted(files)))


def _named(home: Path, files: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield the names and bytes of files; unreadable ones are skipped and reported where they are needed."""
    for path in files:
        with suppress(OSError):
            name = path.relative_to(home).as_posix() if path.is_relative_to(home) else path.name
            if path.is_file():
                yield name, path.read_bytes()
