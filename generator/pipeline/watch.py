"""Looking for projects that ask for a second look (`make review WATCH=1`), among those without mistakes."""

from collections.abc import Iterator, Sequence

from generator.core.paths import Paths
from generator.draft.new import Known
from generator.pipeline.check import known_projects
from generator.pipeline.reexamination import unit_of
from generator.scoring import score_project
from generator.views import ProjectDetail
from generator.views.watch import WatchedProject, watch_list


def watched(paths: Paths, year: str, unit: str) -> tuple[str, Sequence[WatchedProject], tuple[str, ...]]:
    """The name of the site, the projects of a year and a unit ("": of all), and the files that have mistakes.

    Raises `SampleError` where there is no such unit.
    """
    known = known_projects(paths)
    body = unit_of(known, unit)
    found = watch_list(_details(known), known.book.site.cutoff)
    meant = [one for one in found if year in ("", str(one.detail.year)) and body in (None, one.detail.unit)]
    return known.book.site.name, meant, tuple(sorted(one for one in known.unread if "/projects/" in one))


def _details(known: Known) -> Iterator[ProjectDetail]:
    """Every project, one after the other, oldest year first."""
    for key in sorted(known.projects, key=lambda one: (known.projects[one].year, one)):
        project = known.read(key)
        scheme = known.book.schemes.get(project.evaluation.scheme)
        yield ProjectDetail.in_book(known.book, project, score_project(project, scheme))
