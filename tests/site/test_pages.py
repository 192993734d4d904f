"""Every page, opened as readers open it: nothing breaks, nothing is fetched from elsewhere, nothing overflows."""

from typing import Any
from urllib.parse import unquote

import pytest

from tests.site.conftest import PAGES, ROOT

pytestmark = pytest.mark.browser
AXE = (ROOT / "theme/node_modules/axe-core/axe.min.js").read_text()


@pytest.mark.parametrize("way", ["http", "sub-path", "file"])
def test_every_page_opens_without_error_or_foreign_request(visit: Any, way: str) -> None:
    visitor = visit(way)
    for address in PAGES:
        page = visitor.open(address)
        assert page.locator("h1").count() == 1, address
        assert page.locator("html").get_attribute("lang") == "zh-CN"


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_no_page_is_wider_than_the_screen(visit: Any, width: int) -> None:
    visitor = visit("file", width=width)
    for address in PAGES:
        page = visitor.open(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(visit: Any, dark: bool) -> None:
    visitor = visit("http", dark=dark)
    for address in PAGES:
        page = visitor.open(address)
        for details in page.locator("details").all():
            details.evaluate("node => node.open = true")
        page.evaluate(AXE)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        told = [(v["id"], node["target"], node["failureSummary"]) for v in found for node in v["nodes"]]
        assert told == [], address


def test_pages_are_whole_without_scripts(visit: Any) -> None:
    visitor = visit("file", script=False)
    page = visitor.open("2017/index.html")
    assert page.locator("table.summary tbody tr").count() == 4
    charts = page.locator("figure.chart")
    assert charts.count() == 5
    for chart in charts.all():
        assert chart.locator(".chart-canvas svg").is_visible()
        assert chart.locator("figcaption").inner_text().strip()
        assert chart.locator(".chart-data tbody tr").count() > 0
    assert visitor.open("query.html").locator("#query-static tbody tr").count() == 6


def test_links_lead_to_pages_and_places_that_exist(visit: Any) -> None:
    visitor = visit("http")
    anchors: dict[str, set[str]] = {}
    wanted: list[tuple[str, str]] = []
    for address in PAGES:
        page = visitor.open(address)
        here = page.url.split("#")[0]
        anchors[here] = set(page.evaluate("[...document.querySelectorAll('[id]')].map(node => node.id)"))
        wanted += [(address, url) for url in page.evaluate("[...document.links].map(link => link.href)")]
    for address, url in wanted:
        target, _, anchor = url.partition("#")
        if target not in anchors and target.startswith(visitor.root):
            assert visitor.page.request.get(target).ok, (address, url)
        elif target in anchors and anchor and not anchor.startswith("__"):
            assert unquote(anchor) in anchors[target], (address, url)
        else:
            assert target.startswith(visitor.root), (address, url)
