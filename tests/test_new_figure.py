"""A new figure is four edits: model, summary, field table, the template that shows it; every download follows."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping

import pytest

from tests.support.program import Program

RECEIVED = "    received: Amount | None = field("
AUDITED = """    Field("audited", "审定金额", "小数", "审计审定的支出", lambda s: s.audited, "万元",
          "审计报告", absent=True),
"""
EDITS = {  # the words before which something is put, and what
    "generator/model/budget.py": {RECEIVED: '    audited: Amount | None = field("审定金额", default=None)\n'},
    "generator/views/summary.py": {
        "    execution_rate: str\n": "    audited: Decimal | None\n",
        "        execution_rate=_printed_rate": "        audited=budget.audited.value if budget.audited else None,\n",
    },
    "generator/views/fields/project.py": {'    Field("execution_rate", "预算执行率", "百分数", "公布的': AUDITED},
    "theme/templates/_lists.j2": {
        '<th scope="col" class="num" data-key="spent">支出': '<th scope="col" class="num">审定金额</th>',
        "{{ amount(summary.spent|grouped": '<td class="num">{{ summary.audited|figure }}</td>',
    },
}
HEADING, KEY, FIGURE = "审定金额（万元）", "audited", "48.50"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    program = Program(tmp_path_factory.mktemp("figure") / "program")
    for path, changes in EDITS.items():
        program.edit(path, {before: put + before for before, put in changes.items()})
    program.edit("content/projects/2017/menhu.yml", {"  执行率: 98%\n": "  执行率: 98%\n  审定金额: 48.50万元\n"})
    return program.build()


def test_it_stands_in_the_tables(site: Mapping[str, bytes]) -> None:
    head, first, *_ = csv.reader(io.StringIO(site["data/2017.csv"].decode("utf-8-sig")))
    assert first[head.index(HEADING)] == FIGURE
    with zipfile.ZipFile(io.BytesIO(site["data/2017.xlsx"])) as workbook:
        assert HEADING in workbook.read("xl/sharedStrings.xml").decode()
        assert "<v>48.50</v>" in workbook.read("xl/worksheets/sheet1.xml").decode()
    (package,) = (one for one in json.loads(site["datapackage.json"])["resources"] if one["path"] == "data/2017.csv")
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
