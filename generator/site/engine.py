"""Engine: renders the Markdown of a page to HTML. MkDocs is loaded lazily."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.site.settings import SiteSettings

if TYPE_CHECKING:
    from generator.site.renderer import PageRenderer


class Rendered(NamedTuple):
    """Rendered page: HTML, link targets (see `broken_links`), date of last change (ISO 8601 or empty).

    `listed` is False for pages excluded from search engines.
    """

    html: bytes
    links: tuple[str, ...]
    changed: str
    listed: bool


class Engine:
    """Renderer of pages; each is independent of all others."""

    def __init__(self, shared: SiteSettings, config: Path) -> None:
        """Take the shared settings, and the path of `mkdocs.yml`, which is next to the theme."""
        self.shared = shared
        self.config = config

    def render(self, address: str, markdown: str, article: str = "") -> Rendered:
        """Render the page at an address such as `2017/shipin-huiyi.md`; `article` is HTML to append."""
        html, links, about = self._renderer.page(address, markdown, article)
        return Rendered(html.encode(), links, str(about.get("changed", "")), "robots" not in about)

    def frame(self, pages: Iterable[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
        """Yield the other files of the site; `pages` are the addresses of all pages with their dates of change."""
        return self._renderer.frame(pages)

    @cached_property
    def _renderer(self) -> "PageRenderer":
        from generator.site.renderer import PageRenderer

        return PageRenderer(self.shared, self.config)
