"""Build context: what every task needs beside its arguments; each worker process is given it when it starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from generator.core.diagnostic import passes
from generator.core.paths import Paths
from generator.load import BY_PROJECT, INBOX, RELEASES, SiteContent, read_site
from generator.pipeline.keys import assets_key, content_key, key_of, program_key, theme_key
from generator.views import ProjectSummary

if TYPE_CHECKING:
    from generator.pages import PageComposer
    from generator.site import Engine, SiteSettings

REUSED = ("composer", "engine")  # slow to make, and the same as long as the key is


@dataclass(frozen=True)
class BuildContext:
    """The paths of the run and the content beside the projects; what is made of these is made when first asked for."""

    paths: Paths
    site: SiteContent

    @classmethod
    def open(cls, paths: Paths, last: "BuildContext | None" = None) -> "BuildContext":
        """Read the content beside the projects; what the context of the last run made is taken over where it fits."""
        context = cls(paths, read_site(paths.content))
        if last and last.paths == paths and context.sound and last.sound and last.key == context.key:
            vars(context).update({name: vars(last)[name] for name in REUSED if name in vars(last)})
        return context

    def __getstate__(self) -> Mapping[str, Any]:
        """Only what the rest is made of travels to another process."""
        return {"paths": self.paths, "site": self.site}

    @property
    def sound(self) -> bool:
        """Whether what stands beside the projects could be read: without it no page can be made."""
        return passes(self.site.diagnostics, False)

    def summary(self, packed: bytes) -> ProjectSummary:
        """The summary of a project, unpacked."""
        return ProjectSummary.unpack(packed, self.site.book)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years that have a page, newest first: those of projects and of overviews."""
        of_overviews = (int(overview.year) for overview in self.site.book.overviews)
        return tuple(sorted({*(int(file.year) for file in self.site.files), *of_overviews}, reverse=True))

    @cached_property
    def composer(self) -> "PageComposer":
        """What turns pages into Markdown."""
        from generator.pages import PageComposer

        return PageComposer(self.site.book, self.paths.templates)

    @cached_property
    def engine(self) -> "Engine":
        """What turns Markdown into the pages of the site."""
        from generator.site import Engine

        return Engine(self.settings, self.paths.engine_settings)

    @cached_property
    def settings(self) -> "SiteSettings":
        """What all pages share."""
        from generator.pages import navigation
        from generator.site import SiteSettings

        book = self.site.book
        return SiteSettings(book.site, tuple(navigation(self.years, book.texts)), feed=bool(self.site.files))

    @cached_property
    def examination_key(self) -> str:
        """The key of what reading, scoring and checking depend on beside the project: program and site content."""
        return key_of(program_key(), content_key(self.paths, (*BY_PROJECT, INBOX, RELEASES)))

    @cached_property
    def key(self) -> str:
        """The key of what a page depends on beside its own facts: the theme and the years in the navigation as well."""
        return key_of(self.examination_key, theme_key(self.paths), self.years)

    @cached_property
    def frame_key(self) -> str:
        """The key of the files of the site that are no page."""
        return key_of(self.key, assets_key(self.paths))
