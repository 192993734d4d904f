"""Tables: sorted by any column, narrowed by words, head and first column in sight, digits under digits; never slow."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from pypdf import PdfReader

from generator.pages._templates import columns, lacking, places
from tests.site.conftest import script

pytestmark = pytest.mark.browser
YEAR = "2017/index.html"
ROW = re.compile(r"<tbody>\n(<tr data-project.*?</tr>)", re.S)
ENDED = "</tbody>"


def long_year(built: Path, rows: int) -> str:
    """The page of the year with as many rows as wanted, every one with a name, a budget and a score of its own."""
    html = (built / "site" / YEAR).read_text()
    match = ROW.search(html)
    assert match
    made = []
    for number in range(1, rows + 1):
        row = match[1].replace("</a>", f"{number}号</a>", 1)
        score = f"{60 + number * 7 % 40}.{number % 100:02}"
        row = re.sub(r'data-value="20\.645">20\.645', f'data-value="{number}.5">{number}.5', row)
        made.append(re.sub(r'data-value="88\.47">88\.47', f'data-value="{score}">{score}', row))
    return html[: match.start(1)] + "\n".join(made) + html[html.index(ENDED, match.end()) :]


def opened(visit: Any, built: Path, rows: int, **how: Any) -> Page:
    """The page of a year with so many projects."""
    visitor = visit("http", **how)
    body = long_year(built, rows)

    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    visitor.page.route(f"**/{YEAR}", answer)
    return visitor.open(YEAR)  # type: ignore[no-any-return]


def column(page: Page, place: int) -> list[str]:
    return page.locator(f"table.summary tbody tr:not([hidden]) > :nth-child({place})").all_inner_texts()


def box(place: Locator) -> dict[str, float]:
    bounds = place.bounding_box()
    assert bounds
    return {"x": bounds["x"], "y": bounds["y"], "height": bounds["height"], "bottom": bounds["y"] + bounds["height"]}


# ---- sorting ----


def test_a_press_on_a_head_sorts_and_the_totals_stay_at_the_end(visit: Any) -> None:
    page = visit("http").open(YEAR)
    printed, head = column(page, 1), page.get_by_role("button", name="预算金额")
    head.click()
    assert column(page, 4) == ["20.645", "20.00", "19.369", "10.00"]
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"
    head.press("Enter")
    assert column(page, 4) == ["10.00", "19.369", "20.00", "20.645"]
    page.get_by_role("button", name="支出").click()
    assert column(page, 5) == ["19.000", "10", "—", "—"], "what is not told stays last"
    page.get_by_role("button", name="支出").click()
    assert column(page, 5) == ["10", "19.000", "—", "—"]
    page.get_by_role("button", name="支出").click()
    assert column(page, 1) == printed
    assert page.locator("table.summary tr").last.inner_text().strip().startswith("合计")


def test_every_column_sorts_and_a_third_press_restores(visit: Any) -> None:
    visitor = visit("http")
    for address in ("2017/index.html", "units/hezuo-jiaoliu.html", "units/index.html"):
        table = visitor.open(address).locator("table[data-sortable]").first
        first = table.locator("tbody tr").all_text_contents()
        columns_pressed = table.evaluate(script("pressHeads"))
        assert len(columns_pressed) >= 3
        for (once, rows), (twice, others), (thrice, last) in columns_pressed:
            assert {once, twice} == {"ascending", "descending"} and not thrice, address
            assert sorted(rows) == sorted(others) == sorted(first) and last == first, address


def test_hundreds_of_rows_sort_and_narrow_at_once_and_are_all_there_soon(visit: Any, built: Path) -> None:
    page = opened(visit, built, 250)

    def work(*what: str) -> list[int]:
        counts: list[int] = page.evaluate(script("work"), what)
        return counts

    shown, read = work("sort")
    assert shown == 100, "the others follow"
    assert read < 4 * 250, "each value is read once, not at every comparison"
    page.wait_for_function("() => !document.querySelector('table.summary .is-later')")
    budgets = "rows => rows.map(row => Math.floor(row.cells[3].dataset.value))"
    assert page.locator("table.summary tbody tr").evaluate_all(budgets) == list(range(250, 0, -1))
    assert work("narrow", "199") == [1, 0]
    assert work("narrow", "")[0] <= 101, "those that stood there and a hundred more"
    page.wait_for_function("() => !document.querySelector('table.summary .is-later')")
    assert page.locator("table.summary tbody tr[hidden]").count() == 0


# ---- narrowing ----


def test_a_box_above_long_tables_narrows_the_rows(visit: Any, built: Path) -> None:
    page = opened(visit, built, 30)
    words, status = page.get_by_label("筛选", exact=True), page.locator(".table-filter [role=status]")
    words.fill("２7号")  # wide digits are digits
    assert page.locator("table.summary tbody tr:visible").count() == 1
    assert status.inner_text() == "共 30 行，符合 1 行，合计仍含全部"
    words.fill("良好 9号")
    assert page.locator("table.summary tbody tr:visible").count() == 3
    page.get_by_role("button", name="预算金额").click()
    assert column(page, 4) == ["29.5", "19.5", "9.5"], "what is hidden stays hidden"
    words.fill("没有这样的项目")
    assert page.locator("table.summary tbody tr:visible").count() == 0
    assert "符合 0 行" in status.inner_text()
    words.press("Escape")
    assert words.input_value() == "" and status.inner_text() == ""
    assert page.locator("table.summary tbody tr:visible").count() == 30


def test_pages_without_scripts_have_no_box(visit: Any, built: Path) -> None:
    page = opened(visit, built, 30, script=False)
    assert page.locator(".table-filter, .sort").count() == 0
    assert page.locator("table.summary tbody tr").count() == 30


# ---- in sight ----


def test_a_long_table_is_whole_and_its_head_and_its_names_stay_in_sight(visit: Any, built: Path) -> None:
    page = opened(visit, built, 40)
    wrap, rows = page.locator(".table-wrap:has(table.summary)"), page.locator("table.summary tbody tr")
    assert wrap.evaluate("node => node.scrollHeight <= node.clientHeight + 1"), "no row is hidden in a box of its own"
    assert box(page.locator("table.summary tfoot th"))["y"] > box(rows.last.locator("th"))["y"]
    rows.nth(30).scroll_into_view_if_needed()
    assert abs(box(page.locator("table.summary thead th").first)["y"]) <= 2
    page.set_viewport_size({"width": 980, "height": 800})
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    row = rows.nth(5)
    row.scroll_into_view_if_needed()
    wrap.evaluate("node => node.scrollTo(60, 0)")
    number, name = row.locator("td").first.bounding_box(), row.locator("th").bounding_box()
    assert number and name and abs(number["x"] - box(wrap)["x"]) <= 1
    assert abs(number["x"] + number["width"] - name["x"]) <= 1, "the number and the name together"
    paint = row.locator("th").evaluate("node => getComputedStyle(node).backgroundColor")
    assert re.fullmatch(r"rgb\(.*\)", paint), "nothing shows through"


def test_the_head_of_a_table_that_fits_stays_on_the_screen(visit: Any) -> None:
    page = visit("http").open("2017/shipin-huiyi.html")
    page.locator("table.scoretree tbody tr:not(.carried)").nth(15).scroll_into_view_if_needed()  # those are for paper
    head = page.locator("table.scoretree thead th").first
    assert abs(box(head)["y"]) <= 2


def test_on_paper_a_long_table_is_whole(visit: Any, built: Path) -> None:
    page = opened(visit, built, 60)
    page.locator("table.summary tbody tr").last.evaluate("row => row.classList.add('is-later')")  # not yet laid out
    assert not page.locator("table.summary tbody tr").last.is_visible()
    page.emulate_media(media="print")
    assert page.locator("table.summary tbody tr").last.is_visible()
    assert page.locator("table.summary thead th").first.evaluate("node => getComputedStyle(node).position") == "static"
    assert not page.locator(".table-filter").is_visible()
    assert page.locator(".tick").count() and not page.locator(".tick:visible").count()
    sheets = [sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages]
    rows = [sheet for sheet in sheets if re.search(r"\d+号", sheet)]
    assert len(rows) > 1 and all("评价" in sheet and "问题与整改" in sheet for sheet in rows), "heads on every sheet"


# ---- narrow screens ----


def test_on_a_phone_rows_are_cards_that_show_what_matters_and_the_first_twenty_stand_there(
    visit: Any, built: Path
) -> None:
    page = opened(visit, built, 30, width=360)
    card = page.locator("table.summary tbody tr").first
    for label in ("预算", "执行率", "分值", "结论", "问题与整改"):
        cell = card.locator(f'[data-label="{label}"]').bounding_box()
        assert cell and cell["x"] >= 0 and cell["x"] + cell["width"] <= 360, label
    shown = page.locator("table.summary tbody tr:visible")
    assert shown.count() == 20
    page.get_by_role("button", name="显示全部 30 行").click()
    assert shown.count() == 30 and page.locator(".show-all:visible").count() == 0
    page.reload()
    page.get_by_label("筛选", exact=True).fill("良好")
    assert shown.count() == 30, "whoever narrows the rows sees all that fit"
    page.get_by_role("button", name="预算金额").click()
    assert column(page, 4)[0].startswith("30.5"), "the heads sort on a phone too"


def test_the_order_stands_in_the_address_and_is_taken_from_it(visit: Any) -> None:
    visitor = visit("file")
    page = visitor.open(f"{YEAR}#table")
    page.get_by_role("button", name="预算金额").click()
    assert page.url.endswith("2017/index.html?sort=-budget#table")
    page.reload()
    assert column(page, 4) == ["20.645", "20.00", "19.369", "10.00"]
    assert page.locator("th[aria-sort]").get_attribute("data-key") == "budget"
    page.get_by_role("button", name="预算金额").click()
    page.get_by_role("button", name="预算金额").click()
    assert "sort" not in page.url


# ---- short tables, and digits under digits ----


def test_a_short_table_fits_a_desktop_has_no_box_and_its_numbers_stand_with_their_points_under_each_other(
    visit: Any,
) -> None:
    page = visit("http").open(YEAR)
    wrap = page.locator(".table-wrap:has(table.summary)")
    assert wrap.evaluate("node => node.scrollWidth <= node.clientWidth") and wrap.get_attribute("data-wide") is None
    assert page.locator(".table-filter").count() == 0
    for place in (4, 5, 6, 7):
        ends = page.evaluate(script("pointPlaces"), place)
        assert len(ends) > 1 and max(ends) - min(ends) < 1.5, place


def test_what_a_number_lacks_is_told_by_classes() -> None:
    assert places(["20.645", "10", "—", "98.0%"]) == 3
    assert [lacking(number, 3) for number in ("20.645", "19.5", "—")] == ["", " lacks-2", ""]
    assert lacking("10", 3) == " lacks-3 lacks-point"
    assert lacking("100%", 2) == " lacks-2 lacks-point"
    assert lacking("7", 0) == ""
    assert columns([("甲", "1.5", "—", "优"), ("2017", "10", "3%", "4")]) == (None, 1, 0, None)
