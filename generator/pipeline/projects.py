"""The first stage of the pipeline: every project file by itself, examined and, for a build, rendered.

The results of a file are cached apart, since a changed template needs neither a new examination nor new downloads. What
is missing of them is done in one call, so that no file is read twice.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from generator.core.diagnostic import Diagnostic
from generator.core.noting import note_all, noting
from generator.load import ProjectFile, read_bytes
from generator.pipeline.cache import BuildCache, TaskResult, entry_of
from generator.pipeline.context import BuildContext
from generator.pipeline.entries import CacheEntry
from generator.pipeline.examination import Examined, FileExamination, examine
from generator.pipeline.file_sums import FileSums
from generator.pipeline.pool import give_memory_back
from generator.views import ProjectDetail

BATCH_PROJECTS = 1000  # done together before they are saved, so that little is lost when a run is ended
NOTHING: Mapping[ProjectFile, bytes] = {}

Raw = bytes | Diagnostic


class Rendering(NamedTuple):
    """How a project is rendered: the downloads and facts that are made of it, and its page, which tells of these."""

    output: Callable[[BuildContext, Examined, ProjectDetail], TaskResult]
    page: Callable[[BuildContext, Examined, ProjectDetail, Any], TaskResult]


@dataclass(frozen=True)
class ProjectResult:
    """A project as the pipeline goes on with it; `output` and `page` are what was rendered, each with its files.

    `fresh`: its page was made in this run.
    """

    file: ProjectFile
    examination: FileExamination
    output: CacheEntry | None = None
    page: CacheEntry | None = None
    fresh: bool = False


class _Job(NamedTuple):
    """What a worker is to do with one file: examine it unless that is known, and render it if there is a way to.

    Where the `output` is kept, the page alone is missing.
    """

    file: ProjectFile
    raw: Raw
    key: str
    known: FileExamination | None
    rendering: Rendering | None
    output: CacheEntry | None
    made: Path


class _Done(NamedTuple):
    """What was missing of one file and is done now."""

    examined: CacheEntry | None = None
    output: CacheEntry | None = None
    page: CacheEntry | None = None


class ProjectGroups(NamedTuple):
    """The groups of the cache in which the projects of a year are kept."""

    examined: str
    outputs: str
    pages: str


def groups_of(year: str) -> ProjectGroups:
    """Those of one year."""
    return ProjectGroups(f"examined-{year}", f"projects-{year}", f"pages-{year}")


def run_projects(
    cache: BuildCache,
    context: BuildContext,
    files: Sequence[ProjectFile],
    sums: FileSums,
    rendering: Rendering | None = None,
    proposed: Mapping[ProjectFile, bytes] = NOTHING,
) -> Iterator[ProjectResult]:
    """Every file examined, and rendered if a way is given and nothing stands in the way, in their order.

    What is `proposed` counts in place of what a file holds on the disk.
    """
    sources = _Sources(context, sums, proposed)
    for years in _batches(files):
        if cache.thorough:  # which looks at every file of a great many, as where years are joined
            give_memory_back()
        yield from _run_batch(cache, sources, years, rendering)


def _run_batch(
    cache: BuildCache, sources: "_Sources", years: Mapping[str, Sequence[ProjectFile]], rendering: Rendering | None
) -> Iterator[ProjectResult]:
    """The files of some years: what is known of their tasks is let go of before the next are looked up."""
    jobs, found = {}, {}
    values: dict[ProjectFile, FileExamination | None] = {}
    for year, some in years.items():
        wanted, groups = {file.slug: sources.key(file) for file in some}, groups_of(year)
        examined = cache.lookup(groups.examined, wanted)
        outputs = cache.lookup(groups.outputs, wanted) if rendering else {}
        of_pages = {slug: _page_key(wanted[slug], output) for slug, output in outputs.items()}
        pages = cache.lookup(groups.pages, of_pages) if rendering else {}
        found[year] = examined, outputs, pages
        for file in some:
            slug = file.slug
            known = values[file] = _examination(examined[slug]) if slug in examined else None
            how = rendering if slug not in pages and (known is None or known.publishable) else None
            if known is None or how:
                jobs[year, slug] = _Job(file, *sources.whole(file), known, how, outputs.get(slug), cache.made)
        sources.forget()
    done = cache.pool.map("项目" if rendering else "校验", _process, list(jobs.values()))
    for (year, slug), entries in zip(jobs, done, strict=True):
        for group, entry in zip(found[year], entries, strict=True):
            if entry:
                group[slug] = cache.made_now(entry)
    for year, some in years.items():
        names, groups = [file.slug for file in some], groups_of(year)
        examined, outputs, pages = ({name: one[name] for name in names if name in one} for one in found.pop(year))
        cache.save(groups.examined, examined)
        if rendering:
            cache.save(groups.outputs, outputs)
            cache.save(groups.pages, pages)
        for file in some:
            examination = values[file] or _examination(examined[file.slug])
            fresh = (year, file.slug) in jobs
            yield ProjectResult(file, examination, outputs.get(file.slug), pages.get(file.slug), fresh)


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


def _process(context: BuildContext, job: _Job) -> _Done:
    """Do in a worker what is missing of one file."""
    with noting() as asked:
        examined = examine(context, job.file, job.raw, job.known)
    found = examined.examination
    entry = None if job.known else entry_of(context, job.made, job.key, _facts_apart(found), asked)
    if not (job.rendering and context.sound):
        return _Done(entry)
    with noting() as more:  # what is worked out for the downloads is not worked out again for the page
        note_all(asked)
        detail = examined.detail(context.site.book)
        if detail is None:
            return _Done(entry)
        output = job.output
        if output is None:
            output = entry_of(context, job.made, job.key, job.rendering.output(context, examined, detail), more)
        page = job.rendering.page(context, examined, detail, output.value)
        finished = entry_of(context, job.made, _page_key(job.key, output), page, more)
    return _Done(entry, None if job.output else output, finished)


def _facts_apart(found: FileExamination) -> TaskResult:
    """What is kept of an examination."""
    return TaskResult(found._replace(facts=None), (), (found.facts.value,) if found.facts else ())


def _examination(entry: CacheEntry) -> FileExamination:
    """An examination that was kept."""
    found: FileExamination = entry.value
    return found._replace(facts=entry.blobs[0]) if entry.blobs else found


def _page_key(key: str, output: CacheEntry) -> str:
    """The key of the page of a file: it also tells of the downloads."""
    return sha256(key.encode() + output.packed).hexdigest()


class _Sources:
    """The sources of examinations: the bytes of each file, and the key, which is known without them where it can be."""

    def __init__(self, context: BuildContext, sums: FileSums, proposed: Mapping[ProjectFile, bytes]) -> None:
        self.context, self.sums, self.proposed = context, sums, proposed
        self.read: dict[ProjectFile, Raw] = {}

    def key(self, file: ProjectFile) -> str:
        """The key of one file, as it was found when the run began."""
        known = "" if file in self.proposed else self.sums.get(file.address)
        if known:
            return _key(file, known)
        raw = self._read(file)
        if len(self.read) < BATCH_PROJECTS:  # the others are read again when they are wanted
            self.read[file] = raw
        return self._key_of(file, raw)

    def forget(self) -> None:
        """Let go of the bytes that were read for a key, of files of which no more is wanted."""
        self.read.clear()

    def whole(self, file: ProjectFile) -> tuple[Raw, str]:
        """The bytes of one file and the key of these: it may have changed since the run began."""
        raw = self.read.pop(file, None) or self._read(file)
        return raw, self._key_of(file, raw)

    def _read(self, file: ProjectFile) -> Raw:
        return self.proposed.get(file) or read_bytes(file, self.context.paths.content)

    def _key_of(self, file: ProjectFile, raw: Raw) -> str:
        if isinstance(raw, Diagnostic):
            return _key(file, str(raw))
        return _key(file, sha256(raw).hexdigest() if file in self.proposed else self.sums.learn(file.address, raw))


def _key(file: ProjectFile, said: str) -> str:
    """The key of a file: what its bytes are, or what stands in their way, and its name with the folder's."""
    return f"{said} {file.file}"
