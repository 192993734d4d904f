"""What the stages of a build hand on: projects, by year and by unit, and the files of a tree."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.exports import MAX_INDICATOR_ROWS
from generator.load import ProjectFile
from generator.model.book import Unit
from generator.pipeline.cache import BOTH, FileStamp
from generator.pipeline.examination import FileExamination
from generator.pipeline.stages import BARE, ProjectOutput


@dataclass(frozen=True)
class BuiltProject:
    """A project as the build goes on with it: where it lies, the key of its task, its files and what it gave."""

    spot: ProjectFile
    key: str
    files: tuple[FileStamp, ...]
    given: ProjectOutput

    @property
    def year(self) -> int:
        """The year the money was for."""
        return int(self.spot.year)

    @property
    def summary(self) -> bytes:
        """Its summary, packed."""
        return self.given.summary


def without_leaves(projects: Iterable[BuiltProject]) -> list[BuiltProject]:
    """Projects of whole years without the indicators that are too many to list.

    Of ten thousand projects that is most of the memory they take.
    """
    made: list[BuiltProject] = []
    for some in by_year(projects).values():
        if indicators(some) is None:
            made += (replace(project, given=project.given._replace(leaves=b"")) for project in some)
        else:
            made += some
    return made


def without_checks(projects: Iterable[BuiltProject]) -> list[BuiltProject]:
    """The same without what only the checks between them asked for."""
    return [replace(project, given=project.given._replace(seen=FileExamination(()))) for project in projects]


def by_year(projects: Iterable[BuiltProject]) -> Mapping[int, Sequence[BuiltProject]]:
    """The projects of each year."""
    found: dict[int, list[BuiltProject]] = defaultdict(list)
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
        for slug in dict.fromkeys((project.given.ties.unit, *bodies.get(project.given.ties.agency, ()))):
            found[slug].append(project)
    return found


def merge_variants(traces: Iterable[FileStamp], part: str) -> dict[str, FileStamp]:
    """The files of a tree by address; a page that knows the other years of its project goes before the bare one."""
    rank = {BARE + part: 0, part: 1, BOTH: 1}
    found = sorted(
        (trace for trace in traces if trace.part in rank), key=lambda trace: (trace.address, rank[trace.part])
    )
    return {trace.address: trace for trace in found}


def indicators(projects: Sequence[BuiltProject]) -> list[bytes] | None:
    """The scored indicators of some projects, packed; None where they are too many to list."""
    many = sum(project.given.indicators for project in projects) > MAX_INDICATOR_ROWS
    return None if many else [project.given.leaves for project in projects]
