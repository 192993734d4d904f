"""Versions in a build: superseded published versions of projects, shown at their own addresses.

Their pages are rendered after the search index and the sitemap, which exclude them.
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
from generator.pages import History, OptionalPages, PublishedState
from generator.pages.versions import frozen, targets
from generator.pipeline.context import BuildContext
from generator.pipeline.examination import SummarizedFile
from generator.pipeline.pool import Pool
from generator.pipeline.store import Store
from generator.pipeline.tasks import BOTH, DOCS, SITE, OutputFile, Task, TaskResult
from generator.site import page_address
from generator.views.fields.documents import COMPUTED_TITLES, WHOLE_DOCUMENT


def histories(context: BuildContext, projects: Iterable[SummarizedFile]) -> Histories:
    """Return the superseded versions by project; withdrawn projects are left out."""
    states = {project.file.id: project.state for project in projects}
    withdrawn = context.site.book.taken_back
    published = read_versions(context.paths.content)
    superseded = {project: replaced(versions, states.get(project, "")) for project, versions in published.items()}
    return {project: versions for project, versions in superseded.items() if versions and project not in withdrawn}


def write_histories(
    store: Store, pool: Pool[BuildContext], superseded: Histories, site: Mapping[str, str], optional: OptionalPages
) -> None:
    """Write the pages of all versions; `site` has the digests of all other files of the site by address."""
    tasks = [Task(f"旧版的链接 {project}", read_links, (project, versions)) for project, versions in superseded.items()]
    links = store.run(pool, "旧版", tasks)
    tasks = []
    for (project, versions), result in zip(superseded.items(), links, strict=True):
        current = site.get(WHOLE_DOCUMENT.path.format(id=project), "")
        gone = tuple(target for target in result.value if target not in site)
        args = _VersionArgs(project, versions, current, gone, optional=optional)
        tasks.append(Task(f"旧版 {project}", write_versions, args))
    store.run(pool, "旧版", tasks)


def read_links(context: BuildContext, args: tuple[str, Sequence[KeptVersion]]) -> TaskResult:
    """Collect the link targets within the site of a project's versions."""
    project, versions = args
    articles = (read_version(context.paths.content, version).article for version in versions)
    return TaskResult(tuple(sorted({target for article in articles for target in targets(article, project)})))


class _VersionArgs(NamedTuple):
    """Superseded versions of a project.

    Attributes:
        project: Its id.
        versions: The versions, oldest first.
        current: Digest of its current record; empty if the project is no longer at this address.
        gone: Link targets of the versions that no longer exist.
        optional: The optional pages of the site.
    """

    project: str
    versions: Sequence[KeptVersion]
    current: str
    gone: Sequence[str]
    optional: OptionalPages


def write_versions(context: BuildContext, args: _VersionArgs) -> TaskResult:
    """Write the pages and records of a project's versions, and 更新记录."""
    contents = [read_version(context.paths.content, version) for version in args.versions]
    records = [version.record for version in contents]
    last = [context.file(args.current)] if args.current else []
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
        f"{version.address}.md": frozen(content.article, args.project, version.label, args.gone)
        for version, content in zip(args.versions, contents, strict=True)
    }
    history = History(args.project, bool(args.current), states)
    for address, markdown in context.composer.version_pages(history, args.optional):
        article = articles.get(address, "")
        files.append(OutputFile(DOCS, address, (markdown + article).encode()))
        files.append(OutputFile(SITE, page_address(address), context.engine.render(address, markdown, article).html))
    return TaskResult(files=files)


def _state(version: KeptVersion, after: KeptVersion | None, record: bytes, following: bytes) -> PublishedState:
    content = json.loads(record)
    corrections = _corrections(content)
    fresh = (entry for entry in _corrections(json.loads(following)) if entry not in corrections)
    changes = record_changes(version.project, record, following, COMPUTED_TITLES)
    return PublishedState(
        label=version.label,
        day=version.day,
        ended=after.day if after else "",
        corrections=tuple((entry["日期"], f"{entry['原因']}。{entry['决定单位']}决定。") for entry in fresh),
        name=content["name"],
        sum=sha256(record).hexdigest(),
        changes=tuple(change for change in changes if not change.field.startswith(f"{CORRECTIONS}.")),
    )


def _corrections(record: Mapping[str, Any]) -> Sequence[Mapping[str, str]]:
    corrections: Sequence[Mapping[str, str]] = record[DECLARED].get(CORRECTIONS, ())
    return corrections
