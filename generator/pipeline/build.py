"""The story of a build: each project by itself, each year, all together; then the trees `docs` and `site` are synced.

Every stage is a list of tasks (`stages.py`) that the cache keeps and the worker pool shares out; this module says what
depends on what. Where the content does not pass, nothing is published and the last good site stays.
"""

import errno
import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path

from generator.charts._svg import ChartError
from generator.core.files import locked, publish_tree, sync_tree, write_atomic
from generator.load import ProjectFile, read_bytes
from generator.pipeline import stages
from generator.pipeline.cache import DOCS, PAGES, BuildCache, CacheEntry, FileStamp, Lazy, Task, hash_of
from generator.pipeline.context import HOME, THEME, init_worker
from generator.pipeline.examination import Examination, Keys, combine, uncollected
from generator.pipeline.pool import WorkerDied, WorkerPool
from generator.pipeline.results import (
    BuiltProject,
    by_unit,
    by_year,
    indicators,
    merge_variants,
    without_checks,
    without_leaves,
)
from generator.pipeline.stages import BARE, OtherYears, PageRecords, page_articles
from generator.site import SiteError, broken_links
from generator.site import page_address as html_of
from generator.site.csp import nginx

__all__ = ["HOME", "THEME", "BuildError", "build", "build_years"]

ENOUGH = 1000  # projects done together before they are kept
FULL = (errno.ENOSPC, errno.EDQUOT)


class BuildError(Exception):
    """Something beside the data stands in the way; the message says what and what to do."""


Early = Callable[[Mapping[str, str]], object]


def build(
    content: Path, out: Path, strict: bool = False, parts: Sequence[Path] = (), early: Early | None = None
) -> Examination:
    """Make the site in `out/site`; where the content does not pass nothing is published, and the last one stays.

    `parts` are folders in which `part` worked before, on whichever machine; what fits is not done again. `early` is
    told where the pages of projects lie (by address) that were made anew, long before the site is put together.
    """
    with _building(content, out) as made:
        for folder in parts:
            made.store.adopt(folder)
        return made.run(strict, early)


def build_years(content: Path, out: Path, years: Collection[str]) -> Examination:
    """Do in `out` the work on some years alone, for a `build` of all of them to go on with."""
    with _building(content, out) as made:
        return made.run_part(years)


@contextmanager
def _building(content: Path, out: Path) -> "Iterator[_BuildRun]":
    try:
        with locked(out), WorkerPool(init_worker, content, os.getpid()) as crew, uncollected():
            yield _BuildRun(content, out, crew)
    except (ChartError, SiteError, WorkerDied) as trouble:
        raise BuildError(str(trouble)) from trouble
    except OSError as trouble:
        where = f"（{trouble.filename}）" if trouble.filename else ""
        why = "磁盘满了" if trouble.errno in FULL else f"{trouble.strerror or trouble}"
        raise BuildError(f"写不了文件{where}：{why}。已生成的网站没有改动；改正后再运行一次。") from trouble


class _BuildRun:
    """One build of one folder."""

    def __init__(self, content: Path, out: Path, crew: WorkerPool) -> None:
        self.out = out
        self.desk = init_worker(content, os.getpid())
        self.store = BuildCache(out, "build", crew)
        self.traces: list[FileStamp] = []

    def run(self, strict: bool, early: Early | None) -> Examination:
        """Do all stages."""
        projects = self._projects(self.desk.about.spots)
        found = combine(self.desk.content, self.desk.about, [project.given.seen for project in projects])
        if not found.passes(strict):
            return found
        if early:
            early({one.address: self.store.path(one) for one in self.store.fresh if one.part == BARE + PAGES})
        self._together(without_checks(projects))
        return found

    def run_part(self, years: Collection[str]) -> Examination:
        """Do the stages that need nothing of other years."""
        spots = tuple(spot for spot in self.desk.about.spots if spot.year in years)
        projects = self._projects(spots)
        beside = replace(self.desk.about, spots=spots)
        found = combine(self.desk.content, beside, [project.given.seen for project in projects])
        if found.sound:
            self._kept("年度", self._years(by_year(projects)))
        self.store.close()
        # Without the other years much looks odd that is not; the whole build tells it.
        return replace(found, diagnostics=tuple(one for one in found.diagnostics if one.severity == "错误"), waived=())

    def _projects(self, spots: Sequence[ProjectFile]) -> list[BuiltProject]:
        """Every project by itself."""
        keys = Keys(self.desk.content, self.desk.key if self.desk.sound else "")
        spots_of: dict[str, list[ProjectFile]] = defaultdict(list)
        for spot in spots:
            spots_of[spot.year].append(spot)
        found: list[BuiltProject] = []
        waiting: dict[str, list[Task]] = {}
        for year, some in spots_of.items():
            raws = [read_bytes(spot, self.desk.content) for spot in some]
            waiting[f"projects-{year}"] = [
                Task(spot.slug, keys.of(spot, raw), stages.build_project, (spot, raw))
                for spot, raw in zip(some, raws, strict=True)
            ]
            # Several small years at once keep all cores busy; what is done is kept from time to time.
            if sum(map(len, waiting.values())) >= ENOUGH or year == spots[-1].year:
                done = chain.from_iterable(self._kept("项目", waiting).values())
                found += without_leaves(
                    BuiltProject(spot, one.key, one.files, one.value)
                    for spot, one in zip(spots[len(found) :], done, strict=False)
                )
                waiting = {}
        return found

    def _together(self, projects: Sequence[BuiltProject]) -> None:
        """What is made of several projects, and the trees of all of it."""
        desk, summaries, leaves = self.desk, [project.summary for project in projects], indicators(projects)
        shown = hash_of(desk.key, *summaries)
        first = self._kept(
            "年度",
            {
                "tables": [Task("tables", hash_of(shown, *leaves or ()), stages.build_tables, (summaries, leaves))],
                **self._years(by_year(projects)),
                "units": self._units(projects),
                "years-of-projects": self._other_years(projects),
            },
        )
        joint = [one.value for group, kept in first.items() for one in kept if group != "years-of-projects"]
        done: list[PageRecords] = [project.given.done for project in projects] + joint
        files = tuple(download for one in joint for download in one.downloads)
        downloads = tuple(sorted(download for one in done for download in one.downloads))
        sample = next((one for one in projects if one.given.indicators), None)
        example = (sample.spot, sample.key) if sample else (None, "")
        given = (summaries, files, example[0])
        pages = Task("pages", hash_of(shown, repr(files), example[1]), stages.compose_pages, given)
        second = self._kept(
            "其他网页",
            {
                "pages": [pages],
                "sums": [Task("sums", hash_of(shown, repr(downloads)), stages.build_checksums, (summaries, downloads))],
                "index-projects": self._parts_of_index(of_projects=True),
            },
        )
        (written,) = (one.value for one in second["pages"])
        tasks = [Task(one[0], hash_of(desk.key, *one), stages.render_page, one) for one in written]
        done += [one.value for one in self._kept("其他网页", {"finished": tasks})["finished"]]
        listed = tuple(sorted((address, day) for one in done for address, day, _ in one.pages))
        frame = [Task("frame", hash_of(desk.frame_key, repr(listed)), stages.build_frame, listed)]
        third = self._kept("索引", {"index-others": self._parts_of_index(of_projects=False), "frame": frame})
        first_part, *rest = third["index-others"]
        parts = [first_part, *second["index-projects"], *rest]
        joined = Lazy(lambda: [kept.value for kept in parts])
        self._kept("索引", {"index": [Task("index", hash_of(*(one.key for one in parts)), stages.build_index, joined)]})
        self._publish(done)

    def _kept(self, stage: str, groups: Mapping[str, Sequence[Task]]) -> Mapping[str, list[CacheEntry]]:
        """What some tasks give; their files are noted."""
        kept = self.store.run(stage, groups)
        self.traces += (trace for some in kept.values() for one in some for trace in one.files)
        return kept

    def _other_years(self, projects: Sequence[BuiltProject]) -> list[Task]:
        """The pages of projects that were evaluated in several years."""
        same: dict[tuple[str, str], list[BuiltProject]] = defaultdict(list)
        for project in projects:
            same[project.given.ties.series, project.given.ties.unit].append(project)
        tasks = []
        for found in (some for some in same.values() if len(some) > 1):
            summaries = tuple(project.summary for project in found)
            for one in found:
                places = {trace.part: Path(self.store.path(trace)) for trace in one.files}
                given = OtherYears(one.summary, summaries, places[BARE + DOCS], places[BARE + PAGES])
                key = hash_of(self.desk.key, one.key, *summaries)
                tasks.append(Task(f"{one.spot.year}/{one.spot.slug}", key, stages.add_other_years, given))
        return tasks

    def _years(self, years: Mapping[int, Sequence[BuiltProject]]) -> dict[str, list[Task]]:
        """The page, charts and tables of each year; groups of their own, so that years made apart can be joined."""
        tasks = {}
        for year, projects in years.items():
            summaries, leaves = [project.summary for project in projects], indicators(projects)
            key = hash_of(self.desk.key, *summaries, *leaves or ())
            tasks[f"year-{year}"] = [Task(str(year), key, stages.build_year, (year, summaries, leaves))]
        return tasks

    def _units(self, projects: Sequence[BuiltProject]) -> list[Task]:
        """The page of each unit."""
        found = by_unit(projects, self.desk.about.book.units)
        given = {slug: [project.summary for project in some] for slug, some in found.items()}
        tasks = (
            (slug, hash_of(self.desk.key, *summaries), stages.build_unit, (slug, summaries))
            for slug, summaries in given.items()
        )
        return [Task(*task) for task in tasks]

    def _parts_of_index(self, of_projects: bool) -> list[Task]:
        """The search index part by part, in the order of results; pages of projects stand between the others."""
        parts: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
        sums: dict[tuple[int, int], list[str]] = defaultdict(list)
        for address, trace in merge_variants(self.traces, PAGES).items():
            part = page_articles().part(address)
            if address.endswith(".html") and (part[0] == 1) == of_projects:
                parts[part].append((address, self.store.path(trace)))
                sums[part] += (address, trace.sum)
        return [
            Task(repr(at), hash_of(self.desk.key, *sums[at]), stages.build_index_part, parts[at])
            for at in sorted(parts)
        ]

    def _publish(self, done: Iterable[PageRecords]) -> None:
        """Put the trees together from what was made."""
        trees = {part: merge_variants(self.traces, part) for part in (DOCS, PAGES)}
        links = {address: links for one in done for address, _, links in one.pages if links}
        html = lambda address: Path(self.store.path(trees[PAGES][html_of(address)])).read_text("utf-8")  # noqa: E731
        if lines := list(broken_links(links, trees[DOCS], html)):
            raise SiteError.of(lines)
        docs, site = ({at: self.store.source(trace) for at, trace in tree.items()} for tree in trees.values())
        sync_tree(docs, self.out / "docs")
        write_atomic(self.out / "mkdocs.yml", self.desk.shared.written(HOME / "mkdocs.yml", self.out).encode())
        write_atomic(self.out / "headers/nginx.conf", nginx((THEME / "overrides/404.html").read_text("utf-8")))
        publish_tree(site, self.out / "site")
        self.store.close(self.traces)
