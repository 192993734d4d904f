"""Search index of a build: segments of finished pages, posting-list files joined from these, and the head.

A segment holds pages with consecutive addresses. A posting-list file is joined from one slice of each segment, and
rebuilt only if one of these slices changes.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from generator.core.files import FileAltered, StoredFile, verify
from generator.pages import registry
from generator.pipeline.context import BuildContext
from generator.pipeline.pool import Pool
from generator.pipeline.store import Output, Store, output_path
from generator.pipeline.tasks import INTERNAL, SITE, OutputFile, Task, TaskResult, list_effort
from generator.search import BlockSpan, SegmentFacts, cut, head_files, list_address, list_files, segment, spans
from generator.search.article import FIRST, GROUPS, LISTINGS, PROJECTS, Articles

ORDERS = (FIRST, PROJECTS, GROUPS, LISTINGS)


@cache
def page_articles() -> Articles:
    """Return the extractor of text from finished pages."""
    return Articles(registry().kinds)


def index_pages(store: Store, pool: Pool[BuildContext], pages: Mapping[str, str]) -> None:
    """Write the index of finished pages, given by address and digest."""
    segments = [
        Task(f"索引 {addresses[0]}", write_segment, _SegmentArgs(tuple((page, pages[page]) for page in addresses)),
             effort=list_effort(addresses))
        for kind in page_articles().ordered(pages, *ORDERS)
        for addresses in cut(kind, str)
    ]  # fmt: skip
    facts: list[SegmentFacts] = [result.value for result in store.run(pool, "索引", segments)]
    written = {output.address: output for output in store.outputs(INTERNAL)}
    files = [written[segment.name] for segment in facts]
    joined = store.run(pool, "索引", [_lists_task(span, facts, files) for span in spans(facts)])
    names = tuple(result.value for result in joined)
    identity = tuple(task.key(store.site_key) for task in segments), names
    store.run(pool, "索引", [Task("索引", write_head, (facts, names), identity)])


class _SegmentArgs(NamedTuple):
    """Finished pages by address and digest."""

    pages: tuple[tuple[str, str], ...]


def write_segment(context: BuildContext, args: _SegmentArgs) -> TaskResult:
    """Index some finished pages as a segment."""
    articles = page_articles()
    documents = (articles.read(address, context.file(digest).decode()) for address, digest in args.pages)
    index = segment(filter(None, documents))
    texts = (OutputFile(SITE, f"search/{name}", data) for name, data in index.texts)
    return TaskResult(index.facts, (*texts, OutputFile(INTERNAL, index.facts.name, index.lists)))


class _ListsArgs(NamedTuple):
    """Blocks to join, with their file, start and end offset in each segment."""

    span: BlockSpan
    slices: Sequence[tuple[Output, int, int]]


def _lists_task(span: BlockSpan, facts: Sequence[SegmentFacts], files: Sequence[Output]) -> Task:
    places = (span.of(segment) for segment in facts)
    args = _ListsArgs(span, [(file, place.start, place.stop) for file, place in zip(files, places, strict=True)])
    return Task(f"索引 {span.start}", write_lists, args, f"{span} {span.sums(facts)}")


def write_lists(context: BuildContext, args: _ListsArgs) -> TaskResult:
    """Write some posting-list files; the value holds the suffixes of their names."""
    named = list(list_files(args.span, (_slice(context, *place) for place in args.slices)))
    files = [
        OutputFile(SITE, f"search/{list_address(args.span.first + number, name)}", data)
        for number, (name, data) in enumerate(named)
    ]
    return TaskResult("".join(name for name, _ in named), files)


def _slice(context: BuildContext, file: Output, start: int, stop: int) -> bytes:
    """Return a slice of a file. Raises `FileAltered` if it changed since it was written."""
    path = output_path(context.made, file.digest)
    try:
        with open(path, "rb") as opened:  # noqa: PTH123
            verify(StoredFile(path, (file.size, file.mtime)), opened.fileno())
            opened.seek(start)
            return opened.read(stop - start)
    except OSError:
        raise FileAltered(path) from None


def write_head(_: BuildContext, args: tuple[Sequence[SegmentFacts], Sequence[str]]) -> TaskResult:
    """Write the head of the index, from the metadata of its segments and the names of its posting-list files."""
    return TaskResult(files=[OutputFile(SITE, f"search/{name}", data) for name, data in head_files(*args)])
