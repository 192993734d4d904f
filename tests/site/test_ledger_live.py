"""整改台账 in a browser: narrowed by what its rows say, the state in the address, the rows listed as CSV."""

from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
LEDGER = "ledger/index.html"


def test_what_was_chosen_narrows_the_list_and_stands_in_the_address(visit: Any) -> None:
    visitor = visit("file")
    page = visitor.open(f"{LEDGER}?year=2017&sort=1")
    status, rows = page.locator("#ledger-tools [role=status]"), page.locator("#ledger tbody tr:visible")
    every = page.locator("#ledger tbody tr").count()
    expect(status).to_have_text(f"共 {every} 项，符合 {rows.count()} 项")
    assert set(rows.locator("[data-of=year]").all_inner_texts()) == {"2017"} and 0 < rows.count() < every
    expect(page.locator("#ledger thead th").nth(1)).to_have_attribute("aria-sort", "ascending")
    state = rows.locator("[data-of=state]").first.inner_text()
    page.get_by_label("状态").select_option(state)
    assert set(rows.locator("[data-of=state]").all_inner_texts()) == {state}
    page.get_by_label("查找").fill("没有这几个字")
    expect(rows).to_have_count(0)
    page.get_by_label("查找").fill("")
    listed = page.evaluate("JXGK.ledger.csv()")
    assert listed.count("\r\n") == rows.count() + 1 and listed.startswith("年度,项目,")
    assert "year=2017" in page.url and "sort=1" in page.url
    page.reload()
    assert set(rows.locator("[data-of=state]").all_inner_texts()) == {state}, "the address brings it back"
    page.get_by_role("button", name="清除条件").click()
    expect(status).to_have_text(f"共 {every} 项")


def test_without_the_script_the_list_is_whole(visit: Any) -> None:
    page = visit("http", script=False).open(LEDGER)
    assert page.locator("#ledger tbody tr").count() == page.locator("#ledger tbody tr:visible").count() > 5
