"""The first stage of the pipeline: every project file by itself, examined and, for a build, rendered.

The two results of a file are cached apart, since a changed template needs no new examination. What is missing of both
is done in one call, so that no file is read twice.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from generator.core.diagnostic import Diagnostic
from generator.core.noting import note_all, noting
from generator.load import ProjectFile, read_bytes
from generator.pipeline.cache import BuildCache, TaskResult, entry_of
from generator.pipeline.context import BuildContext
from generator.pipeline.entries import CacheEntry
from generator.pipeline.examination import Examined, FileExamination, examine
from generator.pipeline.file_sums import FileSums

BATCH_PROJECTS = 1000  # done together before they are saved, so that little is lost when a run is ended
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
    known: FileExamination | None
    render: Render | None
    made: Path


def run_projects(
    cache: BuildCache,
    context: BuildContext,
    files: Sequence[ProjectFile],
    sums: FileSums,
    render: Render | None = None,
    proposed: Mapping[ProjectFile, bytes] = NOTHING,
) -> Iterator[ProjectResult]:
    """Every file examined, and rendered if a way is given and nothing stands in the way, in their order.

    What is `proposed` counts in place of what a file holds on the disk.
    """
    sources = _Sources(context, sums, proposed)
    for years in _batches(files):
        jobs, found = {}, {}
        values: dict[ProjectFile, FileExamination | None] = {}
        for year, some in years.items():
            wanted = {file.slug: sources.key(file) for file in some}
            examined = cache.lookup(f"examined-{year}", wanted)
            rendered = cache.lookup(f"projects-{year}", wanted) if render else {}
            found[year] = examined, rendered
            for file in some:
                slug = file.slug
                known = values[file] = examined[slug].value if slug in examined else None
                how = render if slug not in rendered and (known is None or known.publishable) else None
                if known is None or how:
                    jobs[year, slug] = _Job(file, *sources.whole(file), known, how, cache.made)
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
            for file in some:
                yield ProjectResult(file, values[file] or examined[file.slug].value, rendered.get(file.slug))


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
    with noting() as asked:
        examined = examine(context, job.file, job.raw, job.known)
    found = examined.examination
    entry = None if job.known else entry_of(context, job.made, job.key, TaskResult(found), asked)
    if not (job.render and found.publishable and context.sound):
        return entry, None
    with noting() as more:
        note_all(asked)
        return entry, entry_of(context, job.made, job.key, job.render(context, examined), more)


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
        self.read[file] = self._read(file)
        return self._key_of(file, self.read[file])

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
