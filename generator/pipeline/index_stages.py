"""Stage functions of the search index: each takes finished pages, and any process can run any."""

from collections.abc import Sequence
from functools import cache

from generator.pages import registry
from generator.pipeline.cache import PAGES, OutputFile, TaskResult
from generator.pipeline.context import BuildContext
from generator.pipeline.made import made_file
from generator.search import Segment, join, segment
from generator.search.article import Articles


@cache
def page_articles() -> Articles:
    """What reads finished pages for the search index."""
    return Articles(registry().kinds)


def build_index_part(context: BuildContext, args: Sequence[tuple[str, str]]) -> TaskResult:
    """The part of the search index for some finished pages, given by address and checksum."""
    articles = page_articles()
    found = (articles.read(address, made_file(context, name).read_text("utf-8")) for address, name in args)
    part = segment(sorted((document for document in found if document), key=articles.place))
    return TaskResult(part.bare, tuple(OutputFile(PAGES, f"search/{name}", data) for name, data in part.texts()))


def build_index(_: BuildContext, args: Sequence[Segment]) -> TaskResult:
    """The search index: all its parts in the order of results."""
    return TaskResult(None, tuple(OutputFile(PAGES, f"search/{name}", data) for name, data in join(args)))
