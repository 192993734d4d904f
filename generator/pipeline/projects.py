"""The first stage of the pipeline: every project file by itself, examined and, for a build, rendered.

The two results of a file are cached apart, since a changed template needs no new examination. What is missing of both
is done in one call, so that no file is read twice.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from generator.core.diagnostic import Diagnostic
from generator.load import ProjectFile, read_bytes
from generator.load.attachment import FOLDER
from generator.pipeline.cache import BuildCache, CacheEntry, TaskResult, entry_of
from generator.pipeline.context import BuildContext
from generator.pipeline.examination import Examined, FileExamination, examine
from generator.pipeline.keys import key_of, tree_key_parts

BATCH_PROJECTS = 1000  # done together before they are saved, so that little is lost when a run is ended
NAMES_FILES = tuple(key.encode() for key in ("附件", "副本"))
NOTHING: Mapping[ProjectFile, bytes] = {}

Raw = bytes | Diagnostic
Render = Callable[[BuildContext, Examined], TaskResult]


@dataclass(frozen=True)
class ProjectResult:
    """A project as the pipeline goes on with it; `entry` is what was rendered, with its files."""

    file: ProjectFile
    examination: FileExamination
    entry: CacheEntry | None = None


class _Job(NamedTuple):
    """What a worker is to do with one file: examine it unless that is known, and render it if there is a way to."""

    file: ProjectFile
    raw: Raw
    key: str
    render_key: str
    known: FileExamination | None
    render: Render | None
    made: Path


def run_projects(
    cache: BuildCache,
    context: BuildContext,
    files: Sequence[ProjectFile],
    render: Render | None = None,
    proposed: Mapping[ProjectFile, bytes] = NOTHING,
) -> Iterator[ProjectResult]:
    """Every file examined, and rendered if a way is given and nothing stands in the way, in their order.

    What is `proposed` counts in place of what a file holds on the disk.
    """
    keys = _Keys(context)
    for years in _batches(files):
        jobs, found = {}, {}
        for year, some in years.items():
            raws = {file.slug: (file, proposed.get(file) or read_bytes(file, context.paths.content)) for file in some}
            wanted = {slug: keys.of(*one) for slug, one in raws.items()}
            rendered_as = {slug: key_of(key, context.key) for slug, key in wanted.items()} if render else {}
            examined = cache.lookup(f"examined-{year}", wanted)
            rendered = cache.lookup(f"projects-{year}", rendered_as) if render else {}
            found[year] = examined, rendered
            for slug, (file, raw) in raws.items():
                known: FileExamination | None = examined[slug].value if slug in examined else None
                how = render if slug not in rendered and (known is None or known.publishable) else None
                if known is None or how:
                    job = _Job(file, raw, wanted[slug], rendered_as.get(slug, ""), known, how, cache.made)
                    jobs[year, slug] = job
        done = cache.pool.map("项目" if render else "校验", _process, list(jobs.values()))
        for (year, slug), (examination, output) in zip(jobs, done, strict=True):
            if examination:
                found[year][0][slug] = examination
            if output:
                found[year][1][slug] = cache.made_now(output)
        for year, some in years.items():
            examined, rendered = ({f.slug: kept[f.slug] for f in some if f.slug in kept} for kept in found[year])
            cache.save(f"examined-{year}", examined)
            if render:
                cache.save(f"projects-{year}", rendered)
            yield from (ProjectResult(file, examined[file.slug].value, rendered.get(file.slug)) for file in some)


def _batches(files: Sequence[ProjectFile]) -> Iterator[Mapping[str, Sequence[ProjectFile]]]:
    """Whole years, several small ones together: that keeps all cores busy."""
    batch: dict[str, list[ProjectFile]] = defaultdict(list)
    for file in files:
        if file.year not in batch and sum(map(len, batch.values())) >= BATCH_PROJECTS:
            yield batch
            batch = defaultdict(list)
        batch[file.year].append(file)
    if batch:
        yield batch


def _process(context: BuildContext, job: _Job) -> tuple[CacheEntry | None, CacheEntry | None]:
    """Do in a worker what is missing of one file."""
    examined = examine(context, job.file, job.raw, job.known)
    entry = None if job.known else entry_of(job.made, job.key, TaskResult(examined.examination))
    if not (job.render and examined.examination.publishable and context.sound):
        return entry, None
    return entry, entry_of(job.made, job.render_key, job.render(context, examined))


class _Keys:
    """The keys of examinations: each follows from the file's name and bytes, and from what stands beside projects."""

    def __init__(self, context: BuildContext) -> None:
        self.context = context

    def of(self, file: ProjectFile, raw: Raw) -> str:
        """The key of one file."""
        said = str(raw) if isinstance(raw, Diagnostic) else raw
        attached = self._attachments if isinstance(raw, bytes) and any(key in raw for key in NAMES_FILES) else ""
        return key_of(self.context.examination_key, file, said, attached)

    @cached_property
    def _attachments(self) -> str:
        folder = self.context.paths.content / FOLDER
        return key_of(*tree_key_parts(folder, folder))
