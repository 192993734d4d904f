"""Stage functions of the search index: each takes finished pages, and any process can run any."""

from collections.abc import Container, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from generator.pages import registry
from generator.pipeline.cache import LISTED, PAGES, OutputFile, Task, TaskResult
from generator.pipeline.context import BuildContext
from generator.pipeline.entries import CacheEntry
from generator.pipeline.file_stamps import FileStamp
from generator.pipeline.keys import later
from generator.pipeline.made import made_file, made_slice
from generator.search import BlockSpan, SegmentFacts, cut, head_files, list_address, list_files, segment, spans
from generator.search.article import Articles

LISTS = "lists/"  # what a segment gives to the files of lists; no part of any tree


@cache
def page_articles() -> Articles:
    """What reads finished pages for the search index."""
    return Articles(registry().kinds)


def segment_tasks(pages: Mapping[str, str], *orders: Container[int]) -> list[list[Task]]:
    """The segments of finished pages (checksums by address) of each of these kinds, in the order of results."""
    return [
        [
            Task(part[0], build_segment, [(at, pages[at]) for at in part], effort=1 + len(part) // LISTED)
            for part in cut(addresses, str)
        ]
        for addresses in page_articles().ordered(pages, *orders)
    ]


def build_segment(context: BuildContext, args: Sequence[tuple[str, str]]) -> TaskResult:
    """The segment of some finished pages, given by address and checksum."""
    articles = page_articles()
    found = (articles.read(address, made_file(context, name).read_text("utf-8")) for address, name in args)
    made = segment(filter(None, found))
    texts = (OutputFile(PAGES, f"search/{name}", data) for name, data in made.texts)
    return TaskResult(made.facts, (*texts, OutputFile(LISTS, made.facts.name, made.lists)))


class BlockArgs(NamedTuple):
    """The blocks to join; of every segment the file of its lists, and where they lie in it."""

    span: BlockSpan
    places: Sequence[tuple[FileStamp, int, int]]


def list_tasks(segments: Sequence[CacheEntry]) -> list[Task]:
    """The files of lists, some together; they hang on the lists they hold alone, not on all of their segments."""
    facts = [entry.value for entry in segments]
    files = [stamp for entry in segments for stamp in entry.files if stamp.part == LISTS]

    def args(span: BlockSpan) -> BlockArgs:
        def make() -> BlockArgs:
            slices = map(span.of, facts)
            return BlockArgs(span, [(file, one.start, one.stop) for file, one in zip(files, slices, strict=True)])

        return later(f"{span} {span.sums(facts)}", make)

    return [Task(str(span.start), build_lists, args(span)) for span in spans(facts)]


def build_lists(context: BuildContext, args: BlockArgs) -> TaskResult:
    """Some files of lists, and the ends of their names."""
    made = list(list_files(args.span, (made_slice(context, *place) for place in args.places)))
    files = (
        OutputFile(PAGES, f"search/{list_address(args.span.first + number, name)}", data)
        for number, (name, data) in enumerate(made)
    )
    return TaskResult("".join(name for name, _ in made), tuple(files))


def index_task(segments: Sequence[CacheEntry], lists: Sequence[CacheEntry]) -> Task:
    """What is made of all segments and all files of lists."""
    made = segments, lists
    key = " ".join(entry.key for entries in made for entry in entries)
    return Task("index", build_index, later(key, lambda: [[entry.value for entry in entries] for entries in made]))


def build_index(_: BuildContext, args: tuple[Sequence[SegmentFacts], Sequence[str]]) -> TaskResult:
    """What the search index tells of itself, from the facts of its segments and the names of its files of lists."""
    return TaskResult(None, tuple(OutputFile(PAGES, f"search/{name}", data) for name, data in head_files(*args)))
