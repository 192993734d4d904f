"""Charts fit the screen and can be taken away as pictures, and a page on paper is a paper one can file."""

import struct
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.site.conftest import screen, script

CHART = "2017年度各项目一级指标的得分率（本站核算）"
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False])
def test_a_phone_shows_the_narrow_drawing_and_nothing_is_cut(visit: Any, scripts: bool) -> None:
    page = visit("http", width=360, script=scripts).open("2017/index.html")
    for width in (360, 768, 1280):
        screen(page, width)
        for canvas in page.locator(".chart-canvas").all():
            assert [drawing.is_visible() for drawing in canvas.locator("svg").all()] == [width > 360, width == 360]
            assert canvas.evaluate("node => node.scrollWidth <= node.clientWidth")
    page.emulate_media(media="print")
    assert page.locator(".chart-canvas svg").first.is_visible()


def test_a_chart_is_saved_as_a_picture(visit: Any) -> None:
    page = visit("file").open("2017/index.html")
    drawn = page.locator("#chart-level-rates-2017 svg").first.evaluate("node => node.viewBox.baseVal.height")
    saved = {}
    for form in ("SVG", "PNG"):
        with page.expect_download() as coming:
            page.get_by_role("button", name=f"保存图片 {form}：{CHART}").click()
        assert coming.value.suggested_filename == f"2017年度项目支出绩效评价结果 {CHART}.{form.lower()}"
        saved[form] = coming.value.path().read_bytes()
    picture = saved["SVG"].decode()
    root = ElementTree.fromstring(picture)
    assert "var(" not in picture and "项目管理（平均 69.88%）" in picture, "it needs no page around it"
    assert root.find("{*}rect").get("fill") == "#fff"  # type: ignore[union-attr]
    texts = [text.text for text in root.findall("{*}text")]
    assert texts == [CHART, "来源：绩效公开 2017年度项目支出绩效评价结果"]
    assert saved["PNG"].startswith(b"\x89PNG")
    wide, tall = struct.unpack(">II", saved["PNG"][16:24])
    assert (wide, tall) == (2 * (720 + 48), 2 * (drawn + 74))
    colours = page.evaluate(script("coloursOf"), list(saved["PNG"]))
    assert colours > 20, "something is drawn on it"


def test_a_picture_saved_in_the_dark_is_dark(visit: Any) -> None:
    page = visit("http", dark=True).open("2017/index.html")
    with page.expect_download() as coming:
        page.get_by_role("button", name="保存图片 SVG").first.click()
    ground = ElementTree.parse(coming.value.path()).getroot().find("{*}rect")
    assert ground is not None and ground.get("fill") == "#1b2123"


def test_a_project_prints_as_a_paper(visit: Any) -> None:
    page = visit("http").open("2017/shipin-huiyi.html")
    page.emulate_media(media="print")
    assert page.locator("table.infosheet").is_visible()
    for part in ("header", ".contents", "footer"):
        for node in page.locator(part).all():
            assert not node.is_visible(), part
    rows = page.locator("table.infosheet th").all_inner_texts()
    assert rows == ["项目名称", "预算金额", "评价分值", "评价结论", "主要绩效", "存在问题", "整改建议", "整改情况"]
    seen = "node => node.getClientRects().length && node.childNodes.length && !node.matches('.hidden-text')"
    after = page.locator("h1 ~ *").evaluate_all(f"all => all.filter({seen}).slice(0, 2).map(node => node.className)")
    assert after == ["paper-head", "sheet"], "under the name whose it is, then the official form"
    for selector, what, wanted in (
        ("table:not(.infosheet) thead", "display", "table-header-group"),
        (
            "table:not(.scoretree) tbody tr, .scoretree tbody th:not([data-level]), .scoretree td",
            "breakInside",
            "avoid",
        ),
        ("#content h2", "breakAfter", "avoid"),
    ):
        values = page.evaluate(
            f"[...document.querySelectorAll('{selector}')].map(node => getComputedStyle(node).{what})"
        )
        assert set(values) == {wanted}, (selector, what)
