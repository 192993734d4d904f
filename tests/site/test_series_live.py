"""历年对照 and 同类对照 as published: every figure of the pages follows from the published CSV; on a phone they fit."""

import io
import itertools
import json
import re
import shutil
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from tests.site.conftest import ROOT
from tests.site.test_pages import AXE, AXE_RUN, NARROW, WIDTH
from tests.support.building import build, build_sound, tree
from tests.support.html import parsed
from tests.support.page_tables import Row, csv_rows, percentage, two_places

EXAMPLE = ROOT / "tests/examples/series/content"
STEM, PAGE = "data/series/tushu-caigou", "series/tushu-caigou.md"
NONE = "—"


# Peers: eleven of one amount band, five of the next, four of the highest; two that are alike but for one thing.
PEER = """年度: 2024
项目名称: 2024年第{number}个测试项目
项目单位: 示例市测试局
来源:
- {{文件: 《第{number}个测试项目自评表》（虚构）, 类别: 自评表}}
评价: {{{method}评级办法: ceshi}}
预算: {{金额: {budget}.00万元}}
公布: {{评价分值: {score}, 评价结论: {grade}}}
指标体系:
- {{编号: A, 名称: 管理, 权重: {weight}, 评分: {{方法: 评定, 得分: {points}}}}}
- {{编号: B, 名称: 绩效, 权重: {other}, 评分: {{方法: 评定, 得分: 50}}}}
主要绩效:
- 做了第{number}件事。
"""


def peer(
    content: Path, number: int, points: int, budget: int, weight: int = 40, method: str = "方式: 单位自评, "
) -> Path:
    """Write a small project."""
    score, file = 50 + points, content / f"projects/2024/ceshi-{number:02}.yml"
    grade = "优" if score >= 90 else "良"
    text = PEER.format(
        number=number, points=points, budget=budget, score=score, grade=grade, method=method, weight=weight,
        other=100 - weight,
    )  # fmt: skip
    file.write_text(text, "utf-8")
    return file


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, and some projects that are alike."""
    content = Path(shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("series") / "content"))
    for number in range(20):
        budget = 60 if number < 11 else 100 if number < 16 else 500
        peer(content, number, 30 + (3 if number == 4 else number) % 11, budget + number)
    peer(content, 30, 35, 60, weight=50)
    unstated = peer(content, 31, 35, 60, method="")
    for name, year, unit, series in (
        ("yi-guan", "2023", "示例市测试局", "系列: yi-guan\n"), ("yi-guan", "2024", "市图书馆", "系列: yi-guan\n"),
        ("san-nian", "2023", "示例市测试局", "系列: san-nian\n"),
        ("san-nian", "2024", "示例市测试局", "系列: san-nian\n"),
        ("ceshi-31", "2023", "示例市测试局", ""),
    ):  # fmt: skip
        text = unstated.read_text("utf-8").replace("2024", year).replace("示例市测试局", unit) + series
        (content / f"projects/{year}/{name}.yml").write_text(text, "utf-8")
    return content


@pytest.fixture(scope="module")
def out(content: Path) -> Path:
    """The folder it was built in."""
    build_sound(content, out := content.parent / "out")
    return out


@pytest.fixture(scope="module")
def made(out: Path) -> Mapping[str, bytes]:
    return tree(out / "docs")


def tables_of(page: str) -> list[tuple[str, list[list[str]]]]:
    """The rows of all tables of a page, by the captions of these."""
    return [
        (
            "".join(caption.text for caption in table.find("caption")).strip(),
            [[cell.text.strip() for cell in row.find("td", "th")] for row in table.find("tr")],
        )
        for table in parsed(page).find("table")
    ]


def shown(made: Mapping[str, bytes], caption: str) -> list[list[str]]:
    """The rows of the one table whose caption has these words, without its head."""
    (rows,) = [rows for text, rows in tables_of(made[PAGE].decode()) if caption in text]
    return rows[1:]


# ---- a script of its own that reads the CSV only ----


def grouped(text: str) -> str:
    return f"{Decimal(text):,}" if text else NONE


def expected_money(projects: Sequence[Row]) -> Iterator[list[str]]:
    before: Row | None = None
    for row in projects:
        more = NONE
        if before:
            gap = Decimal(row["预算金额（万元）"]) - Decimal(before["预算金额（万元）"])
            more = f"{'+' if gap > 0 else ''}{two_places(gap)}".replace("-", "−")
        yield [
            row["年度"], row["预算金额（万元）"], more, row["支出（万元）"],
            percentage(row["支出（万元）"], row["预算金额（万元）"]),
            row["评价分值"], row["评价结论"], row["评级办法"],
        ]  # fmt: skip
        before = row


def test_money_and_scores_are_those_of_the_table_of_all_projects(made: Mapping[str, bytes]) -> None:
    projects = sorted(
        (row for row in csv_rows(made["data/projects.csv"]) if row["系列"] == "tushu-caigou"),
        key=lambda row: row["年度"],
    )
    rows = [row for row in shown(made, "历年预算与得分") if len(row) > 1]
    assert rows[::-1] == list(expected_money(projects)) and len(rows) == 5
    years = csv_rows(made[f"{STEM}-years.csv"])
    assert [row["分值可比"] for row in years] == ["", "是", "是", "否", "是"], "the scheme, who evaluates, the weights"
    for row, own in zip(projects, years, strict=True):
        assert {key: own[key] for key in own.keys() & row.keys()} == {key: row[key] for key in own.keys() & row.keys()}


def test_every_cell_of_the_matrix_of_indicators_follows_from_the_csv(made: Mapping[str, bytes]) -> None:
    rows = csv_rows(made[f"{STEM}-lines.csv"])
    years = sorted({row["年度"] for row in rows}, reverse=True)
    cells: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        assert row["得分率（本站核算）"] == percentage(row["得分"] or row["得分（本站核算）"], row["权重"])
        line = cells.setdefault((row["类别"], row["序号"]), {})
        line[row["年度"]] = row["得分率"] or row["得分率（本站核算）"]
        line["name"] = f"{row['指标编号']} {row['指标名称']}"
    expected = [[line["name"], *(line.get(year, NONE) for year in years)] for line in cells.values()]
    page = [[cell.replace("（与上一次口径不同）", "") for cell in row] for row in shown(made, "各项指标得分率")]
    assert sorted(page) == sorted(expected)
    assert made[PAGE].decode().count('is-break">') - made[PAGE].decode().count("series-change is-break") == sum(
        row["与上一次相接"] == "否" for row in rows
    )
    changes = [[row["年度"], f"{row['指标编号']} {row['指标名称']}", row["变动"]] for row in rows if row["变动"]]
    assert f"口径变动 {len(changes)} 处" in made[PAGE].decode()
    of_projects = {(r["项目标识"], r["指标名称"]): r for r in csv_rows(made["data/indicators.csv"])}
    for row in (row for row in rows if row["类别"] == "计分指标"):
        own = of_projects[row["项目标识"], row["指标名称"]]
        same = ("权重", "得分", "得分（本站核算）", "目标值", "实际值", "一级指标", "指标编号")
        assert [row[key] for key in same] == [own[key] for key in same]


def test_what_changed_from_year_to_year_is_what_the_columns_beside_it_say(made: Mapping[str, bytes]) -> None:
    rows = csv_rows(made[f"{STEM}-lines.csv"])
    for before, now in itertools.pairwise(rows):
        if (before["类别"], before["序号"]) != (now["类别"], now["序号"]):
            continue
        change = now["变动"]
        assert ("权重" in change) == (Decimal(before["权重"]) != Decimal(now["权重"])), now
        assert (f"名称由“{before['指标名称']}”" in change) == (before["指标名称"] != now["指标名称"]), now
        assert ("年度未收录" in change) == (int(now["年度"]) - int(before["年度"]) > 1), now
        units = [re.sub(r"[\d.≥]", "", row["目标值"]) for row in (before, now)]
        assert ("单位由" in change) == (units[0] != units[1] and units[0] in ("册", "万册")), now
        assert now["与上一次相接"] == ("否" if re.search("名称|未收录|单位", change) else "是"), now


def test_stocks_are_carried_forward_and_a_gap_is_told(made: Mapping[str, bytes]) -> None:
    rows, page = csv_rows(made[f"{STEM}-volumes.csv"]), shown(made, "业务数据（推得")
    for before, now in itertools.pairwise(rows):
        own = now["上年末数＋新增－减少（本站核算）"]
        joined = before["序号"] == now["序号"] and not now["变动"]
        assert bool(own) == joined
        if joined:
            expected = int(before["年末数"]) + int(now["本年新增"]) - int(now["本年减少"] or 0)
            assert (int(own), int(now["与年末数相差（本站核算）"])) == (expected, abs(expected - int(now["年末数"])))
    years = sorted({row["年度"] for row in csv_rows(made[f"{STEM}-years.csv"])}, reverse=True)
    for name, key in (
        ("公布的年末数", "年末数"), ("本年新增", "本年新增"),
        ("推得的年末数（本站核算）", "上年末数＋新增－减少（本站核算）"),
    ):  # fmt: skip
        for line in {row["序号"]: None for row in rows}:
            figures = {row["年度"]: row[key] for row in rows if row["序号"] == line}
            assert not any(figures.values()) or [name, *(grouped(figures.get(year, "")) for year in years)] in page
    for row in rows:
        gap = row["与年末数相差（本站核算）"]
        cells = [f"{row['年度']}年度推得的年末数与公布的相差 {gap}{row['量词']}"]
        assert (cells in page) == (gap not in ("", "0"))


def test_each_problem_stands_with_what_became_of_it_and_the_captions_count_them(made: Mapping[str, bytes]) -> None:
    rows = csv_rows(made[f"{STEM}-problems.csv"])
    texts = {(row["项目标识"][:4], row["问题"]) for row in csv_rows(made["data/rectification.csv"])}
    words, counts = ("已解决", "再次出现", "未提及"), []
    for year in sorted({row["年度"] for row in rows}, reverse=True):
        some = [row for row in rows if row["年度"] == year]
        counts.append([year, f"{len(some)}", *(f"{sum(row['结果'] == word for row in some)}" for word in words)])
        assert {(year, row["问题"]) for row in some} <= texts
        assert all(row["本站比对"] == ("是" if row["依据"].startswith("本站比对") else "否") for row in some)
    assert shown(made, "各年度的问题和结果") == counts and len(counts) > 1
    newest = [[row["问题"], row["结果"], row["依据"]] for row in rows if row["年度"] == counts[0][0]]
    assert newest in [[row[:3] for row in some[1:]] for _, some in tables_of(made[PAGE].decode())]
    assert {row["结果"] for row in rows} == {"已解决", "再次出现", "未提及"}


def test_workbook_and_record_hold_what_the_tables_hold_and_keep_the_schema(made: Mapping[str, bytes]) -> None:
    record = json.loads(made[f"{STEM}.json"])
    Draft202012Validator(json.loads(made["api/v1/schema/series.schema.json"])).validate(record)
    book = load_workbook(io.BytesIO(made[f"{STEM}.xlsx"]))
    for sheet, name in (("年度", "years"), ("指标", "lines"), ("业务数据", "volumes"), ("问题", "problems")):
        rows = csv_rows(made[f"{STEM}-{name}.csv"])
        assert book[sheet].max_row == len(rows) + 1 == len(record[name]) + 1
        assert [str(entry["year"]) for entry in record[name]] == [row["年度"] for row in rows]
    assert "data/series/{series}.json" in made["data/index.md"].decode()
    assert "历年对照" in made["data/dictionary.md"].decode()


# ---- peers ----


def at_quarter(scores: Sequence[Decimal], quarter: int) -> Decimal:
    """By nearest rank: the least score that a quarter (three quarters) of all do not exceed."""
    return next(
        score for score in sorted(scores) if 4 * sum(other <= score for other in scores) >= quarter * len(scores)
    )


def test_median_quartiles_and_ranks_follow_from_the_table_of_the_year(made: Mapping[str, bytes]) -> None:
    weights = {project["id"]: str([(level["name"], level["weight"]) for level in project["levels"]])
               for project in json.loads(made["data/2024.json"])}  # fmt: skip
    bands = ((10, "不足10万元"), (50, "10万至50万元"), (100, "50万至100万元"), (500, "100万至500万元"))
    kinds: dict[tuple[str, ...], list[Row]] = {}
    for row in csv_rows(made["data/2024.csv"]):
        band = next((word for below, word in bands if Decimal(row["预算金额（万元）"]) < below), "500万元以上")
        if row["评价方式"]:
            key = row["评级办法"], row["评价方式"], weights[row["项目标识"]], band
            kinds.setdefault(key, []).append(row)
    expected = {}
    for some in kinds.values():
        scores = [Decimal(row["评价分值"]) for row in some]
        lower, median, upper = at_quarter(scores, 1), statistics.median(scores), at_quarter(scores, 3)
        for row, score in zip(some, scores, strict=True):
            half = "中位数及以上" if score >= median else "中位数以下"
            part = "高于上四分位" if score > upper else "低于下四分位" if score < lower else half
            rank = str(1 + sum(other > score for other in scores)) if len(some) >= 10 else ""
            if len(some) >= 5:
                expected[row["项目标识"]] = (str(len(some)), str(lower), str(median), str(upper), part, rank)
    names = ("同类项目数", "下四分位", "中位数", "上四分位", "在同类中", "名次")
    rows = csv_rows(made["data/2024-peers.csv"])
    assert {row["项目标识"]: tuple(row[f"{name}（本站核算）"] for name in names) for row in rows} == expected
    assert len(rows) == 11 + 5 and len({row["名次（本站核算）"] for row in rows if row["同类组"] == "1"}) == 10
    page = made["analysis/index.md"].decode()
    (table,) = (some for caption, some in tables_of(page) if len(some[0]) == 8)
    groups = {row["同类组"]: row for row in rows}.values()
    assert [row[1:6] for row in table[1:]] == [
        [row["同类项目数（本站核算）"], max((r["评价分值"] for r in rows if r["同类组"] == row["同类组"]), key=Decimal),
         *(row[f"{name}（本站核算）"] for name in ("上四分位", "中位数", "下四分位"))]
        for row in groups
    ]  # fmt: skip
    assert 'href="../analysis/index.html#peers"' in made["2024/index.md"].decode()
    assert f'href="{"../query.html?year=2024&amp;method="}' in page
    assert [path for path in made if path.startswith("peers/")] == ["peers/2024.md"], "no page where there is no group"
    assert "../analysis/index.html#peers" in made["peers/2024.md"].decode()


# ---- where readers find it, and the real case ----


def test_project_unit_home_and_list_lead_to_it(made: Mapping[str, bytes]) -> None:
    link = 'href="../series/tushu-caigou.html"'
    for page in ("2019/tushu-caigou.md", "2024/tushu-caigou.md", "units/tushu-guan.md", "series/index.md"):
        assert link in made[page].decode(), page
    assert "历年对照</a>：3 个项目有两年以上的结果" in made["index.md"].decode()
    assert "到2021年度" in made["2021/tushu-caigou.md"].decode(), "what became of the problems of 2020"


def test_a_series_goes_by_what_the_files_write_whoever_carries_the_project_out(made: Mapping[str, bytes]) -> None:
    pages = {path for path in made if path.startswith("series/")}
    assert pages == {f"series/{name}.md" for name in ("index", "san-nian", "tushu-caigou", "yi-guan")}, "by 系列 alone"
    moved = "项目单位由“示例市测试局”改为“示例市图书馆（示例市少年儿童图书馆）”"
    assert moved in made["series/yi-guan.md"].decode()
    assert "同一项目历年结果" in made["2024/yi-guan.md"].decode()
    assert "同一项目历年结果" in made["2024/ceshi-31.md"].decode(), (
        "file name and unit still join the years on the page"
    )


def test_the_real_case_tells_that_stocks_do_not_agree_and_scores_cannot_be_compared(built: Path) -> None:
    page = (built / "docs/series/laihu-touzi.md").read_text("utf-8")
    assert "1,321,490" in page and "推得的年末数与公布的相差 71,730家（文件未载本年减少）" in page
    assert "无法判断两年评价分值能否直接比较" in page and "2017年度的公开文件未载指标" in page
    assert "三类指标的权重为13、23、64" in page and "文件未作说明" in page
    assert page.count('data-state="未提及"') == 2 and 'data-state="已解决"' not in page
    assert [path.name for path in (built / "docs/series").iterdir()] == ["laihu-touzi.md"], "no list of one"


def test_a_changed_year_gives_what_a_clean_build_gives_and_a_peer_no_other_page(
    content: Path, out: Path, tmp_path: Path
) -> None:
    content = Path(shutil.copytree(content, tmp_path / "content"))
    again = Path(shutil.copytree(out, tmp_path / "out"))
    file = content / "projects/2020/tushu-caigou.yml"
    file.write_text(file.read_text("utf-8").replace("实际值: 86%", "实际值: 87%"), "utf-8")
    peer(content, 1, 39, 61)
    assert build(content, again).sound
    assert "87%" in (again / f"site/{STEM}-lines.csv").read_text("utf-8-sig")
    assert build(content, tmp_path / "clean").sound
    now = tree(again / "site")
    assert now == tree(tmp_path / "clean/site")
    changed = {path for path, data in tree(out / "site").items() if path.endswith(".html") and now[path] != data}
    assert {"analysis/index.html", "2024/ceshi-01.html"} <= changed
    assert not {path for path in changed if re.fullmatch(r"2024/ceshi-(?!01).*", path)}


@pytest.mark.browser
def test_on_a_phone_and_on_paper_it_fits_and_axe_finds_nothing(
    visit: Any, serve: Callable[..., str], out: Path
) -> None:
    page = visit(serve(out / "site"), width=360, dark=True).open("series/tushu-caigou.html")
    assert page.evaluate(WIDTH) == 360
    page.evaluate(AXE)
    assert page.evaluate(AXE_RUN, NARROW) == []
    assert [drawing.is_visible() for drawing in page.locator(".series-trend svg").all()] == [False, True]
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.evaluate(AXE_RUN, {"rules": {}}) == []
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    assert page.evaluate(WIDTH) == 794 and page.locator("nav.jumps").is_hidden()
