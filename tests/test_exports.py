"""The downloads: one table of fields makes them all, the schemas hold, the sums agree, no digit is lost."""

import dataclasses
import hashlib
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from generator.core.csv_file import csv_file, harmless
from generator.exports import lists, tables
from generator.load.versions import state_digest
from generator.model.project import RECTIFICATION_STATES
from generator.pages.verify import OF_A_RECORD, RECORD
from generator.pipeline import build as build_stages
from generator.views import Portfolio, ProjectDetail, ProjectSummary
from generator.views.fields.documents import state
from generator.views.fields.lists import LISTS
from tests.support.building import docs, docs_of
from tests.support.cases import BASE
from tests.support.downloads import sheets, site_files
from tests.support.inspection import details, portfolio_at
from tests.support.page_tables import by_head, csv_lines, csv_rows

ROOT = Path(__file__).resolve().parents[1]
BITES = ("=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://example.org", "mailto:a@b", "\x01", "'", "<b>&amp;",
         "_x0041_", " 前后有空格\n")  # fmt: skip
PROMISED = {"id", "year", "name", "unit", "budget", "spent", "execution_rate", "score", "grade", "url"}


@pytest.fixture(scope="module", params=["content", "tests/examples/self-evaluation/content"], ids=["报告", "自评表"])
def content(request: pytest.FixtureRequest) -> Path:
    """The real content, and the examples: forms nobody filled, totals out of 30, rates that cannot be told."""
    return ROOT / str(request.param)


@pytest.fixture(scope="module")
def views(content: Path) -> Portfolio:
    return portfolio_at(content)


@pytest.fixture(scope="module")
def real() -> Portfolio:
    """The real content."""
    return portfolio_at(ROOT / "content")


@pytest.fixture(scope="module")
def made(content: Path) -> Mapping[str, bytes]:
    """Every download by its address."""
    return downloads(docs_of(content))


def downloads(built: Mapping[str, bytes]) -> Mapping[str, bytes]:
    return {path: data for path, data in built.items() if not path.endswith(".md")}


# ---- JSON and its schemas ----


def schema_of(path: str, made: Mapping[str, bytes]) -> dict[str, Any]:
    """The schema of a file: the one it names, or under data/ the one the contents name for such an address."""
    if path.startswith("api/"):
        named = json.loads(made[path])["$schema"]
        address = (Path("/") / path).parent.joinpath(named).resolve().relative_to("/").as_posix()
    else:
        listed = next((spec.name for spec in LISTS if spec.name in path), "records")
        whole = "series" if path.startswith("data/series/") else "whole"
        address = f"api/v1/schema/{whole if path.count('/') > 1 else listed}.schema.json"
    return dict(json.loads(made[address]))


def documents(made: Mapping[str, bytes]) -> list[str]:
    return [path for path in made if re.fullmatch(r"(data|api)/(?!v1/schema/).*\.json", path)]


def test_every_json_holds_what_its_schema_says(made: Mapping[str, bytes]) -> None:
    paths = documents(made)
    assert len(paths) > 15
    for path in paths:
        schema = schema_of(path, made)
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(json.loads(made[path]))


def test_a_schema_refuses_a_number_for_a_decimal_and_a_key_it_does_not_know(made: Mapping[str, bytes]) -> None:
    projects = json.loads(made["api/v1/projects.json"])
    checked = Draft202012Validator(schema_of("api/v1/projects.json", made))
    for key, wrong in (("budget", 20.5), ("budget", "20,5"), ("execution_rate", "98.09％"), ("surprise", "")):
        spoilt = {**projects, "projects": [{**projects["projects"][0], key: wrong}]}
        with pytest.raises(ValidationError):
            checked.validate(spoilt)


def properties(schema: object) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {}).items()
    if isinstance(schema, dict | list):
        for part in schema.values() if isinstance(schema, dict) else schema:
            yield from properties(part)


def test_every_key_is_english_and_has_a_chinese_title(made: Mapping[str, bytes]) -> None:
    for path in made:
        if path.startswith("api/v1/schema/"):
            for key, about in properties(json.loads(made[path])):
                assert re.fullmatch(r"\$?[a-z_]+", key), (path, key)
                assert re.search("[\u4e00-\u9fff]", about["title"]), (path, key)


def test_the_contents_lead_to_every_address(made: Mapping[str, bytes]) -> None:
    contents = json.loads(made["api/v1/index.json"])
    patterns = [re.escape(r["path"]).replace(r"\{id\}", r"\d{4}/[^/]+").replace(r"\{year\}", r"\d{4}")
                .replace(r"\{series\}", "[a-z0-9-]+") for r in contents["resources"]]  # fmt: skip
    for path in documents(made):
        assert path == "api/v1/index.json" or any(re.fullmatch(pattern, path) for pattern in patterns), path
    assert all(resource["schema"] in made for resource in contents["resources"])


def test_the_keys_the_design_promises_stay(made: Mapping[str, bytes]) -> None:
    for row in json.loads(made["data/projects.json"]):
        assert set(row) >= PROMISED
        assert set(json.loads(made[f"api/v1/projects/{row['id']}.json"])) >= PROMISED


def test_a_record_of_the_api_is_the_smaller_one_and_leads_to_the_whole(
    views: Portfolio, made: Mapping[str, bytes]
) -> None:
    for card in details(views):
        own = made[f"api/v1/projects/{card.id}.json"]
        record = json.loads(own)
        whole = made[record["data"]]
        assert len(own) < len(whole) * 2 / 3
        assert state_digest(state(card)) == state_digest(json.loads(whole)), (
            "its state is told without reading it again"
        )
        assert [row["points"] for row in record["indicators"]] == [
            None if score.points is None else f"{score.points:f}" for score in card.score.leaves()
        ]


def test_what_is_compared_is_the_record_and_a_figure_of_ours_is_told_apart(
    views: Portfolio, made: Mapping[str, bytes]
) -> None:
    for card in details(views):
        script, record = made[f"compare/{card.id}.js"].decode(), json.loads(made[f"api/v1/projects/{card.id}.json"])
        facts = json.loads(script.removeprefix(f'JXGK.provide("{card.id}",').removesuffix(");\n"))
        figures, ours = {**dict(facts["money"]), **dict(facts["result"])}, record["computed"]
        compared = (("预算执行率", "execution_rate", ""), ("评价分值", "score", " 分"), ("评价结论", "grade", ""))
        for name, key, unit in compared:
            own = [f"{ours[key]}{unit}"] if ours[key] else ""
            assert figures[name] == (f"{record[key]}{unit}" if record[key] else own)
        assert [row[0] for row in facts["levels"]] == [row["name"] for row in record["levels"]]
        if facts["indicators"]:
            assert [row[0] for row in facts["indicators"]] == [row["name"] for row in record["indicators"]]
            assert [row[4] for row in facts["indicators"]] == [
                row["computed"]["rate"] or "" for row in record["indicators"]
            ]


def test_a_record_carries_a_digest_that_two_lines_of_shell_check_and_a_table_repeats(
    made: Mapping[str, bytes], tmp_path: Path
) -> None:
    rows = csv_rows(made["data/checksums.csv"])
    assert sorted(row["项目标识"] for row in rows) == sorted(
        record["id"] for record in json.loads(made["data/projects.json"])
    )
    (tmp_path / RECORD).parent.mkdir(parents=True)
    for row in rows:
        (tmp_path / RECORD).write_bytes(made[row["全部数据"]])
        ran = subprocess.run(" ; ".join(OF_A_RECORD), shell=True, cwd=tmp_path, capture_output=True, check=True)
        worked_out, carried = ran.stdout.decode().splitlines()
        assert worked_out.split()[0] == row["记录校验值"] == carried.split('"')[3]
        assert row["文件的SHA-256"] == hashlib.sha256(made[row["全部数据"]]).hexdigest()


# ---- the workbook ----


def test_the_workbook_shows_what_the_csv_holds_digit_by_digit(made: Mapping[str, bytes]) -> None:
    tables = [path for path in made if re.fullmatch(r"data/(projects|\d{4})\.csv", path)]
    assert tables
    for path in tables:
        rows = csv_lines(made[path])
        shown = next(iter(sheets(made[path.replace(".csv", ".xlsx")]).values()))
        assert len(rows) == len(shown), f"{path} 有 {len(rows)} 行，工作簿有 {len(shown)} 行"
        for row, cells in zip(rows, shown, strict=True):
            assert [text for text, _ in cells] == [text.replace(" %", "%") for text in row]


def test_numbers_are_numbers_and_words_are_words() -> None:
    head, *rows = sheets(docs_of(ROOT / "content")["data/2018.xlsx"])["项目"]
    kinds = by_head([text for text, _ in head], [kind for _, kind in rows[0]], "第一个项目的一行，各格都要有值")
    assert [name for name, kind in kinds.items() if kind == "n"] == [
        "年度", "序号", "预算金额（万元）", "支出（万元）", "预算执行率", "评价分值", "满分", "存在问题数",
        "整改已完成", "整改推进中", "整改计划中", "整改未说明进度", "整改未载明", "预算执行率（本站核算）",
        "评价分值（本站核算）",
    ]  # fmt: skip
    cells = {text for row in rows for text, _ in row}
    assert {"153.04", "152.49", "99.64%", "94.57", "87.8", "97.5%"} <= cells


def test_the_second_sheet_has_a_row_for_each_scored_indicator(views: Portfolio, made: Mapping[str, bytes]) -> None:
    leaves = sum(1 for card in details(views) for _ in card.score.leaves())
    assert len(sheets(made["data/projects.xlsx"])["指标得分"]) == 1 + leaves


def test_the_workbook_of_a_year_has_its_problems_and_what_became_of_them() -> None:
    made = docs_of(ROOT / "content")
    head, *rows = ([text for text, _ in row] for row in sheets(made["data/2018.xlsx"])["问题与整改"])
    listed = [row for row in csv_rows(made["data/rectification.csv"]) if row["年度"] == "2018"]
    assert {"项目名称", "问题", "建议", "状态"} <= set(head) and len(rows) == len(listed) > 1
    for row, item in zip(rows, listed, strict=True):
        assert row == [item[name] for name in head[: len(row)]]


def test_the_last_sheet_says_where_it_is_from_and_what_each_column_means(made: Mapping[str, bytes]) -> None:
    book = sheets(made["data/projects.xlsx"])
    notes = [text for row in book["说明"] for text, _ in row]
    for name in ("项目", "指标得分"):
        assert [text for text, _ in book[name][0] if text not in notes] == []
    assert {"来源", "截至", "评级办法"} <= set(notes)


def test_a_very_long_table_of_indicators_is_left_out_and_the_workbook_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_stages, "MAX_INDICATOR_ROWS", 2)
    monkeypatch.setattr(tables, "MAX_INDICATOR_ROWS", 2)
    book = sheets(docs(BASE / "content")["data/projects.xlsx"])
    assert "指标得分" not in book
    assert any("超过 2 行" in text for row in book["说明"] for text, _ in row)


def test_of_many_projects_only_the_years_have_workbooks(monkeypatch: pytest.MonkeyPatch) -> None:
    content = ROOT / "tests/examples/self-evaluation/content"
    for module in (tables, lists):
        monkeypatch.setattr(module, "MAX_WORKBOOK_PROJECTS", 1)
    made = docs(content)
    of_all = {"data/projects", "data/problems", "data/rectification", "data/reexamination", "data/result-use"}
    assert not {f"{stem}.xlsx" for stem in of_all} & made.keys()
    assert {f"data/projects.{ending}" for ending in ("csv", "json")} <= made.keys()
    page = made["data/index.md"].decode()
    for path in made:
        if re.fullmatch(r"data/[^/]+\.(xlsx|csv|json)", path) and not path.startswith("data/checksums"):
            assert f'/{path}"' in page, "the page leads to what there is"
    assert "请使用各年度的工作簿或 CSV" in page
    assert all(f"data/{year}.xlsx" in made for year in portfolio_at(content).years)


def test_the_bytes_depend_on_the_data_alone_and_not_on_the_clock(real: Portfolio) -> None:
    made, again = docs_of(ROOT / "content"), docs(ROOT / "content")
    assert {path for path in made if again[path] != made[path]} == set()
    newest = max(card.newest.iso for card in real.summaries if card.newest)
    with zipfile.ZipFile(io.BytesIO(made["data/projects.xlsx"])) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert f">{newest}T00:00:00Z<" in archive.read("docProps/core.xml").decode()


def test_a_text_is_never_a_formula_a_link_or_a_number(real: Portfolio) -> None:
    card = real.summaries[0]
    named = [dataclasses.replace(card, name=bite) for bite in BITES]
    data = _workbook_of(real, named)
    rows = sheets(data)["项目"][1:]
    escaped = {"\x01": "_x0001_", "_x0041_": "_x005F_x0041_"}
    assert [row[4] for row in rows] == [(escaped.get(bite, bite), "s") for bite in BITES]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "sheets/_rels" in name], "no cell is a link"


def test_a_text_of_a_csv_is_never_a_formula_and_reads_back_as_one_text() -> None:
    texts = [f"{sign}1+1" for sign in "=+-@＝＋－＠\t\r"]
    read = csv_lines(csv_file(["文字"], ([harmless(text)] for text in texts)))
    assert read == [["文字"], *([f"'{text}"] for text in texts)]
    assert harmless("甲＝乙") == "甲＝乙"


def test_a_number_longer_than_a_spreadsheet_can_hold_stays_as_printed(real: Portfolio) -> None:
    long, card = Decimal("123456789012345.6789"), real.summaries[0]
    rich = dataclasses.replace(card, budget=long)
    assert (str(long), "s") in sheets(_workbook_of(real, [rich]))["项目"][1]


def test_a_text_longer_than_a_cell_is_cut_at_a_character(real: Portfolio) -> None:
    """A cell holds 32767 UTF-16 units, of which a picture character takes two."""
    long = dataclasses.replace(real.summaries[0], name="甲" + "😀" * 20_000)
    assert ("甲" + "😀" * 16383, "s") in sheets(_workbook_of(real, [long]))["项目"][1]


def _workbook_of(real: Portfolio, summaries: Sequence[ProjectSummary]) -> bytes:
    """The workbook of some projects."""
    made = site_files(Portfolio(real.book, tuple(summaries)))
    return next(file.data for file in made if file.path == "data/projects.xlsx")


# ---- tidy tables ----


def test_each_cell_of_a_csv_holds_one_fact_and_tables_join_by_keys(views: Portfolio, made: Mapping[str, bytes]) -> None:
    projects = {row["项目标识"]: row for row in csv_rows(made["data/projects.csv"])}
    for card in views.summaries:
        row = projects[card.id]
        assert row["系列"] == card.series
        assert [row[f"整改{state}"] for state in RECTIFICATION_STATES] == [
            f"{dict(card.states).get(state, 0)}" if card.states else "" for state in RECTIFICATION_STATES
        ]
        assert row["存在问题数"] == (f"{sum(count for _, count in card.states)}" if card.states else "")
    indicators = csv_rows(made["data/indicators.csv"])
    assert [(row["项目标识"], row["系列"], row["指标名称"]) for row in indicators] == [
        (leaf.id, leaf.series, leaf.result.name) for _, year in views.by_year for card in year.summaries
        if isinstance(card, ProjectDetail) for leaf in card.indicator_rows
    ]  # fmt: skip
    assert {row["项目标识"] for row in indicators} <= set(projects)


def test_the_csv_of_a_unit_has_its_projects_alone(real: Portfolio) -> None:
    made = docs_of(ROOT / "content")
    for unit in real.book.units:
        own = real.of_unit(unit)
        wanted = [summary.id for summary in (*own.carried_out.summaries, *own.evaluated.summaries)]
        assert [row["项目标识"] for row in csv_rows(made[f"data/units/{unit.slug}.csv"])] == wanted


# ---- the data package and the checksums ----


def test_the_data_package_describes_files_that_are_there(made: Mapping[str, bytes]) -> None:
    package = json.loads(made["datapackage.json"])
    resources = package["resources"]
    assert {"$schema", "name", "title", "resources"} <= set(package)
    assert len({resource["name"] for resource in resources}) == len(resources)
    assert {r["path"] for r in resources} >= {"data/projects.csv", "data/projects.xlsx", "api/v1/projects.json"}
    for resource in resources:
        data = made[resource["path"]]
        assert re.fullmatch(r"[a-z0-9._-]+", resource["name"])
        assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
        assert resource["path"].endswith(f".{resource['format']}")
        assert resource["mediatype"]


def test_the_columns_of_a_csv_are_those_the_data_package_tells(made: Mapping[str, bytes]) -> None:
    casts = {"integer": int, "number": Decimal, "string": str}
    for resource in json.loads(made["datapackage.json"])["resources"]:
        if resource["format"] == "csv":
            head, *rows = csv_lines(made[resource["path"]])
            fields = resource["schema"]["fields"]
            assert head == [field["name"] for field in fields]
            for row in rows:
                for field, text in zip(fields, row, strict=True):
                    assert text or not field.get("constraints", {}).get("required"), field["name"]
                    assert not text or casts[field["type"]](text) is not None


def test_the_data_package_does_not_grow_with_the_projects(made: Mapping[str, bytes]) -> None:
    paths = [resource["path"] for resource in json.loads(made["datapackage.json"])["resources"]]
    assert [path for path in paths if re.search(r"\d{4}/", path)] == []


def test_the_checksums_are_right_and_cover_every_download(made: Mapping[str, bytes], tmp_path: Path) -> None:
    sums = {line[66:]: line[:64] for line in made["SHA256SUMS"].decode().splitlines()}
    assert list(sums) == sorted(path for path in made if path.startswith(("data/", "api/", "datapackage.json")))
    assert sums == {path: hashlib.sha256(made[path]).hexdigest() for path in sums}
    for path in (*sums, "SHA256SUMS"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(made[path])
    if tool := shutil.which("sha256sum"):
        check = [tool, "--quiet", "-c", "SHA256SUMS"]
        assert subprocess.run(check, cwd=tmp_path, check=False, capture_output=True).returncode == 0
        (tmp_path / "data/projects.csv").write_bytes(b"")
        assert subprocess.run(check, cwd=tmp_path, check=False, capture_output=True).returncode == 1


def test_the_licence_stands_wherever_the_site_gives_one(tmp_path: Path) -> None:
    made = docs_of(ROOT / "content")
    assert json.loads(made["api/v1/index.json"])["licence"] is None
    assert "数据许可" not in made["data/index.md"].decode() + made["guanyu.md"].decode()
    words = "署名 4.0 https://creativecommons.org/licenses/by/4.0/"
    content = shutil.copytree(ROOT / "content", tmp_path / "content")
    site = content / "site.yml"
    site.write_text(f"{site.read_text('utf-8').rstrip()}\n数据许可: {words}\n", "utf-8")
    made = docs(content)
    assert json.loads(made["api/v1/index.json"])["licence"] == words
    for page in ("data/index.md", "guanyu.md"):
        assert f"<dt>数据许可</dt><dd>{words}</dd>" in made[page].decode()
    licence = {"path": "https://creativecommons.org/licenses/by/4.0/", "title": words}
    assert json.loads(made["datapackage.json"])["licenses"] == [licence]
    assert (words, "s") in [cell for row in sheets(made["data/2018.xlsx"])["说明"] for cell in row]
