"""Hand-written pages: what stands in `content/pages` goes through as it is, with the site's facts where asked for."""

import re
from collections.abc import Iterator
from contextlib import suppress

from generator.core.date import InvalidDate, PartialDate
from generator.model.book import Book, Site
from generator.pages import NavEntry, Page, shows
from generator.pages._tags import article, column

NAV = (NavEntry(7, "{title}", "{slug}.md", each="text"),)
FACTS = re.compile(r"^\[\[网站情况\]\]\s*$", re.M)  # a line of its own: here stands what site.yml says
PUBLISHED = re.compile(r"^发布日期[：:] *(\S+?)\s*$", re.M)


def pages(book: Book) -> Iterator[Page]:
    """One page a file; its first heading is its title, a line `发布日期：…` that readers see its day of publication."""
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


def site_facts(site: Site) -> Iterator[tuple[str, str]]:
    """What readers ask of a site, as site.yml says it; empty where it does not say."""
    yield "主办单位", site.host
    if site.undertaker:
        yield "承办单位", site.undertaker
    yield "收录范围", site.coverage
    yield "更新频率", site.frequency
    yield "数据许可", site.licence
    yield "联系方式", site.contact


def published(markdown: str) -> PartialDate | None:
    """The day a page says it was published on."""
    found = PUBLISHED.search(markdown)
    with suppress(InvalidDate):
        return PartialDate.read(found[1]) if found else None
    return None
