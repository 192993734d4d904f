"""The real site, built once, and a browser that opens it over http, under a sub-path and from a folder."""

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from tests.support.waiting import LIMIT

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGES = (
    "index.html",
    "2017/index.html",
    "2018/index.html",
    "2017/shipin-huiyi.html",
    "2017/waidi-touzi.html",
    "2018/gongshanglian-xinxihua.html",
    "2018/laihu-touzi.html",
    "units/index.html",
    "units/hezuo-jiaoliu.html",
    "units/keji-zixun.html",
    "methods.html",
    "filling.html",
    "glossary.html",
    "problems.html",
    "data/index.html",
    "data/dictionary.html",
    "query.html",
    "guanyu.html",
    "shuoming.html",
    "404.html",
)


LIMIT_MS = LIMIT * 1000
expect.set_options(timeout=LIMIT_MS)
# Three frames later everything that watches sizes and what comes into view has been told, and has answered.
FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder a build of the real content was made in; the site is in `site`."""
    from tests.support.building import build

    out = tmp_path_factory.mktemp("built")
    assert build(ROOT / "content", out).sound
    return out


class _Quiet(SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, prefix: str, **kwargs: Any) -> None:
        self.prefix = prefix
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        """Serve the folder under the prefix, and nothing beside it."""
        inside = path.startswith(self.prefix)
        return super().translate_path(path.removeprefix(self.prefix) if inside else "/nothing/here")

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


class _Server(ThreadingHTTPServer):
    request_queue_size = 100  # a busy machine takes its time to answer


@pytest.fixture(scope="session")
def served(built: Path) -> Iterator[dict[str, str]]:
    """The three ways a site is looked at, by name: address of the root, with a slash at its end."""
    servers = []
    ways = {"file": f"file://{built / 'site'}/"}
    for name, prefix in (("http", "/"), ("sub-path", "/a/b/")):
        handler = partial(_Quiet, directory=str(built / "site"), prefix=prefix)
        server = _Server(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        ways[name] = f"http://127.0.0.1:{server.server_address[1]}{prefix}"
    yield ways
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; without it the tests are skipped, but never where CI runs."""
    if not CHROMIUM:
        if os.environ.get("CI"):
            pytest.fail("CI 里没有 Chromium")
        pytest.skip("没有 Chromium，跳过浏览器测试；Debian、Ubuntu 可运行 apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS, timeout=LIMIT_MS)
        browser.on("context", _patient)
        yield browser
        browser.close()


def _patient(context: BrowserContext) -> None:
    context.set_default_timeout(LIMIT_MS)


@dataclass
class Visit:
    """One visitor: a page of the browser, and all that went wrong while it looked."""

    page: Page
    root: str
    troubles: list[str] = field(default_factory=list)
    awaited: set[Request] = field(default_factory=set)
    meets_trouble: bool = False

    def __post_init__(self) -> None:
        """Note what the page asks for and has not got yet."""
        self.page.on("request", lambda one: self.awaited.add(one))  # noqa: PLW0108 - playwright takes no built-in
        self.page.on("requestfinished", lambda one: self.awaited.discard(one))  # noqa: PLW0108
        self.page.on("requestfailed", lambda one: self.awaited.discard(one))  # noqa: PLW0108

    def open(self, address: str) -> Page:
        """Go to a page of the site, which is loaded then."""
        self.page.goto(self.root + address, wait_until="load")
        return self.page

    def settled(self) -> Page:
        """The page, once it has got all it asks for of itself."""
        quiet = 0
        while quiet < 2:
            self.page.evaluate(FRAMES)
            quiet = 0 if self.awaited else quiet + 1
        return self.page


@pytest.fixture
def visit(chromium: Browser, served: dict[str, str]) -> Iterator[Any]:
    """Make visitors: `visit("file", width=375, dark=True)`; at the end none may have met trouble."""
    visits: list[Visit] = []

    def new(way: str = "http", width: int = 1280, dark: bool = False, script: bool = True) -> Visit:
        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            locale="zh-CN",
        )
        one = Visit(context.new_page(), served[way])
        one.page.on("console", lambda m: one.troubles.append(m.text) if m.type in ("error", "warning") else None)
        one.page.on("pageerror", lambda error: one.troubles.append(str(error)))
        one.page.on("request", lambda r: one.troubles.append(r.url) if _foreign(r.url, one.root) else None)
        visits.append(one)
        return one

    yield new
    for one in visits:
        one.page.context.close()
    assert [trouble for one in visits if not one.meets_trouble for trouble in one.troubles] == []


def _foreign(url: str, root: str) -> bool:
    return not url.startswith((root, "data:", "blob:", "about:"))
