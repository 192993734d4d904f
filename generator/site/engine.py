"""The engine as the build knows it: it gives pages, and its key says when pages made before are still good.

MkDocs is loaded with the first page: a build in which nothing changed asks for the key alone.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.site.settings import SiteSettings

if TYPE_CHECKING:
    from generator.site.renderer import PageRenderer

HERE = Path(__file__).resolve().parent


class Rendered(NamedTuple):
    """A finished page; where its links lead (see `broken`); the day it last changed, which the sitemap tells."""

    html: bytes
    links: tuple[str, ...]
    changed: str


class Engine:
    """Makes pages; what it is made from is what all pages share, and it keeps nothing of a page."""

    def __init__(self, shared: SiteSettings, config: Path) -> None:
        """Begin with what all pages share, and with `mkdocs.yml`, beside which the theme lies."""
        self.shared = shared
        self.config = config

    @cached_property
    def key(self) -> str:
        """A hash of all that a page depends on beside itself: settings, theme, this program and its libraries."""
        home = self.config.parent
        made = hashlib.sha256(json.dumps(self.shared.settings(home), sort_keys=True).encode())
        theme = sorted((home / "theme/overrides").rglob("*.*ml"))
        libraries = HERE.parent.parent / "requirements.txt"
        for path in (self.config, *theme, *sorted(HERE.glob("*.py")), libraries):
            made.update(f"\0{path.name}\0".encode() + path.read_bytes())
        return made.hexdigest()

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
