"""Built years: the projects of each year as the build goes on with them, kept as a whole while nothing of them changes.

So ten thousand projects are taken up without looking for each of them.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import NamedTuple

from generator.load import ProjectFile
from generator.pipeline.answers import in_order
from generator.pipeline.cache import BuildCache
from generator.pipeline.context import BuildContext
from generator.pipeline.entries import Blob, CacheEntry, state_of_group
from generator.pipeline.examination import FileExamination
from generator.pipeline.file_stamps import StampColumns, joined
from generator.pipeline.file_sums import FileSums
from generator.pipeline.keys import key_of
from generator.pipeline.persistence import pack, unpack
from generator.pipeline.projects import ProjectResult, groups_of, run_projects
from generator.pipeline.results import BuiltProject
from generator.pipeline.stages import RENDERING

YEAR = "year"  # the one entry of a group


class BuiltYear(NamedTuple):
    """What every file of a year shows, and the projects that were made; their files, what speaks of their downloads.

    `fresh` are the files of the pages that were made in this run.
    """

    examined: Sequence[FileExamination]
    projects: Sequence[BuiltProject]
    columns: Sequence[StampColumns]
    downloads: bytes
    fresh: Sequence[StampColumns] = ()

    @classmethod
    def of(cls, results: Sequence[ProjectResult]) -> "BuiltYear":
        """The same of the projects one by one."""
        made = [(one, one.output, one.page) for one in results if one.output and one.page]
        return cls(
            [one.examination for one in results],
            [BuiltProject.of(one.file, output, page) for one, output, page in made],
            joined(column for _, output, page in made for column in (*output.columns, *page.columns)),
            b"".join(output.packed for _, output, _ in made),
            [column for one, _, page in made if one.fresh for column in page.columns],
        )


def built_years(
    cache: BuildCache, context: BuildContext, files: Sequence[ProjectFile], sums: FileSums
) -> Iterator[BuiltYear]:
    """The projects of each year of some files, in their order; those in which something changed are done anew."""
    years = {year: list(some) for year, some in groupby(files, lambda file: file.year)}
    kept = {year: entry for year, some in years.items() if (entry := _kept(cache, year, _key(cache, year, some, sums)))}
    results = run_projects(cache, context, [file for file in files if file.year not in kept], sums, RENDERING)
    for year, some in years.items():
        if entry := kept.pop(year, None):
            cache.groups.update(groups_of(year))
            cache.save(_group(year), {YEAR: entry})
            yield unpack(entry.blobs[0].value)
            continue
        found = list(islice(results, len(some)))
        yield (built := BuiltYear.of(found))
        # Not where years are joined: they may be so large that there is no room for it.
        key = "" if cache.thorough else _key(cache, year, some, sums)
        cache.save(_group(year), _entries(context, key, built, found))
        del found, built  # before the next year is taken up


def _entries(
    context: BuildContext, key: str, built: BuiltYear, found: Sequence[ProjectResult]
) -> dict[str, CacheEntry]:
    """What is to be kept: nothing where a project was not made, or was told what this process does not know."""
    entries = [entry for one in found for entry in (one.output, one.page) if entry]
    each = {(id(entry.asked), entry.answers): entry for entry in entries}.values()
    told = all(not entry.answers or entry.answers == context.answers.key(entry.asked) for entry in each)
    if not key or not told or len(entries) < 2 * len(found):
        return {}
    asked = in_order({question for entry in each for question in entry.asked})
    return {YEAR: CacheEntry(key, b"", (), asked, "", (Blob(pack(built._replace(fresh=()))),))}


def _group(year: str) -> str:
    return f"built-{year}"


def _kept(cache: BuildCache, year: str, key: str) -> CacheEntry | None:
    """What is kept of a year; a run that looks at all files looks at those of each project."""
    found = cache.lookup(_group(year), {YEAR: key})
    return None if cache.thorough or not key else found.get(YEAR)


def _key(cache: BuildCache, year: str, files: Sequence[ProjectFile], sums: FileSums) -> str:
    """The key of all files of a year and of what is kept of each; nothing where it cannot be told."""
    wanted = [(sums.get(file.address), file.file) for file in files]
    groups = [state_of_group(cache.kept / group) for group in groups_of(year)]
    return key_of(str(cache.kept), wanted, groups) if all(groups) and all(known for known, _ in wanted) else ""
