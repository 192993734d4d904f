"""结果应用: every figure follows from the published CSV alone, and nothing is guessed where something is missing."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from generator.core.number import Percent
from generator.model.result_use import ACCORDANCE, ResultAction, judged
from tests.support.building import ROOT, build, docs, docs_of, tree
from tests.support.cases import table
from tests.support.page_tables import csv_rows, percentage

EXAMPLE = ROOT / "tests/examples/results/content"
TABLE, PAGE = "data/result-use.csv", "analysis/index.md"
OURS = "（本站核算）"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("result-use")
    assert build(EXAMPLE, out).sound
    return out


@pytest.fixture(scope="module")
def made(out: Path) -> Mapping[str, bytes]:
    return tree(out / "docs")


# ---- the figures, by a script of its own that reads the CSV only ----


def test_the_answer_follows_from_the_csv_and_units_count_their_own(made: Mapping[str, bytes]) -> None:
    rows = csv_rows(made[TABLE])
    verdicts = Counter(row[f"与办法{OURS}"] for row in rows)
    linked = sum(bool(row["下年预算（万元）"] and row["决定"]) for row in rows)
    explained = sum(bool(row["例外理由"]) for row in rows if row[f"与办法{OURS}"] == "例外")
    more = [r for r in rows if r["最低一级"] == "是" and Decimal(r[f"变动额{OURS}（万元）"] or 0) > 0]
    assert (
        f"{len(rows)} 个项目中，下年预算和决定都已公布的 {linked} 个；"
        f"能够判定的 {len(rows) - verdicts['不可判定']} 个里，与办法一致的 {verdicts['一致']} 个、"
        f"例外的 {verdicts['例外']} 个（写明理由的 {explained} 个）；评价等级最低而下年预算增加的 {len(more)} 个。"
    ) in made[PAGE].decode()
    for slug, name in (("shuili-ju", "示例市水利局"), ("jiaoyu-ju", "示例市教育局")):
        own = Counter(row[f"与办法{OURS}"] for row in rows if row["项目单位"] == name)
        words = "，".join(f"{said} {own[verdict]} 个" for said, verdict in
                         (("与办法一致", "一致"), ("例外", "例外"), ("不可判定", "不可判定")))  # fmt: skip
        assert own and f"{own.total()} 个项目，{words}" in made[f"units/{slug}.md"].decode()


def test_the_change_of_each_budget_follows_from_the_csv(made: Mapping[str, bytes]) -> None:
    for row in csv_rows(made[TABLE]):
        now, then = row["本年预算（万元）"], row["下年预算（万元）"]
        if not (now and then):
            assert (row[f"变动额{OURS}（万元）"], row[f"变动率{OURS}"]) == ("", "")
            continue
        change = Decimal(then) - Decimal(now)
        assert Decimal(row[f"变动额{OURS}（万元）"]) == change
        assert row[f"变动率{OURS}"] == percentage(change, now)


def test_next_years_budget_that_is_not_declared_is_that_of_the_next_file(made: Mapping[str, bytes]) -> None:
    rows = {row["项目标识"]: row for row in csv_rows(made[TABLE])}
    matches = [row for row in rows.values() if row["下年预算出处"] not in ("", "写明")]
    assert [row["项目标识"] for row in matches] == ["2022/guanzhi", "2022/luzheng"]
    for row in matches:
        later = rows[row["下年预算出处"]]
        assert (later["系列"], int(later["年度"])) == (row["系列"], int(row["年度"]) + 1)
        assert later["本年预算（万元）"] == row["下年预算（万元）"]


def test_whether_a_project_went_by_its_rule_follows_from_the_words_on_the_page(made: Mapping[str, bytes]) -> None:
    """The rules once more, from the words of the page alone."""
    for row in csv_rows(made[TABLE]):
        due, cut, margin = row["应采取"], row["核减比例"], row["幅度"]
        now, then, decision = row["本年预算（万元）"], row["下年预算（万元）"], row["决定"]
        change = Fraction(then) / Fraction(now) - 1 if now and then else None
        verdict = "不可判定"
        if due == "优先保障" and change is not None:
            verdict = "一致" if change >= 0 else "例外"
        elif due == "保持" and margin and change is not None:
            verdict = "一致" if abs(change) * 100 <= int(margin.rstrip("%")) else "例外"
        elif due == "核减" and change is not None:
            verdict = "一致" if (change * 100 <= -int(cut.rstrip("%")) if cut else change < 0) else "例外"
        elif due == "调整或取消":
            verdict = "一致" if decision in ("调整", "取消") or (change is not None and change < 0) else "例外"
        if verdict == "不可判定" and row["例外理由"] and due:
            verdict = "例外"
        assert row[f"与办法{OURS}"] == verdict, row


def test_the_lowest_grade_with_more_money_comes_first_then_the_other_exceptions(made: Mapping[str, bytes]) -> None:
    rows = {row["项目标识"]: row for row in csv_rows(made[TABLE])}
    listed = re.findall(r'href="\.\./([^"]+)\.html#use"', made[PAGE].decode())
    assert listed[0] == "2022/jiance" and sorted(listed) == sorted(rows)
    verdicts = [rows[project][f"与办法{OURS}"] == "例外" for project in listed]
    assert verdicts == sorted(verdicts, reverse=True)


# ---- nothing guessed ----


def test_what_cannot_be_told_says_why(made: Mapping[str, bytes]) -> None:
    why = {r["项目标识"]: r[f"依据{OURS}"] for r in csv_rows(made[TABLE]) if r[f"与办法{OURS}"] == "不可判定"}
    assert why == {
        "2024/luzheng": "办法没有写明保持的幅度，也没有写决定",
        "2024/tance": "分值的满分没有载明，或与办法的满分不同",
        "2023/guanzhi": "公开文件没有印评价结论",
        "2023/xiaoche": "办法里各等级怎样应用，本站没有看到",
        "2022/peixun": "决定核减，没有印减了多少",
    }


@pytest.mark.parametrize(("due", "budget", "following", "decision", "reason", "verdict"), table("result-use", "判定"))
def test_each_kind_of_action_is_judged_by_its_words(
    due: str, budget: str, following: str, decision: str, reason: str, verdict: str
) -> None:
    kind, _, percent = due.partition(" ")
    limit = {"cut" if kind == "核减" else "margin": Percent.read(percent)} if percent else {}
    amounts = [Decimal(text) if text else None for text in (budget, following)]
    action = ResultAction(grades=("良",), kind=kind, **limit)  # type: ignore[arg-type]
    judgement = judged(action, amounts[0], amounts[1], decision or None, reason)  # type: ignore[arg-type]
    assert (judgement.verdict, bool(judgement.why)) == (verdict, True)


# ---- pages, downloads ----


def test_the_page_of_a_project_says_where_next_years_budget_is_from(made: Mapping[str, bytes]) -> None:
    page = made["2022/luzheng.md"].decode()
    used = page.partition("{#use}")[2].partition("</dl>")[0]
    assert "104.00 万元" in used and "../2023/luzheng.html#budget" in used and "增加 4.00 万元（4.00%）" in used
    declared = made["2023/luzheng.md"].decode().partition("{#use}")[2].partition("</dl>")[0]
    assert "93.60万元" in declared and "取自" not in declared and "减少 10.40 万元（−10.00%）" in declared
    assert page.count('class="facts result-use"') == 1


def test_every_row_leads_to_its_project_and_the_methods_tell_the_rules(made: Mapping[str, bytes]) -> None:
    for row in csv_rows(made[TABLE]):
        address, _, anchor = row["网页"].partition("#")
        assert f"{{#{anchor}}}" in made[address.replace(".html", ".md")].decode(), row
    methods = made["methods.md"].decode()
    for slug in ("ceshi-2023", "ceshi-2024", "jiaoyu"):
        assert f"#use-{slug}" in methods
    assert "核减至少 10%" in methods and "60（含）–80 分" in methods
    assert all(words in methods for words in ACCORDANCE.values())


def test_the_records_keep_their_schema_and_say_what_the_table_says(made: Mapping[str, bytes]) -> None:
    records = json.loads(made["data/result-use.json"])
    Draft202012Validator(json.loads(made["api/v1/schema/result-use.schema.json"])).validate(records)
    assert [record["project"] for record in records] == [row["项目标识"] for row in csv_rows(made[TABLE])]
    assert "data/result-use.csv" in made["datapackage.json"].decode()
    assert "result-use" in made["data/dictionary.md"].decode()
    feed = ElementTree.fromstring(made["result-use.xml"])
    days = [element.text or "" for element in feed.iterfind("{*}entry/{*}updated")]
    dated = sorted((row["决定日期"] for row in csv_rows(made[TABLE]) if row["决定日期"] and row["决定"]), reverse=True)
    assert [day[: len(date)] for day, date in zip(days, dated, strict=True)] == dated


def test_the_next_years_file_changes_the_page_of_the_year_before_as_a_clean_build_would(
    out: Path, tmp_path: Path
) -> None:
    content, again = shutil.copytree(EXAMPLE, tmp_path / "content"), shutil.copytree(out, tmp_path / "out")
    file = content / "projects/2023/luzheng.yml"
    file.write_text(file.read_text("utf-8").replace("金额: 104.00万元", "金额: 106.00万元"), "utf-8")
    assert build(content, again).sound
    changed = tree(again / "docs")
    assert "增加 6.00 万元（6.00%）" in changed["2022/luzheng.md"].decode()
    assert "两年相差超过幅度" in changed[PAGE].decode()
    assert changed == docs(content)


def test_papers_that_say_nothing_of_it_gain_nothing() -> None:
    built = docs_of(ROOT / "content")
    assert not [
        address for address in built if "result-use" in address or address.startswith(("results/", "analysis/"))
    ]
    assert "结果应用" not in built["2017/shipin-huiyi.md"].decode() + built["index.md"].decode()
