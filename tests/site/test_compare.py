"""并排比较: projects are ticked in lists and stand side by side, from a folder too; the address says which."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
VIDEO = "2017/shipin-huiyi"
PLATFORM = "2017/xinxi-fuwu-pingtai"
FEDERATION = "2018/gongshanglian-xinxihua"
HEADS = "#about + table thead th + th"


def status(page: Page) -> Any:
    """The line at the foot of the page."""
    return expect(page.locator(".chosen [role=status]"))


def row(page: Page, name: str) -> list[str]:
    """The cells of a row, in one line each."""
    locator = page.locator("#compare-tables tr", has=page.get_by_role("rowheader", name=name, exact=True)).first
    return [" ".join(text.split()) for text in locator.locator("td").all_inner_texts()]


def test_projects_ticked_in_lists_are_kept_from_page_to_page_and_lead_to_the_comparison(visit: Any) -> None:
    visitor = visit("file")
    page = visitor.open("2017/index.html")
    status(page).to_have_text("")
    page.get_by_role("checkbox", name="加入比较：2017年 上海市政府驻外办事处视频会议系统运维").focus()
    page.keyboard.press("Space")
    status(page).to_have_text("已选 1 个，再选一个就能比较")
    assert page.get_by_role("rowheader", name="上海市政府驻外办事处视频会议系统运维", exact=True).count() == 1

    page = visitor.open("query.html")
    box = page.locator(f'.query-hit .tick input[value="{VIDEO}"]')
    expect(box).to_be_checked()
    page.locator("#query-q").fill("综合信息服务平台建设运维")
    page.locator("#query-q").press("Enter")
    expect(box).to_have_count(0)
    page.locator(f'.query-hit .tick input[value="{PLATFORM}"]').check()  # in a list that was drawn anew
    status(page).to_have_text("已选 2 个")

    page = visitor.open(f"{FEDERATION}.html")
    page.get_by_role("checkbox", name="加入比较").check()
    page = visitor.open("index.html")
    status(page).to_have_text("已选 3 个")
    page.locator(".tick input:not(:checked)").first.check()
    page.locator(".tick input:not(:checked)").first.click()
    status(page).to_have_text("最多比较 4 个，请先去掉一个")
    assert page.locator(".tick input:checked").count() == 3, "those of the four that are listed here"
    bottom = "document.querySelector('.site-footer').getBoundingClientRect().bottom"
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert page.evaluate(f"{bottom} <= document.querySelector('.chosen').getBoundingClientRect().top + 1")

    page.get_by_role("link", name="比较", exact=True).click()
    expect(page.locator("#compare-app [role=status]")).to_have_text("并排列出 4 个项目。")
    assert page.url.partition("?")[2].startswith(f"p={VIDEO}&p={PLATFORM}&p={FEDERATION}&p=")
    assert b"/MediaBox [0 0 841" in page.pdf(prefer_css_page_size=True), "four columns ask for a sheet laid sideways"
    page.get_by_role("link", name="去掉这个项目").last.click()
    expect(page.locator(HEADS)).to_have_count(3)
    page = visitor.open("2017/index.html")
    status(page).to_have_text("已选 3 个")
    page.get_by_role("button", name="清除").click()
    status(page).to_have_text("")
    assert page.locator(".tick input:checked").count() == 0


def test_what_the_papers_print_stands_side_by_side_and_what_is_not_comparable_is_said(visit: Any) -> None:
    visitor = visit("sub-path", width=360)
    page = visitor.open(f"compare.html?p={VIDEO}&p={PLATFORM}&p={FEDERATION}")
    expect(page.locator(HEADS)).to_have_count(3)
    assert row(page, "预算金额") == ["10.00 万元", "19.369 万元", "153.04 万元"]
    assert row(page, "评价结论") == ["良好", "良好", "优"]
    assert row(page, "项目管理")[0] == "得分 18.00 权重 25 得分率 72.00% 编号 B"
    assert row(page, "预算执行率")[2] == "99.64%"
    assert row(page, "立项依据充分性") == [
        "得分 2 权重 2 得分率 100.00% 编号 A1.2",
        "得分 2.00 权重 2 得分率 100.00% 编号 A1.2",
        "得分 2 权重 2 得分率 100.00% 编号 A12",
    ]
    assert row(page, "用户满意程度")[2] == "无此项"
    assert row(page, "问题2") == ["", row(page, "问题2")[1], ""] and row(page, "问题2")[1].endswith("整改：推进中")
    assert page.locator("#score + .remark").inner_text() == "得分不能直接比较：一级指标及权重不同。"
    assert page.locator(".differs th").inner_text().split() == ["一级指标及权重", "不同"]
    only = page.locator("#compare-tables details")
    assert only.get_attribute("open") is None and only.locator("tbody tr").count() == 28
    name = page.locator("#compare-tables tbody th").first
    before = name.bounding_box()
    page.evaluate("document.getElementById('compare-tables').scrollLeft = 200")
    assert name.bounding_box() == before, "on a phone the names of the rows stay in sight"


def test_the_years_of_a_project_lead_to_their_comparison_and_a_project_that_is_gone_is_named(visit: Any) -> None:
    visitor = visit("http")
    visitor.open("2018/laihu-touzi.html").get_by_role("link", name="并排比较各年").click()
    page = visitor.page
    expect(page.locator("#score + .remark")).to_contain_text("得分能否直接比较：公开文件未全部载明评级办法")
    assert [text[:5] for text in page.locator(HEADS).all_inner_texts()] == ["2017年", "2018年"]
    visitor.open(f"compare.html?p={VIDEO}&p=2016/gone&p=//example.org/x")
    expect(page.locator("#compare-app [role=status]")).to_have_text(
        "并排列出 1 个项目。没有找到 2016/gone：可能已改名或撤下。"
    )
    expect(page.get_by_text("选好两到四个")).to_be_visible()
    assert all("404" in trouble for trouble in visitor.troubles)
    visitor.troubles.clear()


def test_without_script_the_page_says_so_and_leads_to_the_lists(visit: Any) -> None:
    page = visit("http", script=False).open(f"compare.html?p={VIDEO}")
    expect(page.get_by_text("并排比较需要浏览器启用脚本")).to_be_visible()
    expect(page.get_by_text("选好两到四个")).to_be_hidden()
    assert page.locator("#compare-guide a").count() >= 3
