"""Build context: what every task needs beside its arguments; each worker process is given it when it starts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from generator.core.diagnostic import passes
from generator.core.noting import note, note_all, noting
from generator.core.paths import Paths
from generator.core.templating import TEMPLATE
from generator.load import BY_PROJECT, INBOX, RELEASES, SiteContent, read_site
from generator.load.attachment import FOLDER
from generator.model.book import Book
from generator.pipeline.answers import AnswerKeys, file_state, template_text
from generator.pipeline.entries import Blob, BlobFiles
from generator.pipeline.file_sums import FileSums
from generator.pipeline.keys import charts_key, content_key, frame_key, key_of, program_key, theme_key
from generator.pipeline.noted_book import KINDS, NotedBook, answer, plain
from generator.views import ProjectSummary

if TYPE_CHECKING:
    from generator.core.noting import Question
    from generator.pages import PageComposer
    from generator.site import Engine, SiteSettings

REUSED = ("_composer", "_engine")  # slow to make, and the same as long as the key is
YEARS, ENGINE, CHARTS, ATTACHMENT = "years", "engine", "charts", "attachment"  # kinds of questions beside a book's


@dataclass(frozen=True)
class BuildContext:
    """The paths of the run and the content beside the projects; what is made of these is made when first asked for.

    What tasks ask for is noted, so that what they made holds as long as the answers do: whatever more is given to them
    here must note itself.
    """

    paths: Paths
    site: SiteContent
    sums: FileSums | None = None

    @classmethod
    def open(cls, paths: Paths, last: "BuildContext | None" = None, sums: FileSums | None = None) -> "BuildContext":
        """Read the content beside the projects; what the context of the last run made is taken over where it fits."""
        site = read_site(paths.content)
        context = cls(paths, replace(site, book=NotedBook(site.book)), sums)
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

    def summaries(self, blobs: Iterable[Blob]) -> tuple[ProjectSummary, ...]:
        """Read the summaries of some projects."""
        files, book = BlobFiles(), self.site.book
        return tuple(ProjectSummary.unpack(files.whole(one), book) for one in blobs)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have a page, newest first: those of projects and of overviews."""
        note(YEARS)
        return self._years

    @cached_property
    def _years(self) -> tuple[int, ...]:
        of_overviews = (int(overview.year) for overview in self._book.overviews)
        return tuple(sorted({*(int(file.year) for file in self.site.files), *of_overviews}, reverse=True))

    @property
    def composer(self) -> "PageComposer":
        """What turns pages into Markdown."""
        composer, asked = self._composer
        note_all(asked)
        return composer

    @cached_property
    def _composer(self) -> "tuple[PageComposer, set[Question]]":
        from generator.pages import PageComposer

        cache = self.paths.out / "state/templates" if self.paths.out else None
        with noting() as asked:
            return PageComposer(self.site.book, self.paths.templates, cache), asked

    @property
    def engine(self) -> "Engine":
        """What turns Markdown into the pages of the site."""
        note(ENGINE)
        return self._engine

    @cached_property
    def _engine(self) -> "Engine":
        from generator.site import Engine

        return Engine(self.settings, self.paths.engine_settings)

    @cached_property
    def settings(self) -> "SiteSettings":
        """What all pages share."""
        from generator.pages import navigation
        from generator.site import SiteSettings

        book = self._book
        return SiteSettings(book.site, tuple(navigation(self._years, book.texts)), feed=bool(self.site.files))

    @cached_property
    def key(self) -> str:
        """The key of all that stands beside the projects, and of the theme."""
        content = content_key(self.paths, (*BY_PROJECT, INBOX, RELEASES))
        return key_of(program_key(), content, theme_key(self.paths), self._years, self._book.timestamps)

    @cached_property
    def answers(self) -> AnswerKeys:
        """The answers to what tasks ask for, in this run."""
        return AnswerKeys(
            {
                **{kind: partial(answer, self._book, kind) for kind in KINDS},
                YEARS: lambda _: self._years,
                ENGINE: lambda _: (frame_key(self.paths), self.settings.settings(self.paths.engine_settings.parent)),
                CHARTS: lambda _: charts_key(self.paths),
                TEMPLATE: lambda name: template_text(self.paths.templates, name),
                ATTACHMENT: self._attachment,
            }
        )

    def _attachment(self, name: str) -> str:
        address = f"{FOLDER}/{name}"
        return file_state(self.paths.content / address, self.sums.get(address) if self.sums else "")

    @property
    def _book(self) -> Book:
        """The book that notes nothing."""
        return plain(self.site.book)
