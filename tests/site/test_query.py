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
from tests.support.searching import holders

pytestmark = pytest.mark.browser

FIND = """async (query) => {
  const question = await JXGK.search.ask(JXGK.finding.wordsOf(query));
  await JXGK.search.advance(question, Infinity);
  return question.found.map((page) => page.address);
}"""


@cache
def documents(site: Path) -> tuple[Document, ...]:
    paths = [path for path in sorted(site.rglob("*.html")) if path.name not in ("404.html", "query.html")]
    read = Articles(registry().kinds).read
    found = [read(path.relative_to(site).as_posix(), path.read_text()) for path in paths]
    return tuple(document for document in found if document)


@pytest.mark.parametrize("way", ["http", "sub-path", "file"])
def test_the_full_text_finds_every_page_that_holds_the_words_and_no_other(visit: Any, built: Path, way: str) -> None:
    every = documents(built / "site")
    chance = random.Random(way)
    queries = ["沪财绩[2014]22号", "89.13%", "合作 2018", "。", "龘", "视频会议 良好", "上海市工商业联合会", "1"]
    for _ in range(16):
        text = chance.choice(every).text
        at, length = chance.randrange(len(text)), chance.randint(1, 12)
        queries.append(text[at : at + length].strip() or "一")
    page = visit(way).open("query.html")
    for query in queries:
        found = page.evaluate(FIND, query)
        assert len(found) == len(set(found))
        assert set(found) == set(holders(every, query)), query


def test_the_browser_reads_as_the_generator_does(visit: Any, built: Path) -> None:
    page = visit("http").open("query.html")
    text = "沪财绩﹝２０１４﹞22 号\u3000İΣ ｶﾞ é é 𠮷"
    assert page.evaluate("JXGK.finding.fold", text) == fold(text)
    see = """html => {
      const article = new DOMParser().parseFromString(html, 'text/html').getElementById('content');
      article.querySelectorAll('svg, script, style, template').forEach((one) => one.remove());
      return article.textContent;
    }"""
    for document in documents(built / "site"):
        html = (built / "site" / document.address).read_text()
        assert fold(page.evaluate(see, html)) == fold(document.text), document.address


@pytest.mark.parametrize("way", ["http", "file"])
def test_pages_are_listed_under_the_projects_with_the_words_marked(visit: Any, built: Path, way: str) -> None:
    count = len(holders(documents(built / "site"), "沪财绩〔2014〕22号"))
    page = visit(way).open("query.html")
    page.locator("#query-app input[type=search]").fill("沪财绩[2014]22号")
    expect(page.locator("#query-app [role=status]")).to_contain_text(f"0 个项目，{count} 个网页")
    hits = page.locator("#query-pages li")
    assert hits.count() == count
    assert set(page.locator("#query-pages mark").all_inner_texts()) == {"沪财绩〔2014〕22号"}
    hits.locator("a", has_text="计分办法").first.click()
    page.wait_for_url("**/methods.html")


def test_more_than_ten_pages_come_ten_at_a_time_by_keyboard(visit: Any, built: Path) -> None:
    count = len(holders(documents(built / "site"), "年"))
    assert count > 10
    page = visit("file").open("query.html?q=年")
    expect(page.locator("#query-pages")).to_contain_text(f"{count} 个网页")
    assert page.locator("#query-pages li").count() == 10
    page.locator("#query-pages .query-more").press("Enter")
    expect(page.locator("#query-pages li:nth-child(11) a")).to_be_focused()


def test_filters_narrow_the_pages_to_those_projects(visit: Any) -> None:
    page = visit("http").open("query.html?q=上海&year=2018")
    expect(page.locator("#query-app [role=status]")).to_contain_text("2 个网页")
    links = page.locator("#query-pages li a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert len(links) == 2 and all(link.startswith("./2018/") for link in links)


def test_the_state_of_rectification_is_a_filter(visit: Any) -> None:
    page = visit("file").open("query.html?state=计划中")
    assert page.get_by_label("计划中").is_checked()
    shown = page.locator("#query-app > .query-body .query-results > .query-hits > li")
    counted = page.locator("label", has_text="计划中").locator(".count").inner_text()
    assert shown.count() == int(counted) > 0


def test_first_letters_of_pinyin_find_a_unit_and_mark_its_name(visit: Any) -> None:
    page = visit("file").open("query.html?q=HZJL")
    assert "5 个项目" in page.locator("#query-app [role=status]").inner_text()
    assert set(page.locator("#query-app .query-meta mark").all_inner_texts()) == {"合作交流"}
    page.locator("#query-app input[type=search]").fill("h")
    expect(page.locator("#query-app [role=status]")).not_to_contain_text("5 个项目")


@pytest.mark.parametrize("way", ["http", "file"])
def test_the_list_is_downloaded_as_it_is_filtered(visit: Any, way: str) -> None:
    page = visit(way).open("query.html?year=2018")
    page.evaluate("JXGK.records.find((one) => one.year === '2018').grade = '=1+1,\"二\"'")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载所列项目").click()
    data = Path(waiting.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = data.decode("utf-8-sig").split("\r\n")
    assert rows[0].startswith("年度,序号,项目名称,项目单位,预算金额（万元）") and len(rows) == 4
    assert all(row.startswith("2018,") for row in rows[1:3])
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
    visitor.page.route("**/search/*/s*.js", lambda route: route.abort())
    page = visitor.open("query.html?q=视频")
    expect(page.locator("#query-pages")).to_contain_text("请刷新网页")
    assert "1 个项目" in page.locator("#query-app [role=status]").inner_text()


@pytest.mark.parametrize("way", ["sub-path", "file"])
def test_any_part_of_a_name_a_unit_or_a_conclusion_is_found(visit: Any, way: str) -> None:
    page = visit(way).open("query.html")
    box = page.locator("#query-app input[type=search]")
    status = page.locator("#query-app [role=status]")
    for words, count in (
        ("视频会议", 1),
        ("频会", 1),
        ("工商", 2),
        ("87.12", 1),
        ("合作交流办公室", 5),
        ("良好", 4),
        ("视频 良好", 1),
    ):
        box.fill(words)
        box.press("Enter")  # without it the answer comes a moment after the last letter
        assert status.inner_text().startswith(f"找到 {count} 个项目"), words
        assert page.locator("#query-app mark").count() > 0


def test_a_result_leads_to_the_project(visit: Any) -> None:
    page = visit("sub-path").open("query.html?q=视频会议")
    page.locator("#query-app a", has_text="视频会议").first.click()
    page.wait_for_url("**/2017/shipin-huiyi.html")


def test_filters_narrow_and_the_address_keeps_them(visit: Any) -> None:
    visitor = visit("http")
    page = visitor.open("query.html")
    page.get_by_label("2018").first.check()
    expect(page.locator("#query-app [role=status]")).to_contain_text("2 个")
    expect(page).to_have_url(re.compile("year=2018"))
    again = visit("http").page
    again.goto(page.url)
    expect(again.locator("#query-app [role=status]")).to_contain_text("2 个")


def test_the_grade_on_the_home_page_leads_to_its_projects(visit: Any) -> None:
    page = visit("file").open("index.html")
    page.locator(".ways a", has_text="优").first.click()
    page.wait_for_url("**/query.html?grade=*")
    expect(page.locator("#query-app [role=status]")).to_contain_text("1 个")
    assert page.get_by_label("优").first.is_checked()
    page.locator("#query-app .query-reset").click()
    expect(page.locator("#query-app [role=status]")).to_contain_text("6 个")


def test_nothing_found_says_so(visit: Any) -> None:
    page = visit("file").open("query.html?q=不存在的项目")
    expect(page.locator("#query-app [role=status]")).to_contain_text("0 个")


def test_the_home_box_asks_the_query_page(visit: Any) -> None:
    page = visit("file").open("index.html")
    page.fill("#home-q", "驻外办事处")
    page.keyboard.press("Enter")
    page.wait_for_url("**/query.html?q=*")
    expect(page.locator("#query-app [role=status]")).to_contain_text("1 个")


def test_markup_typed_into_the_box_stays_text(visit: Any) -> None:
    visitor = visit("file")
    visitor.open("query.html?q=<img src=x onerror=window.pwned=1>")
    page = visitor.settled()
    expect(page.locator("#query-app [role=status]")).to_have_text("找到 0 个项目，0 个网页")
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
