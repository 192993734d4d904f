"""What the stages of a build hand on: projects, by year, and the files of a tree."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.build.work import BARE, ProjectDone
from generator.diagnostic import Diagnostic
from generator.exports import MOST_LEAVES
from generator.load import Spot
from generator.store import BOTH, Kept, Trace
from generator.view import Brief


@dataclass(frozen=True)
class Project:
    """A project as the build goes on with it."""

    spot: Spot
    raw: bytes | Diagnostic
    kept: Kept
    done: ProjectDone

    @property
    def brief(self) -> Brief:
        """Its facts."""
        assert self.done.seen.brief, "what does not pass is not built"
        return self.done.seen.brief


def by_year(projects: Iterable[Project]) -> Mapping[int, Sequence[Project]]:
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
    many = sum(project.done.indicators for project in projects) > MOST_LEAVES
    return None if many else [project.done.leaves for project in projects]
