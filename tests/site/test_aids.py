"""Reading aids and access: size, colours, elder mode, print; by keyboard, on paper, and in a long page."""

import itertools
import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.site.conftest import Visit, screen, script
from tests.site.test_pages import MODES, WIDTH

pytestmark = pytest.mark.browser
PROJECT = "2017/shipin-huiyi.html"
MENU = ["首页", "查询", "年度", "单位", "整改与问题", "数据与说明"]
ALL = {"size": "large", "contrast": "high", "elder": "on"}

SIZE = "parseFloat(getComputedStyle(document.querySelector('.md-typeset')).fontSize)"
COLOURS = "(node => { const s = getComputedStyle(node); return [s.color, s.backgroundColor]; })(document.body)"


def remember(visitor: Visit, **chosen: str) -> None:
    """Open the next pages as a reader who chose this before."""
    visitor.before(f"localStorage.setItem('reading-aids', {json.dumps(json.dumps(chosen))})")


def press(page: Page, name: str) -> None:
    """Press a control of the strip above the head."""
    page.get_by_role("group", name="阅读辅助").get_by_role("button", name=name, exact=True).click()


def scheme(page: Page) -> str | None:
    return page.locator("body").get_attribute("data-md-color-scheme")


def expanded(page: Page, name: str) -> bool | None:
    """What a screen reader is told of a button: open, closed, or neither."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    (button,) = (n for n in nodes if n.get("name", {}).get("value") == name and n["role"]["value"] == "button")
    properties = {entry["name"]: entry["value"]["value"] for entry in button["properties"]}
    session.detach()
    return properties.get("expanded")


def test_what_is_chosen_holds_on_the_next_page_until_it_is_taken_back(visit: Any) -> None:
    visitor = visit("file", own=True)
    page = visitor.open("index.html")
    plain = page.evaluate(SIZE)
    press(page, "大字体")
    assert page.evaluate(SIZE) > plain
    press(page, "长者模式")
    visitor.finds(PROJECT, lambda page: page.evaluate(SIZE) > 20)
    pressed = page.locator(".aids [aria-pressed=true]").all_inner_texts()
    assert pressed == ["大", "长者模式"]
    press(page, "长者模式")
    press(page, "小字体")
    visitor.finds("methods.html", lambda page: page.evaluate(SIZE) < plain)
    press(page, "中字体")
    visitor.finds("index.html", lambda page: page.evaluate(SIZE) == plain)


def test_the_palette_is_that_of_the_system_until_one_is_chosen_which_holds_on_the_next_page(visit: Any) -> None:
    visitor = visit("http")
    page = visitor.open("index.html")
    shown, luminance = page.locator(".palette"), f"({COLOURS})[1].match(/\\d+/g).reduce((sum, part) => sum + +part, 0)"
    assert (scheme(page), shown.count()) == ("default", 1) and page.evaluate(luminance) > 600
    shown.click()
    assert (scheme(page), shown.get_attribute("title")) == ("default", "配色：浅色，点按改为深色")
    shown.click()
    assert scheme(page) == "slate" and page.evaluate(luminance) < 200
    assert scheme(visitor.open("2017/index.html")) == "slate"
    shown.click()
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    shown.click()
    assert scheme(page) == "default" and page.evaluate(luminance) > 600


def test_the_line_under_a_project_says_source_and_day_and_prints_the_page_or_a_part_of_it(visit: Any) -> None:
    page = visit("http").open(PROJECT)
    line = page.locator(".byline")
    words = re.sub(r"\s", "", line.inner_text())
    assert words == ("来源：上海市人民政府合作交流办公室收录日期：2026年11月21日打印：仅信息表仅得分全部复制链接引用")
    page.evaluate("window.print = () => { window.printed = document.documentElement.dataset.printing; }")
    printed = []
    for name in ("仅信息表", "仅得分", "全部"):
        line.get_by_role("button", name=name, exact=True).click()
        printed.append(page.evaluate("window.printed"))
    assert printed == ["sheet", "score", ""]
    assert page.get_by_role("button", name="大字体").count() == 1, "one set of controls"
    assert page.get_by_role("button", name="打印", exact=True).count() == 1


def test_a_term_opens_its_note_by_keyboard_and_without_the_script_leads_to_the_page_of_all(visit: Any) -> None:
    page = visit("http").open(PROJECT)
    button, note = page.get_by_role("button", name="得分率").first, page.get_by_role("dialog")
    button.press("Enter")
    expect(note).to_contain_text("得分占满分的百分比")
    assert note.count() == 1 and note.get_by_role("button", name="关闭").evaluate("node => node.matches(':focus')")
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    assert button.evaluate("node => node.matches(':focus')")
    button.press("Enter")
    expect(note).to_have_count(1)
    button.press("Enter")
    expect(note).to_have_count(0)
    page.get_by_role("button", name="得分率").last.click()
    note.get_by_role("link", name="全部名词解释").click()
    page.wait_for_url("**/glossary.html#*")
    assert page.locator(":target").inner_text() == "得分率"
    plain = visit("http", script=False).open(PROJECT)
    plain.get_by_role("link", name="得分率", exact=True).first.click()
    assert plain.locator(":target").inner_text() == "得分率"


def test_the_menu_of_a_phone_is_a_button_that_says_whether_it_is_open(visit: Any) -> None:
    page = visit("http", width=360, script=False).open("2017/index.html")
    menu, panel = page.get_by_role("button", name="菜单"), page.locator("#site-menu")
    expect(menu).to_have_attribute("popovertarget", "site-menu")
    assert expanded(page, "菜单") is False
    menu.press("Enter")
    assert expanded(page, "菜单") is True
    box = panel.bounding_box()
    assert box and box["x"] >= 8 and box["x"] + box["width"] <= 352
    assert panel.get_by_role("link").all_inner_texts() == MENU
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_the_six_entries_of_the_menu_stand_in_one_line_beside_the_name_and_one_is_marked(visit: Any) -> None:
    marked = {
        "index.html": "首页",
        "2017/index.html": "年度",
        "data/index.html": "数据与说明",
        "methods.html": "数据与说明",
    }
    visitor = visit("http", width=1024)
    for address, entry in marked.items():
        page = visitor.open(address)
        links = page.get_by_role("navigation", name="主导航").get_by_role("link")
        assert links.all_inner_texts() == MENU
        assert page.locator("header [aria-current]").all_inner_texts() == [entry]
        for name in ("绩效公开", "某某市财政局绩效公开平台"):
            page.locator(".brand__name").evaluate("(node, name) => { node.textContent = name; }", name)
            tops, bottoms = page.evaluate(script("menuLine"))
            assert len(tops) == 7 and max(tops) < min(bottoms), (address, name)
            assert page.evaluate("document.documentElement.scrollWidth") <= 1024


def test_a_choice_is_there_before_the_page_is_painted(visit: Any) -> None:
    visitor = visit("http")
    remember(visitor, size="large", contrast="high")
    visitor.before(
        "new MutationObserver((_, self) => { if (!document.body) return; self.disconnect();"
        "window.atFirst = {...document.documentElement.dataset}; })"
        ".observe(document, {childList: true, subtree: true})"
    )
    page = visitor.open("index.html")
    assert page.evaluate("window.atFirst") == {"aids": "", "size": "large", "contrast": "high"}


def test_without_the_script_there_are_no_controls_that_need_it_and_the_first_sheet_names_the_site(visit: Any) -> None:
    page = visit("http", script=False).open(PROJECT)
    assert page.locator("header button:not([type=submit], .site-menu), article button").count() == 0
    assert page.locator(".byline").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".brand__name").is_visible()
    assert page.locator("header :is(a, button, input, nav, img, svg):visible").all_inner_texts() == ["绩效公开"]


@pytest.mark.parametrize("kept", ["null", "{", '{"size":"huge","contrast":7,"elder":{}}', None])
def test_storage_that_is_forbidden_or_holds_rubbish_does_no_harm(visit: Any, kept: str | None) -> None:
    visitor = visit("http", own=kept is None)
    if kept is None:
        visitor.before(
            "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
        )
    else:
        visitor.before(f"localStorage.setItem('reading-aids', {json.dumps(kept)})")
    page = visitor.open("index.html")
    assert page.locator("html").get_attribute("data-size") is None
    press(page, "高对比度")
    assert page.evaluate(COLOURS) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_high_contrast_is_black_white_and_yellow_in_light_and_dark(visit: Any) -> None:
    visitor = visit("http")
    remember(visitor, contrast="high")
    page = visitor.open(PROJECT)
    for palette, kept in (("default", "light"), ("slate", "dark")):
        page.emulate_media(color_scheme=kept)
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", palette)
        assert page.evaluate(COLOURS) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
        link = page.locator(".byline p a").evaluate("node => getComputedStyle(node).color")
        edge = page.locator(".infosheet td").first.evaluate("node => getComputedStyle(node).borderBottomColor")
        assert (link, edge) == ("rgb(255, 255, 0)", "rgb(255, 255, 255)")


def test_elder_mode_is_large_wide_and_hides_nothing(visit: Any) -> None:
    visitor = visit("http")
    remember(visitor, elder="on")
    cut = ".table-wrap:has(:is(.scoretree, .levels, .goals, .surveys, .summary))"
    pages = ("index.html", "2017/index.html", PROJECT, "query.html")
    for address, width in itertools.product(pages, (1280, 375)):
        page = visitor.open(address) if width == 1280 else visitor.page
        screen(page, width)
        assert page.evaluate(WIDTH) <= width, address
        assert page.evaluate(script("smallestText")) >= 18, address
        assert page.evaluate(script("smallTargets")) == [], address
        ratio = "node => parseFloat(getComputedStyle(node).lineHeight) / parseFloat(getComputedStyle(node).fontSize)"
        assert page.locator("article p").first.evaluate(ratio) >= 1.5
        assert page.locator(".site-nav").is_visible() and not page.locator(".site-menu").is_visible()
        boxes = [page.get_by_role(role).count() for role in ("searchbox", "combobox")]
        assert sum(boxes) - page.locator("select:visible").count() == 1, f"one box to search: {address}"
        assert page.locator(".query-reset:visible").count() == 0, address
        assert page.evaluate("getComputedStyle(document.querySelector('.to-top')).position") == "static"
        assert page.evaluate(script("chartText")) >= 18, address
        wide = "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).length"
        assert page.locator(cut).evaluate_all(wide) == 0, address
        screen(page, 1280)


@pytest.mark.parametrize("address", [PROJECT, "2017/index.html", "query.html?q=视频"])
def test_the_tab_key_leads_to_something_seen_and_the_ring_there_stands_out_from_what_lies_around_it(
    visit: Any, address: str
) -> None:
    page = visit("http").open(address)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "跳到正文"
    for _ in range(35):
        what, nothing, seen = page.evaluate(script("focus"))
        if nothing:
            break
        assert seen, what
        page.keyboard.press("Tab")
    assert page.evaluate(script("rings")) == []
    for mode in ("深色", "高对比度"):
        page.evaluate(MODES[mode][0])
        assert page.evaluate(script("rings")) == [], mode


def test_paper_is_the_same_whoever_prints_it(visit: Any) -> None:
    papers = []
    for chosen, dark in (({}, False), (ALL, True)):
        visitor = visit("http", dark=dark)
        remember(visitor, **chosen)
        page = visitor.open(PROJECT)
        assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--print-title')") == (
            '"2017年上海市政府驻外办事处视频会议系统运维项目"'
        )
        paper = page.pdf(prefer_css_page_size=True)
        papers.append(re.sub(rb"\(D:[^)]*\)", b"", paper))  # all but the moment of printing
    assert papers[0] == papers[1]
    assert 3 < len(re.findall(rb"/Type\s*/Page\b", papers[0])) <= 14
    page.emulate_media(media="print")
    assert page.locator(".aids").is_hidden() and page.locator(".byline").is_hidden()
    assert page.evaluate(COLOURS) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


# ---- in a long page ----


def test_the_list_of_contents_of_a_long_page_marks_what_is_read_and_a_link_leads_back_to_its_top(visit: Any) -> None:
    page = visit("http").open(PROJECT)
    upward, titles = page.get_by_role("link", name="回到顶部"), page.locator(".contents a").all_inner_texts()
    assert not upward.is_visible()
    marked = "title => document.querySelector('[aria-current=location]')?.innerText === title"
    for place in (0, len(titles) // 2):
        page.locator("article h2").nth(place).evaluate("node => node.scrollIntoView()")
        page.wait_for_function(marked, arg=titles[place])
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_function(marked, arg=titles[-1])
    upward.click()
    page.wait_for_function("scrollY === 0")
    upward.wait_for(state="hidden")
