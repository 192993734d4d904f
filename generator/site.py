"""MkDocs turns the tree of Markdown into the site; no other room knows the engine, so it can be changed here."""

import dataclasses
import hashlib
import logging
import os
import re
import shutil
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from generator.model.book import Book, Site
from generator.policy import policy
from generator.publish import recover, swap
from generator.search import index
from generator.search.article import place, read

os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material's banner says nothing to the staff who run a build

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer

UNUSED = ("assets/javascripts", "assets/**/*.map", "assets/images/favicon.png", "sitemap.xml.gz")
SOURCE_MAP = re.compile(rb"\n?(//[#@]\s*sourceMappingURL=[^\n]*|/\*[#@]\s*sourceMappingURL=.*?\*/)\s*\Z")
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
UNSEARCHED = ("404.html", "query.html")
NO_SITE_YET = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="1">
<title>还没有网页</title><p>数据有错误，还没有生成网页。请看运行命令的窗口，改正后这里会自动更新。</p></html>"""


class SiteError(Exception):
    """The engine is not content with a page; the message names the page."""


class _Complaints(logging.Handler):
    """Gathers what the engine warns of, so that it is told once and plainly."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def render(book: Book, config: Path, docs: Path, site: Path) -> None:
    """Build `docs` into `site`; the last good site stays until the new one is whole."""
    recover(site)
    fresh = site.with_name(site.name + ".new")
    logger, complaints = logging.getLogger("mkdocs"), _Complaints()
    logger.addHandler(complaints)
    logger.propagate = False
    try:
        settings = load_config(str(config), docs_dir=str(docs), site_dir=str(fresh), **_settings(book, config.parent))
        mkdocs_build(settings)
    except MkDocsException as trouble:
        complaints.lines.append(str(trouble))
    finally:
        logger.removeHandler(complaints)
    if complaints.lines:
        raise SiteError("网页没有生成，请改正：\n" + "\n".join(complaints.lines))
    _slim(fresh)
    if not book.site.url:  # a sitemap holds whole addresses or nothing
        (fresh / "sitemap.xml").unlink()
    _searchable(fresh)
    swap(fresh, site)


class _Preview(LiveReloadServer):
    """The engine's own preview, in Chinese and without its log."""

    def __init__(self, site: Path, rebuild: Callable[[], object], ready: Callable[[], object], port: int) -> None:
        def rebuilt() -> None:
            try:
                rebuild()
            except Exception:  # one that gets through would leave every reader waiting
                traceback.print_exc()

        super().__init__(rebuilt, "127.0.0.1", port, str(site))
        self.ready = ready
        self.error_handler = lambda code: _error_page(site)

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """A page that reloads itself runs the engine's own script, which its policy would forbid."""
        reloading: bytes = super()._inject_js_into_html(POLICY.sub(b"", content), epoch)  # type: ignore[no-untyped-call]
        return reloading

    def server_activate(self) -> None:
        """Begin to listen, then say so."""
        super().server_activate()
        self.ready()


def serve(
    site: Path, rebuild: Callable[[], object], watched: Iterable[Path], port: int, ready: Callable[[], object]
) -> None:
    """Show the site on this machine and rebuild it whenever something watched changes, until interrupted."""
    logging.getLogger("mkdocs").addHandler(logging.NullHandler())
    server = _Preview(site, rebuild, ready, port)
    for path in watched:
        server.watch(str(path))
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        server.shutdown()
    except (OSError, OverflowError) as trouble:
        raise SiteError(f"端口 {port} 用不了（可能已被占用）。请换一个，如 --port 8010") from trouble


def _error_page(site: Path) -> bytes:
    """What a reader of the preview sees where there is no page: the site's own words, or that there is no site yet."""
    page = site / "404.html"
    return page.read_bytes() if page.is_file() else NO_SITE_YET.encode()


def _slim(site: Path) -> None:
    """Take out what the engine brings along and no page asks for: its search, its source maps and what points there."""
    for name in UNUSED:
        for path in site.glob(name):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in (site / "assets").rglob("*.min.*"):
        data = path.read_bytes()
        if (slim := SOURCE_MAP.sub(b"", data)) != data:
            path.write_bytes(slim)


def _searchable(site: Path) -> None:
    """Put the full-text index beside the finished pages: it holds what stands on them; 查询 itself is left out."""
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    found = (read(path, (site / path).read_text("utf-8")) for path in paths if path not in UNSEARCHED)
    documents = sorted((document for document in found if document), key=place)
    folder, facts, version = site / "search/new", b"", hashlib.sha256()
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in index(documents):
        version.update(data)
        if name == "facts":
            facts = data
        else:
            (folder / name).write_bytes(data)
    # A new index has a new address, so that no browser mixes files it kept from the last one with those of this.
    name = version.hexdigest()[:10]
    folder.rename(folder.with_name(name))
    (site / "search/index.js").write_bytes(
        b"window.JXGK_INDEX = " + facts[:-1] + f', "folder": "{name}"'.encode() + b"};\n"
    )


def _settings(book: Book, home: Path) -> dict[str, Any]:
    texts = {text.slug: f"{text.slug}.md" for text in book.texts}
    return {
        "site_name": book.site.name,
        "site_description": book.site.summary,
        "site_url": book.site.url,
        "nav": [
            {"首页": "index.md"},
            {"年度": [{f"{year}年度": f"{year}/index.md"} for year in book.years]},
            {"单位": "units/index.md"},
            {"评级与评分": "methods.md"},
            {"数据": "data/index.md"},
            {"查询": "query.md"},
            *texts.values(),
        ],
        "extra": {
            "generator": False,
            "site": _facts(book.site),
            "feed": any(project.newest for project in book.projects),
            "policy": policy(),
            "lost_policy": policy((home / "theme/overrides/404.html").read_text("utf-8")),
        },
    }


def _facts(site: Site) -> dict[str, Any]:
    said = {f.name: getattr(site, f.name) for f in dataclasses.fields(site) if f.name != "marks"}
    return {**said, "tags": site.tags, "police_code": site.police_code}
