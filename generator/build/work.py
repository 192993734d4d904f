"""The pieces of work of a build: each takes what it is given and gives files; any process can do any of them."""

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from generator import exports
from generator.build.desk import THEME, Desk, at_hand
from generator.charts import all_charts
from generator.diagnostic import Diagnostic
from generator.download import Download, Export
from generator.draw import draw, rest
from generator.exports import Leaves
from generator.fields.project import leaves
from generator.inspection import Seen, examine
from generator.load import Spot, fetch
from generator.pages import Drawn, Material, with_others
from generator.search import Segment, join, segment
from generator.search.article import place, read
from generator.site import STYLES, page
from generator.store import BOTH, DOCS, PAGES, File, Outcome
from generator.view import Brief, Card, Views

BARE = "bare/"  # pages of projects as they are before the other years of the same project are known
MANY = 300  # projects whose charts take so much memory that the process that drew them should not stay
UNSEARCHED = ("404.html", "query.html")


class Done(NamedTuple):
    """What is said of the pages and files a task made: downloads, and of each page address, day of change and links."""

    downloads: tuple[Download, ...] = ()
    pages: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


class ProjectDone(NamedTuple):
    """What one file shows, what was made of it, and its scored indicators, packed: few ask for them."""

    seen: Seen
    done: Done = Done()
    indicators: int = 0
    leaves: bytes = b""


def project(given: tuple[Spot, bytes | Diagnostic]) -> Outcome:
    """A project's page and downloads; of a file with errors only what they are."""
    desk = at_hand()
    seen, case, attached = examine(desk.content, desk.about, *given)
    if case is None or not desk.sound:
        return Outcome(ProjectDone(seen))
    made = tuple(exports.of_case(case))
    downloads = tuple(export.listed for export in made)
    files, told = _page(desk, *desk.composer.of_case(case, attached, downloads), BARE)
    copies = (File(BOTH, file.address, file.path) for file in attached.values())
    listed = tuple(leaves(case))
    packed = pickle.dumps(listed, pickle.HIGHEST_PROTOCOL)
    return Outcome(ProjectDone(seen, Done(downloads, (told,)), len(listed), packed), (*_both(made), *files, *copies))


class Others(NamedTuple):
    """A project that was evaluated in several years: its facts, those of all its years, where its bare pages lie."""

    brief: Brief
    all: tuple[Brief, ...]
    docs: Path
    html: Path


def with_years(given: Sequence[Others]) -> Outcome:
    """The pages of projects, with what is known of them in other years."""
    return Outcome(None, tuple(file for one in given for file in _with_years(at_hand(), one)))


def _with_years(desk: Desk, given: Others) -> Iterator[File]:
    card, siblings = desk.card(given.brief), [desk.card(brief) for brief in given.all]
    for part, path, address in ((DOCS, given.docs, f"{card.id}.md"), (PAGES, given.html, f"{card.id}.html")):
        text = with_others(path.read_text("utf-8"), desk.composer, card, siblings)
        yield File(part, address, text.encode())


def year(given: tuple[int, Sequence[Brief], Sequence[bytes] | None]) -> Outcome:
    """A year's page, charts and downloads; its indicators are packed, None where there are too many to list."""
    desk, (number, briefs, packed) = at_hand(), given
    views = desk.views(briefs)
    made = tuple(exports.of_year(views, number, _listed(views.year(number).cards, briefs, packed)))
    downloads = tuple(export.listed for export in made)
    material = Material(views, _drawn(views, "year", number), downloads)
    files, told = _page(desk, *desk.composer.of_year(material, number, desk.years))
    return Outcome(Done(downloads, (told,)), (*_both(made), *files))


def tables(given: tuple[Sequence[Brief], Sequence[bytes] | None]) -> Outcome:
    """The downloads of all projects together."""
    views = at_hand().views(given[0])
    cards = [card for _, sums in views.years() for card in sums.cards]
    made = tuple(exports.of_all(views, _listed(cards, *given)))
    return Outcome(Done(tuple(export.listed for export in made)), tuple(_both(made)))


def pages(given: tuple[Sequence[Brief], tuple[Download, ...], Spot | None]) -> Outcome:
    """The Markdown of all pages of no single project or year; what is given last is a project, as an example."""
    desk, (briefs, downloads, sample) = at_hand(), given
    views = desk.views(briefs)
    case = examine(desk.content, desk.about, sample, fetch(sample, desk.content)).case if sample else None
    material = Material(views, _drawn(views, "home", None), tuple(file for file in downloads if file.title), case)
    return Outcome(tuple(desk.composer.of_all(material)))


def finished(given: tuple[str, str]) -> Outcome:
    """A page of which the Markdown is given."""
    files, told = _page(at_hand(), *given)
    return Outcome(Done((), (told,)), files)


def sums(given: tuple[Sequence[Brief], tuple[Download, ...]]) -> Outcome:
    """What speaks of all downloads."""
    return Outcome(None, tuple(_both(exports.summaries(at_hand().views(given[0]), given[1]))))


def frame(given: tuple[tuple[str, str], ...]) -> Outcome:
    """What belongs to the site beside its pages; the addresses of all pages are given, with their days of change."""
    desk = at_hand()
    made = desk.engine.frame(given)
    files = [File(BOTH if address in STYLES else PAGES, address, data) for address, data in made]
    return Outcome(None, (*files, File(BOTH, "assets/vendor/echarts.min.js", desk.echarts)))


def part_of_index(given: Sequence[tuple[str, Path]]) -> Outcome:
    """The part of the search index for some finished pages."""
    found = (read(address, path.read_text("utf-8")) for address, path in given if address not in UNSEARCHED)
    part = segment(sorted((document for document in found if document), key=place))
    return Outcome(part.bare, tuple(File(PAGES, f"search/{name}", data) for name, data in part.texts()))


def index(given: Sequence[Segment]) -> Outcome:
    """The search index: all its parts in the order of results."""
    return Outcome(None, tuple(File(PAGES, f"search/{name}", data) for name, data in join(given)))


def _page(
    desk: Desk, address: str, markdown: str, part: str = ""
) -> tuple[tuple[File, ...], tuple[str, str, tuple[str, ...]]]:
    html, links, changed = desk.engine.render(address, markdown)
    files = File(part + DOCS, address, markdown.encode()), File(part + PAGES, page(address), html)
    return files, (address, changed, links)


def _both(made: Iterable[Export]) -> Iterator[File]:
    return (File(BOTH, export.path, export.data) for export in made)


def _drawn(views: Views, kind: str, number: int | None) -> tuple[Drawn, ...]:
    charts = all_charts(views, kind, number)
    drawn: Mapping[str, str] = draw(charts, THEME / "node_modules")
    if len(views.cards) > MANY:
        rest()
    return tuple(Drawn(chart, drawn[chart.id]) for chart in charts)


def _listed(cards: Iterable[Card], briefs: Sequence[Brief], packed: Sequence[bytes] | None) -> Leaves:
    """The indicators of these cards in their order."""
    if packed is None:
        return None
    found: dict[tuple[int, str], bytes] = {
        (brief.year, brief.slug): one for brief, one in zip(briefs, packed, strict=True)
    }
    listed: list[Any] = []
    for card in cards:
        listed += pickle.loads(found[card.year, card.slug])
    return listed
