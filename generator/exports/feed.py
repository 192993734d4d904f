"""An Atom feed of new and changed results, so that whoever follows them need not come and look."""

import uuid
from collections.abc import Iterator
from xml.etree import ElementTree as Xml

from generator.core.date import PartialDate
from generator.model.book import Site
from generator.views import Portfolio, ProjectSummary
from generator.views.download import Export

PATH = "feed.xml"
MAX_ENTRIES = 50


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """One feed, the newest first; without a single 收录日期 there is nothing to tell."""
    dated = [summary for summary in portfolio.newest_first if summary.newest]
    dated.sort(key=lambda summary: _day(summary).key, reverse=True)
    if dated:
        yield Export(PATH, _feed(portfolio.book.site, dated[:MAX_ENTRIES]))


def _feed(site: Site, summaries: list[ProjectSummary]) -> bytes:
    feed = Xml.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "zh-CN"})
    _append(feed, "title", f"{site.name}：新收录和更新的绩效评价结果")
    _append(feed, "subtitle", site.summary)
    _append(feed, "id", _identity(site, PATH))
    _append(feed, "updated", _moment(_day(summaries[0])))
    if site.url:
        Xml.SubElement(feed, "link", {"rel": "self", "href": f"{site.url}{PATH}"})
    Xml.SubElement(feed, "link", {"rel": "alternate", "href": f"{site.url}index.html"})
    _append(Xml.SubElement(feed, "author"), "name", site.host)
    for summary in summaries:
        _entry(feed, site, summary)
    Xml.indent(feed, " ")
    text: bytes = Xml.tostring(feed, "utf-8", xml_declaration=True)
    return text + b"\n"


def _entry(feed: Xml.Element, site: Site, summary: ProjectSummary) -> None:
    entry = Xml.SubElement(feed, "entry")
    _append(entry, "title", summary.name)
    _append(entry, "id", _identity(site, f"{summary.id}.html"))
    if summary.entered:
        _append(entry, "published", _moment(summary.entered))
    _append(entry, "updated", _moment(_day(summary)))
    Xml.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": f"{site.url}{summary.id}.html"})
    Xml.SubElement(entry, "category", {"term": str(summary.year)})
    text = f"{summary.unit.name}，{summary.year}年度{summary.result}。"
    _append(entry, "summary", f"{text}整改：{summary.rectification}。" if summary.states else text)


def _append(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = text


def _identity(site: Site, address: str) -> str:
    """What never changes: the address on the web, else a name made of the site's name and the place in it."""
    return f"{site.url}{address}" if site.url else uuid.uuid5(uuid.NAMESPACE_URL, f"{site.name}/{address}").urn


def _day(summary: ProjectSummary) -> PartialDate:
    assert summary.newest, "only dated results are in the feed"
    return summary.newest


def _moment(day: PartialDate) -> str:
    """The beginning of the day, as Atom asks for a time."""
    return f"{day.year:04}-{day.month or 1:02}-{day.day or 1:02}T00:00:00+08:00"
