"""Reading aids and access: size, high contrast, elder mode, print; by keyboard, and on paper."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
PROJECT = "2017/shipin-huiyi.html"
ALL = {"size": "large", "contrast": "high", "elder": "on"}

SIZE = "parseFloat(getComputedStyle(document.querySelector('.md-typeset')).fontSize)"
COLOURS = "(one => { const s = getComputedStyle(one); return [s.color, s.backgroundColor]; })(document.body)"
# What a sighted reader sees of the text: every element that holds words of its own and is shown.
SMALLEST = """Math.min(...[...document.querySelectorAll('header *, article *, footer *')]
    .filter(one => !one.closest('svg, .hidden-text, .skip-link') && one.checkVisibility()
        && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .map(one => parseFloat(getComputedStyle(one).fontSize)))"""
TARGETS = """[...document.querySelectorAll('header :is(a, button, input), button, summary, select, td > a')]
    .filter(one => one.checkVisibility() && !one.matches('.skip-link, .hidden-text'))
    .map(one => [one.textContent.trim() || one.name, Math.round(one.getBoundingClientRect().height)])
    .filter(([, height]) => height < 44)"""
FOCUS = """() => { const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
    const at = [.5, .1, .9].flatMap(x => [.5, .1, .9].map(y => [box.left + box.width * x, box.top + box.height * y]));
    return [one.outerHTML.slice(0, 90), one === document.body, parseFloat(style.outlineWidth), style.outlineStyle,
        at.some(([x, y]) => { const top = document.elementFromPoint(x, y);
            return top && (one.contains(top) || top.contains(one)); })]; }"""


def remember(page: Page, **chosen: str) -> None:
    """Open the next pages as a reader who chose this before."""
    page.add_init_script(f"localStorage.setItem('reading-aids', {json.dumps(json.dumps(chosen))})")


def press(page: Page, name: str) -> None:
    """Press a control of the strip above the head."""
    page.get_by_role("group", name="阅读辅助").get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("way", ["http", "file"])
def test_what_is_chosen_holds_on_the_next_page_until_it_is_taken_back(visit: Any, way: str) -> None:
    visitor = visit(way)
    page = visitor.open("index.html")
    plain = page.evaluate(SIZE)
    press(page, "大字体")
    assert page.evaluate(SIZE) > plain
    press(page, "长者模式")
    page = visitor.open(PROJECT)
    assert page.evaluate(SIZE) > 20
    pressed = page.locator(".aids [aria-pressed=true]").all_inner_texts()
    assert pressed == ["大", "长者模式"]
    press(page, "长者模式")
    press(page, "小字体")
    assert visitor.open("methods.html").evaluate(SIZE) < plain
    press(page, "中字体")
    assert visitor.open("index.html").evaluate(SIZE) == plain


def test_the_line_under_a_project_says_source_and_day_and_prints_the_page_or_a_part_of_it(visit: Any) -> None:
    page = visit("http").open(PROJECT)
    line = page.locator(".byline")
    words = re.sub(r"\s", "", line.inner_text())
    assert words == ("来源：上海市人民政府合作交流办公室收录日期：2026年11月21日打印：信息表得分全部复制链接")
    page.evaluate("window.print = () => { window.printed = document.documentElement.dataset.printing; }")
    printed = []
    for name in ("信息表", "得分", "全部"):
        line.get_by_role("button", name=name, exact=True).click()
        printed.append(page.evaluate("window.printed"))
    assert printed == ["sheet", "score", ""]


def test_a_choice_is_there_before_the_page_is_painted(visit: Any) -> None:
    page = visit("http").page
    remember(page, size="large", contrast="high")
    page.add_init_script(
        "new MutationObserver((_, self) => { if (!document.body) return; self.disconnect();"
        "window.atFirst = {...document.documentElement.dataset}; })"
        ".observe(document, {childList: true, subtree: true})"
    )
    page.goto(visit("http").root + "index.html")
    assert page.evaluate("window.atFirst") == {"aids": "", "size": "large", "contrast": "high"}


def test_without_the_script_the_controls_are_not_shown(visit: Any) -> None:
    page = visit("file", script=False).open(PROJECT)
    assert page.locator("button[data-aid]").count() == 5
    assert page.locator("button:is([data-aid], [data-print]):visible").count() == 0
    assert page.locator(".byline").is_visible()


@pytest.mark.parametrize("kept", ["null", "{", '{"size":"huge","contrast":7,"elder":{}}', None])
def test_storage_that_is_forbidden_or_holds_rubbish_does_no_harm(visit: Any, kept: str | None) -> None:
    visitor = visit("http")
    if kept is None:
        visitor.page.add_init_script(
            "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
        )
    else:
        visitor.page.add_init_script(f"localStorage.setItem('reading-aids', {json.dumps(kept)})")
    page = visitor.open("index.html")
    assert page.locator("html").get_attribute("data-size") is None
    press(page, "高对比度")
    assert page.evaluate(COLOURS) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_high_contrast_is_black_white_and_yellow_in_light_and_dark(visit: Any) -> None:
    for dark in (False, True):
        visitor = visit("http", dark=dark)
        remember(visitor.page, contrast="high")
        page = visitor.open(PROJECT)
        assert page.evaluate(COLOURS) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
        link = page.locator(".byline a").evaluate("one => getComputedStyle(one).color")
        edge = page.locator(".infosheet td").first.evaluate("one => getComputedStyle(one).borderBottomColor")
        assert (link, edge) == ("rgb(255, 255, 0)", "rgb(255, 255, 255)")


@pytest.mark.parametrize("width", [1280, 375])
def test_elder_mode_is_large_wide_and_hides_nothing(visit: Any, width: int) -> None:
    visitor = visit("http", width=width)
    remember(visitor.page, elder="on")
    for address in ("index.html", "2017/index.html", PROJECT, "query.html"):
        page = visitor.open(address)
        assert page.evaluate(SMALLEST) >= 18, address
        assert page.evaluate(TARGETS) == [], address
        ratio = "one => parseFloat(getComputedStyle(one).lineHeight) / parseFloat(getComputedStyle(one).fontSize)"
        assert page.locator("article p").first.evaluate(ratio) >= 1.5
        assert page.locator(".site-nav").is_visible() and not page.locator(".site-menu").is_visible()


@pytest.mark.parametrize("address", [PROJECT, "2017/index.html"])
def test_the_tab_key_always_leads_to_something_seen_with_a_ring(visit: Any, address: str) -> None:
    page = visit("http").open(address)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "跳到正文"
    for _ in range(35):
        what, nothing, width, style, seen = page.evaluate(FOCUS)
        if nothing:
            break
        assert style != "none" and width >= 2, what
        assert seen, what
        page.keyboard.press("Tab")


def test_paper_is_the_same_whoever_prints_it(visit: Any) -> None:
    papers = []
    for chosen, dark in (({}, False), (ALL, True)):
        visitor = visit("http", dark=dark)
        remember(visitor.page, **chosen)
        page = visitor.open(PROJECT)
        assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--print-title')") == (
            '"2017年上海市政府驻外办事处视频会议系统运维项目"'
        )
        paper = page.pdf(prefer_css_page_size=True)
        papers.append(re.sub(rb"\(D:[^)]*\)", b"", paper))  # all but the moment of printing
    assert papers[0] == papers[1]
    assert len(re.findall(rb"/Type\s*/Page\b", papers[0])) > 3
    page.emulate_media(media="print")
    assert page.locator(".aids").is_hidden() and page.locator(".byline").is_hidden()
    assert page.evaluate(COLOURS) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_without_the_script_the_first_sheet_names_the_site(visit: Any) -> None:
    page = visit("file", script=False).open(PROJECT)
    page.emulate_media(media="print")
    assert page.locator(".brand__name").is_visible()
    assert page.locator("header :is(a, button, input, nav, img, svg):visible").all_inner_texts() == ["绩效公开"]
