"""The real site, built once, and a browser that opens it over http, under a sub-path and from a folder."""

import os
import shutil
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.support.building import MakeOnce, build_sound
from tests.support.waiting import LIMIT, wait_until

ROOT = Path(__file__).resolve().parents[2]
# The same engine without windows takes a third less time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
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
    "glossary.html",
    "ledger/index.html",
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
LOOKS = (ROOT / "tests/scripts/looks.js").read_text("utf-8").partition("\n")[2].strip().removesuffix(";")
FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))"


def script(name: str) -> str:
    """A function of tests/scripts/looks.js, for `evaluate`."""
    return f"given => {LOOKS}.{name}(given)"


def screen(page: Page, width: int, height: int = 800) -> None:
    """Give a page a screen of a size; one that has it is not laid out anew."""
    size: ViewportSize = {"width": width, "height": height}
    if page.viewport_size != size:
        page.set_viewport_size(size)


@pytest.fixture(scope="session")
def built(make_once: MakeOnce) -> Path:
    """The folder a build of the real content was made in; the site is in `site`."""
    return make_once("built", lambda out: build_sound(ROOT / "content", out))


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
def serve() -> Iterator[Callable[..., str]]:
    """Serve a folder over http, under a prefix; gives the address of its root, with a slash at its end."""
    servers = []

    def start(folder: Path, prefix: str = "/") -> str:
        server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder), prefix=prefix))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}{prefix}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def served(built: Path, serve: Callable[..., str]) -> dict[str, str]:
    """The three ways a site is looked at, by name: the address of its root."""
    site = built / "site"
    return {"file": f"{site.as_uri()}/", "http": serve(site), "sub-path": serve(site, "/a/b/")}


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


class Visit:
    """One visitor: a page of the browser, and all that went wrong while it looked."""

    def __init__(self, page: Page, own: bool = False) -> None:
        """Note what goes wrong, what comes from elsewhere, and what the page asks for and has not got yet."""
        self.page, self.own = page, own
        self.session = page.context.new_cdp_session(page)
        self.begin("")
        page.on("console", self._told)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("request", self._asked)
        page.on("requestfinished", self._answered)
        page.on("requestfailed", self._answered)

    def begin(self, root: str) -> None:
        """Look at a site as somebody who has seen nothing of it."""
        self.root = root
        self.troubles: list[str] = []
        self.asked: set[str] = set()
        self.awaited: set[Request] = set()
        self.meets_trouble = self.has_scripts = False

    def _told(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.troubles.append(message.text)

    def _asked(self, request: Request) -> None:
        self.asked.add(request.url)
        self.awaited.add(request)
        if not request.url.startswith((self.root, "data:", "blob:", "about:")):
            self.troubles.append(request.url)

    def _answered(self, request: Request) -> None:
        self.awaited.discard(request)

    def open(self, address: str) -> Page:
        """Go to a page of the site, which is loaded then."""
        self.page.goto(self.root + address, wait_until="load")
        return self.page

    def finds(self, address: str, kept: Callable[[Page], object]) -> Page:
        """Open a page which knows what was chosen before; on a busy machine Chromium gives some files no storage."""
        wait_until(lambda: kept(self.open(address)))
        return self.page

    def settled(self) -> Page:
        """The page, once it has got all it asks for of itself."""
        quiet = 0
        while quiet < 2:
            self.page.evaluate(FRAMES)
            quiet = 0 if self.awaited else quiet + 1
        return self.page

    def before(self, script: str) -> None:
        """Run a script at the beginning of each page that is opened from now on."""
        self.has_scripts = True
        self.session.send("Page.enable")
        self.session.send("Page.addScriptToEvaluateOnNewDocument", {"source": script})

    def leave(self) -> bool:
        """Leave nothing behind: whether the page can be another visitor's."""
        if self.own or not self.page.url.startswith((self.root, "about:")) or len(self.page.context.pages) > 1:
            return False
        if self.has_scripts:
            self.session.send("Page.disable")  # and with it go the scripts
        self.page.unroute_all()
        if self.page.url != "about:blank":
            self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self.page.goto("about:blank")
        self.page.mouse.move(0, 0)
        self.session.send("Page.resetNavigationHistory")
        return True


@pytest.fixture(scope="session")
def left(chromium: Browser) -> defaultdict[tuple[bool, str], list[Visit]]:
    """Visitors that have left, with and without scripts, by scheme: the next one gets the page.

    A new one costs as much as opening two pages, and so does one that goes from files to http or back.
    """
    return defaultdict(list)


@pytest.fixture
def visit(chromium: Browser, served: dict[str, str], left: defaultdict[tuple[bool, str], list[Visit]]) -> Iterator[Any]:
    """Make visitors: `visit("file", width=375, dark=True)`; at the end none may have met trouble.

    The site is the real one, that of a folder, or one that is served. Whoever listens to the page, or has something
    stored by a page of a folder, needs one that is his `own`.
    """
    visits: list[tuple[Visit, tuple[bool, str]]] = []

    def new(
        way: str | Path = "http", width: int = 1280, dark: bool = False, script: bool = True, own: bool = False
    ) -> Visit:
        root = served.get(way, way) if isinstance(way, str) else f"{way.as_uri()}/"
        kind = script, root.partition(":")[0]
        if own or not left[kind]:
            visitor = Visit(chromium.new_context(java_script_enabled=script, locale="zh-CN").new_page(), own)
        else:
            visitor = left[kind].pop()
        visitor.begin(root)
        screen(visitor.page, width)
        visitor.page.emulate_media(
            media="null",
            color_scheme="dark" if dark else "light",
            reduced_motion="null",
            forced_colors="null",
            contrast="null",
        )
        visits.append((visitor, kind))
        return visitor

    yield new
    troubles = [trouble for visitor, _ in visits if not visitor.meets_trouble for trouble in visitor.troubles]
    for visitor, kind in visits:
        if visitor.leave():
            left[kind].append(visitor)
        else:
            visitor.page.context.close()
    assert troubles == []
