"""Links of hand-written pages: written as the name of a Markdown file, they become the address of its page.

A page is made without knowing the others, so where its links lead is noted, for `link_check.py`.
"""

import posixpath
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE
from mkdocs.utils import get_relative_url

from generator.site.link_check import page_address


class Links(Treeprocessor):
    """Rewrites the links of a page and notes in `found` where they lead: an address, with `#` and a place in it."""

    def begin(self, address: str) -> None:
        """Be ready for the page at an address."""
        self.address = address
        self.found: list[str] = []

    def run(self, root: Element) -> None:
        """Do so for links and pictures; those within raw HTML stay as they are."""
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(element.tag)
            if name:
                element.set(name, self._address(element.get(name, "")))

    def _address(self, link: str) -> str:
        scheme, host, path, query, place = urlsplit(link)
        if scheme or host or AMP_SUBSTITUTE in link:  # of another site, or a mail address
            return link
        if link.startswith(("/", "\\")):
            self.found.append(link)
            return link
        target = self._target(unquote(path))
        if target != self.address or place:
            self.found.append(f"{target}#{place}" if place else target)
        if not path:
            return link
        way = get_relative_url(quote(page_address(target)), quote(page_address(self.address)))
        return urlunsplit(("", "", way, query, place))

    def _target(self, path: str) -> str:
        if not path:
            return self.address
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.address), path))
