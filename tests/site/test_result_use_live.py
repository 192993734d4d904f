"""结果应用 in a browser, on a phone in the dark: it fits, axe finds nothing, the list can be narrowed."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.site.test_pages import AXE, AXE_RUN
from tests.support.building import ROOT, build

pytestmark = pytest.mark.browser


def test_the_pages_fit_a_phone_and_axe_finds_nothing(chromium: Browser, tmp_path: Path) -> None:
    assert build(ROOT / "tests/examples/results/content", tmp_path).sound
    context = chromium.new_context(viewport={"width": 360, "height": 800}, color_scheme="dark", locale="zh-CN")
    page, troubles = context.new_page(), list[str]()
    page.on("pageerror", lambda error: troubles.append(str(error)))
    for address in ("2022/luzheng.html", "results/index.html"):
        page.goto((tmp_path / "site" / address).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.evaluate(AXE)
        assert page.evaluate(AXE_RUN, {}) == []
    rows = page.locator("#ledger tbody tr:visible")
    page.get_by_label("与办法").select_option("例外")
    expect(page.locator("#ledger-tools [role=status]")).to_have_text("共 12 项，符合 2 项")
    assert set(rows.locator("[data-of=verdict]").all_inner_texts()) == {"例外"}
    assert page.evaluate("JXGK.ledger.csv()").count("\r\n") == 3
    assert troubles == []
    context.close()
