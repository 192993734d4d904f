"""What no page will run: markup that got in unescaped is stopped by the policy, which hinders nothing of ours."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

ARTICLE = "2017/shipin-huiyi.html"


INJECTED = """
<script>bite('script')</script>
<script src="data:text/javascript,bite('data')"></script>
<script src="https://other.example/x.js"></script>
<img src="x" onerror="bite('onerror')">
<svg onload="bite('onload')"><script>bite('svg')</script></svg>
<iframe srcdoc="<script>parent.bite('srcdoc')</script>"></iframe>
<iframe src="javascript:parent.bite('frame')"></iframe>
<a id="trap" href="javascript:void(bite('link'))">点我</a>
<button id="push" onclick="bite('onclick')">按我</button>
<style>h1 { display: none }</style>
<form id="away" action="https://other.example/away"><button id="send">送出</button></form>
<base href="https://other.example/">
"""


BITE = """window.bites = []; window.bite = (name) => window.bites.push(name); window.stopped = [];
addEventListener('securitypolicyviolation', (event) => top.stopped.push(event.effectiveDirective))"""


STOPPED = ["base-uri", "form-action", *["script-src-attr"] * 3, *["script-src-elem"] * 7, "style-src-elem"]


BITES = {"script", "data", "other host", "onerror", "onload", "svg", "srcdoc", "frame", "link", "onclick"}


def poisoned(page: str) -> str:
    """A built page into which markup got unescaped, before anything else of its body."""
    start = page.index(">", page.index("<body")) + 1
    return page[:start] + INJECTED + page[start:]


@pytest.fixture
def quiet(chromium: Browser) -> Iterator[Page]:
    """A page of a browser that may meet trouble: here it should. What runs in it says so."""
    page = chromium.new_page()
    page.add_init_script(BITE)
    page.route("https://other.example/**", lambda route: route.fulfill(body="bite('other host')"))
    yield page
    page.close()


def pressed(page: Page, address: str) -> None:
    """Open a page and press what was put there, but the form."""
    page.goto(address)
    for target in ("#trap", "#push"):
        page.locator(target).dispatch_event("click")


@pytest.mark.browser
def test_markup_that_got_in_unescaped_runs_nothing(
    quiet: Page, built: Path, serve: Callable[..., str], tmp_path: Path
) -> None:
    copy = shutil.copytree(built / "site", tmp_path / "site")
    for name in (names := (ARTICLE, "query.html", "404.html")):
        (copy / name).write_text(poisoned((copy / name).read_text()))
    for address in (f"{root}{name}" for root in (serve(copy), f"{copy.as_uri()}/") for name in names):
        pressed(quiet, address)
        quiet.locator("#send").dispatch_event("click")
        quiet.wait_for_function("count => window.stopped.length >= count", arg=len(STOPPED))
        assert sorted(quiet.evaluate("window.stopped")) == STOPPED, address
        assert quiet.evaluate("window.bites") == [], address
        assert quiet.locator("h1").is_visible()
        assert quiet.url == address


@pytest.mark.browser
def test_without_the_policy_the_same_markup_would_run(quiet: Page, built: Path, served: dict[str, str]) -> None:
    bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", (built / "site" / ARTICLE).read_text())
    address = served["http"] + ARTICLE
    quiet.route(address, lambda route: route.fulfill(body=poisoned(bare), content_type="text/html"))
    pressed(quiet, address)
    quiet.wait_for_function("count => new Set(window.bites).size >= count", arg=len(BITES))
    assert set(quiet.evaluate("window.bites")) == BITES
    assert quiet.evaluate("window.stopped") == []
    quiet.locator("#send").dispatch_event("click")
    quiet.wait_for_url("https://other.example/away?")


@pytest.mark.browser
def test_the_policy_hinders_nothing_of_ours(visit: Any) -> None:
    visitor = visit("file")
    page = visitor.open(ARTICLE)
    drawn = page.locator(":is(.levels, .scoretree) [data-bar]").evaluate_all(
        "cells => cells.map(cell => { const bar = getComputedStyle(cell, '::after');"
        " return [parseFloat(bar.width), bar.backgroundImage, bar.backgroundSize]; })"
    )
    assert all(width > 20 and picture.startswith("linear-gradient(rgb") for width, picture, _ in drawn)
    assert len({size for _, _, size in drawn}) > 2, "each as long as its rate"
    page.locator(".site-search input").first.fill("视频会议")
    page.keyboard.press("Enter")
    page.wait_for_url("**/query.html?q=*")
    page.locator(".query-hit").first.wait_for()


@pytest.mark.browser
def test_the_header_lines_for_nginx_hinder_nothing_either(visit: Any, built: Path) -> None:
    lines = re.findall(r'^add_header ([\w-]+) "([^"]+)" always;$', (built / "headers/nginx.conf").read_text(), re.M)
    visitor = visit("http")

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, **dict(lines)})

    visitor.page.route("**/*", answer)
    for address in ("query.html?q=视频", "404.html"):
        assert visitor.open(address).locator("h1").is_visible()
