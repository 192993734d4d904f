"""Questions without a build: what is wrong with all files, what one project shows, beside what a new one is drafted."""

import difflib
import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from generator.core.paths import Paths
from generator.draft.new import Known
from generator.load import ProjectFile, read_bytes, read_project
from generator.model.project import Project
from generator.pipeline.cache import BuildCache
from generator.pipeline.context import BuildContext
from generator.pipeline.examination import Examination, combine, examine
from generator.pipeline.file_sums import FileSums
from generator.pipeline.keys import program_key
from generator.pipeline.pool import WorkerPool
from generator.pipeline.projects import NOTHING, run_projects
from generator.views import ProjectDetail


def check(
    paths: Paths, context: BuildContext | None = None, proposed: Mapping[ProjectFile, bytes] = NOTHING
) -> Examination:
    """What is wrong with the content; what was seen is kept in `out`, where there is one, for `build` as well.

    Files that are `proposed`, new or changed, are looked at as if they lay in their place already.
    """
    with uncollected():
        return _check(paths, context or BuildContext.open(paths), proposed)


def _check(paths: Paths, context: BuildContext, proposed: Mapping[ProjectFile, bytes]) -> Examination:
    files = sorted({*context.site.files, *proposed}, key=lambda one: (one.year, one.slug))
    with WorkerPool(context) as pool:
        cache = BuildCache(paths.out, program_key(), pool, thorough=False)
        sums = FileSums(paths)
        results = list(run_projects(cache, context, files, sums, proposed=proposed))
        sums.save()
        return combine(context, files, [result.examination for result in results], cache)


def examine_project(paths: Paths, project: str) -> tuple[Examination, ProjectDetail | None]:
    """One project (`2017/shipin-huiyi`): the errors in its way, and all of it that could be read.

    Only its file is read, and what stands beside the projects. Raises `LookupError` with the known ids, nearest first.
    """
    context = BuildContext.open(paths)
    files = {file.id: file for file in context.site.files}
    file = files.get(project.removesuffix(".yml"))
    if file is None:
        known = list(files)
        raise LookupError(*(difflib.get_close_matches(project, known, 5) or known[:5]))
    examined = examine(context, file, read_bytes(file, paths.content))
    examination = combine(context, [file], [examined.examination]).errors_alone()
    return examination, examined.draft_detail(context.site.book)


def known_projects(paths: Paths) -> Known:
    """What a new data file is drafted beside: the projects there are, and how one of them is read."""
    context = BuildContext.open(paths)
    examination = check(paths, context)
    files = {file.id: file for file in context.site.files}

    def read(project: str) -> Project:
        file = files[project]
        found = read_project(file, read_bytes(file, paths.content)).project
        assert found, "it was read before"
        return found

    whole = (project for file, project in examination.projects.items() if file not in examination.unread)
    projects = {project.id: project for project in whole}
    return Known(context.site.book, projects, examination.unread, read)


@contextmanager
def uncollected() -> Iterator[None]:
    """Hundreds of thousands of records are made and all of them kept: looking for waste takes half the time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
