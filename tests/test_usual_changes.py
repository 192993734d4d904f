"""The usual changes (参与, 常见的改动): each is made in the files that the document names, and nowhere else."""

import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence

import pytest
import yaml

from generator.load.versions import state_digest
from tests.support.cases import HOME
from tests.support.documents import DOCS, INLINE, blocks, table
from tests.support.page_tables import csv_lines, csv_rows
from tests.support.program import Program

MANUAL = DOCS / "参与.md"
CHANGES: Mapping[str, Sequence[Mapping[str, str]]] = yaml.safe_load((HOME / "usual-changes.yml").read_text("utf-8"))
FIGURES = {"  执行率: 98%\n": "  执行率: 98%\n  审定金额: 48.50万元\n"}
LEDGER = """- 问题: 参观预约不便。
  问题类别: 业务管理
  台账:
  - {编号: 1, 下达日期: 2019-01-15, 原定期限: 2019-03-31, 状态记录: [{日期: 2019-01-20, 状态: 整改中}]}
"""
HEADING, KEY, FIGURE = "审定金额（万元）", "audited", "48.50"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The site of the small content, by a program to which all of these changes were made."""
    program = Program(tmp_path_factory.mktemp("changed") / "program")
    for edit in (edit for edits in CHANGES.values() for edit in edits):
        old = edit["原有"]
        program.edit(edit["文件"], {old: f"{edit['之前写']}{old}" if "之前写" in edit else edit["换成"]})
    program.edit("content/projects/2017/menhu.yml", FIGURES)
    program.edit("content/projects/2018/zhanlan.yml", {"- 问题: 参观预约不便。\n": LEDGER})
    program.edit("content/site.yml", {"主办单位": "数据截止日: 2019-12-31\n主办单位"})
    program.edit("content/units.yml", {"  名称: 某市档案馆\n": "  名称: 某市档案馆\n  地址: 某市某路1号\n"})
    return program.build()


def test_the_manual_names_the_files_of_each_change_and_they_are_few() -> None:
    named = {name: set(INLINE.findall(where)) for name, where in table(MANUAL, "changes")}
    paths = {name: {path for path in words if "/" in path} for name, words in named.items()}
    new = {block.marker.split()[-1] for block in blocks(MANUAL) if block.marker.startswith("new:")}
    assert {name: files for name, files in paths.items() if not files & new} == {
        name: {edit["文件"] for edit in edits} for name, edits in CHANGES.items()
    }
    assert max(map(len, paths.values())) <= 6
    (said,) = re.findall("在列表里添一个公布的数，要改四个文件：.*?见", (DOCS / "架构.md").read_text("utf-8"), re.S)
    assert set(INLINE.findall(said)) == {edit["文件"] for edit in CHANGES["列表里添一个公布的数"]}


def head_and_rows(page: str) -> tuple[str, list[int]]:
    """The head of the table of projects, and the number of cells of each of its rows."""
    (markup,) = re.findall(r'<table class="summary sticky-numbered.*?</table>', page, re.S)
    rows = markup.split("<tr")[1:]
    return rows[0], [len(re.findall(r"<t[hd]\b", row)) for row in rows]


# ---- a printed figure ----


def test_it_stands_in_the_tables(site: Mapping[str, bytes]) -> None:
    head, first, *_ = csv_lines(site["data/2017.csv"])
    assert first[head.index(HEADING)] == FIGURE
    with zipfile.ZipFile(io.BytesIO(site["data/2017.xlsx"])) as workbook:
        assert HEADING in workbook.read("xl/sharedStrings.xml").decode()
        assert "<v>48.50</v>" in workbook.read("xl/worksheets/sheet1.xml").decode()
    (package,) = (
        resource
        for resource in json.loads(site["datapackage.json"])["resources"]
        if resource["path"] == "data/2017.csv"
    )
    assert [field["key"] for field in package["schema"]["fields"]].count(KEY) == 1


@pytest.mark.parametrize("path", ["data/projects.json", "data/2017.json"])
def test_it_stands_in_the_records(site: Mapping[str, bytes], path: str) -> None:
    assert {row["id"]: row[KEY] for row in json.loads(site[path])}["2017/menhu"] == FIGURE


def test_it_stands_in_the_api_and_its_schemas(site: Mapping[str, bytes]) -> None:
    rows = json.loads(site["api/v1/projects.json"])["projects"]
    assert {row["id"]: row[KEY] for row in rows} == {"2017/menhu": FIGURE, "2018/zhanlan": None}
    assert json.loads(site["api/v1/projects/2017/menhu.json"])[KEY] == FIGURE
    whole = json.loads(site["data/2017/menhu.json"])
    assert (whole[KEY], whole["declared"]["预算"]["审定金额"]) == (FIGURE, "48.50万元")
    assert KEY in json.loads(site["api/v1/schema/project.schema.json"])["properties"]


def test_it_stands_in_what_query_lists_and_in_the_csv_it_makes(site: Mapping[str, bytes]) -> None:
    head = json.loads(site["search/records.js"].decode().removeprefix('JXGK.provide("columns",').removesuffix(");\n"))
    (field,) = (field for field in head["fields"] if field["key"] == KEY)
    assert (field["heading"], field["table"]) == (HEADING, True)
    scripts = [site[f"search/records/{year['file']}-0.js"].decode() for year in head["years"]]
    years = [json.loads(text[text.index("{") : text.rindex(")")]) for text in scripts]
    assert [year["columns"][KEY] for year in years] == [[""], [FIGURE]]


def test_it_is_explained_in_the_dictionary_and_shown_on_the_page(site: Mapping[str, bytes]) -> None:
    dictionary = site["data/dictionary.html"].decode()
    assert "<code>audited</code>" in dictionary and "审计审定的支出" in dictionary and "48.50" in dictionary
    assert '<td class="num">48.50<' in site["2017/index.html"].decode()


# ---- a figure of ours ----


def test_a_figure_of_ours_stands_apart_from_the_printed_ones(site: Mapping[str, bytes]) -> None:
    records = {row["id"]: row for row in json.loads(site["data/projects.json"])}
    assert [records[name]["computed"]["overdue"] for name in ("2017/menhu", "2018/zhanlan")] == [0, 1]
    assert "overdue" not in records["2018/zhanlan"]
    (row,) = csv_rows(site["data/2018.csv"])
    assert row["逾期事项（本站核算）"] == "1"
    assert '<td class="num">1<' in site["2018/index.html"].decode()


def test_a_figure_of_ours_makes_no_new_version_of_what_was_published(site: Mapping[str, bytes]) -> None:
    record = json.loads(site["data/2018/zhanlan.json"])
    assert "overdue" not in record["computed"]
    more = record | {"computed": record["computed"] | {"overdue": 1}}
    assert state_digest(more) == state_digest(record)


# ---- pages ----


@pytest.mark.parametrize(("page", "listed"), [("2017/index.html", True), ("2018/index.html", False)])
def test_a_column_without_a_figure_is_left_out_of_every_row(site: Mapping[str, bytes], page: str, listed: bool) -> None:
    head, cells = head_and_rows(site[page].decode())
    assert ("支出" in head) == listed
    assert len(set(cells)) == 1


def test_a_page_that_needs_less_is_made_and_linked(site: Mapping[str, bytes]) -> None:
    assert 'id="categories"' in site["ledger/index.html"].decode()
    assert "ledger/index.html#categories" in site["problems.html"].decode()


def test_a_line_and_a_new_fact_stand_on_the_page_of_the_unit(site: Mapping[str, bytes]) -> None:
    page = site["units/dangan-guan.html"].decode()
    assert "逾期未了结 1 项" in page and "某市某路1号" in page
    units = {unit["id"]: unit["address"] for unit in json.loads(site["api/v1/units.json"])["units"]}
    assert units == {"dangan-guan": "某市某路1号", "jia-zixun": ""}
