"""An Atom feed of new and changed results, so that whoever follows them need not come and look."""

import uuid
from collections.abc import Iterator
from xml.etree import ElementTree as Xml

from generator.core.date import PartialDate
from generator.exports import Leaves
from generator.model.book import Site
from generator.views import Card, Portfolio, figure
from generator.views.download import Export

PATH = "feed.xml"
MOST = 50


def exports(views: Portfolio, listed: Leaves) -> Iterator[Export]:
    """One feed, the newest first; without a single 收录日期 there is nothing to tell."""
    dated = sorted((card for card in views.cards if card.newest), key=lambda card: (-card.year, card.id))
    dated.sort(key=lambda card: _day(card).key, reverse=True)
    if dated:
        yield Export(PATH, _feed(views.book.site, dated[:MOST]))


def _feed(site: Site, cards: list[Card]) -> bytes:
    feed = Xml.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "zh-CN"})
    _say(feed, "title", f"{site.name}：新收录和更新的绩效评价结果")
    _say(feed, "subtitle", site.summary)
    _say(feed, "id", _identity(site, PATH))
    _say(feed, "updated", _moment(_day(cards[0])))
    if site.url:
        Xml.SubElement(feed, "link", {"rel": "self", "href": f"{site.url}{PATH}"})
    Xml.SubElement(feed, "link", {"rel": "alternate", "href": f"{site.url}index.html"})
    _say(Xml.SubElement(feed, "author"), "name", site.host)
    for card in cards:
        _entry(feed, site, card)
    Xml.indent(feed, " ")
    told: bytes = Xml.tostring(feed, "utf-8", xml_declaration=True)
    return told + b"\n"


def _entry(feed: Xml.Element, site: Site, card: Card) -> None:
    entry = Xml.SubElement(feed, "entry")
    _say(entry, "title", card.name)
    _say(entry, "id", _identity(site, f"{card.id}.html"))
    if card.entered:
        _say(entry, "published", _moment(card.entered))
    _say(entry, "updated", _moment(_day(card)))
    Xml.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": f"{site.url}{card.id}.html"})
    Xml.SubElement(entry, "category", {"term": str(card.year)})
    told = f"{card.unit.name}，{card.year}年度，评价分值 {figure(card.total)}，评价结论{card.grade}。"
    _say(entry, "summary", f"{told}整改：{card.rectification}。" if card.states else told)


def _say(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = text


def _identity(site: Site, address: str) -> str:
    """What never changes: the address on the web, else a name made of the site's name and the place in it."""
    return f"{site.url}{address}" if site.url else uuid.uuid5(uuid.NAMESPACE_URL, f"{site.name}/{address}").urn


def _day(card: Card) -> PartialDate:
    assert card.newest, "only dated results are in the feed"
    return card.newest


def _moment(day: PartialDate) -> str:
    """The beginning of the day, as Atom asks for a time."""
    return f"{day.year:04}-{day.month or 1:02}-{day.day or 1:02}T00:00:00+08:00"
