"""Atom (RFC 4287): a feed with its entries, so that whoever follows it need not come and look."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple
from xml.etree import ElementTree as Xml

from generator.core.date import PartialDate
from generator.exports import IndicatorRows, JoinedTable, JoinScope, Parts
from generator.model.book import Site
from generator.views import Portfolio
from generator.views.download import Export

MAX_ENTRIES = 50


class FeedEntry(NamedTuple):
    """What a feed tells of: title, address in the site, what follows the address in its identity, days, words."""

    title: str
    address: str
    mark: str
    published: PartialDate | None
    updated: PartialDate
    category: str
    text: str


def joined_feed(
    path: str, title: str, page: str, entries: Callable[[Portfolio], Iterable[FeedEntry]]
) -> tuple[JoinedTable, ...]:
    """A feed of the newest of what projects tell; where none tells anything there is none."""

    def part(portfolio: Portfolio, _: IndicatorRows) -> Sequence[Sequence[FeedEntry]] | None:
        newest = _newest(entries(portfolio))
        return (newest,) if newest else None

    def files(parts: Parts, scope: JoinScope) -> Iterator[Export]:
        newest = _newest(chain.from_iterable(part.value for part in parts))
        yield Export(path, feed(scope.book.site, path, title, page, newest))

    return (JoinedTable(path, part, (files,)),)


def _newest(entries: Iterable[FeedEntry]) -> Sequence[FeedEntry]:
    """The newest, equals in their order."""
    return sorted(entries, key=lambda one: one.updated.key, reverse=True)[:MAX_ENTRIES]


def feed(site: Site, path: str, title: str, page: str, entries: Iterable[FeedEntry]) -> bytes:
    """A feed of entries, newest first, of which there is one at least; `page` shows the same to readers."""
    entries = list(entries)
    root = Xml.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "zh-CN"})
    _append(root, "title", f"{site.name}：{title}")
    _append(root, "subtitle", site.summary)
    _append(root, "id", _identity(site, path))
    _append(root, "updated", _moment(entries[0].updated))
    if site.url:
        Xml.SubElement(root, "link", {"rel": "self", "href": f"{site.url}{path}"})
    Xml.SubElement(root, "link", {"rel": "alternate", "href": f"{site.url}{page}"})
    _append(Xml.SubElement(root, "author"), "name", site.host)
    for one in entries:
        _entry(root, site, one)
    Xml.indent(root, " ")
    text: bytes = Xml.tostring(root, "utf-8", xml_declaration=True)
    return text + b"\n"


def _entry(root: Xml.Element, site: Site, one: FeedEntry) -> None:
    entry = Xml.SubElement(root, "entry")
    _append(entry, "title", one.title)
    _append(entry, "id", _identity(site, one.address + one.mark))
    if one.published:
        _append(entry, "published", _moment(one.published))
    _append(entry, "updated", _moment(one.updated))
    Xml.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": f"{site.url}{one.address}"})
    Xml.SubElement(entry, "category", {"term": one.category})
    _append(entry, "summary", one.text)


def _append(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = text


def _identity(site: Site, address: str) -> str:
    """What never changes: the address on the web, else a name made of the site's name and the place in it."""
    return f"{site.url}{address}" if site.url else uuid.uuid5(uuid.NAMESPACE_URL, f"{site.name}/{address}").urn


def _moment(day: PartialDate) -> str:
    """The beginning of the day, as Atom asks for a time."""
    return f"{day.year:04}-{day.month or 1:02}-{day.day or 1:02}T00:00:00+08:00"
