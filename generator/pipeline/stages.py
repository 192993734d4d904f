"""The pieces of work of a build: each takes what it is given and gives files; any process can do any of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from generator import exports
from generator.charts import all_charts
from generator.charts._svg import draw, rest
from generator.core.diagnostic import Diagnostic
from generator.exports import Leaves
from generator.load import Spot, fetch
from generator.pages import Drawn, Material, with_others
from generator.pipeline.cache import BOTH, DOCS, PAGES, File, Outcome, pack, unpack
from generator.pipeline.context import THEME, Desk, at_hand
from generator.pipeline.examination import Seen, examine
from generator.search import Segment, join, segment
from generator.search.article import place, read
from generator.site import STYLES, page
from generator.views import Sums, Views
from generator.views.download import Download, Export
from generator.views.fields.project import leaves

BARE = "bare/"  # pages of projects as they are before the other years of the same project are known
MANY = 2000  # projects of a site where memory is scarce: the process that draws should not stay
UNSEARCHED = ("404.html", "query.html")


class Done(NamedTuple):
    """What is said of the pages and files a task made: downloads, and of each page address, day of change and links."""

    downloads: tuple[Download, ...] = ()
    pages: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


class Ties(NamedTuple):
    """What a project may have in common with others: its series, its unit (a slug), the body that evaluated it."""

    series: str = ""
    unit: str = ""
    agency: str = ""


class ProjectDone(NamedTuple):
    """What one file shows and what was made of it; its facts for lists and its scored indicators, packed: few ask."""

    seen: Seen
    done: Done = Done()
    ties: Ties = Ties()
    brief: bytes = b""
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
    files, page_told = _page(desk, *desk.composer.of_case(case, attached, downloads), BARE)
    copies = (File(BOTH, file.address, file.path) for file in attached.values())
    facts, listed = case.brief, tuple(leaves(case))
    ties = Ties(facts.series, facts.unit, facts.agency)
    done = Done(downloads, (page_told,))
    value = ProjectDone(seen, done, ties, pack(facts), len(listed), pack(listed))
    return Outcome(value, (*_both(made), *files, *copies))


class Others(NamedTuple):
    """A project that was evaluated in several years: its facts, those of all its years, where its bare pages lie."""

    brief: bytes
    all: tuple[bytes, ...]
    docs: Path
    html: Path


def with_years(given: Others) -> Outcome:
    """The page of a project, with what is known of it in other years."""
    return Outcome(None, tuple(_with_years(at_hand(), given)))


def _with_years(desk: Desk, given: Others) -> Iterator[File]:
    card, siblings = desk.card(unpack(given.brief)), [desk.card(unpack(brief)) for brief in given.all]
    for part, path, address in ((DOCS, given.docs, f"{card.id}.md"), (PAGES, given.html, f"{card.id}.html")):
        text = with_others(path.read_text("utf-8"), desk.composer, card, siblings)
        yield File(part, address, text.encode())


def year(given: tuple[int, Sequence[bytes], Sequence[bytes] | None]) -> Outcome:
    """A year's page, charts and downloads, from its projects' facts and indicators; None where these are too many."""
    desk, (number, briefs, packed) = at_hand(), given
    views = _views(desk, briefs)
    made = tuple(exports.of_year(views, number, _listed(views, [(number, views.year(number))], packed)))
    downloads = tuple(export.listed for export in made)
    material = Material(views, _drawn(views, "year", number), downloads)
    files, told = _page(desk, *desk.composer.of_year(material, number, desk.years))
    return Outcome(Done(downloads, (told,)), (*_both(made), *files))


def unit(given: tuple[str, Sequence[bytes]]) -> Outcome:
    """The page of a unit, from the facts of the projects it carried out or evaluated."""
    desk, (slug, briefs) = at_hand(), given
    files, told = _page(desk, *desk.composer.of_unit(_views(desk, briefs), desk.about.book.units_by_slug[slug]))
    return Outcome(Done((), (told,)), files)


def tables(given: tuple[Sequence[bytes], Sequence[bytes] | None]) -> Outcome:
    """The downloads of all projects together."""
    views = _views(at_hand(), given[0])
    made = tuple(exports.of_all(views, _listed(views, views.years(), given[1])))
    return Outcome(Done(tuple(export.listed for export in made)), tuple(_both(made)))


def pages(given: tuple[Sequence[bytes], tuple[Download, ...], Spot | None]) -> Outcome:
    """The Markdown of all pages of no single project, year or unit; what is given last is a project, as an example."""
    desk, (briefs, downloads, sample) = at_hand(), given
    views = _views(desk, briefs)
    case = examine(desk.content, desk.about, sample, fetch(sample, desk.content)).case if sample else None
    material = Material(views, _drawn(views, "home", None), tuple(file for file in downloads if file.title), case)
    return Outcome(tuple(desk.composer.of_all(material)))


def finished(given: tuple[str, str]) -> Outcome:
    """A page of which the Markdown is given."""
    files, told = _page(at_hand(), *given)
    return Outcome(Done((), (told,)), files)


def sums(given: tuple[Sequence[bytes], tuple[Download, ...]]) -> Outcome:
    """What speaks of all downloads."""
    return Outcome(None, tuple(_both(exports.summaries(_views(at_hand(), given[0]), given[1]))))


def frame(given: tuple[tuple[str, str], ...]) -> Outcome:
    """What belongs to the site beside its pages; the addresses of all pages are given, with their days of change."""
    desk = at_hand()
    made = desk.engine.frame(given)
    files = [File(BOTH if address in STYLES else PAGES, address, data) for address, data in made]
    return Outcome(None, (*files, File(BOTH, "assets/vendor/echarts.min.js", desk.echarts)))


def part_of_index(given: Sequence[tuple[str, str]]) -> Outcome:
    """The part of the search index for some finished pages."""
    found = (read(address, Path(path).read_text("utf-8")) for address, path in given if address not in UNSEARCHED)
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
    if len(at_hand().about.spots) > MANY:
        rest()
    return tuple(Drawn(chart, drawn[chart.id]) for chart in charts)


def _views(desk: Desk, briefs: Iterable[bytes]) -> Views:
    return Views(desk.about.book, tuple(desk.card(unpack(brief)) for brief in briefs))


def _listed(views: Views, years: Iterable[tuple[int, Sums]], packed: Sequence[bytes] | None) -> Leaves:
    """The indicators of the projects of some years in their order; they are packed in that of the cards."""
    if packed is None:
        return None
    found = dict(zip((card.id for card in views.cards), packed, strict=True))
    return [leaf for _, sums in years for card in sums.cards for leaf in unpack(found[card.id])]
