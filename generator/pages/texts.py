"""Hand-written pages: what stands in `content/pages` goes through as it is."""

import re
from collections.abc import Iterator
from contextlib import suppress

from generator.core.date import InvalidDate, PartialDate
from generator.pages import NavEntry, Page, PageInput, shows
from generator.pages._tags import article, column

NAV = (NavEntry(7, "{title}", "{slug}.md", each="text"),)
PUBLISHED = re.compile(r"^发布日期[：:] *(\S+?)\s*$", re.M)


def pages(inputs: PageInput) -> Iterator[Page]:
    """One page a file; its first heading is its title, a line `发布日期：…` that readers see its day of publication."""
    site = inputs.portfolio.book.site
    about = "本站的说明和声明。"
    for text in inputs.portfolio.book.texts:
        day = published(text.markdown)
        yield Page(
            f"{text.slug}.md",
            text.title,
            "text",
            shows(markdown=text.markdown),
            tags=column("本站说明", about, "本站说明", kind="网站声明")
            + article(text.title, day, site.host, (text.title,), url=site.url and f"{site.url}{text.slug}.html"),
            changed=day.iso if day else "",
        )


def published(markdown: str) -> PartialDate | None:
    """The day a page says it was published on."""
    found = PUBLISHED.search(markdown)
    with suppress(InvalidDate):
        return PartialDate.read(found[1]) if found else None
    return None
