"""Results that the stages of a build hand on: projects, by year and by unit, and the files of a tree."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.load import ProjectFile
from generator.load.versions import Histories
from generator.model.book import Unit
from generator.pipeline.cache import DOCS, PAGES
from generator.pipeline.entries import Blob, CacheEntry, blobs_args
from generator.pipeline.file_table import BARE
from generator.pipeline.keys import later
from generator.pipeline.stages import (
    YEAR_OF_SERIES,
    OtherYears,
    PageRecord,
    PageRecords,
    ProjectOutput,
    SeriesArgs,
)

READ_AGAIN = (BARE + DOCS, BARE + PAGES, YEAR_OF_SERIES)


@dataclass(frozen=True)
class BuiltProject:
    """A project as the build goes on with it: its file, what was made of it but for its downloads, its page.

    `sums` are the checksums of those of its files that other tasks read, by their parts.
    """

    file: ProjectFile
    output: ProjectOutput
    page: PageRecord
    summary: Blob
    leaves: Blob
    sums: Mapping[str, bytes]

    @classmethod
    def of(cls, file: ProjectFile, output: CacheEntry, page: CacheEntry) -> "BuiltProject":
        """The same from what is known of the tasks that made it."""
        columns = (*output.columns, *page.columns)
        sums = {part: checksums for part, _, _, _, checksums in columns if part in READ_AGAIN}
        summary, leaves = output.blobs
        return cls(file, output.value._replace(packed=b""), page.value, summary, leaves, sums)

    @property
    def year(self) -> int:
        """The year the money was for."""
        return int(self.file.year)


class Told:
    """What tasks say of the pages and the downloads they made: the pages, and packed what speaks of downloads.

    This waits in a file, since it is read only once, by another process.
    """

    def __init__(self, out: Path) -> None:
        """Begin with nothing."""
        self.pages: list[PageRecord] = []
        self.place = out / "state/told"
        self.place.parent.mkdir(parents=True, exist_ok=True)
        self._file, self._sum = self.place.open("wb"), sha256()

    def add(self, entries: Sequence[CacheEntry]) -> list[PageRecords]:
        """Take up what some tasks say."""
        found = [entry.value for entry in entries]
        for entry in entries:
            self.add_packed(entry.packed)
        self.pages += (page for one in found for page in one.pages)
        return found

    def add_packed(self, packed: bytes) -> None:
        """Take up what speaks of downloads."""
        self._file.write(packed)
        self._sum.update(packed)

    def packed_args(self) -> Path:
        """What speaks of downloads as an argument of a task: a file with one packed value behind the other."""
        self._file.flush()
        return later(self._sum.hexdigest(), lambda: self.place)

    def close(self) -> None:
        """Let go of what speaks of downloads."""
        self._file.close()
        self.place.unlink(missing_ok=True)

    @property
    def links(self) -> Mapping[str, Sequence[str]]:
        """Where the links of each page lead."""
        return {page.address: page.links for page in self.pages if page.links}

    @property
    def targets(self) -> set[str]:
        """The pages and files that they lead to."""
        return {link.partition("#")[0] for page in self.pages for link in page.links}


def summaries_args(projects: Sequence[BuiltProject]) -> Sequence[Blob]:
    """The facts of some projects for lists."""
    return blobs_args([project.summary for project in projects])


def by_year(projects: Iterable[BuiltProject], years: Iterable[int]) -> Mapping[int, Sequence[BuiltProject]]:
    """The projects of each of the years that have a page; a year may have none."""
    found: dict[int, list[BuiltProject]] = {year: [] for year in sorted(years)}
    for project in projects:
        found[project.year].append(project)
    return found


def by_unit(projects: Iterable[BuiltProject], units: Iterable[Unit]) -> Mapping[str, Sequence[BuiltProject]]:
    """The projects each unit carried out or evaluated, by its slug; a unit may have none."""
    found: dict[str, list[BuiltProject]] = {}
    bodies: dict[str, list[str]] = defaultdict(list)
    for unit in units:
        found[unit.slug] = []
        for name in dict.fromkeys(unit.names):
            bodies[name].append(unit.slug)
    for project in projects:
        for slug in dict.fromkeys((project.output.links.unit, *bodies.get(project.output.links.agency, ()))):
            found[slug].append(project)
    return found


def _through_the_years(projects: Iterable[BuiltProject]) -> Iterator[Sequence[BuiltProject]]:
    """The projects, those together that are one project in several years, oldest first."""
    found: dict[tuple[str, str], list[BuiltProject]] = defaultdict(list)
    for project in projects:
        found[project.output.links.series].append(project)
    return (sorted(some, key=lambda one: one.year) for some in found.values())


def other_years_args(projects: Iterable[BuiltProject], before: Histories) -> Iterator[tuple[str, OtherYears]]:
    """What the page of each project of several years, or published otherwise before, is finished from, by it."""
    for found in _through_the_years(projects):
        summaries = summaries_args(found)
        for one in found if len(found) > 1 else (one for one in found if one.file.id in before):
            docs, html = (one.sums[BARE + part].hex() for part in (DOCS, PAGES))
            count = len(before.get(one.file.id, ()))
            at = found.index(one)
            yield one.file.id, OtherYears(summaries, at, count, docs, html)


def series_args(projects: Iterable[BuiltProject]) -> Iterator[tuple[str, SeriesArgs]]:
    """What the page of each 系列 of several years is made from, by the 系列; without one there is no page."""
    for found in (some for some in _through_the_years(projects) if len(some) > 1):
        if sums := [one.sums[YEAR_OF_SERIES].hex() for one in found if YEAR_OF_SERIES in one.sums]:
            yield found[0].output.links.series[0], SeriesArgs(summaries_args(found), sums)
