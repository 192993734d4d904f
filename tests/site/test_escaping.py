"""Text of a data file can never become markup or script, wherever it stands."""

import html
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
import yaml
from playwright.sync_api import Browser

from tests.site.conftest import ROOT, script
from tests.support.building import build_sound

pytestmark = pytest.mark.browser
BITE = (
    "</title></script><script>window.pwned=1</script><img src=x onerror=window.pwned=2>"
    "*a*_b_`c`[d](javascript:e){{f}}{%g%}&lt;#1"
)
FREE = re.compile(r"^(?=.*[\u4e00-\u9fff]).{2,}$", re.S)


def bitten(value: Any, key: str = "") -> Any:
    """The same data with the bite behind every free text."""
    if isinstance(value, dict):
        return {k: v if k in FIXED or (k, type(v)) == ("评分", str) else bitten(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [bitten(item, key) for item in value]
    return value + BITE if isinstance(value, str) and FREE.match(value) else value


# What few sites say of themselves, said here so that it can be bitten.
SITE = """
承办单位: 某中心
联系方式: 某路1号
网址: https://www.example.gov.cn/
网站标识码: "1200000000"
ICP备案号: 津ICP备05010518号
公安备案号: 津公网安备 12010302000991号
公开属性: 主动公开
索引号格式: 财/{年度}-{标识}
"""
# Keys whose words are fixed by the form, looked up elsewhere, or no text at all.
KEYS = """
年度 系列 项目单位 主管部门 责任单位 收录日期 类别 日期 方式 评级办法 机构 委托单位 开始日期 报告日期
金额 支出 执行率 评价分值 评价结论 得分率 权重 得分 方法 计分 状态 时间 编号 回收率 年初预算 到位金额 全年预算
标识 核实状态 舍入方式 发布日期 含上限 含下限 等级 下限 上限 评价对象 实施期 填报状态 指标性质
ICP备案号 公安备案号 公开属性 索引号格式
预算金额 实际支出 年初预算数 全年预算数 全年执行数 分值 发生 折算 满足 达成 程度 方向 基数 表式
"""
FIXED = frozenset(KEYS.split())

# Pages that hold nothing of 自评表 which the same pages of a site of reports do not hold.
SAME_OF_REPORTS = ("404.html", "compare.html", "data/dictionary.html", "data/index.html", "methods.html")


@pytest.fixture(scope="module", params=["content", "tests/examples/self-evaluation/content"], ids=["报告", "自评表"])
def bitten_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of the real content, or of the examples, in which every free text carries the bite."""
    home = tmp_path_factory.mktemp("hostile")
    shutil.copytree(ROOT / request.param, home / "content")
    with (home / "content/site.yml").open("a") as site:
        site.write(SITE)
    files = (
        path for folder in ("projects", "schemes", "frameworks") for path in (home / "content" / folder).rglob("*.yml")
    )
    for path in (*files, home / "content/site.yml"):
        data = bitten(yaml.load(path.read_text(), Loader=yaml.BaseLoader))
        if "项目名称" in data:
            data["索引号"] = f"财{data['年度']}{path.stem}{BITE}"
        path.write_text(yaml.dump(data, allow_unicode=True, sort_keys=False))
    build_sound(home / "content", home / "build")
    return home / "build/site"


def test_no_script_of_the_data_runs_and_the_text_is_shown_as_written(
    bitten_site: Path, chromium: Browser, serve: Callable[..., str]
) -> None:
    root = serve(bitten_site)
    page = chromium.new_page(bypass_csp=True)  # escaping alone must hold; the policy is a second wall
    seen = 0
    pages = sorted(
        path for path in bitten_site.rglob("*.html") if 'http-equiv="refresh"' not in path.read_text("utf-8")
    )
    alike = SAME_OF_REPORTS if (bitten_site / "reexamination.html").exists() else ()
    for path in (path for path in pages if path.relative_to(bitten_site).as_posix() not in alike):
        # To its end: a picture that is not there has failed by then.
        page.goto(f"{root}{path.relative_to(bitten_site)}")
        title, heading, shown, ran, pictures = page.evaluate(script("bite"), BITE)
        assert (ran, pictures) == (None, 0), path
        seen += shown
        if path.parent.name.isdecimal() and path.stem != "index":
            assert BITE in title and BITE in heading, path
    assert seen >= 10
    page.close()


def test_the_head_the_feed_and_what_search_engines_read_hold_the_text_as_text(bitten_site: Path) -> None:
    feed = Xml.parse(bitten_site / "feed.xml") if (bitten_site / "feed.xml").exists() else None
    assert feed is None or BITE in (feed.findtext(".//{*}entry/{*}title") or "")
    for path in bitten_site.glob("20??/*.html"):
        page = path.read_text()
        tags = [html.unescape(value) for value in re.findall(r'<meta [^>]*?content="([^"]*)"', page)]
        assert sum(BITE in tag for tag in tags) >= (1 if path.stem == "index" else 2), path
        for data in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S):
            metadata = json.loads(data)
            assert BITE in metadata["name"] and BITE in metadata["publisher"]["name"] and BITE in metadata["identifier"]
        assert path.stem == "index" or "application/ld+json" in page
    footer = (bitten_site / "index.html").read_text().partition("<footer")[2]
    assert html.escape(BITE) in footer.replace("&#34;", "&quot;").replace("&#39;", "&#x27;")
