"""Hand-written pages and 名词解释: texts of the content folder that need no projects."""

import re
from collections.abc import Iterator
from contextlib import suppress

from generator.core.date import InvalidDate, PartialDate
from generator.model.book import Book, Site
from generator.pages import NavEntry, OptionalPages, Page, PageKind, shows
from generator.pages._metadata import article, column

KINDS = (PageKind(re.compile(r"glossary\.html"), "名词解释", listing=True),)
NAV = (NavEntry(8, "数据与说明", "{slug}.md", each="text"),)
FACTS = re.compile(r"^\[\[网站情况\]\]\s*$", re.M)  # a line of its own: here stands what site.yml says
PUBLISHED = re.compile(r"^发布日期[：:] *(\S+?)\s*$", re.M)


def pages(book: Book, optional: OptionalPages) -> Iterator[Page]:
    """Make the hand-written pages, and the glossary if there is one."""
    yield from _texts(book)
    if optional.glossary:
        yield _glossary(book)


def _texts(book: Book) -> Iterator[Page]:
    """Make a page of each file; its first heading is the title, a line `发布日期：…` its day of publication.

    A line `[[网站情况]]` is replaced by the facts of the site.
    """
    site = book.site
    about = "本站的说明和声明。"
    for text in book.texts:
        day = published(text.markdown)
        yield Page(
            f"{text.slug}.md",
            text.title,
            "text",
            shows(parts=tuple(FACTS.split(text.markdown)), facts=tuple(site_facts(site))),
            tags=column("本站说明", about, "本站说明", kind="网站声明")
            + article(text.title, day, site.host, (text.title,), url=site.url and f"{site.url}{text.slug}.html"),
            changed=day.iso if day else "",
        )


def _glossary(book: Book) -> Page:
    """Make the page of all terms."""
    about = "绩效评价公开文件和本站常用名词的解释。"
    return Page(
        "glossary.md",
        "名词解释",
        "glossary",
        shows(terms=book.terms),
        description=about,
        tags=column("名词解释", about, "名词解释"),
    )


def site_facts(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the facts of the site as site.yml states them; empty if it does not."""
    yield "主办单位", site.host
    if site.undertaker:
        yield "承办单位", site.undertaker
    yield "收录范围", site.coverage
    yield "更新频率", site.frequency
    yield "数据许可", site.licence
    yield "联系方式", site.contact


def published(markdown: str) -> PartialDate | None:
    """The day a page says it was published on."""
    published = PUBLISHED.search(markdown)
    with suppress(InvalidDate):
        return PartialDate.read(published[1]) if published else None
    return None
