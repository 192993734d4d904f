"""Charts come alive when they come into view, and a page on paper is a paper one can file."""

from typing import Any

import pytest

pytestmark = pytest.mark.browser


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
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    assert 3 <= pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") <= 14
