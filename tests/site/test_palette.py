"""Light and dark, without the engine's own script."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
LONG = "2017/shipin-huiyi.html"


def scheme(page: Page) -> str | None:
    return page.locator("body").get_attribute("data-md-color-scheme")


def test_no_page_loads_the_script_of_the_engine_or_carries_one_of_its_own(visit: Any) -> None:
    page = visit("http").open(LONG)
    assert page.locator("script[src*=bundle]").count() == 0
    kinds = page.locator("script:not([src])").evaluate_all("all => all.map(script => script.type)")
    assert all(kind.endswith("json") for kind in kinds), "data at most"


@pytest.mark.parametrize("way", ["http", "file"])
def test_the_palette_that_was_chosen_holds_on_the_next_page(visit: Any, way: str) -> None:
    visitor = visit(way)
    page = visitor.open("index.html")
    shown = page.locator(".palette")
    assert (scheme(page), shown.count()) == ("default", 1)
    shown.click()
    assert (scheme(page), shown.get_attribute("title")) == ("default", "配色：浅色，点按改为深色")
    shown.click()
    assert scheme(page) == "slate"
    assert scheme(visitor.open(LONG)) == "slate"
    shown.click()
    assert scheme(page) == "default"
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
