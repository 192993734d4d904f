"""Every page, opened as readers open it: nothing breaks, nothing is fetched from elsewhere, nothing overflows."""

import gzip
import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.site.conftest import FRAMES, PAGES, ROOT, Visit, screen, script

pytestmark = pytest.mark.browser
AXE = (ROOT / "theme/node_modules/axe-core/axe.min.js").read_text()


# Tables are measured again after their letters grew.
WIDTH = f"{FRAMES}.then(() => document.documentElement.scrollWidth)"


class Walk:
    """One reader opens every page and notes what is wrong: each page is opened once for all that is asked of it."""

    def __init__(self, visitor: Visit, site: Path) -> None:
        self.visitor, self.site = visitor, site
        self.wrong: list[tuple[str, object]] = []
        self.places: dict[str, set[str]] = {}
        self.links: set[tuple[str, str]] = set()
        self.sizes: dict[str, int] = {}

    def open(self, address: str) -> Page:
        """Open a page, which has one main heading and says its language."""
        self.visitor.asked.clear()
        page = self.visitor.open(address)
        seen = page.evaluate(script("seen"))
        if (seen["lang"], seen["headings"]) != ("zh-CN", 1):
            self.wrong.append((address, (seen["lang"], seen["headings"])))
        self.places[address] = set(seen["places"])
        self.links |= {(address, link) for link in seen["links"]}
        return page

    def fits(self, address: str, width: int, how: str = "") -> None:
        """At a screen so wide nothing of the page lies beside it."""
        screen(self.visitor.page, width)
        if (wide := self.visitor.page.evaluate(WIDTH)) > width:
            self.wrong.append((address, f"宽 {wide}，屏幕宽 {width} {how}"))
        if address in FLAT and not how:
            self.look(f"{address} {width}", self.visitor.page.evaluate(script("sideways")))

    def weighs_little(self, address: str) -> None:
        """What a first visit asks for, measured as a server sends it: every file, compressed."""
        self.visitor.settled()
        files = {unquote(urlsplit(url.removeprefix(self.visitor.root)).path) for url in self.visitor.asked}
        for file in files - self.sizes.keys():
            self.sizes[file] = len(gzip.compress((self.site / file).read_bytes()))
        sizes = {file: self.sizes[file] for file in files}
        if {address, "assets/css/all.css", "assets/js/site.js"} - sizes.keys() or sum(sizes.values()) > HEAVIEST:
            self.wrong.append((address, sizes))

    def look(self, address: str, finding: object) -> None:
        """Note what a look at the page found."""
        if finding:
            self.wrong.append((address, finding))

    def axe_finds_nothing(self, address: str, rules: Mapping[str, object], modes: Iterable[str]) -> None:
        """Look at a page, its folded parts open, and then in other modes."""
        page = self.visitor.page
        page.evaluate(script("unfold"))
        page.evaluate(script("thin"))
        if address == NOTED:
            page.evaluate("document.querySelector('.term').click()")
            page.wait_for_selector(".term-note:popover-open")
        page.evaluate(AXE)
        self.look(address, page.evaluate(AXE_RUN, rules))
        for mode in modes:
            switch, rules_of_mode = MODES[mode]
            page.emulate_media(forced_colors="active" if mode == "系统的高对比度" else "none")
            page.evaluate(switch)
            self.look(f"{address} {mode}", page.evaluate(AXE_RUN, {"runOnly": rules_of_mode}))

    def no_target_is_too_small(self, address: str, width: int) -> None:
        """Nor at another width, in the last of the modes that change no contrast."""
        self.visitor.page.evaluate(PLAIN_CONTRAST)
        screen(self.visitor.page, width)
        self.look(f"{address} {width}", self.visitor.page.evaluate(AXE_RUN, {"runOnly": TARGETS}))

    def ends(self) -> None:
        """All links lead to pages and places that exist, and nothing was wrong."""
        for address, url in sorted(self.links):
            # 404.html is shown at any depth, so its links start at the root of the host.
            at_the_root = address == "404.html" and not url.startswith(self.visitor.root)
            inside = urlsplit(url).path[1:] if at_the_root else url.removeprefix(self.visitor.root)
            target, _, place = unquote(inside).partition("#")
            file = target.partition("?")[0]
            there = "://" not in file and (self.site / file).is_file()
            if not there or place not in self.places.get(file, {place}) | {""}:
                self.wrong.append((address, url))
        assert self.wrong == []


@pytest.fixture
def walk(visit: Any, built: Path) -> Callable[[str], Walk]:
    """Walks, whose end is also that no page had an error or asked for anything from elsewhere (`visit`)."""
    return lambda way: Walk(visit(way), built / "site")


COMPARED = "compare.html?p=2017/shipin-huiyi&p=2018/gongshanglian-xinxihua"
# One page of each kind; these are of kinds that others show.
KINDS = {*PAGES, COMPARED} - {
    "2018/index.html", "2018/gongshanglian-xinxihua.html", "2018/laihu-touzi.html", "units/keji-zixun.html",
    "shuoming.html",
}  # fmt: skip
NOTED = "2017/waidi-touzi.html"  # the note of a term is looked at here, open
OF_A_YEAR, HEAVIEST = re.compile(r"\d{4}/"), 120 << 10  # a year, and a project
FLAT = ("data/index.html", "data/dictionary.html")  # no table of these needs sideways scrolling, however narrow
FEW = ("index.html", "2017/index.html", "2017/shipin-huiyi.html", "query.html")
# What a mode can change: colours, and with the letters the size of what is pressed. Everything else axe knows about
# is the same page, so a full look at the plain page and a short one at each mode find what full ones at all would.
COLOURS, TARGETS = ("color-contrast", "link-in-text-block"), ("target-size",)
PLAIN_CONTRAST = "document.documentElement.removeAttribute('data-contrast')"
MODES = {
    "深色": (f"{PLAIN_CONTRAST}; document.body.dataset.mdColorScheme = 'slate'", COLOURS),
    "高对比度": ("document.documentElement.dataset.contrast = 'high'", COLOURS),
    "系统的高对比度": (PLAIN_CONTRAST, COLOURS),
    "小字体": ("document.documentElement.dataset.size = 'small'", TARGETS),
    "大字体": ("document.documentElement.dataset.size = 'large'", TARGETS),
    "长者模式": ("document.documentElement.dataset.elder = 'on'", TARGETS),
}
OF_COLOURS = ("高对比度", "系统的高对比度", "深色")
OF_SIZES = ("小字体", "大字体", "长者模式")
PLAIN = {"rules": {"target-size": {"enabled": True}}}
NARROW = {"rules": {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}}}  # no other colours
AXE_RUN = script("axe")


def found_by_axe(page: Page, narrow: int = 360, whole: bool = True) -> list[Any]:
    """What axe finds on a desktop, on a phone and in the dark; if not the whole, on the phone only what is small."""
    page.emulate_media(reduced_motion="reduce", color_scheme="light")
    page.evaluate(script("unfold"))
    page.evaluate(script("thin"))
    page.evaluate(AXE)
    screen(page, narrow)
    violations: list[Any] = page.evaluate(AXE_RUN, NARROW if whole else {"runOnly": TARGETS})
    screen(page, 1280)
    violations += page.evaluate(AXE_RUN, PLAIN)
    if whole:
        page.emulate_media(color_scheme="dark")
        violations += page.evaluate(AXE_RUN, {"runOnly": COLOURS})
    return violations


def test_on_a_desktop_every_page_opens_without_error_fits_leads_on_and_axe_finds_nothing(
    walk: Callable[[str], Walk],
) -> None:
    walker = walk("http")
    others = itertools.cycle(("高对比度", "深色"))  # one and the other: their colours are of all pages
    for address in (*PAGES, COMPARED):
        # Without motion: else a colour is looked at halfway to the next.
        walker.visitor.page.emulate_media(reduced_motion="reduce", forced_colors="none")
        walker.open(address)
        walker.fits(address, 768)
        walker.fits(address, 1440)
        if OF_A_YEAR.match(address):
            walker.weighs_little(address)
        if address in KINDS:
            modes = OF_COLOURS if address in FEW else (next(others),)
            walker.axe_finds_nothing(address, PLAIN, modes)
            walker.no_target_is_too_small(address, 768 if address in FEW else 360)
    walker.ends()


def test_on_a_phone_every_page_fits_in_any_size_and_spacing_leads_on_and_axe_finds_nothing(
    walk: Callable[[str], Walk],
) -> None:
    walker = walk("file")
    for address in (*PAGES, COMPARED):
        page = walker.open(address)
        page.evaluate(script("space"))
        walker.fits(address, 320, "行距字距")  # also what is left of 1280 at 400 %
        walker.look(address, page.evaluate(script("clipped")))
        page.evaluate("document.adoptedStyleSheets = []")
        page.evaluate("Object.assign(document.documentElement.dataset, {elder: 'on', size: 'large'})")
        walker.fits(address, 320, "长者模式、大字")
        page.evaluate("['elder', 'size'].forEach(name => delete document.documentElement.dataset[name])")
        walker.fits(address, 320)
        walker.fits(address, 360)
        if address in FEW:
            walker.axe_finds_nothing(address, NARROW, OF_SIZES)
            walker.no_target_is_too_small(address, 320)
    walker.ends()


def test_a_folded_table_is_measured_when_it_opens(visit: Any) -> None:
    page = visit("http", width=375).open("2017/index.html")
    wrap = page.locator("#chart-recurring-2017 .table-wrap")
    assert wrap.get_attribute("data-wide") is None
    page.locator("#chart-recurring-2017 summary").click()
    wide = wrap.evaluate("node => node.scrollWidth > node.clientWidth + 1")
    expect(wrap).to_have_attribute("tabindex", "0" if wide else "-1")
    assert (wrap.get_attribute("data-wide") is not None) == wide


def test_pages_are_whole_without_scripts(visit: Any) -> None:
    visitor = visit("http", script=False)
    page = visitor.open("2017/index.html")
    assert page.locator("table.summary tbody tr").count() == 4
    charts = page.locator("figure.chart")
    assert charts.count() == 2
    for chart in charts.all():
        assert chart.locator(".chart-canvas svg").first.is_visible()
        assert chart.locator("figcaption").inner_text().strip()
        assert chart.locator(".chart-title").inner_text() and chart.locator(".chart-sentence").inner_text()
        assert chart.locator(".chart-data tbody tr").count() > 0
    assert visitor.open("query.html").locator("#query-static tbody tr").count() == 6
