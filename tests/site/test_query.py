"""The 查询 page, used as readers use it."""

import csv
import io
import random
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from generator.pages import registry
from generator.search import Document
from generator.search.article import Articles
from generator.search.fold import fold
from generator.views.fields import Channel, fields_in
from generator.views.fields.project import PROJECT
from tests.site.conftest import script
from tests.support.searching import holders

pytestmark = pytest.mark.browser


@cache
def documents(site: Path) -> tuple[Document, ...]:
    paths = [path for path in sorted(site.rglob("*.html")) if path.name not in ("404.html", "query.html")]
    read = Articles(registry().kinds).read
    pages = [read(path.relative_to(site).as_posix(), path.read_text()) for path in paths]
    return tuple(document for document in pages if document)


def test_the_full_text_finds_every_page_that_holds_the_words_and_no_other(visit: Any, built: Path) -> None:
    every = documents(built / "site")
    chance = random.Random("file")
    queries = ["沪财绩[2014]22号", "89.13%", "合作 2018", "。", "龘", "视频会议 良好", "上海市工商业联合会", "1"]
    for _ in range(16):
        text = chance.choice(every).text
        at, length = chance.randrange(len(text)), chance.randint(1, 12)
        queries.append(text[at : at + length].strip() or "一")
    page = visit("file").open("query.html")
    for query in queries:
        hits = page.evaluate(script("find"), query)
        assert len(hits) == len(set(hits))
        assert set(hits) == set(holders(every, query)), query


def test_the_browser_reads_as_the_generator_does(visit: Any, built: Path) -> None:
    page = visit("http").open("query.html")
    text = "沪财绩﹝２０１４﹞22 号\u3000İΣ ｶﾞ é é 𠮷"
    assert page.evaluate("JXGK.finding.fold", text) == fold(text)
    for document in documents(built / "site"):
        html = (built / "site" / document.address).read_text()
        assert fold(page.evaluate(script("articleText"), html)) == fold(document.text), document.address


STATUS = "#query-app .query-status"
HITS = ".query-results > .query-hits > li"


def test_a_hit_anywhere_is_a_hit_of_the_project_with_the_sentence_under_it(visit: Any) -> None:
    page = visit("sub-path").open("query.html?q=老化")
    expect(page.locator(STATUS)).to_have_text("找到 1 个项目")
    card = page.locator(HITS)
    expect(card.locator(".query-passage mark")).to_have_text("老化")
    assert card.get_attribute("data-project") == "2017/shipin-huiyi"
    assert "问题 1 个，整改：计划中 1" in card.inner_text()
    page.locator("#query-q").fill("沪财绩[2014]22号")
    expect(page.locator(f"{HITS} .query-passage mark").first).to_have_text("沪财绩〔2014〕22号")
    expect(page.locator(".query-pages").last).to_contain_text("说明、方法和数据")
    page.locator(HITS).first.locator("a").click()
    page.wait_for_url("**/2018/*.html")


def test_pages_of_years_and_units_come_after_the_projects_and_help_last(visit: Any) -> None:
    page = visit("http").open("query.html?q=合作交流")
    expect(page.locator(".query-pages h2")).to_have_text(
        [re.compile("年度和单位：.*网页"), re.compile("说明、方法和数据")]
    )
    order = "all => all.map((node) => node.compareDocumentPosition(document.querySelector('.query-pages')))"
    assert set(page.locator(HITS).evaluate_all(order)) == {4}  # the pages follow
    first = page.locator(".query-pages").first
    shown, count = first.locator("li").count(), int(re.search(r"(\d+) 个", first.locator("h2").inner_text())[1])  # type: ignore[index]
    if count > shown:
        first.locator(".query-more").press("Enter")
        expect(first.locator(f"li:nth-child({shown + 1}) a")).to_be_focused()
    page.get_by_label("2018").first.check()
    expect(page.locator(".query-pages")).to_have_count(0)


def test_sums_and_facets_are_over_all_that_was_found_and_what_would_leave_nothing_is_closed(visit: Any) -> None:
    page = visit("http").open("query.html?q=市工商联")
    expect(page.locator(STATUS)).to_have_text("找到 1 个项目")
    assert page.get_by_label("良").is_disabled() and page.get_by_label("优").is_enabled()
    page.locator("#query-q").fill("")
    expect(page.locator(STATUS)).to_have_text("共 6 个项目")
    expect(page.locator(".query-sums")).to_contain_text("预算合计 243.05 万元")
    expect(page.locator(".query-sums")).to_contain_text("不能直接比较")
    heads = page.locator(HITS).locator("h2").all_inner_texts()
    assert heads[0].startswith("2018") and heads[-1].startswith("2017")
    page.locator(".query-terms button", has_text="第三方评价").click()
    expect(page.locator(STATUS)).to_have_text("找到 3 个项目")


def test_the_address_keeps_a_filter_and_back_undoes_it_and_typing_is_no_step(visit: Any) -> None:
    page = visit("http").open("query.html")
    expect(page.locator(STATUS)).to_have_text("共 6 个项目")
    before = page.evaluate("history.length")
    page.locator("#query-q").fill("合作交流")
    expect(page.locator(STATUS)).to_have_text("找到 5 个项目")
    page.get_by_label("2018").first.check()
    expect(page.locator(STATUS)).to_have_text("找到 1 个项目")
    expect(page).to_have_url(re.compile("year=2018"))
    page.reload()
    expect(page.locator(STATUS)).to_have_text("找到 1 个项目")
    assert page.evaluate("history.length") == before + 1
    page.go_back()
    expect(page.locator(STATUS)).to_have_text("找到 5 个项目")
    assert not page.get_by_label("2018").first.is_checked()
    assert page.locator("#query-q").input_value() == "合作交流"


def test_a_condition_that_is_typed_becomes_a_filter_that_can_be_taken_off(visit: Any) -> None:
    page = visit("file").open("index.html")
    page.fill("#home-q", "运维 执行率98%以上，预算２０万元以下")
    page.keyboard.press("Enter")
    page.wait_for_url("**/query.html?q=*")
    expect(page.locator(STATUS)).to_have_text("找到 2 个项目")
    assert page.locator("#query-q").input_value() == "运维"
    limits = page.locator(".query-limits button")
    expect(limits).to_have_text(["预算执行率不低于 98% ✕", "预算金额不超过 20 万元 ✕"])
    page.locator("#query-q").press_sequentially(" 支出不足15万元")
    expect(page.locator(STATUS)).to_have_text("找到 1 个项目")
    page.keyboard.press("Enter")
    expect(limits).to_have_count(3)
    assert page.locator("#query-q").input_value() == "运维"
    page.get_by_role("button", name="去掉条件：支出低于 15 万元").click()
    expect(page.locator(STATUS)).to_have_text("找到 2 个项目")
    page.go_back()
    expect(page.locator(STATUS)).to_have_text("找到 1 个项目")
    page.get_by_role("button", name="清除全部条件").click()
    expect(page.locator(STATUS)).to_have_text("共 6 个项目")
    page.get_by_label("排序").select_option("预算执行率从低到高")
    rates = [re.search(r"执行率 ([\d.]+)%", text) for text in page.locator(HITS).all_inner_texts()]
    known = [float(rate[1]) for rate in rates if rate]
    assert known == sorted(known) and len(known) == 4 and rates[4:] == [None, None]
    page.get_by_label("95%至100%").check()
    expect(page.locator(STATUS)).to_have_text("找到 3 个项目")


def test_suggestions_are_chosen_with_the_arrows_and_closed_with_escape(visit: Any) -> None:
    page = visit("http").open("query.html")
    box, options = page.get_by_role("combobox", name="查找的文字"), page.locator("#query-q-suggestions li:visible")
    box.press_sequentially("gongsh")
    expect(options.filter(has_text="上海市工商业联合会")).to_have_count(1)
    assert "条提示" in page.locator(".query-suggest [role=status]").inner_text()
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    wanted = options.first.locator("span").first.inner_text()
    box.press("Enter")
    assert (box.input_value(), box.get_attribute("aria-expanded")) == (wanted, "false")
    expect(page.locator(STATUS)).to_contain_text("找到 1 个项目")
    box.fill("合作")
    expect(options.first).to_be_visible()
    box.press("Escape")
    expect(options).to_have_count(0)
    assert box.input_value() == "合作"


@pytest.mark.parametrize(("way", "width"), [("file", 375), ("sub-path", 1280)])
def test_the_box_on_every_page_suggests_too_and_fetches_that_only_then(visit: Any, way: str, width: int) -> None:
    page = visit(way, width=width).open("2017/shipin-huiyi.html")
    assert not page.evaluate("'suggest' in JXGK")
    page.keyboard.press("/")
    page.keyboard.type("gong/")
    assert page.evaluate("document.activeElement.value") == "gong/", "whoever types it there means it"
    page.keyboard.press("Backspace")
    page.keyboard.type("shang")
    options = page.locator(".site-header [role=option]:visible")
    expect(options).to_have_text([re.compile("上海市工商业联合会"), re.compile("市工商联信息化")])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/query.html?q=*")
    expect(page.locator(STATUS)).to_have_text("找到 1 个项目")


def test_a_long_filter_is_narrowed_by_typing_and_others_are_told_of_each_drawing(visit: Any) -> None:
    page = visit("http").open("query.html")
    page.evaluate(script("addLongFilter"))
    box = page.locator("#long input[type=search]")
    box.fill("中学")
    expect(page.locator("#long label:visible")).to_have_count(20)
    box.fill("市工商联")
    expect(page.locator("#long label:visible")).to_have_text(["上海市工商业联合会"])
    box.press("Escape")
    expect(page.locator("#long label:visible")).to_have_count(22)
    page.evaluate(script("hearDrawing"))
    page.locator("#query-q").fill("老化")
    assert page.evaluate("window.drawn") == ["2017/shipin-huiyi"]


def test_where_nothing_is_found_near_names_are_offered_with_their_number(visit: Any) -> None:
    page = visit("http").open("query.html?q=视频会义系统运")
    page.locator("#query-q").fill("视频会义")
    expect(page.locator(STATUS)).to_have_text("找到 0 个项目")
    offer = page.get_by_role("button", name="只查“上海市政府驻外办事处视频会议系统运维”，可找到 1 个项目")
    offer.click()
    expect(page.locator(STATUS)).to_have_text("找到 1 个项目")
    page.goto(page.url.partition("?")[0] + "?q=视频&year=2018")
    page.get_by_role("button", name="去掉筛选条件，可找到 2 个项目").click()
    expect(page.locator(STATUS)).to_have_text("找到 2 个项目")


def test_what_was_found_by_another_word_says_so(visit: Any) -> None:
    page = visit("http").open("query.html?q=優秀")
    expect(page.locator(".query-note")).to_contain_text("按简体“优秀”查找")
    expect(page.locator(".query-why")).to_have_text("等级“优”与“优秀”同级。")
    page.locator("#query-q").fill("sphy")
    expect(page.locator(".query-why")).to_contain_text("按拼音")
    expect(page.locator(f"{HITS} mark").first).to_have_text("视频会议")


def test_the_list_is_downloaded_as_it_is_filtered(visit: Any) -> None:
    page = visit("file").open("query.html?year=2018")
    page.evaluate("JXGK.records.load(['2018']).then(([record]) => { record.grade = '=1+1,\"二\"'; })")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载所列项目").click()
    data = Path(waiting.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = data.decode("utf-8-sig").split("\r\n")
    assert rows[0].startswith("项目标识,系列,年度,序号,项目名称,项目单位,预算金额（万元）") and len(rows) == 4
    assert all(row.startswith("2018/") for row in rows[1:3])
    assert ',"\'=1+1,""二""",' in rows[1] + rows[2]


def test_the_csv_made_in_the_browser_is_the_one_to_download_column_by_column(visit: Any, built: Path) -> None:
    page = visit("http").open("query.html")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载所列项目").click()
    made, ours = (
        list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
        for path in (Path(waiting.value.path()), built / "site/data/projects.csv")
    )
    assert made[0] == ours[0] == [field.heading for field in fields_in(PROJECT, Channel.TABLE)]
    number = made[0].index("序号")
    assert [row[number] for row in made[1:]] == [str(place) for place in range(1, len(made))]
    assert sorted(row[:number] + row[number + 1 :] for row in made) == sorted(
        row[:number] + row[number + 1 :] for row in ours
    )


def test_a_part_of_the_index_that_is_gone_is_said_plainly(visit: Any) -> None:
    visitor = visit("http")
    visitor.meets_trouble = True
    visitor.page.route("**/search/lists/*.js", lambda route: route.abort())
    page = visitor.open("query.html?q=视频")
    expect(page.locator(STATUS)).to_have_text("找到 1 个项目；正文的索引没有读到，请刷新网页后再查")


def test_the_grade_on_the_home_page_leads_to_its_projects(visit: Any) -> None:
    page = visit("http").open("index.html")
    page.locator(".ways a", has_text="优").first.click()
    page.wait_for_url("**/query.html?grade=*")
    expect(page.locator(STATUS)).to_contain_text("1 个")
    assert page.get_by_label("优").first.is_checked()
    page.locator("#query-app .query-reset").click()
    expect(page.locator(STATUS)).to_contain_text("6 个")


def test_markup_typed_into_the_box_stays_text(visit: Any) -> None:
    visitor = visit("http")
    visitor.open("query.html?q=<img src=x onerror=window.pwned=1>")
    page = visitor.settled()
    expect(page.locator(STATUS)).to_have_text("找到 0 个项目")
    assert page.evaluate("window.pwned") is None
