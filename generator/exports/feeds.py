"""Atom feeds (RFC 4287) of results, rectification, decisions and corrections, for the site and for units.

Feeds without entries are not written. Browsers show a feed as a page with the style sheet of the site; links are XHTML
in its texts, as RFC 4287 allows, since browsers are removing XSLT.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple
from xml.etree import ElementTree as Xml

from generator.core.date import PartialDate
from generator.model.book import Site, Unit
from generator.views import Portfolio, ProjectSummary
from generator.views.corrections import CorrectionLine
from generator.views.download import Export
from generator.views.ledger import TrackedItem
from generator.views.results.lines import ResultUseLine

MAX_ENTRIES = 50
CORRECTIONS, CORRECTIONS_PAGE = "corrections.xml", "corrections.html"
STYLES = "assets/css/all.css"
XHTML = "http://www.w3.org/1999/xhtml"
ABOUT = "这是订阅源，供阅读器使用：把地址栏里的地址加进阅读器，有新的内容就会收到。"


class FeedEntry(NamedTuple):
    """An entry of a feed; `mark` completes the id of an entry if one page has several."""

    title: str
    address: str
    published: PartialDate | None
    updated: PartialDate
    category: str
    text: str
    mark: str = ""


class _Feed(NamedTuple):
    """A feed: address, title, equivalent page, entries."""

    path: str
    title: str
    page: str
    entries: Callable[[Portfolio], Iterable[FeedEntry]]


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """Yield the feeds that have entries: the newest `MAX_ENTRIES`, but all corrections."""
    if portfolio.corrections:
        corrections = map(_of_correction, portfolio.corrections)
        yield Export(CORRECTIONS, _feed(portfolio.book.site, CORRECTIONS, "更正公告", CORRECTIONS_PAGE, corrections))
    for path, title, page, entries in FEEDS:
        if newest := sorted(entries(portfolio), key=lambda entry: entry.updated.key, reverse=True)[:MAX_ENTRIES]:
            yield Export(path, _feed(portfolio.book.site, path, title, page, newest))


def unit_files(portfolio: Portfolio, unit: Unit) -> Iterator[Export]:
    """Yield the feed of a unit's own projects, if anything is dated."""
    own = portfolio.of_unit(unit).carried_out
    if own.has_news:
        corrections = (_of_correction(line) for summary in own.summaries for line in summary.corrections)
        entries = sorted(
            (*(entry for feed in FEEDS for entry in feed.entries(own)), *corrections),
            key=lambda entry: entry.updated.key,
            reverse=True,
        )
        path, page, title = f"units/{unit.slug}.xml", f"units/{unit.slug}.html", f"{unit.name}的评价结果和整改"
        yield Export(path, _feed(portfolio.book.site, path, title, page, entries[:MAX_ENTRIES]))


# ---- entries ----


def _results(portfolio: Portfolio) -> Iterator[FeedEntry]:
    """Yield the new and changed results that are dated (收录日期)."""
    return (_of_result(summary, summary.newest) for summary in portfolio.newest_first if summary.newest)


def _of_result(summary: ProjectSummary, day: PartialDate) -> FeedEntry:
    text = f"{summary.unit.name}，{summary.year}年度{summary.result}。"
    words = f"{text}整改：{summary.rectification}。" if summary.states else text
    return FeedEntry(
        title=summary.name,
        address=f"{summary.id}.html",
        published=summary.entered,
        updated=day,
        category=str(summary.year),
        text=words,
    )


def _rectification(portfolio: Portfolio) -> Iterator[FeedEntry]:
    """Yield the items of 整改台账 whose last change is dated."""
    return filter(None, (_of_item(summary, item) for summary in portfolio.newest_first for item in summary.items))


def _of_item(summary: ProjectSummary, item: TrackedItem) -> FeedEntry | None:
    if not item.since:
        return None
    number = f"台账 {item.number}，" if item.number else ""
    words = f"{summary.unit.name}，{summary.year}年度。问题：{item.problem.rstrip('。')}。{number}状态：{item.state}。"
    return FeedEntry(
        title=f"{summary.name}：{item.state}",
        address=f"{summary.id}.html#{item.place}",
        mark=f"-{item.since.iso}-{item.state}",
        published=item.since,
        updated=item.since,
        category=item.state,
        text=words,
    )


def _result_uses(portfolio: Portfolio) -> Iterator[FeedEntry]:
    """Yield the dated decisions on the use of results (结果应用)."""
    return filter(None, map(_of_decision, portfolio.result_lines))


def _of_decision(line: ResultUseLine) -> FeedEntry | None:
    declared, summary = line.declared, line.summary
    if not declared.date or not line.decided:
        return None
    reason = f"例外理由：{declared.reason}。" if declared.reason else ""
    words = f"{summary.unit.name}，{summary.year}年度{summary.result}。决定：{declared.decision}。{reason}"
    return FeedEntry(
        title=summary.name,
        address=f"{summary.id}.html",
        mark=f"?{declared.date.iso}-{declared.decision}",
        published=declared.date,
        updated=declared.date,
        category=str(summary.year),
        text=words,
    )


def _of_correction(line: CorrectionLine) -> FeedEntry:
    """Return the entry of a correction."""
    return FeedEntry(
        title=f"{line.name}：{line.change}",
        address=CORRECTIONS_PAGE if line.withdrawn or not line.project else f"{line.project}.html",
        mark=f"?{line.date.iso}-{line.item}",  # a project may have several corrections
        published=line.date,
        updated=line.date,
        category=line.project[:4] or "全站",
        text=f"{line.change}。原因：{line.reason}。{line.body}决定。",
    )


FEEDS = (
    _Feed("feed.xml", "新收录和更新的绩效评价结果", "index.html", _results),
    _Feed("rectification.xml", "整改台账的状态变动", "ledger/index.html", _rectification),
    _Feed("result-use.xml", "结果应用的决定", "analysis/index.html#results", _result_uses),
)


# ---- XML ----


def _feed(site: Site, path: str, title: str, page: str, entries: Iterable[FeedEntry]) -> bytes:
    """Return a feed of at least one entry, newest first."""
    entries, up = list(entries), "../" * path.count("/")
    root = Xml.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "zh-CN"})
    _append(root, "title", f"{site.name}：{title}")
    _append_linked(root, "subtitle", ABOUT, "返回网页", f"{site.url or up}{page}")
    _append(root, "id", _identity(site, path))
    _append(root, "updated", _moment(entries[0].updated))
    if site.url:
        Xml.SubElement(root, "link", {"rel": "self", "href": f"{site.url}{path}"})
    Xml.SubElement(root, "link", {"rel": "alternate", "href": f"{site.url or up}{page}"})
    _append(Xml.SubElement(root, "author"), "name", site.host)
    for entry in entries:
        _append_entry(root, site, entry, up)
    Xml.indent(root, " ")
    text: bytes = Xml.tostring(root, "utf-8")
    head = f'<?xml version="1.0" encoding="utf-8"?>\n<?xml-stylesheet type="text/css" href="{up}{STYLES}"?>\n'
    return head.encode() + text + b"\n"


def _append_entry(root: Xml.Element, site: Site, entry: FeedEntry, up: str) -> None:
    element, address = Xml.SubElement(root, "entry"), f"{site.url or up}{entry.address}"
    _append(element, "title", entry.title)
    _append(element, "id", _identity(site, entry.address + entry.mark))
    if entry.published:
        _append(element, "published", _moment(entry.published))
    _append(element, "updated", _moment(entry.updated))
    Xml.SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": address})
    Xml.SubElement(element, "category", {"term": entry.category})
    _append_linked(element, "summary", entry.text, f"{entry.updated.chinese}，打开网页", address)


def _append_linked(parent: Xml.Element, name: str, text: str, words: str, address: str) -> None:
    """Append a text that ends with a link."""
    body = Xml.SubElement(Xml.SubElement(parent, name, {"type": "xhtml"}), "div", {"xmlns": XHTML})
    _append(body, "p", text)
    link = Xml.SubElement(Xml.SubElement(body, "p"), "a", {"href": address})
    link.text = words


def _append(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = text


def _identity(site: Site, address: str) -> str:
    """Return a permanent id: the web address, else a UUID from site name and address."""
    return f"{site.url}{address}" if site.url else uuid.uuid5(uuid.NAMESPACE_URL, f"{site.name}/{address}").urn


def _moment(day: PartialDate) -> str:
    """Return the start of the day as an RFC 3339 time."""
    return f"{day.year:04}-{day.month or 1:02}-{day.day or 1:02}T00:00:00+08:00"
