"""The list of contents marks what is read, and a long page leads back to its top."""

from typing import Any

import pytest

pytestmark = pytest.mark.browser


LONG = "2017/shipin-huiyi.html"


def test_the_list_of_contents_marks_what_is_read(visit: Any) -> None:
    page = visit("http").open(LONG)
    titles = page.locator(".contents a").all_inner_texts()
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
