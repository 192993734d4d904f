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
from playwright.sync_api import Browser, Page, sync_playwright

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
    "data/index.html",
    "data/dictionary.html",
    "query.html",
    "guanyu.html",
    "shuoming.html",
    "404.html",
)


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


@pytest.fixture(scope="session")
def served(built: Path) -> Iterator[dict[str, str]]:
    """The three ways a site is looked at, by name: address of the root, with a slash at its end."""
    servers = []
    ways = {"file": f"file://{built / 'site'}/"}
    for name, prefix in (("http", "/"), ("sub-path", "/a/b/")):
        handler = partial(_Quiet, directory=str(built / "site"), prefix=prefix)
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
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
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """One visitor: a page of the browser, and all that went wrong while it looked."""

    page: Page
    root: str
    troubles: list[str] = field(default_factory=list)

    def open(self, address: str) -> Page:
        """Go to a page of the site and wait until it is quiet."""
        self.page.goto(self.root + address, wait_until="load")
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
    assert [trouble for one in visits for trouble in one.troubles] == []


def _foreign(url: str, root: str) -> bool:
    return not url.startswith((root, "data:", "blob:", "about:"))
