"""The frame of every page without the engine's own script: light and dark, the list of contents, the way back up."""

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


def test_the_list_of_contents_marks_what_is_read(visit: Any) -> None:
    page = visit("http").open(LONG)
    titles = page.locator(".md-nav--secondary a").all_inner_texts()
    for place in (0, len(titles) // 2):
        page.locator("article h2").nth(place).evaluate("node => node.scrollIntoView()")
        page.wait_for_function(
            "title => document.querySelector('[aria-current=location]')?.innerText === title", arg=titles[place]
        )
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_function(
        "title => document.querySelector('[aria-current=location]').innerText === title", arg=titles[-1]
    )


def test_a_long_page_leads_back_to_its_top(visit: Any) -> None:
    page = visit("file").open(LONG)
    upward = page.get_by_role("link", name="回到顶部")
    assert not upward.is_visible()
    page.evaluate("scrollTo(0, 3000)")
    upward.click()
    page.wait_for_function("scrollY === 0")
    upward.wait_for(state="hidden")
