"""A site among government sites: its tags, its footer, what search engines read."""

import json
import re
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from tests.site.conftest import PAGES, ROOT
from tests.support.building import build
from tests.support.html import parsed

SITE = """
承办单位: 某市财政信息中心
联系方式: 某市某路1号
网址: https://www.example.gov.cn/jixiao/
基础路径: /jixiao/
网站标识码: bm07000001
ICP备案号: 津ICP备05010518号
公安备案号: 津公网安备 12010302000991号
党政机关网站标识: 0123456789ABCDEF0123456789ABCDEF
公开属性: 主动公开
索引号格式: czj/{年度}-{标识}
数据许可: 注明来源即可使用
"""
HOME = "https://www.example.gov.cn/jixiao/"
SITE_TAGS = {"SiteName": "绩效公开", "SiteDomain": "www.example.gov.cn", "SiteIDCode": "bm07000001"}
COLUMN = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
COLUMNS = (
    "2017/index.html", "units/index.html", "units/hezuo-jiaoliu.html", "methods.html", "data/index.html", "query.html",
)  # fmt: skip
ARTICLE = "2017/shipin-huiyi.html"


class Reader:
    """What stands in a page: its metas and links by name, and its blocks of data."""

    def __init__(self, page: Path) -> None:
        root = parsed(page.read_text("utf-8"))
        metas = [element.attributes for element in root.find("meta")]
        named = [
            (meta.get("name") or meta.get("property") or meta.get("http-equiv"), meta.get("content", ""))
            for meta in metas
        ]
        self.meta = {name: value for name, value in named if name}
        assert len(self.meta) == len([name for name, _ in named if name]), page
        self.links = {link.attributes["rel"]: link.attributes["href"] for link in root.find("link")}
        data = (script for script in root.find("script") if script.attributes.get("type") == "application/ld+json")
        self.data: list[Any] = [json.loads(script.text) for script in data]


def made(home: Path, more: str) -> Path:
    content = shutil.copytree(ROOT / "content", home / "content")
    with (content / "site.yml").open("a") as site:
        site.write(more)
    project = content / "projects/2017/shipin-huiyi.yml"
    project.write_text(project.read_text().replace("\n收录日期: ", "\n更新日期: 2026-12-02\n收录日期: ", 1))
    text = content / "pages/guanyu.md"
    heading, _, rest = text.read_text().partition("\n")
    text.write_text(f"{heading}\n\n发布日期：2026-05-18\n{rest}\n\n| 甲 | 乙 |\n|---|---:|\n| 1 | 2 |\n")
    done = build(content, home / "build")
    assert done.sound, [str(diagnostic) for diagnostic in done.diagnostics]
    return home / "build/site"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that says everything of itself."""
    return made(tmp_path_factory.mktemp("whole"), SITE)


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same inside another site."""
    return made(tmp_path_factory.mktemp("inside"), f"{SITE}嵌入: 是\n")


def test_every_page_carries_the_tags_of_the_site(whole: Path) -> None:
    for page in whole.rglob("*.html"):
        meta = Reader(page).meta
        assert {name: meta.get(name) for name in SITE_TAGS} == SITE_TAGS, page


def test_a_column_says_what_it_is_and_home_is_none(whole: Path) -> None:
    for address in COLUMNS:
        meta = Reader(whole / address).meta
        assert meta.keys() >= COLUMN and all(meta[name] for name in COLUMN), address
        assert not meta.keys() & {"ArticleTitle", "PubDate"}, address
    assert not Reader(whole / "index.html").meta.keys() & COLUMN
    assert Reader(whole / "2017/index.html").meta["ColumnName"] == "2017年度项目支出绩效评价结果"


def test_an_article_says_title_day_source_and_its_column(whole: Path) -> None:
    meta = Reader(whole / ARTICLE).meta
    assert meta["ArticleTitle"] == "2017年上海市政府驻外办事处视频会议系统运维项目"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", meta["PubDate"])
    assert meta["ContentSource"] == "上海市人民政府合作交流办公室"
    assert meta["Url"] == f"{HOME}{ARTICLE}"
    assert "绩效评价,2017," in meta["Keywords"] and "87.74" in meta["Description"]
    column = Reader(whole / "2017/index.html").meta
    assert {name: meta[name] for name in COLUMN} == {name: column[name] for name in COLUMN}


def test_a_hand_written_page_is_an_article_of_the_host(whole: Path) -> None:
    meta = Reader(whole / "guanyu.html").meta
    assert (meta["PubDate"], meta["ContentSource"]) == ("2026-05-18 00:00", "示范站点（非官方）")
    assert "PubDate" not in Reader(whole / "shuoming.html").meta


def test_what_is_not_given_is_not_said(built: Path) -> None:
    meta = Reader(built / "site" / ARTICLE).meta
    assert meta["SiteName"] == "绩效公开"
    assert not meta.keys() & {"SiteDomain", "SiteIDCode", "Url"}
    footer = (built / "site/index.html").read_text().partition("<footer")[2].partition("</footer")[0]
    assert "主办单位" in footer
    assert not [word for word in ("标识码", "ICP", "公网安备", "找错", "承办", "联系方式", "://") if word in footer]
    assert not (built / "site/sitemap.xml").exists()


def test_the_footer_names_all_that_is_given_and_links_it(whole: Path) -> None:
    footer = (whole / ARTICLE).read_text().partition("<footer")[2].partition("</footer")[0].replace("&amp;", "&")
    for text in ("主办单位：示范站点（非官方）", "承办单位：某市财政信息中心", "标识码：bm07000001", "联系方式：某市"):
        assert text in footer
    assert re.findall(r'href="([^"]+)"', footer) == [
        "https://beian.miit.gov.cn/",
        "https://beian.mps.gov.cn/#/query/webSearch?code=12010302000991",
        "https://bszs.conac.cn/sitename?method=show&id=0123456789ABCDEF0123456789ABCDEF",
        "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=bm07000001"
        "&url=https%3A%2F%2Fwww.example.gov.cn%2Fjixiao%2F",
    ]


def test_inside_another_site_there_are_no_trimmings_and_no_tags(inside: Path) -> None:
    for page in inside.rglob("*.html"):
        meta = Reader(page).meta
        assert not [name for name in meta if re.match("Site|Column|Article|PubDate|ContentSource", name)], page
        assert not re.search(r'<footer|class="brand"', page.read_text()), page
        assert "Content-Security-Policy" in meta
    assert 'aria-label="主导航"' in (inside / "index.html").read_text()
    assert not (inside / "robots.txt").exists()


def test_the_catalogue_of_public_information_stands_by_the_sources(whole: Path) -> None:
    table = (whole / ARTICLE).read_text().partition('<table class="catalogue">')[2].partition("</table>")[0]
    rows = dict(re.findall(r"<th>([^<]*)</th><td>([^<]*)</td>", table))
    assert (rows["索引号"], rows["公开属性"]) == ("czj/2017-shipin-huiyi", "主动公开")
    assert (rows["发布机构"], rows["成文日期"]) == ("上海市人民政府合作交流办公室", "2018年6月")


def test_search_engines_read_a_dataset(whole: Path, built: Path) -> None:
    page = Reader(whole / ARTICLE)
    (data,) = page.data
    assert (data["@type"], data["dateModified"], data["temporalCoverage"]) == ("Dataset", "2026-12-02", "2017")
    assert data["license"]["name"] == "注明来源即可使用"
    assert data["isBasedOn"] and data["url"] == page.links["canonical"] == f"{HOME}{ARTICLE}"
    for site, start in ((whole, HOME), (built / "site", "../")):
        (data,) = Reader(site / "data/index.html").data
        files = [file["contentUrl"] for file in data["distribution"]]
        assert f"{start}data/projects.csv" in files and len(files) >= 6
        assert [url for url in files if not (site / url.removeprefix(start)).is_file()] == []


def test_the_sitemap_dates_each_page_by_what_it_shows(whole: Path) -> None:
    tree = Xml.parse(whole / "sitemap.xml")
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    dates = {url.findtext(f"{name}loc"): url.findtext(f"{name}lastmod") for url in tree.iter(f"{name}url")}
    texts = {page.relative_to(whole).as_posix(): page.read_text() for page in whole.rglob("*.html")}
    pages = {address for address, text in texts.items() if 'http-equiv="refresh"' not in text} - {"404.html"}
    listed = {str(url).removeprefix(HOME) or "index.html" for url in dates}
    assert listed == pages
    assert dates[f"{HOME}{ARTICLE}"] == dates[f"{HOME}2017/index.html"] == "2026-12-02"
    assert dates[f"{HOME}2018/laihu-touzi.html"] == "2026-11-21"
    assert dates[f"{HOME}methods.html"] is None and dates[f"{HOME}guanyu.html"] == "2026-05-18"
    assert not (whole / "sitemap.xml.gz").exists()


def test_every_page_leads_to_the_feed(built: Path) -> None:
    for address in PAGES:
        page = built / "site" / address
        if address != "404.html":
            assert (page.parent / Reader(page).links["alternate"]).resolve() == built / "site/feed.xml", address


def test_no_page_carries_a_script_or_style_of_its_own_or_loads_that_of_the_engine(whole: Path) -> None:
    own = re.compile(
        r"""<[^>]*\s(?:style|on\w+)=|<script(?![^>]*(?:src=|type="application/(?:ld\+)?json"))|<script[^>]*bundle|<style"""
    )
    pages = {page.name for page in whole.rglob("*.html") if own.search(page.read_text())}
    assert pages == {"404.html"}  # which a server shows at any depth, and so asks for no file: its hash is allowed
    assert '<td align="right">2<' in (whole / "guanyu.html").read_text()
