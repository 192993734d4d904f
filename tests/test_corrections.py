"""Corrections: what was published and changed is told with what it said before, on a page, in a feed and as data."""

import json
from pathlib import Path
from xml.etree import ElementTree as Xml

from generator.pages import OptionalPages, corrections
from generator.views import Portfolio
from generator.views.fields.documents import documents
from tests.support.downloads import site_files
from tests.test_feed_and_catalogue import ATOM, URL, exported, views

CORRECTED = """收录日期: 2019-01-05
更新日期: 2019-02-01
更正:
- {日期: 2019-06-07, 事项: 公布.评价分值, 原为: 88.0, 改为: 88.5, 原因: 录入有误, 决定单位: 某市档案馆}
- {日期: 2019-07-01, 事项: 预算.支出, 改为: 10万元, 原因: 补录, 决定单位: 某市档案馆}
"""
WITHDRAWN = "- {项目: 2016/jiu, 项目名称: 旧项目 <b>, 日期: 2019-06-30, 原因: 内容重复, 决定单位: 某市档案馆}\n"


WIDE = "- {日期: 2019-05-01, 事项: 一览.x.平均分, 原为: 88, 改为: 89, 原因: 录入有误, 决定单位: 某市档案馆}\n"


def corrected(home: Path) -> Portfolio:
    """The small content with two corrections and a project that was taken back."""
    (home / "content").mkdir()
    (home / "content/withdrawn.yml").write_text(WITHDRAWN, "utf-8")
    (home / "content/corrections.yml").write_text(WIDE, "utf-8")
    return views(home, URL, CORRECTED)


def test_corrections_and_withdrawals_are_listed_newest_first_with_what_was_said_before(tmp_path: Path) -> None:
    portfolio = corrected(tmp_path)
    assert [(line.date.iso, line.change) for line in portfolio.corrections] == [
        ("2019-07-01", "预算.支出原为空白，改为“10万元”"),
        ("2019-06-30", "撤下这个项目"),
        ("2019-06-07", "公布.评价分值原为“88.0”，改为“88.5”"),
        ("2019-05-01", "一览.x.平均分原为“88”，改为“89”"),
    ]
    (page,) = corrections.pages(portfolio, OptionalPages.of(portfolio))
    assert page.changed == "2019-07-01"
    listed = json.loads(exported(portfolio)["data/corrections.json"])
    assert [(entry["project"], entry["item"], entry["old"], entry["new"]) for entry in listed] == [
        ("2017/menhu", "预算.支出", None, "10万元"),
        ("2016/jiu", "撤下", None, None),
        ("2017/menhu", "公布.评价分值", "88.0", "88.5"),
        ("", "一览.x.平均分", "88", "89"),
    ]
    assert "corrections" in [document.name for document in documents(portfolio)]


def test_the_feed_of_corrections_leads_to_the_project_and_tells_several_of_it_apart(tmp_path: Path) -> None:
    portfolio = corrected(tmp_path)
    feed = Xml.fromstring(exported(portfolio)["corrections.xml"])
    assert feed.findtext(f"{ATOM}updated") == "2019-07-01T00:00:00+08:00"
    identities = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(set(identities)) == 4
    links = [link.get("href") for entry in feed.iter(f"{ATOM}entry") for link in entry.iter(f"{ATOM}link")]
    project, page = (f"https://www.example.gov.cn/{at}.html" for at in ("2017/menhu", "corrections"))
    assert links == [project, page, project, page]
    assert "旧项目 <b>：撤下这个项目" in [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]


def test_a_correction_is_the_last_change_of_its_project(tmp_path: Path) -> None:
    summary = next(card for card in corrected(tmp_path).summaries if card.id == "2017/menhu")
    assert summary.newest and summary.newest.iso == "2019-07-01"


def test_before_the_first_correction_there_is_no_page_and_no_file(tmp_path: Path) -> None:
    portfolio = views(tmp_path)
    assert not [*corrections.pages(portfolio, OptionalPages.of(portfolio))]
    assert not [file.path for file in site_files(portfolio) if "corrections" in file.path]
    assert "corrections" not in [document.name for document in documents(portfolio)]
