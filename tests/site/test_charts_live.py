"""Charts come alive when they come into view, and a page on paper is a paper one can file."""

from typing import Any

import pytest

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
def test_charts_come_alive_when_seen(visit: Any, way: str) -> None:
    page = visit(way).open("2017/index.html")
    for chart in page.locator("figure.chart").all():
        chart.scroll_into_view_if_needed()
        canvas = chart.locator(".chart-canvas")
        page.wait_for_function(
            "node => node.querySelector('[_echarts_instance_]') || node.matches('[_echarts_instance_]')",
            arg=canvas.element_handle(),
        )
        assert canvas.locator("svg").first.is_visible()


@pytest.mark.parametrize("chart", ["ranking", "level-rates", "budget-score", "costliest"])
@pytest.mark.parametrize("width", [1280, 375])
def test_a_click_on_an_item_leads_to_its_project(visit: Any, chart: str, width: int) -> None:
    page = visit("sub-path", width=width).open("2017/index.html")
    canvas = page.locator(f"#chart-{chart}-2017 .chart-canvas")
    canvas.scroll_into_view_if_needed()
    stage = canvas.locator("[_echarts_instance_]")
    stage.wait_for()
    spot = stage.evaluate(PLACE_OF_FIRST_ITEM)
    stage.click(position=spot)
    page.wait_for_url("**/2017/*-*.html")


def test_a_chart_stops_the_tab_key_only_where_it_is_wider_than_the_screen(visit: Any) -> None:
    plain = visit("file", width=375, script=False).open("2017/index.html").locator("#chart-ranking-2017 .chart-canvas")
    assert plain.evaluate("node => node.scrollWidth > node.clientWidth && node.tabIndex") == 0
    live = visit("file", width=375).open("2017/index.html").locator("#chart-ranking-2017 .chart-canvas")
    live.scroll_into_view_if_needed()
    live.locator("[_echarts_instance_]").wait_for()
    live.page.wait_for_function("node => node.tabIndex === -1", arg=live.element_handle())


def test_the_chart_library_is_not_fetched_where_there_is_no_chart(visit: Any) -> None:
    visitor = visit("http")
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.open("2017/shipin-huiyi.html").wait_for_timeout(300)
    assert not [url for url in asked if "echarts" in url]


def test_a_project_prints_as_a_paper(visit: Any) -> None:
    page = visit("file").open("2017/shipin-huiyi.html")
    page.emulate_media(media="print")
    assert page.locator("table.infosheet").is_visible()
    for part in ("header", ".md-sidebar--secondary", "footer"):
        for node in page.locator(part).all():
            assert not node.is_visible(), part
    rows = page.locator("table.infosheet th").all_inner_texts()
    assert rows == ["项目名称", "预算金额", "评价分值", "评价结论", "主要绩效", "存在问题", "整改建议", "整改情况"]
    assert page.evaluate("document.querySelector('h1').nextElementSibling.nextElementSibling.className") == "sheet"
    for selector, what, wanted in (
        ("table:not(.infosheet) thead", "display", "table-header-group"),
        ("table:not(.scoretree) tbody tr, .scoretree .leaf, .scoretree td", "breakInside", "avoid"),
        ("#content h2", "breakAfter", "avoid"),
    ):
        found = page.evaluate(
            f"[...document.querySelectorAll('{selector}')].map(node => getComputedStyle(node).{what})"
        )
        assert set(found) == {wanted}, (selector, what)
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    assert 3 <= pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") <= 14
