"""The 自评表 in a browser: on phone and desk nothing breaks, every value is in sight, on A4 it is whole."""

import re
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from generator.intake.files.text import paper_of_text
from generator.intake.kinds import own_page, recognise
from generator.intake.paper import Refused
from generator.load import read_site
from tests.site.conftest import ROOT, Visit
from tests.site.test_pages import AXE, AXE_RUN, COLOURS, NARROW, PLAIN, WIDTH
from tests.site.test_snapshots import TextFile
from tests.support.building import build, docs

EXAMPLES = ROOT / "tests/examples/self-evaluation/content"
NAMES = sorted(path.stem for path in EXAMPLES.glob("projects/2024/*.yml"))
OTHERS = (
    "index.html",
    "2024/index.html",
    "units/ceshi-ju.html",
    "query.html",
    "analysis/index.html",
    "data/index.html",
)
A4 = (794, 1123)  # CSS pixels


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the examples, built where nobody looks for the real one."""
    out = tmp_path_factory.mktemp("examples")
    assert build(EXAMPLES, out).sound
    return out / "site"


@pytest.fixture
def visitor(request: pytest.FixtureRequest, visit: Any, examples: Path) -> Any:
    """Someone with a screen so wide, who must meet no trouble."""
    return visit(examples, width=request.param)


PHONE = pytest.mark.parametrize("visitor", [375], indirect=True, ids=["phone"])
DESK = pytest.mark.parametrize("visitor", [1280], indirect=True, ids=["desk"])
# The forms differ in their columns; these have all there are. What dark can change are colours, the same on all.
SHAPES, DARK = ("biaozhun", "hubei", "sichuan", "wei-tianbao", "zhiyou-dengji"), ("biaozhun", "wei-tianbao")


@pytest.mark.browser
@DESK
def test_every_page_fits_and_axe_finds_nothing(visitor: Visit) -> None:
    for address in (*(f"2024/{name}.html" for name in NAMES), *OTHERS):
        page = visitor.open(address)
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(WIDTH) == width, address
        name = Path(address).stem
        if name not in (*SHAPES, "reexamination"):
            continue
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        page.evaluate(AXE)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(AXE_RUN, NARROW if width == 360 else PLAIN) == [], (address, width)
        if name in (*DARK, "reexamination"):
            page.emulate_media(color_scheme="dark", reduced_motion="reduce")
            assert page.evaluate(AXE_RUN, {"runOnly": COLOURS}) == [], address
            page.emulate_media(color_scheme="light")


@pytest.mark.browser
@DESK
def test_the_text_of_a_page_as_a_browser_copies_it_is_refused_as_such(visitor: Visit) -> None:
    book = read_site(EXAMPLES).book
    for name in NAMES:
        copied = visitor.open(f"2024/{name}.html").evaluate("document.querySelector('article').innerText")
        assert recognise(paper_of_text("网页.txt", copied), book) == Refused("网页.txt", own_page.REASON), name


@pytest.mark.browser
@PHONE
def test_on_a_phone_every_value_is_in_sight_with_the_name_of_its_column(visitor: Visit) -> None:
    for name in NAMES:
        page = visitor.open(f"2024/{name}.html")
        edges = "cells => cells.filter(c => c.offsetWidth).map(c => c.getBoundingClientRect().right)"
        assert max(page.locator(".selfsheet-form :is(th, td)").evaluate_all(edges)) <= 375, name
        heads = (
            page.locator(".selfsheet-indicators tbody tr")
            .first.locator("td[data-label]")
            .evaluate_all("cells => cells.filter(c => c.textContent).map(c => getComputedStyle(c, '::before').content)")
        )
        assert not heads or '"分值"' in heads, name


@pytest.mark.browser
@pytest.mark.parametrize("visitor", [A4[0]], indirect=True, ids=["paper"])
def test_on_a4_the_form_is_whole(visitor: Visit) -> None:
    width = 794 - 2 * 61  # margins of 16 mm
    visitor.page.emulate_media(media="print", color_scheme="light")
    for name in NAMES:
        visitor.open(f"2024/{name}.html")
        visitor.page.set_viewport_size({"width": width, "height": A4[1]})
        form = visitor.page.locator(".selfsheet-form")
        assert form.evaluate("node => node.scrollWidth - node.clientWidth") <= 1, name
        assert form.evaluate("node => node.getBoundingClientRect().right") <= width, name


def test_the_form_is_as_it_was(snapshot: SnapshotAssertion) -> None:
    made = docs(EXAMPLES)
    for name in NAMES:
        found = re.search(r'<div class="sheet selfsheet">.*?(?=\n## )', made[f"2024/{name}.md"].decode(), re.S)
        assert found
        assert found[0] == snapshot(name=name, extension_class=TextFile.of("md"))
