"""The story of a build: each project by itself, each year and unit, all together, the index; then the trees are synced.

Every stage is a list of tasks (`stages.py`) that the cache keeps and the worker pool shares out; here stands what
depends on what. Where the content does not pass, nothing is published and the last good site stays.
"""

import errno
from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import Any

from generator.charts._svg import ChartError
from generator.core.file_tree import TreeSums
from generator.core.files import FileAltered, locked
from generator.core.paths import Paths
from generator.load import ProjectFile
from generator.load.versions import Histories, InvalidVersion
from generator.pipeline import index_stages, stages, versions, year_stages
from generator.pipeline.built_years import built_years
from generator.pipeline.cache import DOCS, PAGES, BuildCache, Made, Task, effort_of_list
from generator.pipeline.check import uncollected
from generator.pipeline.context import BuildContext
from generator.pipeline.entries import CacheEntry
from generator.pipeline.examination import Examination, FileExamination, combine
from generator.pipeline.file_stamps import FileStamp, stamps_of
from generator.pipeline.file_sums import FileSums
from generator.pipeline.file_table import BARE, FileTable, MadeTree
from generator.pipeline.keys import assets_key, program_key
from generator.pipeline.made import made_file
from generator.pipeline.pool import WorkerDied, WorkerPool
from generator.pipeline.results import (
    BuiltProject,
    Told,
    by_unit,
    by_year,
    other_years_args,
    series_args,
    summaries_args,
)
from generator.pipeline.site_pages import arguments_of, site_file_tasks, site_page_tasks
from generator.pipeline.trees import Trees
from generator.pipeline.unchanged import Unchanged
from generator.search.article import FIRST, GROUPS, LISTINGS, PROJECTS
from generator.site import SiteError, broken_links, page_address
from generator.views.download import Download

DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
Early = Callable[[Mapping[str, str]], object]


class BuildError(Exception):
    """Something beside the data stands in the way; the message says what and what to do."""


class Builder:
    """Builds of one content folder, one after the other: what one made ready serves the next while it still fits."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.last: BuildContext | None = None

    def build(self, strict: bool = False, parts: Sequence[Path] = (), early: Early | None = None) -> Examination:
        """Make the site in `out/site`; where the content does not pass nothing is published, and the last one stays.

        `parts` are folders in which `build_years` worked before, on whichever machine; what fits is not done again.
        `early` is told where the pages of projects lie (by address) that were made anew, long before the site is whole.
        """
        with self._locked():
            last = Unchanged(self.paths, sums := FileSums(self.paths))
            if not parts:
                if found := last.examination():
                    return found
                with suppress(FileAltered), self._run(sums, thorough=False) as run:
                    return run.all(strict, early, last)
            with self._run(sums) as run:
                for folder in parts:
                    run.cache.adopt(folder)
                return run.all(strict, early, last)

    def build_years(self, years: Collection[str]) -> Examination:
        """Do the work on some years alone, for a `build` of all of them to go on with."""
        with self._locked(), self._run(FileSums(self.paths)) as run:
            return run.some(years)

    @contextmanager
    def _run(self, sums: FileSums, thorough: bool = True) -> "Iterator[_Run]":
        assert self.paths.out, "a build needs a folder"
        self.last = BuildContext.open(self.paths, self.last, sums)
        with WorkerPool(self.last) as pool, closing(Told(self.paths.out)) as told:
            cache = BuildCache(self.paths.out, program_key(), pool, thorough)
            cache.begin()
            yield _Run(self.last, cache, self.paths.out, sums, told)
            sums.save()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        assert self.paths.out, "a build needs a folder"
        try:
            with locked(self.paths.out), uncollected():
                yield
        except (ChartError, FileAltered, InvalidVersion, SiteError, WorkerDied) as trouble:
            raise BuildError(str(trouble)) from trouble
        except OSError as trouble:
            where = f"（{trouble.filename}）" if trouble.filename else ""
            why = "磁盘满了" if trouble.errno in DISK_FULL else f"{trouble.strerror or trouble}"
            raise BuildError(f"写不了文件{where}：{why}。已生成的网站没有改动；改正后再运行一次。") from trouble


class _Run:
    """One run over one folder."""

    def __init__(self, context: BuildContext, cache: BuildCache, out: Path, sums: FileSums, told: Told) -> None:
        self.context, self.cache, self.out, self.sums, self.told = context, cache, out, sums, told
        self.files = FileTable()
        self.known: Mapping[str, Any] = {}  # what modules may ask for that tell of all projects
        self.newest = ""
        self.indexed = set[str]()  # the addresses of the pages that have a segment already

    def all(self, strict: bool, early: Early | None, last: Unchanged) -> Examination:
        """Do all stages."""
        trees = Trees(self.out, self.cache, last)
        fresh: list[FileStamp] = []
        projects, examined = self._projects(files := self.context.site.files, fresh if early else None)
        of_groups = self._groups(projects)  # a few of them are done while the projects are compared
        examination = combine(self.context, files, examined, self.cache)
        if not examination.passes(strict):
            return examination
        if early:
            early({one.address: self.cache.path(one) for one in fresh if one.part == BARE + PAGES})
        before = versions.histories(self.context, projects)
        listed = self._lists(projects, self._noted(of_groups()), before)
        self._index(self._pages(listed))
        self._versions(before)
        last.note(self._publish(trees), examination)
        return examination

    def some(self, years: Collection[str]) -> Examination:
        """Do the stages that need nothing of other years."""
        files = tuple(file for file in self.context.site.files if file.year in years)
        projects, examined = self._projects(files)
        examination = combine(self.context, files, examined, self.cache).errors_alone()
        if examination.sound:
            asked = by_year(projects, (year for year in self.context.years if str(year) in years))
            self._run("年度", year_stages.year_tasks(asked))
        self.cache.drop_unused()
        return examination

    def _projects(
        self, files: Sequence[ProjectFile], fresh: list[FileStamp] | None = None
    ) -> tuple[list[BuiltProject], list[FileExamination]]:
        """Every project by itself, and what its file shows; `fresh` is to gain the files made anew."""
        examined, projects = list[FileExamination](), list[BuiltProject]()
        for year in built_years(self.cache, self.context, files, self.sums):
            examined += year.examined
            projects += year.projects
            self.files.add(year.columns)
            self.told.add_packed(year.downloads)
            self.told.pages += (project.page for project in year.projects)
            if fresh is not None:
                fresh += stamps_of(year.fresh)
        return projects, examined

    def _groups(self, projects: Sequence[BuiltProject]) -> Callable[[], Made]:
        """What is made of a unit and of a series."""
        of_units = by_unit(projects, self.context.site.book.units).items()
        units = [Task(slug, stages.build_unit, (slug, summaries_args(some))) for slug, some in of_units]
        series = [Task(name, stages.build_series, args) for name, args in series_args(projects)]
        return self.cache.begin_run("年度", {"units": units, "series": series}, effort_of_list(projects))

    def _lists(self, projects: Sequence[BuiltProject], made: Made, before: Histories) -> tuple[Download, ...]:
        """What is made of several projects, of which it gives the downloads; their own pages with their other years."""
        newest = max((one.page.changed for one in projects), default="")  # a day (ISO 8601) where one is known
        years = year_stages.year_tasks(by_year(projects, self.context.years))
        begun = self.cache.begin_run("年度", years, effort_of_list(projects))
        # Downloads of a unit or a series stand on its own page: a list of all would be hundreds of lines.
        self.told.add([*made["units"], *made["series"]])
        self.known = arguments_of(self.context, projects)
        self.newest = newest
        own_years = [Task(name, stages.add_other_years, args) for name, args in other_years_args(projects, before)]
        lists = self._run("总表", {"years-of-projects": own_years, "files": site_file_tasks(self.known, projects)})
        lists |= self._noted(begun())
        told = (self.told.add(lists[group]) for group in ("files", *years))
        return tuple(download for some in told for one in some for download in one.downloads)

    def _pages(self, listed: tuple[Download, ...]) -> list[CacheEntry]:
        """All other pages, which tell of all downloads; beside them the index of those there are: it is given."""
        made = self._run(
            "其他网页",
            {
                "pages": site_page_tasks(self.known, listed),
                "sums": [Task("sums", stages.build_checksums, (self.newest, self.told.packed_args()))],
                "index-others": list(chain.from_iterable(self._segments(PROJECTS, GROUPS))),
            },
        )
        self.told.add(made["pages"])
        return made["index-others"]

    def _index(self, of_others: Sequence[CacheEntry]) -> None:
        """The search index, and the files of the site that are no page."""
        listed = tuple(sorted((page.address, page.changed) for page in self.told.pages))
        frame = [Task("frame", stages.build_frame, listed, assets_key(self.context.paths))]
        first, listings = self._segments(FIRST, LISTINGS)
        made = self._run("索引", {"index-first": first, "index-listings": listings, "frame": frame})
        segments = [*made["index-first"], *of_others, *made["index-listings"]]
        lists = self._run("索引", {"index-lists": index_stages.list_tasks(segments)})["index-lists"]
        self._run("索引", {"index": [index_stages.index_task(segments, lists)]})

    def _segments(self, *orders: Container[int]) -> list[list[Task]]:
        """The segments of the search index, of the pages of each of these kinds."""
        pages = {at: one for at, one in self._tree(PAGES).sums(".html").items() if at not in self.indexed}
        made = index_stages.segment_tasks(pages, *orders)
        self.indexed.update(at for tasks in made for task in tasks for at, _ in task.args)
        return made

    def _versions(self, before: Histories) -> None:
        """What was published of projects before."""
        read = self._run("旧版", {"versions-links": versions.link_tasks(before)})["versions-links"]
        self._run("旧版", {"versions": versions.version_tasks(before, (one.value for one in read), self._tree(PAGES))})

    def _run(self, stage: str, groups: Mapping[str, Sequence[Task]]) -> Made:
        """What some tasks give; their files are noted."""
        return self._noted(self.cache.run(stage, groups))

    def _noted(self, made: Made) -> Made:
        for entry in chain.from_iterable(made.values()):
            self.files.add(entry.columns)
        return made

    def _tree(self, part: str) -> MadeTree:
        """A tree of all that was made until now."""
        return self.files.tree(part, self.cache.made)

    def _publish(self, trees: Trees) -> Collection[TreeSums]:
        """Put the trees together from what was made."""
        docs, site = self._tree(DOCS), self._tree(PAGES)

        def html(address: str) -> str:
            return made_file(self.context, site.sum(page_address(address))).read_text("utf-8")

        if lines := list(broken_links(self.told.links, docs.found(self.told.targets), html)):
            raise SiteError.of(lines)
        return trees.put(self.context, self.files)
