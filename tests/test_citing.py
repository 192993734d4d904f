"""Where a project's page comes from: how it is cited, its address as a code, where mistakes are reported."""

from types import SimpleNamespace
from typing import cast
from urllib.parse import parse_qs, unquote, urlsplit

from generator.core.date import PartialDate
from generator.core.web import WebAddress
from generator.model.book import Site
from generator.model.report import Attachment, Source
from generator.pages.project.origin import Cited, citation, report_addresses
from generator.views import ProjectDetail

DAY = PartialDate.read("2026-11-21")
DETAIL = cast(ProjectDetail, SimpleNamespace(id="2018/a", name="某项目", years="2018年度", newest=DAY))


def site(url: str = "", reports: str = "") -> Site:
    return Site(name="绩效公开", summary="", host="某市财政局", url=url, reports=reports)


def test_a_page_is_cited_by_who_keeps_it_its_title_its_last_change_and_its_address() -> None:
    cited = citation(site(url="https://www.example.gov.cn/jx/"), DETAIL)
    assert cited.words == "某市财政局. 某项目：绩效评价结果（2018年度）[EB/OL]. (2026-11-21)"
    assert cited.address == "https://www.example.gov.cn/jx/2018/a.html"


def test_a_code_is_drawn_only_of_an_address_that_is_known_and_always_the_same_way() -> None:
    assert not citation(site(), DETAIL).code
    codes = {citation(site(url="https://www.example.gov.cn/jx/"), DETAIL).code for _ in range(2)}
    (code,) = codes
    assert code.startswith("<svg") and "http" not in code and "style" not in code


def test_a_letter_about_a_mistake_names_the_page_and_the_part() -> None:
    letter = urlsplit(report_addresses(site(reports="jx@example.gov.cn"), DETAIL)["得分"])
    fields = parse_qs(letter.query)
    assert (letter.scheme, letter.path) == ("mailto", "jx@example.gov.cn")
    assert fields["subject"] == ["找错：2018/a 得分"]
    assert fields["body"][0].splitlines()[:2] == ["网页：某项目（2018/a）", "部分：得分"]


def test_an_address_that_takes_reports_has_its_blanks_filled() -> None:
    given = site(reports="https://www.example.gov.cn/jc?ye={网页}&bf={部分}", url="https://www.example.gov.cn/jx/")
    address = report_addresses(given, DETAIL)["信息表"]
    assert unquote(address) == "https://www.example.gov.cn/jc?ye=https://www.example.gov.cn/jx/2018/a.html&bf=信息表"
    assert report_addresses(site(), DETAIL) == {}


def test_a_document_without_link_and_copy_says_so() -> None:
    def original(**more: object) -> tuple[str, ...]:
        return Cited(Source(document="《报告》", kind="报告", **more)).original  # type: ignore[arg-type]

    link = WebAddress.read("https://www.example.gov.cn/1.html")
    assert original() == ("未附原文",)
    assert original(copy=Attachment(name="2018/a.pdf")) == ()
    assert original(link=link, pages="3—12", fetched=DAY) == ("第 3—12 页", "2026年11月21日获取")
    assert original(pages="正文第3页") == ("未附原文", "正文第3页")
