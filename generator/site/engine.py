"""Engine as the build knows it: it gives pages. MkDocs is loaded with the first of them, since most runs make none."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.site.settings import SiteSettings

if TYPE_CHECKING:
    from generator.site.renderer import PageRenderer


class Rendered(NamedTuple):
    """A finished page; where its links lead (see `broken_links`); the day it last changed, which the sitemap tells."""

    html: bytes
    links: tuple[str, ...]
    changed: str


class Engine:
    """Makes pages; what it is made from is what all pages share, and it keeps nothing of a page."""

    def __init__(self, shared: SiteSettings, config: Path) -> None:
        """Begin with what all pages share, and with `mkdocs.yml`, beside which the theme lies."""
        self.shared = shared
        self.config = config

    def render(self, address: str, markdown: str) -> Rendered:
        """The page at an address such as `2017/shipin-huiyi.md`, as it stands in the site."""
        return Rendered(*self._maker.page(address, markdown))

    def frame(self, pages: Iterable[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
        """The files of the site that are no page of ours; `pages` are all pages with the days they last changed."""
        return self._maker.frame(pages)

    @cached_property
    def _maker(self) -> "PageRenderer":
        from generator.site.renderer import PageRenderer

        return PageRenderer(self.shared, self.config)
