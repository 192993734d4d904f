"""Results that the stages of a build hand on: projects, by year and by unit, and the files of a tree."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.exports import MAX_INDICATOR_ROWS
from generator.load import ProjectFile
from generator.model.book import Unit
from generator.pipeline.cache import BOTH, FileStamp
from generator.pipeline.projects import ProjectResult
from generator.pipeline.stages import BARE, ListArgs, ProjectOutput


@dataclass(frozen=True)
class BuiltProject:
    """A project as the build goes on with it: its file, the files made of it, and what it gave."""

    file: ProjectFile
    stamps: tuple[FileStamp, ...]
    output: ProjectOutput

    @property
    def year(self) -> int:
        """The year the money was for."""
        return int(self.file.year)

    @property
    def summary(self) -> bytes:
        """Its summary, packed."""
        return self.output.summary


def built_projects(results: Iterable[ProjectResult]) -> Iterator[BuiltProject]:
    """The projects that were rendered; of years with too many indicators to list, without these.

    Of ten thousand projects the indicators are most of the memory they take.
    """
    rendered = (BuiltProject(one.file, one.entry.files, one.entry.value) for one in results if one.entry)
    for _, year in groupby(rendered, lambda project: project.file.year):
        projects = list(year)
        listed = list_args(projects).leaves is not None
        for project in projects:
            output = project.output if listed else project.output._replace(leaves=b"")
            yield BuiltProject(project.file, project.stamps, output)


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
    rank = {BARE + part: 0, part: 1, BOTH: 1}
    found = sorted((one for one in stamps if one.part in rank), key=lambda one: (one.address, rank[one.part]))
    return {one.address: one for one in found}


def list_args(projects: Sequence[BuiltProject]) -> ListArgs:
    """What a list of some projects is made from."""
    many = sum(project.output.indicators for project in projects) > MAX_INDICATOR_ROWS
    leaves = None if many else [project.output.leaves for project in projects]
    return ListArgs([project.summary for project in projects], leaves)
