"""结果应用 in a browser, on a phone in the dark: it fits, axe finds nothing, an old address leads on."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.site.test_pages import AXE, AXE_RUN
from tests.support.building import ROOT, build

pytestmark = pytest.mark.browser


def test_the_pages_fit_a_phone_and_axe_finds_nothing(chromium: Browser, tmp_path: Path) -> None:
    assert build(ROOT / "tests/examples/results/content", tmp_path).sound
    context = chromium.new_context(viewport={"width": 360, "height": 800}, color_scheme="dark", locale="zh-CN")
    page, troubles = context.new_page(), list[str]()
    page.on("pageerror", lambda error: troubles.append(str(error)))
    for address in ("2022/luzheng.html", "analysis/index.html"):
        page.goto((tmp_path / "site" / address).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.evaluate(AXE)
        assert page.evaluate(AXE_RUN, {}) == []
    page.goto((tmp_path / "site/results/shuili-ju.html").as_uri())
    page.wait_for_url("**/units/shuili-ju.html#results")
    assert troubles == []
    context.close()
