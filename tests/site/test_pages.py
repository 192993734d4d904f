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


# The spacing a reader may set over ours (WCAG 1.4.12), and what would be cut off by it.
SPACING = """(() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(`* { line-height: 1.5 !important;
    letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet]; })()"""
CLIPPED = """[...document.querySelectorAll(':is(a, button, summary, label, th, td, p, h1, h2, h3, figcaption)')]
    .filter(one => one.checkVisibility() && !one.closest('.hidden-text, thead')
        && ['hidden', 'clip'].includes(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight + 1)
    .map(one => one.textContent.trim())"""
# Tables are measured again after their letters grew.
SETTLED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))"
WIDTH = f"{SETTLED}.then(() => document.documentElement.scrollWidth)"


@pytest.mark.parametrize("width", [375, 1280])
def test_no_page_is_wider_than_the_screen(visit: Any, width: int) -> None:
    visitor = visit("file", width=width)
    for address in PAGES:
        assert visitor.open(address).evaluate(WIDTH) <= width, address


def test_the_narrowest_screen_holds_every_page_in_any_size_and_spacing(visit: Any) -> None:
    visitor = visit("file", width=320)  # also what is left of 1280 at 400 %
    wide = []
    for address in PAGES:
        page = visitor.open(address)
        wide += [address] * (page.evaluate(WIDTH) > 320)
        page.evaluate(SPACING)
        wide += [f"{address} 行距字距"] * (page.evaluate(WIDTH) > 320)
        assert page.evaluate(CLIPPED) == [], address
        page.evaluate("document.adoptedStyleSheets = []")
        page.evaluate("Object.assign(document.documentElement.dataset, {elder: 'on', size: 'large'})")
        wide += [f"{address} 长者模式、大字"] * (page.evaluate(WIDTH) > 320)
    assert wide == []


# What a mode can change: colours, and in the elder mode the size of what is pressed. Everything else axe knows about
# is the same page, so a full look at the plain page and a short one at each mode find what full ones at all would.
COLOURS = ("color-contrast", "link-in-text-block")
DARK = ("深色", "document.body.setAttribute('data-md-color-scheme', 'slate')", COLOURS)
HIGH = ("高对比度", "document.documentElement.setAttribute('data-contrast', 'high')", COLOURS)
ELDER = ("长者模式", "document.documentElement.setAttribute('data-elder', 'on')", ("target-size",))
AXE_RUN = """([rules, alone]) => axe.run({
    resultTypes: ['violations'], preload: false,
    ...(alone ? {runOnly: {type: 'rule', values: rules}} : {rules: {'target-size': {enabled: true}}}),
}).then(found => found.violations.flatMap(one => one.nodes.map(node => [one.id, node.target, node.failureSummary])))"""


@pytest.mark.parametrize(("width", "modes"), [(1280, (DARK, HIGH)), (375, (DARK, ELDER))], ids=["1280", "375"])
def test_axe_finds_nothing(visit: Any, width: int, modes: tuple[tuple[str, str, tuple[str, ...]], ...]) -> None:
    visitor = visit("http", width=width)
    visitor.page.emulate_media(reduced_motion="reduce")  # else a colour is looked at halfway to the next
    for address in PAGES:
        page = visitor.open(address)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        page.evaluate(AXE)
        assert page.evaluate(AXE_RUN, [[], False]) == [], address
        if address == "404.html":  # stands alone and knows no modes
            continue
        for name, switch, rules in modes:
            page.evaluate(switch)
            assert page.evaluate(AXE_RUN, [rules, True]) == [], (address, name)


def test_dark_is_dark_and_a_press_changes_it(visit: Any) -> None:
    page = visit("http", dark=True).open("2017/index.html")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    luminance = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).reduce((sum, part) => sum + +part, 0)"
    assert page.evaluate(luminance) < 200
    page.locator("label.md-header__button:visible").click()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "default"
    assert page.evaluate(luminance) > 600


def test_the_summary_of_a_year_fits_a_desktop_screen(visit: Any) -> None:
    page = visit("http").open("2017/index.html")
    wrap = page.locator(".table-wrap:has(table.summary)")
    assert wrap.evaluate("node => node.scrollWidth <= node.clientWidth")
    assert wrap.get_attribute("data-wide") is None


def test_a_folded_table_is_measured_when_it_opens(visit: Any) -> None:
    page = visit("http", width=375).open("2017/index.html")
    wrap = page.locator("#chart-costliest-2017 .table-wrap")
    assert wrap.get_attribute("data-wide") is None
    page.locator("#chart-costliest-2017 summary").click()
    wide = wrap.evaluate("node => node.scrollWidth > node.clientWidth + 1")
    page.wait_for_timeout(100)
    assert (wrap.get_attribute("data-wide") is not None) == wide
    assert wrap.get_attribute("tabindex") == ("0" if wide else "-1")


def test_no_score_table_needs_sideways_scrolling_on_a_phone(visit: Any) -> None:
    visitor = visit("http", width=375)
    for address in ("2017/shipin-huiyi.html", "2018/gongshanglian-xinxihua.html"):
        wrap = visitor.open(address).locator(".table-wrap:has(table.scoretree)")
        assert wrap.evaluate("node => node.scrollWidth <= node.clientWidth + 1")
        assert wrap.locator("tr.lost .points").first.is_visible()


def test_pages_are_whole_without_scripts(visit: Any) -> None:
    visitor = visit("file", script=False)
    page = visitor.open("2017/index.html")
    assert page.locator("table.summary tbody tr").count() == 4
    charts = page.locator("figure.chart")
    assert charts.count() == 5
    for chart in charts.all():
        assert chart.locator(".chart-canvas svg").is_visible()
        assert chart.locator("figcaption").inner_text().strip()
        assert chart.locator(".chart-title").inner_text() and chart.locator(".chart-sentence").inner_text()
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
