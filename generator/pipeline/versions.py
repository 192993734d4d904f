"""Versions in a build: what was published of projects before, shown again at addresses of its own.

Their pages are made after the search index and the sitemap, in which they have no place.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise
from typing import Any, NamedTuple

from generator.deploy.changes.published import CORRECTIONS
from generator.deploy.changes.site import record_changes
from generator.deploy.changes.values import DECLARED
from generator.load.versions import Histories, KeptVersion, read_version, read_versions, replaced
from generator.pages import VERSION_ARTICLE, History, PublishedState
from generator.pages._frozen import frozen, targets
from generator.pipeline.cache import BOTH, DOCS, PAGES, OutputFile, Task, TaskResult
from generator.pipeline.context import BuildContext
from generator.pipeline.file_table import MadeTree
from generator.pipeline.made import made_file
from generator.pipeline.results import BuiltProject
from generator.site import page_address
from generator.views.fields.documents import COMPUTED_TITLES, WHOLE_DOCUMENT


class VersionArgs(NamedTuple):
    """A project, its versions that are no longer in force, the checksum of its record as it is now, and lost addresses.

    The checksum is empty where the project is no longer at this address.
    """

    project: str
    versions: Sequence[KeptVersion]
    current: str
    gone: Sequence[str]


def histories(context: BuildContext, projects: Iterable[BuiltProject]) -> Histories:
    """The versions that are no longer in force, by project; of one that was taken back nothing is shown."""
    facts = {project.file.id: project.output.facts for project in projects}
    withdrawn = {one.project for one in context.site.book.withdrawn}
    kept = read_versions(context.paths.content)
    found = {at: replaced(some, facts.get(at, "")) for at, some in kept.items() if at not in withdrawn}
    return {at: some for at, some in found.items() if some}


def link_tasks(found: Histories) -> list[Task]:
    """Tasks that tell where the links of versions lead."""
    return [Task(at, read_links, (at, some)) for at, some in found.items()]


def version_tasks(found: Histories, links: Iterable[Sequence[str]], site: MadeTree) -> list[Task]:
    """Tasks that make the pages, beside all other files of the site."""
    tasks = []
    for (at, some), targets_of in zip(found.items(), links, strict=True):
        now = site.sum(WHOLE_DOCUMENT.path.format(id=at))
        gone = tuple(target for target in targets_of if not site.sum(target))
        tasks.append(Task(at, build_versions, VersionArgs(at, some, now, gone)))
    return tasks


def read_links(context: BuildContext, args: tuple[str, Sequence[KeptVersion]]) -> TaskResult:
    """The addresses in the site that the versions of a project lead to."""
    project, versions = args
    articles = (read_version(context.paths.content, version).article for version in versions)
    return TaskResult(tuple(sorted({target for article in articles for target in targets(article, project)})))


def build_versions(context: BuildContext, args: VersionArgs) -> TaskResult:
    """The pages and records of a project's versions, and 更新记录."""
    kept = [read_version(context.paths.content, version) for version in args.versions]
    records = [one.record for one in kept]
    last = [made_file(context, args.current).read_bytes()] if args.current else []
    states = tuple(
        _state(version, after, *pair)
        for version, after, pair in zip(
            args.versions, (*args.versions[1:], None), pairwise((*records, *(last or [records[-1]]))), strict=True
        )
    )
    files = [
        OutputFile(BOTH, f"{version.address}.json", record)
        for version, record in zip(args.versions, records, strict=True)
    ]
    articles = {
        f"{version.address}.md": frozen(one.article, args.project, version.label, args.gone)
        for version, one in zip(args.versions, kept, strict=True)
    }
    for address, markdown in context.composer.version_pages(History(args.project, bool(args.current), states)):
        article = articles.get(address, "")
        html = context.engine.render(address, markdown).html.decode()
        files.append(OutputFile(DOCS, address, markdown.replace(VERSION_ARTICLE, article).encode()))
        files.append(OutputFile(PAGES, page_address(address), html.replace(VERSION_ARTICLE, article).encode()))
    return TaskResult(None, tuple(files))


def _state(version: KeptVersion, after: KeptVersion | None, record: bytes, following: bytes) -> PublishedState:
    said = json.loads(record)
    told = _corrections(said)
    fresh = (one for one in _corrections(json.loads(following)) if one not in told)
    changes = record_changes(version.project, record, following, COMPUTED_TITLES)
    return PublishedState(
        version.label,
        version.day,
        after.day if after else "",
        tuple((one["日期"], f"{one['原因']}。{one['决定单位']}决定。") for one in fresh),
        said["name"],
        sha256(record).hexdigest(),
        tuple(one for one in changes if not one.field.startswith(f"{CORRECTIONS}.")),  # told in words of their own
    )


def _corrections(record: Mapping[str, Any]) -> Sequence[Mapping[str, str]]:
    found: Sequence[Mapping[str, str]] = record[DECLARED].get(CORRECTIONS, ())
    return found
