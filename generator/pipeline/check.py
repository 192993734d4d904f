"""Queries without a build: diagnostics of all files, one project on its own, existing content for new drafts."""

import difflib
from collections.abc import Mapping
from contextlib import suppress

from generator.core.files import FileAltered
from generator.core.paths import Paths
from generator.draft.new import ExistingContent
from generator.load import ProjectFile, read_bytes, read_project
from generator.model.project import Project
from generator.pipeline.context import BuildContext
from generator.pipeline.examination import (
    NOTHING_PROPOSED,
    Examination,
    Examined,
    combine,
    examination_of,
    examine,
    examine_all,
)
from generator.pipeline.pool import Pool
from generator.pipeline.sources import Sources, with_store
from generator.pipeline.store import Store, StoreError
from generator.views import ProjectDetail


def check(
    paths: Paths, context: BuildContext | None = None, proposed: Mapping[ProjectFile, bytes] = NOTHING_PROPOSED
) -> Examination:
    """Return the diagnostics of the content; results are cached in `paths.out`, if any, for builds to use.

    Bytes that are `proposed` for new or changed files count in place of what is on disk.
    """
    context = context or BuildContext.open(paths)
    files = sorted({*context.site.files, *proposed}, key=lambda file: (file.year, file.slug))
    pool = Pool(context)

    def run(store: Store, sources: Sources) -> Examination:
        return examination_of(store, pool, examine_all(store, pool, files, sources, proposed))

    if paths.out:
        with suppress(FileAltered, OSError, StoreError):  # without a writable folder, check uncached
            return with_store(context, run)
    examined = pool.map("校验", _examine, [(file, proposed.get(file)) for file in files])
    return combine(context, files, list(examined))


def _examine(context: BuildContext, args: tuple[ProjectFile, bytes | None]) -> Examined:
    file, proposed = args
    raw = read_bytes(file, context.paths.content) if proposed is None else proposed
    return examine(context, file, raw)._replace(project=None, score=None, files={})


def examine_project(paths: Paths, project: str) -> tuple[Examination, ProjectDetail | None]:
    """Examine one project (`2017/shipin-huiyi`); return its diagnostics, and the project as far as it could be read.

    Reads its file and the site-wide content only. Raises `LookupError` with similar ids, nearest first.
    """
    context = BuildContext.open(paths)
    files = {file.id: file for file in context.site.files}
    file = files.get(project.removesuffix(".yml"))
    if file is None:
        ids = list(files)
        raise LookupError(*(difflib.get_close_matches(project, ids, 5) or ids[:5]))
    examined = examine(context, file, read_bytes(file, paths.content))
    examination = combine(context, [file], [examined]).errors_only()
    return examination, examined.draft_detail(context.site.book)


def known_projects(paths: Paths) -> ExistingContent:
    """Return the existing content that new drafts refer to."""
    context = BuildContext.open(paths)
    examination = check(paths, context)
    files = {file.id: file for file in context.site.files}

    def read(project: str) -> Project:
        file = files[project]
        result = read_project(file, read_bytes(file, paths.content)).project
        assert result, "it was read before"
        return result

    whole = (project for file, project in examination.projects.items() if file not in examination.unread)
    projects = {project.id: project for project in whole}
    return ExistingContent(context.site.book, projects, examination.unread, read)
