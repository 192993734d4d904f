"""What a site says of itself to other machines: its feed, its robots, its index numbers, its days."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from generator.core.date import PartialDate
from generator.exports import feeds
from generator.pages._metadata import article
from generator.pages.project.origin import catalogue
from generator.pages.texts import published
from generator.views import Portfolio
from tests.support.cases import BASE
from tests.support.downloads import site_files
from tests.support.inspection import details, inspect, portfolio_of

ATOM = "{http://www.w3.org/2005/Atom}"
URL = "网址: https://www.example.gov.cn/\n"


def views(home: Path, site: str = "", menhu: str = "", zhanlan: str = "") -> Portfolio:
    """The small content of the cases, with lines added to the site and to its two projects."""
    content = shutil.copytree(BASE / "content", home / "content", dirs_exist_ok=True)
    for name, more in (("site", site), ("projects/2017/menhu", menhu), ("projects/2018/zhanlan", zhanlan)):
        file = content / f"{name}.yml"
        file.write_text(f"{file.read_text('utf-8').rstrip()}\n{more}", "utf-8")
    inspected = inspect(content)
    assert inspected.sound, [str(diagnostic) for diagnostic in inspected.diagnostics]
    return portfolio_of(inspected.book, inspected.scores)


def exported(portfolio: Portfolio) -> Mapping[str, bytes]:
    return {export.path: export.data for export in site_files(portfolio)}


def test_the_feed_tells_what_is_new_and_what_was_changed_newest_first(tmp_path: Path) -> None:
    portfolio = views(tmp_path, URL, "收录日期: 2019-01-05\n更新日期: 2019-06-07\n", "收录日期: 2019-03-01\n")
    feed = Xml.fromstring(exported(portfolio)["feed.xml"])
    assert feed.findtext(f"{ATOM}id") == "https://www.example.gov.cn/feed.xml"
    assert feed.findtext(f"{ATOM}updated") == "2019-06-07T00:00:00+08:00"
    entries = [(e.findtext(f"{ATOM}id"), e.findtext(f"{ATOM}published")) for e in feed.iter(f"{ATOM}entry")]
    assert entries == [
        ("https://www.example.gov.cn/2017/menhu.html", "2019-01-05T00:00:00+08:00"),
        ("https://www.example.gov.cn/2018/zhanlan.html", "2019-03-01T00:00:00+08:00"),
    ]


def test_without_an_address_the_feed_has_lasting_names_and_relative_links(tmp_path: Path) -> None:
    feed = Xml.fromstring(exported(views(tmp_path, "", "收录日期: 2019-01-05\n"))["feed.xml"])
    identities = [element.text or "" for element in feed.iter(f"{ATOM}id")]
    assert len(set(identities)) == 2 and all(identity.startswith("urn:uuid:") for identity in identities)
    assert [link.get("href") for link in feed.iter(f"{ATOM}link")] == ["index.html", "2017/menhu.html"]


def test_a_unit_has_a_feed_of_its_own_projects_that_browsers_show_with_links(tmp_path: Path) -> None:
    portfolio = views(tmp_path, "", "收录日期: 2019-01-05\n", "收录日期: 2019-03-01\n")
    unit = next(iter(portfolio.by_budget))[0]
    (feed,) = feeds.unit_files(portfolio, unit)
    assert feed.path == f"units/{unit.slug}.xml"
    assert b'<?xml-stylesheet type="text/css" href="../assets/css/all.css"?>' in feed.data
    root = Xml.fromstring(feed.data)
    own = portfolio.of_unit(unit).carried_out.summaries
    assert {title.text for title in root.iterfind(f"{ATOM}entry/{ATOM}title")} == {summary.name for summary in own}
    links = [link.get("href") for link in root.iter("{http://www.w3.org/1999/xhtml}a")]
    assert links == [f"../units/{unit.slug}.html", *(f"../{summary.id}.html" for summary in own)]


def test_without_a_single_date_there_is_no_feed(tmp_path: Path) -> None:
    portfolio = views(tmp_path)
    assert "feed.xml" not in exported(portfolio)
    assert not [feed for unit in portfolio.book.units for feed in feeds.unit_files(portfolio, unit)]


@pytest.mark.parametrize(
    ("site", "text"),
    [
        ("", "User-agent: *\nAllow: /\n"),
        (URL, "User-agent: *\nAllow: /\nSitemap: https://www.example.gov.cn/sitemap.xml\n"),
        ("基础路径: /jixiao/\n", None),
        ("网址: https://www.example.gov.cn/jixiao/\n", None),
        ("嵌入: 是\n", None),
    ],
)
def test_robots_stand_only_at_the_root_of_a_host(tmp_path: Path, site: str, text: str | None) -> None:
    robots = exported(views(tmp_path, site)).get("robots.txt")
    assert (robots and robots.decode()) == text


def test_the_index_number_is_the_projects_own_or_made_by_the_pattern(tmp_path: Path) -> None:
    portfolio = views(tmp_path, "索引号格式: czj/{年度}-{标识}\n公开属性: 主动公开\n", "索引号: czj/2018-00012\n")
    catalogues = [dict(catalogue(portfolio.book.site, card.project)) for card in details(portfolio)]
    assert [rows["索引号"] for rows in catalogues] == ["czj/2018-00012", "czj/2018-zhanlan"]
    assert catalogues[0]["公开属性"] == "主动公开" and catalogues[0]["名称"] == "2017年门户网站运维"


def test_a_project_of_which_the_catalogue_knows_nothing_shows_none_of_it(tmp_path: Path) -> None:
    portfolio = views(tmp_path)
    assert catalogue(portfolio.book.site, next(details(portfolio)).project) == ()


def test_a_day_of_publication_is_a_day_and_nothing_less() -> None:
    assert dict(article("名", PartialDate.read("2026-05-18"), "源"))["PubDate"] == "2026-05-18 00:00"
    assert "PubDate" not in dict(article("名", PartialDate.read("2026-05"), "源"))
    assert "PubDate" not in dict(article("名", PartialDate.read("2026年5月下旬"), "源"))


def test_a_hand_written_page_says_its_day_where_readers_see_it() -> None:
    day = published("# 关于\n\n发布日期：2026-05-18\n\n正文")
    assert day and day.iso == "2026-05-18"
    assert published("# 关于\n\n发布日期：从前\n") is None and published("# 关于\n") is None


def test_a_date_for_programs_says_no_more_than_is_known() -> None:
    texts = ("2018年", "2018-6", "2018年6月上旬", "2018-6-3")
    assert [PartialDate.read(text).iso for text in texts] == ["2018", "2018-06", "2018-06", "2018-06-03"]
