"""The 自评表 in a browser: on phone and desk nothing breaks, it moves sideways by itself, on A4 it is whole."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension

from generator.build import build, files
from generator.inspection import inspect
from tests.site.conftest import ROOT, Visit
from tests.site.test_pages import AXE

EXAMPLES = ROOT / "tests/examples/self-evaluation/content"
NAMES = sorted(path.stem for path in EXAMPLES.glob("projects/2024/*.yml"))
OTHERS = ("index.html", "2024/index.html", "units/ceshi-ju.html", "query.html", "data/index.html")
A4 = (794, 1123)  # CSS pixels


class Kept(SingleFileSnapshotExtension):
    file_extension = "md"


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the examples, built where nobody looks for the real one."""
    out = tmp_path_factory.mktemp("examples")
    assert build(EXAMPLES, out).sound
    return out / "site"


@pytest.fixture
def visitor(request: pytest.FixtureRequest, chromium: Browser, examples: Path) -> Iterator[Visit]:
    """Someone with a screen so wide, light or dark, who must meet no trouble."""
    width, dark = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light", locale="zh-CN"
    )
    one = Visit(context.new_page(), f"file://{examples}/")
    one.page.on("console", lambda m: one.troubles.append(m.text) if m.type in ("error", "warning") else None)
    one.page.on("pageerror", lambda error: one.troubles.append(str(error)))
    yield one
    context.close()
    assert one.troubles == []


SCREENS = pytest.mark.parametrize(
    "visitor", [(375, False), (1280, False), (1280, True)], indirect=True, ids=["phone", "desk", "dark"]
)
PHONE = pytest.mark.parametrize("visitor", [(375, False)], indirect=True, ids=["phone"])


@pytest.mark.browser
@SCREENS
def test_every_page_fits_and_axe_finds_nothing(visitor: Visit) -> None:
    width = visitor.page.viewport_size and visitor.page.viewport_size["width"]
    for address in (*(f"2024/{name}.html" for name in NAMES), *OTHERS):
        page = visitor.open(address)
        assert page.evaluate("document.documentElement.scrollWidth") == width, address
        for details in page.locator("details").all():
            details.evaluate("node => node.open = true")
        page.evaluate(AXE)
        found = page.evaluate("axe.run({resultTypes: ['violations'], preload: false})")["violations"]
        assert [(v["id"], node["target"]) for v in found for node in v["nodes"]] == [], address


@pytest.mark.browser
@PHONE
def test_on_a_phone_the_whole_form_moves_sideways_and_can_be_reached_by_keyboard(visitor: Visit) -> None:
    for name in NAMES:
        region = visitor.open(f"2024/{name}.html").locator(".selfsheet .table-wrap")
        assert region.get_attribute("role") == "region"
        assert region.get_attribute("aria-label")
        page = visitor.page
        expect(page.locator(".selfsheet .table-wrap").first).to_have_attribute("data-wide", "")
        assert region.evaluate("node => node.tabIndex") == 0
        region.focus()
        page.keyboard.press("ArrowRight")
        expect(page.locator(".selfsheet .table-wrap").first).not_to_have_js_property("scrollLeft", 0)
        widths = region.locator("table").evaluate_all("tables => tables.map(table => table.offsetWidth)")
        assert max(widths) - min(widths) <= 1, name


@pytest.mark.browser
@pytest.mark.parametrize("visitor", [A4], indirect=True, ids=["paper"])
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
    made = files(inspect(EXAMPLES))
    for name in ("biaozhun", "hubei", "wei-tianbao", "zhiyou-dengji"):
        found = re.search(r'<div class="sheet selfsheet">.*?(?=\n## )', made[f"2024/{name}.md"].decode(), re.S)
        assert found
        assert found[0].encode() == snapshot(name=name, extension_class=Kept)
