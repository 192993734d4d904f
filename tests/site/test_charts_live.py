"""Charts come alive when a reader goes to them, and a page on paper is a paper one can file."""

import struct
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.site.conftest import FRAMES

pytestmark = pytest.mark.browser

# Asked of ECharts itself: where the first item that leads somewhere is drawn, in the pixels of the stage.
PLACE_OF_FIRST_ITEM = """stage => {
  const chart = echarts.getInstanceByDom(stage)
  const series = chart.getModel().getSeriesByIndex(chart.getOption().series.length - 1)
  const data = series.getData()
  for (let i = 0; i < data.count(); i += 1) {
    if (!data.getRawDataItem(i).url) continue
    const shape = data.getItemGraphicEl(i)
    const box = shape.getBoundingRect().clone()
    box.applyTransform(shape.getComputedTransform() || [1, 0, 0, 1, 0, 0])
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
}"""


@pytest.mark.parametrize("way", ["http", "sub-path", "file"])
def test_charts_come_alive_when_pointed_at_or_gone_to_by_key(visit: Any, way: str) -> None:
    page = visit(way).open("2017/index.html")
    for number, chart in enumerate(page.locator("figure.chart").all()):
        canvas = chart.locator(".chart-canvas")
        if number:
            canvas.hover()
        else:
            canvas.evaluate("node => { node.tabIndex = 0; node.focus() }")
        page.wait_for_function(
            "node => node.querySelector('[_echarts_instance_]') || node.matches('[_echarts_instance_]')",
            arg=canvas.element_handle(),
        )
        assert canvas.locator("svg").first.is_visible()


@pytest.mark.parametrize(
    ("chart", "width"),
    [("ranking", 1280), ("level-rates", 375)],
)
def test_a_click_on_an_item_leads_to_its_project(visit: Any, chart: str, width: int) -> None:
    page = visit("sub-path", width=width).open("2017/index.html")
    canvas = page.locator(f"#chart-{chart}-2017 .chart-canvas")
    canvas.hover()
    stage = canvas.locator("[_echarts_instance_]")
    stage.wait_for()
    page.evaluate(FRAMES)  # it is as wide then as it will be
    spot = stage.evaluate(PLACE_OF_FIRST_ITEM)
    stage.click(position=spot)
    page.wait_for_url("**/2017/*-*.html")


def test_a_chart_stops_the_tab_key_only_where_it_is_wider_than_the_screen(visit: Any) -> None:
    plain = visit("file", width=375, script=False).open("2017/index.html").locator("#chart-ranking-2017 .chart-canvas")
    assert plain.evaluate("node => node.scrollWidth > node.clientWidth && node.tabIndex") == 0
    live = visit("file", width=375).open("2017/index.html").locator("#chart-ranking-2017 .chart-canvas")
    live.hover()
    live.locator("[_echarts_instance_]").wait_for()
    live.page.wait_for_function("node => node.tabIndex === -1", arg=live.element_handle())


def test_the_chart_library_comes_once_when_a_reader_asks_for_a_chart_and_moves_nothing(visit: Any) -> None:
    visitor = visit("http", own=True)
    visitor.page.set_viewport_size({"width": 1280, "height": 500})
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.open("2017/shipin-huiyi.html")
    visitor.settled()
    assert not [url for url in asked if url.endswith(("charts.js", "pictures.js", "echarts.min.js"))]
    page = visitor.open("2017/index.html")
    for chart in page.locator("figure.chart").all():
        chart.scroll_into_view_if_needed()
    visitor.settled()
    assert not [url for url in asked if "echarts" in url], "the drawing says it all"
    tall = page.evaluate("document.documentElement.scrollHeight")
    for chart in page.locator("figure.chart").all():
        chart.locator(".chart-canvas").hover()
        chart.locator("[_echarts_instance_]").wait_for()
    assert len([url for url in asked if "echarts" in url]) == 1
    assert page.evaluate("document.documentElement.scrollHeight") == tall


def test_paper_gets_the_drawing_and_the_screen_its_live_chart_back(visit: Any) -> None:
    page = visit("file").open("2017/index.html")
    canvas = page.locator("#chart-ranking-2017 .chart-canvas")
    canvas.hover()
    canvas.locator("[_echarts_instance_]").wait_for()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert canvas.locator("> svg").count() == 1 and canvas.locator("[_echarts_instance_]").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert canvas.locator("[_echarts_instance_]").count() == 1


@pytest.mark.parametrize("way", ["http", "file"])
def test_a_chart_is_saved_as_a_picture(visit: Any, way: str) -> None:
    page = visit(way).open("2017/index.html")
    drawn = page.locator("#chart-ranking-2017 svg").first.evaluate("node => node.viewBox.baseVal.height")
    saved = {}
    for form in ("SVG", "PNG"):
        with page.expect_download() as coming:
            page.get_by_role("button", name=f"保存图片 {form}：2017年度评价分值从高到低").click()
        assert (
            coming.value.suggested_filename == f"2017年度项目支出绩效评价结果 2017年度评价分值从高到低.{form.lower()}"
        )
        saved[form] = coming.value.path().read_bytes()
    picture = saved["SVG"].decode()
    root = ElementTree.fromstring(picture)
    assert "var(" not in picture and "88.47 良好" in picture, "it needs no page around it"
    assert root.find("{*}rect").get("fill") == "#fff"  # type: ignore[union-attr]
    texts = [text.text for text in root.findall("{*}text")]
    assert texts == ["2017年度评价分值从高到低", "来源：绩效公开 2017年度项目支出绩效评价结果"]
    assert saved["PNG"].startswith(b"\x89PNG")
    wide, tall = struct.unpack(">II", saved["PNG"][16:24])
    assert (wide, tall) == (2 * (720 + 48), 2 * (drawn + 74))
    colours = page.evaluate(
        """async bytes => {
          const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]))
          const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d')
          canvas.drawImage(image, 0, 0)
          const data = new Uint32Array(canvas.getImageData(0, 0, image.width, image.height).data.buffer)
          return new Set(data).size
        }""",
        list(saved["PNG"]),
    )
    assert colours > 20, "something is drawn on it"


def test_a_picture_saved_in_the_dark_is_dark(visit: Any) -> None:
    page = visit("http", dark=True).open("2017/index.html")
    with page.expect_download() as coming:
        page.get_by_role("button", name="保存图片 SVG").first.click()
    ground = ElementTree.parse(coming.value.path()).getroot().find("{*}rect")
    assert ground is not None and ground.get("fill") == "#1b2123"


def test_a_project_prints_as_a_paper(visit: Any) -> None:
    page = visit("file").open("2017/shipin-huiyi.html")
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
        found = page.evaluate(
            f"[...document.querySelectorAll('{selector}')].map(node => getComputedStyle(node).{what})"
        )
        assert set(found) == {wanted}, (selector, what)
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    assert 3 <= pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") <= 14
