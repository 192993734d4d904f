"""Engine: turns the Markdown of a page into the page of the site. MkDocs is loaded with the first page only."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.site.settings import SiteSettings

if TYPE_CHECKING:
    from generator.site.renderer import PageRenderer


# End tags that HTML lets be left out, a fourteenth of a page of tables. Line ends go with them, so that an empty cell
# stays empty.
OPTIONAL = re.compile(
    r"</(?:t[dhr]|thead|tbody|tfoot|li|d[dt])>\n*"
    r"|</p>\n*(?=<(?:p|h[1-6]|ul|ol|dl|div|table|section|details|nav)\b|</(?:div|section|article|details)>|</?(?:t[dhr]|li|dd)\b)"
)


class Rendered(NamedTuple):
    """Rendered page: HTML, targets of its links (see `broken_links`), and for the sitemap the date of its last change.

    `listed` is false where search engines are asked to leave the page alone.
    """

    html: bytes
    links: tuple[str, ...]
    changed: str
    listed: bool


class Engine:
    """Renderer of pages, independent of each other and of their order."""

    def __init__(self, shared: SiteSettings, config: Path) -> None:
        """Take the settings that all pages share, and the path of `mkdocs.yml`, which is beside the theme."""
        self.shared = shared
        self.config = config

    def render(self, address: str, markdown: str, article: str = "") -> Rendered:
        """Render the page at an address such as `2017/shipin-huiyi.md`; finished HTML may follow its Markdown."""
        html, links, about = self._renderer.page(address, markdown, article)
        return Rendered(compact(html).encode(), links, str(about.get("changed", "")), "robots" not in about)

    def frame(self, pages: Iterable[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
        """Yield the files that are no rendered page; `pages` are the addresses of all pages with their last change."""
        return self._renderer.frame(pages)

    @cached_property
    def _renderer(self) -> "PageRenderer":
        from generator.site.renderer import PageRenderer

        return PageRenderer(self.shared, self.config)


def compact(html: str) -> str:
    """Return a page without optional end tags; browsers read the same."""
    return OPTIONAL.sub("", html)
