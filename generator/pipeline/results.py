"""Results that the stages of a build hand on: projects, by year and by unit, and the files of a tree."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from generator.load import ProjectFile
from generator.load.versions import Histories
from generator.model.book import Unit
from generator.pipeline.cache import BOTH, DOCS, PAGES
from generator.pipeline.entries import Blob, FileStamp
from generator.pipeline.keys import later
from generator.pipeline.projects import ProjectResult
from generator.pipeline.stages import (
    BARE,
    YEAR_OF_SERIES,
    OtherYears,
    PageRecord,
    PageRecords,
    ProjectOutput,
    SeriesArgs,
)
from generator.views.download import Download


@dataclass(frozen=True)
class BuiltProject:
    """A project as the build goes on with it: its file, the files made of it, what they gave."""

    file: ProjectFile
    stamps: tuple[FileStamp, ...]
    output: ProjectOutput
    page: PageRecord
    summary: Blob
    leaves: Blob

    @property
    def records(self) -> PageRecords:
        """What is said of its files and its page."""
        return PageRecords(self.output.downloads, (self.page,))

    @property
    def year(self) -> int:
        """The year the money was for."""
        return int(self.file.year)


def built_projects(results: Iterable[ProjectResult]) -> Iterator[BuiltProject]:
    """The projects that were rendered."""
    for one in results:
        if one.output and one.page:
            files = (*one.output.files, *one.page.files)
            yield BuiltProject(one.file, files, one.output.value, one.page.value, *one.output.blobs)


def blobs_args(blobs: Sequence[Blob]) -> Sequence[Blob]:
    """Blobs as arguments of a task: known by their checksums, read where it is done."""
    return later(sha256("".join(blob.sum for blob in blobs).encode()).hexdigest(), lambda: blobs)


def downloads_args(records: Iterable[PageRecords]) -> Sequence[Download]:
    """All downloads that are spoken of: tens of thousands, known by what is said of them."""
    found = [download for one in records for download in one.downloads]
    said = ("\0".join((one.path, one.title, str(one.bytes), one.sum, one.digest)) for one in found)
    return later(sha256("\n".join(said).encode("utf-8", "surrogateescape")).hexdigest(), lambda: sorted(found))


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


def merge_variants(stamps: Iterable[FileStamp], part: str) -> dict[str, FileStamp]:
    """The files of a tree by address; a page that knows the other years of its project goes before the bare one."""
    bare, found = BARE + part, dict[str, FileStamp]()
    for one in stamps:
        if one.part in (part, BOTH):
            found[one.address] = one
        elif one.part == bare:
            found.setdefault(one.address, one)
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
            sums = {stamp.part: stamp.sum for stamp in one.stamps}
            count = len(before.get(one.file.id, ()))
            at = found.index(one)
            yield one.file.id, OtherYears(summaries, at, count, sums[BARE + DOCS], sums[BARE + PAGES])


def several_years(projects: Iterable[BuiltProject]) -> Iterator[Sequence[BuiltProject]]:
    """The projects that have a page on their years, those of one 系列 together, oldest first."""
    for found in _through_the_years(projects):
        _, of_unit = found[0].output.links.series  # which an own 系列 leaves blank
        if len(found) > 1 and not of_unit:
            yield found


def series_args(projects: Iterable[BuiltProject]) -> Iterator[tuple[str, SeriesArgs]]:
    """What the page of each 系列 of several years is made from, by the 系列; without one there is no page."""
    for found in (some for some in _through_the_years(projects) if len(some) > 1):
        if sums := [stamp.sum for one in found for stamp in one.stamps if stamp.part == YEAR_OF_SERIES]:
            yield found[0].output.links.series[0], SeriesArgs(summaries_args(found), sums)
