"""Ten things that readers come for, each done in a browser by what is written on the pages, with every action counted.

An action is a click, a text typed and sent with Enter, or a choice; reading and scrolling are none. A task begins on
the home page; why points were lost, what was put right and the citation go on from the first, as a reader does.
The six real projects have no overdue item, so that is tried on the synthetic district alone.
"""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class Site(NamedTuple):
    """A site, and what its reader asks for there."""

    real: bool
    width: int
    project: str
    question: str
    year: str
    unit: str


REAL = Site(True, 360, "综合信息服务平台", "运维 预算20万元以下 执行率98%以上", "2018年度", "上海市工商业联合会")
DISTRICT = Site(False, 1440, "梨园口", "运行维护 预算50万以上 执行率低于90%", "2023年度", "桐庭区教育局")


class Reader:
    """A reader who counts what he does."""

    def __init__(self, page: Page, site: Site) -> None:
        """Begin on a page of a site."""
        self.page, self.site, self.actions = page, site, 0

    def click(self, place: Locator) -> None:
        place.click()
        self.actions += 1

    def ask(self, words: str) -> Locator:
        """Type words into the box of the home page; return the projects that are found."""
        self.page.get_by_role("searchbox").first.fill(words)
        self.page.keyboard.press("Enter")
        self.actions += 1
        self.page.wait_for_url("**/query.html?q=*")
        expect(self.page.get_by_text(re.compile(r"^找到 \d+ 个项目"))).to_be_visible()
        return self.page.get_by_role("listitem").filter(has=self.page.get_by_role("heading", level=2))


@pytest.fixture(params=[REAL, DISTRICT], ids=["real-phone", "district-desktop"])
def reader(visit: Any, serve: Callable[..., str], district: Path, request: pytest.FixtureRequest) -> Reader:
    """A reader of the real site on a phone, of the district on a desktop, on the home page."""
    site: Site = request.param
    way = "http" if site.real else serve(district / "site")
    return Reader(visit(way, width=site.width).open("index.html"), site)


def test_what_it_cost_why_points_were_lost_what_was_put_right_and_how_to_cite_it(reader: Reader) -> None:
    page = reader.page
    card = reader.ask(reader.site.project).first
    expect(card).to_contain_text(re.compile(r"预算 [\d.,]+ 万元.*支出 [\d.,]+ 万元"))
    assert reader.actions <= 1, "cost and spending"
    reader.click(card.get_by_role("link").first)
    worst = page.get_by_role("listitem").filter(has_text="扣分最多").locator("a[href^='#']").first
    row = page.locator(f'[id="{(worst.get_attribute("href") or "").removeprefix("#")}"]')
    expect(row).to_be_visible()
    assert re.search("扣分.*(原因|说明)|计算.*扣分", row.inner_text(), re.S)
    assert reader.actions <= 2, "why points were lost"
    answer = page.get_by_role("listitem").filter(has_text="存在问题和整改情况")
    expect(answer).to_contain_text(re.compile(r"\d+ 个：\S+"))
    assert reader.actions <= 2, "put right or not: no further action"
    reader.click(page.get_by_role("link", name="引用", exact=True))
    expect(page.get_by_role("status").filter(has_text="[EB/OL]")).to_be_visible()
    assert reader.actions <= 3, "the citation: one further action"


def test_the_worst_unit_of_a_year_and_whether_that_is_fair(reader: Reader) -> None:
    page = reader.page
    reader.click(page.get_by_role("link", name=re.compile(f"^{reader.site.year}")))
    table = page.get_by_role("table", name=re.compile("平均得分低的在前"))
    expect(table).to_be_visible()
    means = [cell.inner_text() for cell in table.locator("tbody tr [data-label=平均得分]").all()]
    known = [float(mean) for mean in means if "." in mean]
    assert len(means) > 1 and known == sorted(known)
    expect(page.get_by_text(re.compile("各单位的平均得分(可以比较|不宜直接比较高低)"))).to_be_visible()
    assert reader.actions <= 2


def test_all_of_a_year_in_excel_with_its_problems(reader: Reader) -> None:
    page = reader.page
    reader.click(page.get_by_role("link", name=re.compile(f"^{reader.site.year}")))
    with page.expect_download() as waiting:
        reader.click(page.get_by_role("row").filter(has_text="XLSX").get_by_role("link").first)
    workbook = load_workbook(BytesIO(waiting.value.path().read_bytes()), read_only=True)
    assert "问题与整改" in workbook.sheetnames
    assert reader.actions <= 2


def test_a_unit_is_subscribed_to(reader: Reader) -> None:
    page = reader.page
    reader.click(page.get_by_role("link", name=re.compile(f"^{reader.site.unit}")).first)
    reader.click(page.get_by_role("link", name=re.compile("^订阅")))
    expect(page.get_by_text("这是订阅源")).to_be_visible()
    assert reader.actions <= 2


def test_two_projects_are_compared(reader: Reader) -> None:
    page = reader.page
    for box in page.get_by_role("checkbox", name=re.compile("^加入比较")).all()[:2]:
        reader.click(box)
    reader.click(page.get_by_role("link", name="比较", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text("并排比较")
    expect(page.get_by_text(re.compile("得分.*直接(相比|比较)")).first).to_be_visible()
    assert reader.actions <= 3


def test_projects_are_found_by_their_amount_and_their_execution_rate(reader: Reader) -> None:
    texts = reader.ask(reader.site.question).all_inner_texts()
    assert texts
    for text in texts:
        figures = (re.search(rf"{name} ([\d.,]+)", text)[1] for name in ("预算", "执行率"))  # type: ignore[index]
        budget, rate = (float(figure.replace(",", "")) for figure in figures)
        assert (budget <= 20 and rate >= 98) if reader.site.real else (budget >= 50 and rate < 90), text
    assert reader.actions <= 3


@pytest.mark.parametrize("reader", [DISTRICT], indirect=True)
def test_all_overdue_items(reader: Reader) -> None:
    late = reader.page.get_by_role("link", name=re.compile(r"^[\d,]+ 项$"))
    count = late.inner_text().removesuffix(" 项")
    reader.click(late)
    expect(reader.page.get_by_text(re.compile(f"^共 [\\d,]+ 项，符合 {count} 项$"))).to_be_visible()
    assert reader.actions <= 2
