"""What the stages of a build hand on: projects, by year, and the files of a tree."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.build.work import BARE, ProjectDone
from generator.exports import MOST_LEAVES
from generator.inspection import Seen
from generator.load import Spot
from generator.store import BOTH, Trace
from generator.view import Brief


@dataclass(frozen=True)
class Project:
    """A project as the build goes on with it: where it lies, the key of its task, its files and what it gave."""

    spot: Spot
    key: str
    files: tuple[Trace, ...]
    given: ProjectDone

    @property
    def brief(self) -> Brief:
        """Its facts."""
        assert self.given.seen.brief, "what does not pass is not built"
        return self.given.seen.brief


def settled(projects: Sequence[Project]) -> list[Project]:
    """The same without what only the checks between them asked for, and without indicators that are too many to list.

    Of ten thousand projects that is most of the memory they take.
    """
    years = {year: indicators(some) is not None for year, some in by_year(projects).items()}
    made = []
    for project in projects:
        seen = Seen((), brief=project.brief)
        leaves = project.given.leaves if years[project.brief.year] else b""
        made.append(replace(project, given=project.given._replace(seen=seen, leaves=leaves)))
    return made


def by_year(projects: Iterable[Project]) -> Mapping[int, Sequence[Project]]:
    """The projects of each year."""
    found: dict[int, list[Project]] = defaultdict(list)
    for project in projects:
        found[project.brief.year].append(project)
    return found


def finished(traces: Iterable[Trace], part: str) -> dict[str, Trace]:
    """The files of a tree by address; a page that knows the other years of its project goes before the bare one."""
    rank = {BARE + part: 0, part: 1, BOTH: 1}
    found = sorted(
        (trace for trace in traces if trace.part in rank), key=lambda trace: (trace.address, rank[trace.part])
    )
    return {trace.address: trace for trace in found}


def of_year(year: int, projects: Sequence[Project]) -> tuple[int, list[Brief], list[bytes] | None]:
    return year, [project.brief for project in projects], indicators(projects)


def indicators(projects: Sequence[Project]) -> list[bytes] | None:
    """The scored indicators of some projects, packed; None where they are too many to list."""
    many = sum(project.given.indicators for project in projects) > MOST_LEAVES
    return None if many else [project.given.leaves for project in projects]
