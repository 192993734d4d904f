"""The 查询 page and the sorting of tables, used as readers use them."""

from typing import Any

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("way", ["http", "sub-path", "file"])
def test_any_part_of_a_name_a_unit_or_a_conclusion_is_found(visit: Any, way: str) -> None:
    page = visit(way).open("query.html")
    box = page.locator("#query-app input[type=search]")
    status = page.locator("#query-app [role=status]")
    for words, count in (
        ("视频会议", 1),
        ("频会", 1),
        ("工商", 4),
        ("87.12", 1),
        ("合作交流办公室", 5),
        ("良好", 4),
        ("视频 良好", 1),
    ):
        box.fill(words)
        page.wait_for_function(
            "n => document.querySelector('#query-app [role=status]').innerText.includes(n)", arg=f"{count} 个"
        )
        assert f"{count} 个" in status.inner_text(), words
        assert page.locator("#query-app mark").count() > 0


def test_a_result_leads_to_the_project(visit: Any) -> None:
    page = visit("sub-path").open("query.html?q=视频会议")
    page.locator("#query-app a", has_text="视频会议").first.click()
    page.wait_for_url("**/2017/shipin-huiyi.html")


def test_filters_narrow_and_the_address_keeps_them(visit: Any) -> None:
    visitor = visit("http")
    page = visitor.open("query.html")
    page.get_by_label("2018").first.check()
    page.wait_for_function("document.querySelector('#query-app [role=status]').innerText.includes('2 个')")
    assert "year=2018" in page.url
    again = visit("http").page
    again.goto(page.url)
    again.wait_for_function("document.querySelector('#query-app [role=status]').innerText.includes('2 个')")


def test_the_grade_on_the_home_page_leads_to_its_projects(visit: Any) -> None:
    page = visit("file").open("index.html")
    page.locator(".ways a", has_text="优").first.click()
    page.wait_for_url("**/query.html?grade=*")
    page.wait_for_function("document.querySelector('#query-app [role=status]').innerText.includes('1 个')")
    assert page.get_by_label("优").first.is_checked()
    page.locator("#query-app .query-reset").click()
    page.wait_for_function("document.querySelector('#query-app [role=status]').innerText.includes('6 个')")


def test_nothing_found_says_so(visit: Any) -> None:
    page = visit("file").open("query.html?q=不存在的项目")
    page.wait_for_function("document.querySelector('#query-app [role=status]').innerText.includes('0 个')")


def test_the_home_box_asks_the_query_page(visit: Any) -> None:
    page = visit("file").open("index.html")
    page.fill("#home-q", "驻外办事处")
    page.keyboard.press("Enter")
    page.wait_for_url("**/query.html?q=*")
    page.wait_for_function("document.querySelector('#query-app [role=status]').innerText.includes('1 个')")


def test_markup_typed_into_the_box_stays_text(visit: Any) -> None:
    page = visit("file").open("query.html?q=<img src=x onerror=window.pwned=1>")
    page.wait_for_timeout(200)
    assert page.evaluate("window.pwned") is None


def test_the_slash_key_goes_to_the_search_box(visit: Any) -> None:
    page = visit("http").open("2017/index.html")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.type("a/b")
    assert page.evaluate("document.activeElement.value") == "a/b"
    phone = visit("http", width=375).open("2017/index.html")
    phone.keyboard.press("/")
    assert phone.evaluate("document.activeElement.id") == "menu-q"


@pytest.mark.parametrize("way", ["http", "sub-path", "file"])
def test_a_click_on_a_head_sorts_by_number(visit: Any, way: str) -> None:
    page = visit(way).open("2017/index.html")
    table = page.locator("table.summary")
    head = table.locator("thead th", has_text="预算金额")

    def column() -> list[str]:
        return [text.strip() for text in table.locator("tbody tr td:nth-child(4)").all_inner_texts()]

    first = column()
    head.locator("button").click()
    assert head.get_attribute("aria-sort") in ("ascending", "descending")
    once = column()
    head.locator("button").click()
    twice = column()
    up = sorted(first, key=float)
    assert {tuple(once), tuple(twice)} == {tuple(up), tuple(reversed(up))}
    assert table.locator("tfoot tr").count() == 1


def test_every_column_sorts_and_a_third_press_restores(visit: Any) -> None:
    visitor = visit("http")
    for address in ("2017/index.html", "units/hezuo-jiaoliu.html", "data/index.html"):
        page = visitor.open(address)
        table = page.locator("table[data-sortable]").first
        rows = table.locator("tbody tr")
        first = rows.all_inner_texts()
        buttons = table.locator("thead button").all()
        assert len(buttons) >= 3
        for button in buttons:
            head = button.locator("xpath=..")
            seen = []
            for _ in range(2):
                button.click()
                seen.append(head.get_attribute("aria-sort"))
                assert sorted(rows.all_inner_texts()) == sorted(first)
            assert set(seen) == {"ascending", "descending"}
            button.click()
            assert head.get_attribute("aria-sort") is None
            assert rows.all_inner_texts() == first


def test_sorting_works_by_keyboard(visit: Any) -> None:
    page = visit("http").open("2017/index.html")
    button = page.locator("table.summary thead th", has_text="评价分值").locator("button")
    button.focus()
    page.keyboard.press("Enter")
    assert page.locator("table.summary thead th[aria-sort=ascending], thead th[aria-sort=descending]").count() == 1
