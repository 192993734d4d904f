"""Problem categories: how well the words do is measured by hand coding; all figures follow from the CSV alone."""

import json
import re
import shutil
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator.load import read_site
from generator.model.category import UNDECIDED, Classification, Classifier, ProblemCategory
from generator.model.ledger import Finding
from tests.support.building import ROOT, docs, docs_of
from tests.support.cases import BASE, Run
from tests.support.inspection import load
from tests.support.page_tables import Row, csv_rows

EXAMPLES = (ROOT / "tests/examples/ledger/content", ROOT / "tests/examples/self-evaluation/content")
PAGE = "ledger/index.md"
CODED = ROOT / "tests/categories"
SAID = ROOT / "docs/填报.md", ROOT / "content/pages/shuoming.md"


# ---- how precise the words are ----


class Sample(NamedTuple):
    """Problems with the categories that a person put them into, before the words were looked at."""

    problems: Sequence[tuple[Finding, Sequence[str]]]

    def measured(self, classifier: Classifier) -> tuple[int, int, int, int]:
        """All problems, those the words decide, those they decide rightly, those that belong anywhere."""
        pairs = [(classifier.classify(finding).by_words, coded) for finding, coded in self.problems]
        decided = [(word, coded) for word, coded in pairs if word]
        right = sum(word in coded for word, coded in decided)
        return len(pairs), len(decided), right, sum(bool(coded) for _, coded in pairs)


@cache
def shipped() -> Classifier:
    return read_site(ROOT / "content").book.classifier


def of_projects(rows: Sequence[Mapping[str, Any]], *contents: Path) -> Sample:
    known = {project.id: project.findings for content in contents for project in load(content)[0].projects}
    coded = {(row["项目"], row["序号"]): row["类别"] for row in rows}
    problems = [
        (finding.__class__(problem=finding.problem, problem_detail=finding.problem_detail, advice=finding.advice),
         coded.pop((project, number), None))
        for project, findings in known.items() if any(project == row["项目"] for row in rows)
        for number, finding in enumerate(findings, 1)
    ]  # fmt: skip
    assert not coded and all(word is not None for _, word in problems), "every problem of these files is coded"
    return Sample([(finding, word or ()) for finding, word in problems])


def of_sentences(name: str) -> Sample:
    rows = yaml.safe_load((CODED / name).read_text("utf-8"))
    return Sample([(Finding(problem=row["问题"], advice=row.get("建议", "")), row["类别"]) for row in rows])


@cache
def samples() -> Mapping[str, Sample]:
    coded = yaml.safe_load((CODED / "coded.yml").read_text("utf-8"))
    return {
        "六个项目的公开文件": of_projects(coded["真实"], ROOT / "content"),
        "示例里的问题": of_projects(coded["示例"], *EXAMPLES),
        "照公开报告自编的": of_sentences("blind.yml"),
        "别人写的短句": of_sentences("others.yml"),
    }


def rate(part: int, whole: int) -> str:
    return f"{(Decimal(100 * part) / whole).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def test_the_figures_of_precision_in_the_documents_are_those_measured() -> None:
    lines = []
    for name, sample in samples().items():
        whole, decided, right, belonging = sample.measured(shipped())
        precise, recall = f"{right}/{decided}，{rate(right, decided)}", f"{right}/{belonging}，{rate(right, belonging)}"
        lines.append(f"| {name} | {whole} | {precise} | {recall} |")
    missing = [line for line in lines if line not in SAID[0].read_text("utf-8")]
    assert not missing, f"{SAID[0].name} 里的这几行与量得的不同，请改成：\n" + "\n".join(lines)

    whole, decided, right, _ = samples()["六个项目的公开文件"].measured(shipped())
    sentence = f"六个项目的公开文件共写了 {whole} 个问题，词表能够判断 {decided} 个，其中 {right} 个与人工归类相同"
    assert sentence in SAID[1].read_text("utf-8"), f"{SAID[1].name} 应当写：{sentence}"
    assert right == decided == whole, "else the bound below has another formula"
    square = Decimal("1.96") ** 2
    lower = (whole / (whole + square) * 100).quantize(Decimal(1))
    assert f"置信区间下限为 {lower}%" in SAID[1].read_text("utf-8"), "Wilson's lower bound of all right"


def test_every_hand_coded_category_is_in_the_list_and_every_category_was_coded_at_least_once() -> None:
    coded = {word for sample in samples().values() for _, words in sample.problems for word in words}
    assert coded == {category.name for category in shipped().categories}


# ---- how the words decide ----

LIST = (
    ProblemCategory(name="预算执行", meaning="", words=("执行率", "预算执行率", "结转")),
    ProblemCategory(name="采购与合同", meaning="", words=("合同", "采购"), exceptions=("合同书样本",)),
    ProblemCategory(name="人员", meaning="", words=("培训",)),
)


@pytest.mark.parametrize(
    ("finding", "category", "reason", "others"),
    [
        (Finding(problem="执行率低，执行率连年低，采购晚。"), UNDECIDED,
         "几类的词一样多：预算执行（问题中的“执行率”）、采购与合同（问题中的“采购”）", ()),
        (Finding(problem="预算执行率低，采购晚，资金结转。"), "预算执行", "问题中的“预算执行率”“结转”",
         ("采购与合同",)),
        (Finding(problem="执行率低，采购晚。", problem_detail=("合同签得晚。",)), "采购与合同",
         "问题中的“采购”，问题详情中的“合同”", ("预算执行",)),
        (Finding(problem="执行率低，采购晚。", advice="压缩结转。"), "预算执行",
         "问题中的“执行率”，建议中的“结转”", ("采购与合同",)),
        (Finding(problem="有待改进。", advice="开展培训。"), "人员", "建议中的“培训”", ()),
        (Finding(problem="合同书样本不全。"), UNDECIDED, "没有出现词表里的词", ()),
        (Finding(problem="采购晚。", category="人员"), "人员", "数据文件写明", ("采购与合同",)),
    ],
    ids=[
        "even in all three places", "more different words, the longest counts alone", "the detail breaks a tie",
        "the advice breaks a tie", "the advice alone", "an exception", "what is declared wins",
    ],
)  # fmt: skip
def test_the_words_decide_by_a_rule_that_can_be_retraced(
    finding: Finding, category: str, reason: str, others: Sequence[str]
) -> None:
    result = Classifier(LIST).classify(finding)
    assert (result.category, result.reason, result.others) == (category, reason, others)


def test_without_a_list_nothing_is_put_into_a_category_but_what_is_declared() -> None:
    assert Classifier(()).classify(Finding(problem="采购晚。")) == Classification()
    assert Classifier(()).classify(Finding(problem="采购晚。", category="采购")) == Classification(
        "采购", declared=True
    )


# ---- every figure follows from the CSV, by a script of its own ----

OURS = "（本站核算）"
FEW = 5  # problems of which the example site says what is usual


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The example with a ledger, with the word list of this site; its few problems are listed by category."""
    content = shutil.copytree(EXAMPLES[0], tmp_path_factory.mktemp("categories") / "content")
    shutil.copy(ROOT / "content/categories.yml", content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.pages._contract.MIN_PROBLEMS", FEW)
        return docs(content)


def counted(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[f"归入类别{OURS}"]].append(row)
    return sorted(groups.items(), key=lambda pair: (pair[0] == UNDECIDED, -len(pair[1]), -projects(pair[1]), pair[0]))


def projects(rows: Sequence[Row]) -> int:
    return len({row["项目标识"] for row in rows})


Cell = list[str]


def cells(page: str, name: str) -> list[list[Cell]]:
    """The words of every cell of a table, row by row."""
    body = re.search(rf'<table class="{name} [^>]*>.*?<tbody>(.*?)</tbody>', page, re.S)
    assert body, name
    rows = (re.findall(r"<t[hd].*?</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", body[1], re.S))
    return [[unescape(re.sub(r"<[^>]+>", " ", cell)).split() for cell in row] for row in rows]


def test_the_table_of_categories_follows_from_the_csv(made: Mapping[str, bytes]) -> None:
    rows = csv_rows(made["data/problems.csv"])
    years = sorted({row["年度"] for row in rows}, reverse=True)
    want = []
    for name, some in counted(rows):
        line = [[name], [f"{len(some)}"], [f"{projects(some)}"], [f"{len({row['项目单位'] for row in some})}"]]
        line += [[f"{sum(row['年度'] == year for row in some) or '—'}"] for year in years]
        want.append(line)
    assert cells(made[PAGE].decode(), "categories") == want and len(want) > 5


def test_what_comes_again_at_a_unit_follows_from_the_csv(made: Mapping[str, bytes]) -> None:
    results = csv_rows(made["data/projects.csv"])
    newest = max(int(row["年度"]) for row in results)
    window = range(newest - 2, newest + 1)
    evaluated: dict[str, set[str]] = defaultdict(set)
    for row in results:
        if int(row["年度"]) in window:
            evaluated[row["项目单位"]].add(row["年度"])
    want = {}
    for unit, years in evaluated.items():
        own = [
            row for row in csv_rows(made["data/problems.csv"]) if row["项目单位"] == unit and int(row["年度"]) in window
        ]
        seen = {name: {row["年度"] for row in some} for name, some in counted(own) if name != UNDECIDED}
        again = {name for name, when in seen.items() if len(when) > 1}
        if len(years) > 1 and again:
            want[unit] = again
    page = made[PAGE].decode()
    names = {category.name for category in shipped().categories}
    assert {row[0][0]: names.intersection(row[1]) for row in cells(page, "again")} == want and want
    assert f'href="shuili-ju.html?category={quote("目标设定")}#items"' in page


def test_the_line_on_year_and_unit_pages_counts_the_same_problems(made: Mapping[str, bytes]) -> None:
    count = 0
    for page, key, value in (
        ("2024/index.md", "年度", "2024"), ("2022/index.md", "年度", "2022"),
        ("units/shuili-ju.md", "项目单位", "示例市水利局"),
    ):  # fmt: skip
        own = [row for row in csv_rows(made["data/problems.csv"]) if row[key] == value]
        if len(own) < FEW:
            assert "问题归类：" not in made[page].decode(), page
            continue
        groups, count = counted(own), count + 1
        sorted_ = [(name, some) for name, some in groups if name != UNDECIDED]
        first = "、".join(f"{name} {len(some)} 个（{projects(some)} 个项目）" for name, some in sorted_[:4])
        rest = f"，另 {len(sorted_) - 4} 类 {sum(len(some) for _, some in sorted_[4:])} 个" if len(sorted_) > 4 else ""
        assert f"问题归类：{first}{rest}" in made[page].decode(), page
    assert count


def test_every_problem_says_on_its_project_in_the_table_and_to_explain_what_it_counts_as_and_why(run: Run) -> None:
    built = docs_of(ROOT / "content")
    outputs: dict[str, str] = {}
    for row in csv_rows(built["data/problems.csv"]):
        reason, address = row[f"归类依据{OURS}"], row["网页"]
        own = built[address.partition("#")[0].replace(".html", ".md")].decode()
        assert f"问题类别：{row[f'归入类别{OURS}']}（本站归类，依据{reason}" in own
        if row["项目标识"] not in outputs:
            status, outputs[row["项目标识"]], _ = run("explain", row["项目标识"], "--content", ROOT / "content")
            assert status == 0
        assert f"第 {row['序号']} 个  {row[f'归入类别{OURS}']}  {reason}" in outputs[row["项目标识"]]
    assert len(outputs) == 6


def test_declared_categories_stand_apart_and_are_what_the_words_are_held_against(made: Mapping[str, bytes]) -> None:
    rows = csv_rows(made["data/problems.csv"])
    declared = [row for row in rows if row["问题类别"]]
    decided = [row for row in declared if row[f"词表归的类{OURS}"]]
    same = [row for row in decided if row[f"词表归的类{OURS}"] == row["问题类别"]]
    sentence = f"本站有 {len(declared)} 个问题由数据文件写明类别，可用于核对词表："
    assert f"{sentence}词表能够判断 {len(decided)} 个，其中与写明的相同 {len(same)} 个" in made["methods.md"].decode()
    assert 0 < len(same) < len(declared) < len(rows)
    assert all(row[f"归入类别{OURS}"] == row["问题类别"] for row in declared)
    assert "问题类别：过程管理（数据文件写明" in made["2022/xiaoshe-weixiu.md"].decode()


def test_the_records_keep_their_schema_and_the_ledger_says_the_same(made: Mapping[str, bytes]) -> None:
    records = json.loads(made["data/problems.json"])
    Draft202012Validator(json.loads(made["api/v1/schema/problems.schema.json"])).validate(records)
    assert [record["counted_as"] for record in records] == [
        row[f"归入类别{OURS}"] for row in csv_rows(made["data/problems.csv"])
    ]
    items = csv_rows(made["data/rectification.csv"])
    of_problem = {(row["项目标识"], row["问题"]): row[f"归入类别{OURS}"] for row in csv_rows(made["data/problems.csv"])}
    assert all(of_problem[row["项目标识"], row["问题"]] == row[f"归入类别{OURS}"] for row in items)
    assert "data/problems.csv" in made["datapackage.json"].decode()
    assert "问题归类" in made["data/dictionary.md"].decode()


def test_of_few_problems_or_none_in_a_category_no_list_is_made_and_none_named(made: Mapping[str, bytes]) -> None:
    assert "ledger/index.html#categories" in made["problems.md"].decode(), "an old address leads on"
    for content in (ROOT / "content", BASE / "content", EXAMPLES[1]):
        built = docs_of(content)
        assert "{#categories}" not in built[PAGE].decode(), content
        assert not [path for path, data in built.items() if path.endswith(".md") and b"ledger/index.html#cat" in data]
