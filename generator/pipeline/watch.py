"""Watch list (`make review WATCH=1`): projects without mistakes that deserve a second look."""

from collections.abc import Iterator, Sequence

from generator.core.paths import Paths
from generator.draft.new import ExistingContent
from generator.pipeline.check import known_projects
from generator.pipeline.reexamination import unit_of
from generator.scoring import score_project
from generator.views import ProjectDetail
from generator.views.watch import WatchedProject, watch_list


def watched(paths: Paths, year: str, unit: str) -> tuple[str, Sequence[WatchedProject], tuple[str, ...]]:
    """Return the name of the site, the watched projects of a year and a unit ("": all), and the files with mistakes.

    Raises `SampleError` if there is no such unit.
    """
    existing = known_projects(paths)
    body = unit_of(existing, unit)
    projects = watch_list(_details(existing), existing.book.site.cutoff)
    meant = [own for own in projects if year in ("", str(own.detail.year)) and body in (None, own.detail.unit)]
    return existing.book.site.name, meant, tuple(sorted(file for file in existing.unread if "/projects/" in file))


def _details(existing: ExistingContent) -> Iterator[ProjectDetail]:
    """Yield every project, oldest year first."""
    for key in sorted(existing.projects, key=lambda project: (existing.projects[project].year, project)):
        project = existing.read(key)
        scheme = existing.book.schemes.get(project.evaluation.scheme)
        yield ProjectDetail.in_book(existing.book, project, score_project(project, scheme))
