"""整改台账: every figure follows from the published CSV alone, open items go out and come back, papers gain nothing."""

import json
import re
import shutil
import statistics
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import cast
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from generator.core.date import PartialDate
from generator.forms.layout import Content
from generator.forms.layouts import layouts
from generator.forms.layouts.answers import ITEM_COLUMNS as COLUMNS
from generator.views.declared import declared
from tests.support.building import ROOT, docs, docs_of
from tests.support.cases import Run
from tests.support.inspection import inspect
from tests.support.page_tables import Row, csv_rows, percentage, table_rows, two_places

EXAMPLE = ROOT / "tests/examples/ledger/content"
TABLE = "data/rectification.csv"


@pytest.fixture(scope="module")
def made() -> Mapping[str, bytes]:
    return docs_of(EXAMPLE)


# ---- the figures, by a script of its own that reads the CSV only ----


def day(text: str) -> date:
    """The last day that a date can mean."""
    return PartialDate.read(text).latest if text.count("-") < 2 else date.fromisoformat(text)


def share(name: str, part: Sequence[Row], whole: Sequence[Row]) -> tuple[str, str, str]:
    return name, f"{len(part)}/{len(whole)}", percentage(len(part), len(whole))


def where(rows: Sequence[Row], test: Callable[[Row], object]) -> list[Row]:
    return [row for row in rows if test(row)]


def expected_rates(rows: Sequence[Row], cutoff: date) -> list[tuple[str, str, str]]:
    every = where(rows, lambda r: r["有台账"] == "是")
    closed = where(every, lambda r: r["状态"] == "已销号")
    timed, claimed = where(every, lambda r: r["原定期限"]), where(every, lambda r: r["单位自报"] == "已完成")
    due = where(timed, lambda r: day(r["原定期限"]) <= cutoff)
    ever = where(every, lambda r: r["销号过"] == "是")
    late = where(timed, lambda r: r["状态"] not in ("已销号", "不采纳") and day(r["现期限"]) < cutoff)
    verified = where(every, lambda r: r["核实结论"] == "已完成")
    asked = where(every, lambda r: r["应整改金额（万元）"])
    whole = sum((Decimal(r["应整改金额（万元）"]) for r in asked), Decimal(0))
    done = sum((Decimal(r["已整改金额（万元）"] or 0) for r in asked), Decimal(0))
    days = [(day(r["状态日期"]) - day(r["下达日期"])).days for r in closed if r["下达日期"]]
    gap = Decimal(100 * (len(claimed) - len(verified))) / len(every)
    return [
        share("销号率", closed, every),
        share("到期完成率", where(due, lambda r: r in closed), due),
        share("按期率", where(closed, lambda r: day(r["状态日期"]) <= day(r["原定期限"])), closed),
        share("延期率", where(timed, lambda r: int(r["延期次数"])), timed),
        share("逾期率", late, timed),
        share("自报完成率", claimed, every),
        share("核实完成率", verified, every),
        share("核实率", where(claimed, lambda r: r["核实结论"]), claimed),
        share("有佐证率", where(claimed, lambda r: r["有佐证"] == "是"), claimed),
        share("重开率", where(ever, lambda r: r["重开过"] == "是"), ever),
        ("金额整改率", f"{done}/{whole}", percentage(done, whole)),
        ("自报核实差", f"({len(claimed)}−{len(verified)})/{len(every)}", two_places(gap)),
        ("中位用时", f"{len(days)} 项", f"{statistics.median(map(Decimal, days))} 天"),
    ]


def shown_rates(page: str) -> list[tuple[str, ...]]:
    rows = re.findall(r"<tr><th[^>]*>([^<]*)</th><td[^>]*>([^<]*)</td><td[^>]*>([^<]*)</td><td>[^<]*</td></tr>", page)
    return [tuple(map(unescape, row)) for row in rows]


def test_every_rate_of_every_page_follows_from_the_csv(made: Mapping[str, bytes]) -> None:
    rows, cutoff = csv_rows(made[TABLE]), date(2025, 6, 30)
    assert {row["数据截止日"] for row in rows} == {"2025-06-30"}
    assert shown_rates(made["ledger/index.md"].decode()) == expected_rates(rows, cutoff)
    of_unit = where(rows, lambda r: r["项目单位"] == "示例市教育局")
    shown = dict.fromkeys(name for name, *_ in shown_rates(made["ledger/jiaoyu-ju.md"].decode()))
    assert shown and shown_rates(made["ledger/jiaoyu-ju.md"].decode()) == expected_rates(of_unit, cutoff)


def test_the_tables_by_unit_and_year_follow_from_the_csv(made: Mapping[str, bytes]) -> None:
    shown = table_rows(made["ledger/index.md"].decode(), "ledger-groups")
    rows, expected = csv_rows(made[TABLE]), []
    for key, end in (("项目单位", ""), ("年度", "年度")):
        for word in dict.fromkeys(row[key] for row in rows if row[key]):
            some = [row for row in rows if row[key] == word]
            tracked = where(some, lambda r: r["有台账"] == "是")
            parts = (
                [row for row in tracked if row[p] == done] for p, done in (("核实结论", "已完成"), ("状态", "已销号"))
            )
            counts = [f"{len(part)}/{len(tracked)}" for part in parts]
            late = len(where(tracked, lambda r: r["逾期（本站核算）"] == "是"))
            claimed = len(where(some, lambda r: r["单位自报"] == "已完成"))
            figures = [*counts, f"{late}"] if tracked else ["—"] * 3
            expected.append([f"{word}{end}", f"{len(some)}", f"{claimed}/{len(tracked)}" if tracked else "—", *figures])
    assert sorted(shown) == sorted(expected)


def test_overdue_and_open_items_come_first_and_a_long_list_ends_where_it_says(
    made: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def listed(pages: Mapping[str, bytes]) -> list[str]:
        return re.findall(r'<tr data-progress="([^"]*)"', pages["ledger/index.md"].decode())

    rows = csv_rows(made[TABLE])
    late = where(rows, lambda r: r["逾期（本站核算）"] == "是")
    left = where(rows, lambda r: r not in late and r["状态"] not in ("已销号", "不采纳", "已完成"))
    order = ["未了结 逾期"] * len(late) + ["未了结"] * len(left) + ["已了结"] * (len(rows) - len(late) - len(left))
    assert listed(made) == order
    monkeypatch.setattr("generator.pages.ledger.MAX_LEDGER_ROWS", len(late) + 1)
    short = docs(EXAMPLE)
    assert listed(short) == order[: len(late) + 1]
    assert f"列出前 {len(late) + 1} 项，全部见" in short["ledger/index.md"].decode()


def test_overdue_and_age_follow_from_the_dates_in_the_csv(made: Mapping[str, bytes]) -> None:
    cutoff = date(2025, 6, 30)
    bands = Counter[str]()
    for row in csv_rows(made[TABLE]):
        settled = row["状态"] in ("已销号", "不采纳")
        if row["有台账"] == "否":
            assert (row["逾期（本站核算）"], row["超期天数（本站核算）"], row["账龄（本站核算）"]) == ("", "", "")
            continue
        over = "" if settled else str(max((cutoff - day(row["原定期限"])).days, 0))
        assert row["超期天数（本站核算）"] == over
        assert row["逾期（本站核算）"] == ("是" if not settled and day(row["现期限"]) < cutoff else "否")
        bands[row["账龄（本站核算）"]] += 1
    assert bands == {"已了结": 4, "未到期": 1, "超期 30 天以内": 1, "超期 91—180 天": 1, "超期 181—365 天": 2}


def test_the_line_on_home_year_and_unit_pages_counts_the_same_items(made: Mapping[str, bytes]) -> None:
    for page, rows in (
        ("2024/index.md", where(csv_rows(made[TABLE]), lambda r: r["年度"] == "2024")),
        ("units/shuili-ju.md", where(csv_rows(made[TABLE]), lambda r: r["项目单位"] == "示例市水利局")),
    ):
        tracked = where(rows, lambda r: r["有台账"] == "是")
        claimed, closed = (
            where(rows, lambda r: r["单位自报"] == "已完成"),
            where(tracked, lambda r: r["状态"] == "已销号"),
        )
        verified, late = (where(tracked, lambda r: r["核实结论"] == "已完成"),
                          where(tracked, lambda r: r["逾期（本站核算）"] == "是"))  # fmt: skip
        sentence = (
            f"{len(rows)} 项，单位自报已完成 {len(claimed)}/{len(tracked)}，核实已完成 {len(verified)}/{len(tracked)}，"
            f"已销号 {len(closed)}/{len(tracked)}，逾期 {len(late)} 项（截至 2025年6月30日）"
        )
        text = made[page].decode()
        assert sentence in re.sub(r"<[^>]+>", "", text), page
        (items,) = re.findall(r'<a href="([^"]+)">\d+ 项</a>（截至', text)
        assert items.endswith(f"progress={quote('逾期')}#items") and ("year=2024&amp;" in items) == ("2024" in page)


def test_the_table_of_a_year_by_unit_follows_from_the_csvs(made: Mapping[str, bytes]) -> None:
    """Means of like scores, lowest first; where a unit's scores are unlike none is given, and it comes last."""
    shown = table_rows(made["2024/index.md"].decode(), "by-unit")
    assert [int(cells[0]) for cells in shown] == list(range(1, len(shown) + 1)) and len(shown) > 1
    means = [cells[6] for cells in shown]
    assert means == sorted(
        means, key=lambda mean: (mean in ("—", "口径不一"), mean if "." not in mean else Decimal(mean))
    )
    projects = csv_rows(made["data/2024.csv"])
    items = where(csv_rows(made[TABLE]), lambda r: r["年度"] == "2024")
    for _, unit, count, budget, spent, rate, mean, grades, problems, left in shown:
        own = [row for row in projects if row["项目单位"] == unit]
        sums = [sum(Decimal(row[f"{key}（万元）"] or 0) for row in own) for key in ("预算金额", "支出")]
        open_items = [
            row for row in items if row["项目单位"] == unit
            if row["状态"] not in (("已销号", "不采纳") if row["有台账"] == "是" else ("已完成",))
        ]  # fmt: skip
        assert (int(count), Decimal(budget.replace(",", "")), Decimal(spent.replace(",", ""))) == (len(own), *sums)
        assert rate == percentage(sums[1], sums[0])
        if len(own) == 1:
            assert (mean, grades) == (own[0]["评价分值"], f"{own[0]['等级']} 1")
        assert int(problems) == sum(int(row["存在问题数"]) for row in own)
        assert int(left) == len(open_items)


def test_every_row_leads_to_its_item_on_the_page_of_its_project(made: Mapping[str, bytes]) -> None:
    for row in csv_rows(made[TABLE]):
        page, _, anchor = row["网页"].partition("#")
        assert f'id="{anchor}"' in made[page.replace(".html", ".md")].decode(), row


def test_the_records_keep_their_schema_and_say_what_the_table_says(made: Mapping[str, bytes]) -> None:
    records = json.loads(made["data/rectification.json"])
    schema = json.loads(made["api/v1/schema/rectification.schema.json"])
    Draft202012Validator(schema).validate(records)
    assert [record["number"] or "" for record in records] == [row["编号"] for row in csv_rows(made[TABLE])]
    assert "data/rectification.csv" in made["datapackage.json"].decode()
    assert "整改台账" in made["data/dictionary.md"].decode()


# ---- what is not said is not shown ----


def test_the_feed_tells_the_newest_state_of_each_item_and_where_it_stands(made: Mapping[str, bytes]) -> None:
    rows = sorted(
        where(csv_rows(made[TABLE]), lambda row: row["状态日期"]), key=lambda row: row["状态日期"], reverse=True
    )
    entries = ElementTree.fromstring(made["rectification.xml"]).findall("{*}entry")
    states = [
        (entry.findtext("{*}updated", "")[:10], entry.findtext("{*}title", "").rpartition("：")[2]) for entry in entries
    ]
    assert states and states == [(row["状态日期"], row["状态"]) for row in rows]
    for row, entry in zip(rows, entries, strict=True):
        link = entry.find("{*}link")
        assert link is not None and link.attrib["href"].endswith(row["网页"])
        assert row["问题"].rstrip("。") in "".join(entry.find("{*}summary").itertext())  # type: ignore[union-attr]
    assert len({entry.findtext("{*}id") for entry in entries}) == len(entries)
    assert "rectification.xml" in made["ledger/index.md"].decode()


def test_without_a_cutoff_nothing_is_told_that_depends_on_the_day(tmp_path: Path) -> None:
    content = shutil.copytree(EXAMPLE, tmp_path / "content")
    site = content / "site.yml"
    site.write_text(site.read_text("utf-8").replace("数据截止日: 2025-06-30\n", ""), "utf-8")
    built = docs(content)
    page = built["ledger/index.md"].decode()
    assert "未载明数据截止日，不计算逾期、账龄和各种比率" in page and shown_rates(page) == []
    assert "<span>逾期" not in page and 'data-state="逾期"' not in page
    assert 'data-state="逾期"' not in built["2023/hedao-guanhu.md"].decode()
    assert {(row["逾期（本站核算）"], row["账龄（本站核算）"]) for row in csv_rows(built[TABLE])} == {("", "")}


def test_papers_without_a_ledger_have_their_problems_listed_and_nothing_else() -> None:
    built = docs_of(ROOT / "content")
    page = built["ledger/index.md"].decode()
    assert "状态由本站按公开文件所载整改情况归类" in page and "自报" not in page and shown_rates(page) == []
    assert "已销号" not in page and "逾期" not in page and "核实已完成" not in page
    assert {(row["有台账"], row["单位自报"], row["核实结论"], row["原定期限"]) for row in csv_rows(built[TABLE])} == {
        ("否", "", "", "")
    }
    assert "ledger-item" not in built["2017/shipin-huiyi.md"].decode()


# ---- out to the unit, and back ----


def test_the_workbook_holds_the_open_items_only_and_comes_back_the_same() -> None:
    form = layouts()["整改情况表"]
    for project in inspect(EXAMPLE).book.projects:
        items = [item for finding in project.findings for item in finding.ledger]
        shown = {cell.text for table in form.layout(cast(Content, declared(project))).tables for cell in table.cells}
        for item in items:
            settled = item.last is not None and item.last.state in ("已销号", "不采纳")
            assert (item.number in shown) is not settled, (project.id, item.number)


def test_a_unit_gets_its_open_items_fills_them_in_and_the_data_file_has_it(tmp_path: Path, run: Run) -> None:
    content = shutil.copytree(EXAMPLE, tmp_path / "content")
    status, out, _ = run("form", "--units", "市水利局", "--form", "整改情况表", "--content", content, "--out", tmp_path)
    names = [line.rpartition("/")[2] for line in out.splitlines()]
    assert (status, names) == (
        0,
        ["2023-市水利局-hedao-guanhu-整改情况表.xlsx", "2024-市水利局-hedao-guanhu-整改情况表.xlsx"],
    )
    status, out, _ = run("import", tmp_path / "forms", "--content", content, "--out", tmp_path / "build")
    assert (status, out.count("与现有数据相同")) == (0, 2), out

    file = tmp_path / "forms" / names[0]
    book = load_workbook(file)
    sheet = book["整改情况表"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "新的台账状态" for cell in row))
    column = {str(cell.value): cell.column for cell in head if cell.value}
    assert {name for name, _ in COLUMNS} <= set(column)
    (row,) = [cell.row for line in sheet.iter_rows() for cell in line if cell.value == "2023-2"]
    for name, value in (
        ("整改措施及完成情况", "余款已于 2025 年 6 月退回。"), ("整改状态", "已完成"), ("完成时间", "2025-06"),
        ("佐证材料", "第二笔退款回单"), ("已整改金额（万元）", "6.20"), ("新的台账状态", "申请销号"),
        ("从哪一天起", "2025-06-20"),
    ):  # fmt: skip
        sheet.cell(row, column[name], value)
    book.save(file)
    status, out, _ = run("import", file, "--yes", "--content", content, "--out", tmp_path / "build")
    assert status == 0, out

    (item,) = [
        item
        for project in inspect(content).book.projects
        for finding in project.findings
        for item in finding.ledger
        if (project.id, item.number) == ("2023/hedao-guanhu", "2023-2")
    ]
    assert [entry.state for entry in item.entries] == ["整改中", "整改中", "申请销号"]
    assert item.statement and (item.statement.state, item.statement.proof) == ("已完成", ("第二笔退款回单",))
    assert item.amount_done and item.amount_done.value == Decimal("6.20")
    assert len(item.extensions) == 2 and item.evidence, "what the form does not ask stays as it was"
    assert inspect(content).sound


def test_a_unit_with_nothing_left_to_do_gets_no_form(tmp_path: Path, run: Run) -> None:
    words = ("--units", "示例市测试局", "--form", "整改情况表", "--content", EXAMPLE, "--out", tmp_path)
    status, _, message = run("form", *words)
    assert (status, message) == (2, "示例市测试局没有还要整改的事项，没有表可做。\n")
