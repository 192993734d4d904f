"""一览: what a list prints of a year stands on its page and in a download; blank stays blank, our sum is marked."""

import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.pipeline.search_index import page_articles
from tests.support.building import ROOT, build, build_years, docs, docs_and_site, docs_of
from tests.support.cases import BASE

PRINTED, WITHOUT_TOTAL, BLANK = (
    (ROOT / f"tests/examples/overviews/{name}.yml").read_text("utf-8") for name in ("bumen", "zong", "kong")
)


def with_overviews(home: Path, **texts: str) -> Path:
    """The base with some overviews, by their addresses."""
    content = Path(shutil.copytree(BASE / "content", home / "content"))
    (content / "overviews").mkdir()
    for slug, text in texts.items():
        (content / f"overviews/{slug}.yml").write_text(text, "utf-8")
    return content


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """What is given to the engine of a site with a list beside its projects, and two of a year that has none."""
    home = tmp_path_factory.mktemp("overviews")
    return docs(with_overviews(home, bumen=PRINTED, zong=WITHOUT_TOTAL, kong=BLANK))


def section(made: Mapping[str, bytes], year: int, slug: str) -> str:
    """The part of a year's page that shows an 一览."""
    text = made[f"{year}/index.md"].decode()
    return text.partition(f"{{#overview-{slug}}}")[2].partition("\n## ")[0]


def facts(text: str) -> dict[str, str]:
    pairs = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", text, re.S)
    return {name: re.sub("<[^>]*>", "", value) for name, value in pairs}


def rows(text: str) -> list[list[str]]:
    cells = (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in re.findall(r"<tr>(.*?)</tr>", text, re.S))
    return [[re.sub(r"\s*<small.*?</small>\s*", "", cell, flags=re.S) for cell in row] for row in cells]


def test_the_page_of_the_year_shows_what_the_paper_prints(made: Mapping[str, bytes]) -> None:
    shown = section(made, 2017, "bumen")
    assert "## 一览：2017年度部门评价结果一览表 {#overview-bumen}" in made["2017/index.md"].decode()
    assert facts(shown) == {
        "来源": "《关于2017年度绩效评价结果的通报》，附件1（某市财政局，2018年8月）",
        "范围": "部门评价财政评价",
        "项目数": "14 个",
        "预算金额": "3.20亿元",
        "支出": "31000万元",
        "平均分": "86.50 分",
    }
    assert rows(shown) == [
        ["等级", "项目数", "占比"], ["优", "3", "21.43%"], ["良", "9", ""], ["中", "2", ""],
        ["主管部门", "项目数", "优", "良", "中"], ["某市教育局", "10", "3", "7", ""], ["某市卫生局", "4", "", "2", "2"],
    ]  # fmt: skip
    for words in ("不含下属医院。", "原文印作“两”。", "原文没有印出年度，据发文日期定为 2017 年。"):
        assert shown.count(words) == 1
    assert "本站核算" not in shown


def test_a_sum_of_ours_stands_only_where_the_paper_prints_none_and_is_marked(made: Mapping[str, bytes]) -> None:
    assert facts(section(made, 2022, "zong")) == {
        "来源": "《2022年度绩效自评情况通报》",
        "项目数（本站核算）": "12 个，原文未载，由各行相加",
    }


def test_what_is_blank_stays_blank_and_is_not_added_up(made: Mapping[str, bytes]) -> None:
    shown = section(made, 2022, "kong")
    assert facts(shown) == {"来源": "《2022年度财政评价情况通报》"}
    assert rows(shown) == [["等级", "项目数"], ["优", "3"], ["良", ""]]


def test_a_title_is_text_whatever_signs_it_holds(made: Mapping[str, bytes]) -> None:
    heading = next(line for line in made["2022/index.md"].decode().splitlines() if line.endswith("{#overview-kong}"))
    assert not re.search(r"[*<>]|\{#x", heading.removesuffix("{#overview-kong}"))


def test_a_year_without_projects_has_its_page_and_nothing_that_would_be_empty(made: Mapping[str, bytes]) -> None:
    page = made["2022/index.md"].decode()
    assert [line.partition(" {")[0] for line in page.splitlines() if line.startswith("## ")][
        1
    ] == "## 一览：2022年度自评结果"
    assert not re.search('## (汇总表|图表|下载)|class="figures"', page)
    assert [address for address in made if "2022" in address] == ["2022/index.md"]
    home = made["index.md"].decode()
    assert '<a href="2022/index.html">2022年度<span class="count">一览</span></a>' in home
    assert "## 收录概况：2017—2018年" in home, "the years with results"
    assert '<a href="../2022/index.html">2022年度</a>' in made["2017/index.md"].decode()
    assert json.loads(made["api/v1/index.json"])["years"] == [2018, 2017]


def test_a_site_of_overviews_alone_is_one(tmp_path: Path) -> None:
    content = with_overviews(tmp_path, zong=WITHOUT_TOTAL)
    shutil.rmtree(content / "projects")
    (content / "projects").mkdir()
    made = docs(content)
    assert "2022年度自评结果" in made["2022/index.md"].decode()
    assert "2022/index.html" in made["index.md"].decode()


def test_the_download_holds_them_all_under_the_keys_that_its_schema_describes(made: Mapping[str, bytes]) -> None:
    listed: list[dict[str, Any]] = json.loads(made["data/overviews.json"])
    schema = json.loads(made["api/v1/schema/overviews.schema.json"])
    Draft202012Validator(schema).validate(listed)
    assert [(overview["id"], overview["count"], overview["computed_count"]) for overview in listed] == [
        ("kong", None, None), ("zong", None, 12), ("bumen", 14, None),
    ]  # fmt: skip
    assert listed[2]["budget"] == "32000" and listed[2]["mean"] == "86.50"
    assert listed[0]["grades"][1] == {"grade": "良", "count": None, "share": None, "budget": None, "remarks": []}
    assert "本站核算" in schema["items"]["properties"]["computed_count"]["title"]
    assert "data/overviews.json" in made["data/index.md"].decode()
    assert "computed_count" in made["data/dictionary.md"].decode()
    assert "data/overviews.json" in made["SHA256SUMS"].decode()


def test_a_site_without_one_says_nothing_of_them() -> None:
    made = docs_of(BASE / "content")
    assert not [address for address in made if "overview" in address]
    assert not [address for address, data in made.items() if address.endswith((".md", ".json")) and b"overview" in data]


def clean(content: Path) -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
    with tempfile.TemporaryDirectory() as out:
        assert build(content, Path(out)).sound
        return docs_and_site(Path(out))


def test_an_edit_an_addition_and_a_removal_give_what_a_clean_build_gives(tmp_path: Path) -> None:
    content, out = with_overviews(tmp_path, bumen=PRINTED), tmp_path / "out"
    assert build(content, out).sound
    steps: tuple[dict[str, str], ...] = (
        {
            "bumen": PRINTED.replace("年度: 2017", "年度: 2016").replace("某市卫生局", "某市水务局"),
            "zong": WITHOUT_TOTAL,
        },
        {},
    )
    for number, step in enumerate(steps):
        shutil.rmtree(content)
        with_overviews(tmp_path, **step)
        assert build(content, out).sound
        after = docs_and_site(out)
        assert after == clean(content), number
        assert ("某市水务局" in after[0].get("2016/index.md", b"").decode()) == (number == 0)
    assert not [address for address in after[1] if address.startswith(("2016/", "2022/"))]


def test_years_made_apart_are_joined_to_the_same(tmp_path: Path) -> None:
    content = with_overviews(tmp_path, bumen=PRINTED, zong=WITHOUT_TOTAL)
    parts = [tmp_path / "parts" / year for year in ("2017", "2018", "2022")]
    for part in parts:
        assert build_years(content, part, [part.name]).sound
    assert build(content, tmp_path / "out", parts=parts).sound
    assert docs_and_site(tmp_path / "out") == clean(content)


def test_the_full_text_of_the_year_holds_it(tmp_path: Path) -> None:
    content = with_overviews(tmp_path, zong=WITHOUT_TOTAL)
    assert build(content, tmp_path / "out").sound
    document = page_articles().read("2022/index.html", (tmp_path / "out/site/2022/index.html").read_text("utf-8"))
    assert document and "一览：2022年度自评结果" in document.text and "2022年度绩效自评情况通报" in document.text
