"""Page renderer: MkDocs, configured once; renders each page from its own Markdown only."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url, meta

from generator.core.templating import CompiledTemplates
from generator.site.errors import SiteError, collect_warnings, page_address
from generator.site.frame import ListedPage, sitemap_files, static_files
from generator.site.html_blocks import HtmlBlocks
from generator.site.settings import SiteSettings

COMPILED = CompiledTemplates()


class PageRenderer:
    """MkDocs settings, navigation, templates and Markdown parser, ready to render pages."""

    def __init__(self, shared: SiteSettings, config: Path) -> None:
        """Load `mkdocs.yml` and the theme next to it."""
        self._home = config.parent
        settings = shared.settings(self._home)
        with collect_warnings():
            # Pages are passed as text and none are written, but the folders must exist.
            self._config = load_config(
                StringIO(_without_inherit(config)),
                config_file_path=str(config),
                docs_dir=str(self._home / "theme"),
                **settings,
            )
            self._files = Files([_file(address) for address in _addresses(settings["nav"])])
            self._nav = get_navigation(self._files, self._config)
        self._theme = self._config.theme.get_env()
        self._theme.bytecode_cache = COMPILED
        self._theme.auto_reload = False  # an engine lasts for one build
        self._parts: dict[str, Mapping[str, str]] = {}
        self._links = Links()
        self._markdown = self._parser()

    def page(self, address: str, markdown: str, article: str = "") -> tuple[str, tuple[str, ...], Mapping[str, Any]]:
        """Return the HTML of a page, the targets of its links, and its front matter.

        `article` is HTML to append to the rendered Markdown.
        """
        file = self._files.get_file_from_path(address) or _file(address)
        named = file.page  # in the navigation
        shown = named if isinstance(named, Page) else Page(None, file, self._config)
        shown.markdown, shown.meta = meta.get_data(markdown)
        self._links.begin(address)
        with collect_warnings():
            shown.content = self._converted(address, shown.markdown) + article
            shown.toc = get_toc(getattr(self._markdown, "toc_tokens", []))
            shown.active = True
            template = self._theme.get_template("main.html")
            base = get_relative_url(".", shown.url)
            parts = {} if shown is named else self._header_and_footer(base)
            html = template.render(self._context(base, page=shown, **parts))
            shown.active = False
        return html, tuple(self._links.targets), shown.meta

    def _header_and_footer(self, base: str) -> Mapping[str, str]:
        """Return header and footer of pages outside the navigation (cached by relative path to the root)."""
        if base not in self._parts:
            root = "" if base == "." else f"{base}/"
            context = self._context(base, root=root, site=self._config.extra["site"])
            names = ("header", "footer")
            self._parts[base] = {n: self._theme.get_template(f"partials/{n}.html").render(context) for n in names}
        return self._parts[base]

    def _parser(self) -> Markdown:
        parser = Markdown(
            extensions=[HtmlBlocks(), *self._config.markdown_extensions], extension_configs=self._config.mdx_configs
        )
        parser.treeprocessors.register(self._links, "links", 0)
        return parser

    def _converted(self, address: str, markdown: str) -> str:
        try:
            return self._markdown.reset().convert(markdown)
        except RecursionError:  # depth checks at loading should prevent this
            self._markdown = self._parser()  # the old one is in an undefined state
            raise SiteError.of([f"{address}：层次太深，请检查列表、引用和方括号"]) from None

    def frame(self, pages: Iterable[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
        yield from static_files(self._home / "theme/overrides")
        yield "404.html", self._theme.get_template("404.html").render(self._context("/")).encode()
        if url := self._config.site_url:  # a sitemap needs absolute URLs
            yield from sitemap_files(url, pages, self._sitemap)

    def _sitemap(self, pages: Sequence[ListedPage]) -> str:
        context = self._context(".", pages=[{"page": page} for page in pages])
        return self._theme.get_template("sitemap.xml").render(context)

    def _context(self, base: str, **more: Any) -> dict[str, Any]:
        return {"nav": self._nav, "pages": (), "base_url": base, "config": self._config, "page": None, **more}


class Links(Treeprocessor):
    """Rewriter of links from Markdown files to pages.

    `targets` collects addresses with anchors, to be checked when all pages are known.
    """

    def begin(self, address: str) -> None:
        self.address = address
        self.targets: list[str] = []

    def run(self, root: Element) -> None:
        """Rewrite links and pictures, except those in raw HTML."""
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(element.tag)
            if name:
                element.set(name, self._address(element.get(name, "")))

    def _address(self, link: str) -> str:
        scheme, host, path, query, place = urlsplit(link)
        if scheme or host or AMP_SUBSTITUTE in link:  # of another site, or a mail address
            return link
        if link.startswith(("/", "\\")):
            self.targets.append(link)
            return link
        target = self._target(unquote(path))
        if target != self.address or place:
            self.targets.append(f"{target}#{place}" if place else target)
        if not path:
            return link
        way = get_relative_url(quote(page_address(target)), quote(page_address(self.address)))
        return urlunsplit(("", "", way, query, place))

    def _target(self, path: str) -> str:
        if not path:
            return self.address
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.address), path))


def _without_inherit(config: Path) -> str:
    """Return `mkdocs.yml` without INHERIT, which refers to the output of the last build."""
    lines = config.read_text("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("INHERIT:"))


def _file(address: str) -> File:
    """Return the MkDocs file object for an address, without reading a file."""
    return File(address, src_dir=None, dest_dir="", use_directory_urls=False)


def _addresses(nav: Any) -> Iterator[str]:
    """Yield the addresses in a navigation, in order."""
    if isinstance(nav, str):
        yield nav
    else:
        for part in nav.values() if isinstance(nav, Mapping) else nav:
            yield from _addresses(part)
