"""自评与复核: every figure follows from the published CSV alone, a sample is drawn by its seed and by nothing else,
working papers go out and come back, and what is for staff alone never reaches the site."""

import hashlib
import json
import re
import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from generator.core.number import Percent
from generator.model.sample import band_of, draw
from tests.support.building import ROOT, build, docs, docs_of, tree
from tests.support.cases import Run
from tests.support.inspection import inspect
from tests.support.page_tables import Row, csv_rows, two_places

EXAMPLE = ROOT / "tests/examples/review/content"
LEDGER = ROOT / "tests/examples/ledger/content"
TABLE, PAGE = "data/reexamination.csv", "analysis/index.md"


@pytest.fixture(scope="module")
def made() -> Mapping[str, bytes]:
    return docs_of(EXAMPLE)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "content"))


# ---- the figures, by a script of its own that reads the CSV only ----


def own(row: Row) -> Decimal:
    return Decimal(row["自评得分"] or row["自评得分（本站核算）"])


def review_score(row: Row) -> Decimal:
    return Decimal(row["复核得分"] or row["复核得分（本站核算）"])


def full(row: Row) -> Decimal:
    return Decimal(row["满分"] or 100)


def test_the_answer_and_the_rows_of_the_page_follow_from_the_published_table(made: Mapping[str, bytes]) -> None:
    rows, page = csv_rows(made[TABLE]), made[PAGE].decode()
    gaps = [own(row) - review_score(row) for row in rows]
    compared = [gap for row, gap in zip(rows, gaps, strict=True) if full(row) == 100]
    graded = [row for row in rows if row["自评等级序号（本站核算）"] != "0" and row["复核等级序号（本站核算）"] != "0"]
    first, second = (sum(row[f"{who}等级序号（本站核算）"] == "1" for row in graded) for who in ("自评", "复核"))
    mean, apart = (two_places(Decimal(n) / d) for n, d in ((sum(compared), len(compared)),
                                                           (100 * (first - second), len(graded))))  # fmt: skip
    answer = page.partition("{#reexamination}")[2].partition('class="answer">')[2].partition("</p>")[0]
    assert answer == (
        f"{len(rows)} 个项目有自评和复核（或评价）两个得分，"
        f"自评比复核高的 {sum(gap > 0 for gap in gaps)} 个、低的 {sum(gap < 0 for gap in gaps)} 个；"
        f"满分 100 分的 {len(compared)} 个，自评减复核平均 {mean} 分；"
        f"评为最高等级的，自评 {first} 个、复核 {second} 个，优秀率之差 {apart} 个百分点。"
    )
    listed = re.findall(r'href="\.\./(\d{4}/[^"]+)\.html#reexamination"', page)
    assert sorted(listed) == sorted(row["项目标识"] for row in rows)
    apart_by = {row["项目标识"]: abs(gap) for row, gap in zip(rows, gaps, strict=True)}
    assert [apart_by[project] for project in listed] == sorted(apart_by.values(), reverse=True)


def test_the_records_say_what_the_table_says_and_hold_every_indicator(made: Mapping[str, bytes]) -> None:
    records = {record["project"]: record for record in json.loads(made["data/reexamination.json"])}
    for row in csv_rows(made[TABLE]):
        record = records[row["项目标识"]]
        assert Decimal(record["computed"]["gap"]) == own(row) - review_score(row) == Decimal(row["偏差（本站核算）"])
        assert (record["own_score"] or "", record["found_score"] or "") == (row["自评得分"], row["复核得分"])
    (moved,) = (
        indicator for indicator in records["2024/lumian-weixiu"]["indicators"] if indicator["name"] == "社会效益"
    )
    assert (moved["own"], moved["found"], moved["reason"]) == ("28.00", "20.50", "没有通行时间的前后对比数据")


def test_a_project_tells_both_scores_and_what_was_printed_apart_from_what_was_added_up(
    made: Mapping[str, bytes],
) -> None:
    def headline(project: str) -> str:
        section = made[f"2024/{project}.md"].decode().split("{#reexamination}")[1]
        return "".join(re.sub(r"<[^>]*>", "", section.split("</p>")[0]).split())

    assert headline("lumian-weixiu") == "自评98.00优→复核86.50良（−11.50，满分100）"
    assert headline("ludeng-gengxin") == "自评100.00优→复核84.00良（−16.00，满分100）"
    assert "{#reexamination}" not in made["2024/bengzhan-yunxing.md"].decode(), "nobody looked at it again"
    assert "自评与第三方评价" in made["2023/lumian-weixiu.md"].decode()


def test_how_the_projects_were_chosen_is_told_with_seed_population_and_what_became_of_it(
    made: Mapping[str, bytes],
) -> None:
    html = made[PAGE].decode()
    page = re.sub(r"<[^>]*>", "", html)
    assert "从 10 个自评中按 20% 分层抽取 8 个，其中 5 个公布了复核得分" in page
    assert "种子 0719（示例：2025年7月19日公开摇号的号码" in page and 'href="../data/sample-2024.csv"' in html


def test_where_nobody_looked_again_nothing_is_said() -> None:
    for source in (ROOT / "content", LEDGER):
        built = docs_of(source)
        assert not [path for path in built if "reexamination" in path and not path.endswith(".css")]
        assert not [path for path, data in built.items() if path.endswith(".md") and "自评与复核".encode() in data]


# ---- the laws of a sample ----

NAMES = st.text("abcdefgh0123456789-", min_size=1, max_size=12).map(lambda slug: f"2024/{slug}")
POPULATIONS = st.dictionaries(NAMES, st.sampled_from(("甲", "乙", "丙")), min_size=1, max_size=60)
SHARES = st.integers(1, 100).map(lambda number: Percent.read(f"{number}%"))
SEEDS = st.text(min_size=1, max_size=20).filter(str.isprintable)


def by_layer(population: Mapping[str, str]) -> list[list[str]]:
    return [[name for name, own in population.items() if own == layer] for layer in sorted({*population.values()})]


@given(POPULATIONS, SHARES, SEEDS, st.randoms(use_true_random=False))
def test_a_draw_depends_on_nothing_but_seed_share_and_population(
    population: dict[str, str], share: Percent, seed: str, chance: object
) -> None:
    layers = by_layer(population)
    drawn = draw(seed, share, layers)
    for some in (layers, *layers):
        chance.shuffle(some)  # type: ignore[attr-defined]
    assert draw(seed, share, layers) == drawn
    sizes, counts = Counter(population[project] for project in drawn), Counter(population.values())
    for layer, count in counts.items():
        exact = share.value * count
        assert 1 <= sizes[layer] <= count, "every layer is there"
        assert sizes[layer] == max(1, int(exact.quantize(Decimal(1), ROUND_HALF_UP))), "and has its share"


@given(POPULATIONS, SHARES, SEEDS, NAMES)
def test_a_project_of_another_layer_changes_nothing_in_a_layer(
    population: dict[str, str], share: Percent, seed: str, name: str
) -> None:
    more = {**population, name: "丁"}
    population.pop(name, None)
    before = draw(seed, share, by_layer(population))
    assert [project for project in draw(seed, share, by_layer(more)) if project != name] == list(before)


def test_a_sample_can_be_drawn_again_with_no_more_than_its_published_table_and_sha256sum(
    made: Mapping[str, bytes],
) -> None:
    layers: dict[str, list[str]] = defaultdict(list)
    rows = csv_rows(made["data/sample-2024.csv"])
    for row in rows:
        key = f"{row['种子']}:{row['项目标识']}".encode()
        printed = subprocess.run(["sha256sum"], input=key, capture_output=True, check=True).stdout.decode().split()[0]
        assert row["排序值"] == printed
        layers[row["层"]].append(f"{printed} {row['项目标识']}")
    again = {line.split()[1] for some in layers.values() for line in sorted(some)[:1]}  # 20% of three rounds to one
    assert again == {row["项目标识"] for row in rows if row["抽中"] == "是"} and len(again) < len(rows)


@pytest.mark.parametrize(
    ("budget", "band"),
    [(None, "预算未载"), ("99.99", "不到100万元"), ("100", "100万元以上、不到1000万元"), ("1000", "1000万元以上")],
)
def test_the_bands_of_amounts_meet_without_overlap(budget: str | None, band: str) -> None:
    assert band_of(None if budget is None else Decimal(budget)) == band


# ---- make review ----


def test_without_a_seed_that_of_the_population_is_taken_and_anyone_can_work_it_out(content: Path, run: Run) -> None:
    (content / "samples/2024.yml").unlink()
    status, _, _ = run("review", "--content", content, "--out", content.parent / "out", "--share", "20%",
                       "--year", "2024")  # fmt: skip
    (sample,) = inspect(content).book.samples
    files = {entry.project: (content / "projects" / f"{entry.project}.yml").read_bytes() for entry in sample.population}
    listed = "".join(f"{project} {hashlib.sha256(raw).hexdigest()}\n" for project, raw in sorted(files.items()))
    assert (status, sample.seed) == (0, hashlib.sha256(listed.encode()).hexdigest()[:16])


def test_a_sample_is_drawn_once(content: Path, run: Run) -> None:
    where = ("--content", content, "--out", content.parent / "out", "--year", "2024")
    before = (content / "samples/2024.yml").read_bytes()
    status, output, _ = run("review", *where, "--share", "20.0%")
    assert status == 0 and "照已有的抽样记录" in output and output.count("复核底稿.xlsx") == 8
    status, _, wrong = run("review", *where, "--share", "20%", "--seed", "0720")
    assert status == 2 and "抽样只做一次，不重抽" in wrong
    assert (content / "samples/2024.yml").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ((), "请写明抽取的比例，如 SHARE=20%。\n"),
        (("--share", "20"), "抽取的比例 SHARE：“20”没有百分号，请写成如 98.09% 的百分数。\n"),
        (("--share", "120%"), "抽取的比例“120%”应大于 0%、不超过 100%。\n"),
        (("--share", "20%", "--seed", " 1"), "种子 SEED 应是一行文字，前后没有空格。\n"),
        (("--watch", "--unit", "没有的局"), "units.yml 里没有“没有的局”，请写登记的全称或简称。\n"),
        (("--share", "20%", "--unit", "没有的局"), "units.yml 里没有“没有的局”，请写登记的全称或简称。\n"),
        (("--share", "20%", "--year", "2019"),
         "2019年度没有可以抽取的单位自评（“评价”的“方式”写单位自评，或有自评表的）。\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_told_in_a_sentence(words: Sequence[str], wrong: str, tmp_path: Path, run: Run) -> None:
    status, _, stderr = run("review", "--content", EXAMPLE, "--out", tmp_path, *words)
    assert (status, stderr) == (2, wrong)


# ---- a working paper out and back ----

FOUND = {
    "预算执行率": ("10", "", ""),
    "数量指标": ("30", "", ""),
    "质量指标": ("20", "", ""),
    "社会效益": ("21.5", "没有依据", "《运行记录》\n《水位记录》"),
    "群众满意度": ("10", "", ""),
}


def filled(paper: Path, indicators: Mapping[str, tuple[str, str, str]]) -> Path:
    """The paper as a reviewer sends it back."""
    book = load_workbook(paper)
    sheet = book["复核底稿"]
    places = {cell.value: (cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.value}
    whole = (("复核单位", "示例市测试局"), ("复核日期", "2025-08-01"), ("复核方式", "现场核查"))
    for label, text in whole if indicators else ():
        row, column = places[label]
        sheet.cell(row, column + 1).value = text
    for name, values in indicators.items():
        for head, value in zip(("复核得分", "扣分原因", "佐证"), values, strict=True):
            sheet.cell(places[name][0], places[head][1]).value = Decimal(value) if head == "复核得分" else value or None
    sent = paper.with_name(f"交来-{paper.name}")
    book.save(sent)
    return sent


def test_a_working_paper_goes_out_comes_back_and_is_published(content: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "out"
    run("review", "--content", content, "--out", out, "--year", "2024")
    build(content, out)
    before = inspect(content).book.projects
    (paper,) = (out / "forms").glob("*bengzhan-yunxing-复核底稿.xlsx")
    status, output, _ = run("import", filled(paper, FOUND), "--yes", "--content", content, "--out", out)
    assert status == 0 and "有 6 处不同，已改动" in output and "没有动" not in output
    after = inspect(content)
    assert after.sound
    (project,) = [new for old, new in zip(before, after.book.projects, strict=True) if old != new]
    assert project.reexamination and project.reexamination.how == "现场核查"
    assert [leaf.reexamined_points for leaf in project.leaves()] == [Decimal(entry[0]) for entry in FOUND.values()]
    assert [leaf.reexamined.evidence for leaf in project.leaves() if leaf.reexamined and leaf.reexamined.reason] == [
        ("《运行记录》", "《水位记录》")
    ]
    run("review", "--watch", "--content", content, "--out", out)
    build(content, out)
    built = tree(out / "docs")
    assert built == docs(content), "what is made anew is what a clean build makes"
    (row,) = (row for row in csv_rows(built[TABLE]) if row["项目标识"] == project.id)
    assert (row["复核得分（本站核算）"], row["偏差（本站核算）"], row["抽样记录"]) == ("91.5", "8.50", "2024")
    assert "其中 6 个公布了复核得分" in (out / "site/analysis/index.html").read_text("utf-8")
    assert (out / "review/关注名单.html").is_file()
    site = {**tree(out / "site"), **built}
    assert not [path for path, data in site.items() if "watch" in path or "关注名单".encode() in path.encode() + data]


def test_of_a_tree_with_codes_and_of_a_bare_total_each_value_comes_back_to_its_place(
    content: Path, tmp_path: Path, run: Run
) -> None:
    file = content / "projects/2024/bengzhan-yunxing.yml"
    head, _, _ = file.read_text("utf-8").partition("指标体系:")
    file.write_text(f"{head}{DEEP}", "utf-8")
    where = ("--content", content, "--out", tmp_path)
    run("form", "2024/bengzhan-yunxing", "2024/xueqian-zizhu", "--form", "复核底稿", *where)
    bare, deep = sorted((tmp_path / "forms").iterdir())
    for paper, cells_of in ((deep, {"B1.1": "38.5", "B1.2": "19", "C1": "28"}), (bare, {"复核总分": "26.5"})):
        book = load_workbook(paper)
        sheet = book["复核底稿"]
        places = {cell.value: (cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.value}
        for label, points in cells_of.items():
            row, column = places[label]
            sheet.cell(row, places["复核得分"][1] if paper == deep else column + 1).value = Decimal(points)
        book.save(paper)
        assert run("import", paper, "--yes", *where)[0] == 0
    projects = {project.slug: project for project in inspect(content).book.projects if project.year == 2024}
    leaves = projects["bengzhan-yunxing"].leaves()
    scores = {leaf.code: leaf.reexamined_points for leaf in leaves}
    assert scores == {"A1": None, "B1.1": Decimal("38.5"), "B1.2": Decimal(19), "C1": Decimal(28)}
    review = projects["xueqian-zizhu"].reexamination
    assert review and (review.points, review.body, review.chosen) == (
        Decimal("26.5"),
        "示例市测试局",
        "三十分制的自评全部复核",
    )


DEEP = """\
指标体系:
- {编号: A1, 名称: 预算执行率, 权重: 10, 评分: {方法: 评定, 得分: 10.00}}
- 编号: B
  名称: 产出
  权重: 60
  下级:
  - 编号: B1
    名称: 数量
    权重: 60
    下级:
    - {编号: B1.1, 名称: 运行台时, 权重: 40, 评分: {方法: 评定, 得分: 40.00}}
    - {编号: B1.2, 名称: 检修次数, 权重: 20, 评分: {方法: 评定, 得分: 20.00}}
- 编号: C
  名称: 效益
  权重: 30
  下级:
  - {编号: C1, 名称: 排涝, 权重: 30, 评分: {方法: 评定, 得分: 30.00}}
"""


def test_what_the_unit_scored_itself_is_shown_and_cannot_be_changed_by_a_working_paper(
    content: Path, tmp_path: Path, run: Run
) -> None:
    run("form", "2024/lumian-weixiu", "--form", "复核底稿", "--content", content, "--out", tmp_path)
    (paper,) = (tmp_path / "forms").iterdir()
    book = load_workbook(paper)
    sheet = book["复核底稿"]
    row = next(row for row in sheet.iter_rows() if row[1].value == "数量指标")
    shown = [cell.value for cell in row[1:8]]
    assert shown == ["数量指标", 30, "按计划完成", "已完成", 30, "8.7 万平方米", 26]
    assert [cell.protection.locked for cell in row[2:6]] == [True] * 4
    assert not any(cell.protection.locked for cell in row[6:8])
    row[5].value = 1
    book.save(paper)
    before = (content / "projects/2024/lumian-weixiu.yml").read_bytes()
    run("import", paper, "--yes", "--content", content, "--out", tmp_path)
    assert (content / "projects/2024/lumian-weixiu.yml").read_bytes() == before


def test_a_working_paper_that_is_blank_or_of_no_known_project_is_not_taken(
    content: Path, tmp_path: Path, run: Run
) -> None:
    run("form", "2024/bengzhan-yunxing", "--form", "复核底稿", "--content", content, "--out", tmp_path)
    (paper,) = (tmp_path / "forms").iterdir()
    status, output, _ = run("import", paper, "--content", content, "--out", tmp_path)
    assert status == 1 and "还没有填写的复核底稿" in output
    sent = filled(paper, FOUND)
    (content / "projects/2024/bengzhan-yunxing.yml").unlink()
    status, output, _ = run("import", sent, "--content", content, "--out", tmp_path)
    assert status == 1 and "请先收自评表，再收底稿" in output
    status, _, wrong = run("form", "2023/lumian-weixiu", "--form", "复核底稿", "--content", EXAMPLE, "--out", tmp_path)
    assert (status, wrong) == (2, "“2023/lumian-weixiu”没有单位自评的数据，做不了复核底稿。\n")
    word = ("2024/lumian-weixiu", "--form", "复核底稿", "--as", "docx", "--content", EXAMPLE, "--out", tmp_path)
    assert run("form", *word) == (2, "", "复核底稿只做成工作簿，请不要写 AS=docx。\n")


def test_a_file_for_the_next_year_asks_nothing_of_a_reexamination(content: Path, run: Run) -> None:
    where = ("--year", "2025", "--from", "2024/lumian-weixiu", "--slug", "lumian-weixiu")
    assert run("new", "--content", content, *where)[0] == 0
    drafted = (content / "projects/2025/lumian-weixiu.yml").read_text("utf-8").splitlines()
    assert not [line for line in drafted if "复核" in line and not line.startswith("#")]


# ---- what staff keep an eye on ----


def test_the_watch_list_names_projects_with_two_kinds_of_reasons_and_where_each_stands(
    tmp_path: Path, run: Run
) -> None:
    status, output, _ = run("review", "--watch", "--content", LEDGER, "--out", tmp_path)
    assert status == 0
    assert output.splitlines() == [
        "2024/hedao-guanhu 示例市河道管护经费（示例市水利局）：重复问题、逾期整改",
        "  content/projects/2024/hedao-guanhu.yml:24：重复问题：台账写明与以前的 2023-3 是同一个问题："
        "绩效目标仍有三项没有量化。",
        "  content/projects/2024/hedao-guanhu.yml:36：逾期整改：应在 2025年5月31日以前整改：两处护栏破损没有及时修复。",
    ]
    lines = (LEDGER / "projects/2024/hedao-guanhu.yml").read_text("utf-8").splitlines()
    assert "2023-3" in lines[23] and "2025-05-31" in lines[35]
    _, output, _ = run("review", "--watch", "--content", EXAMPLE, "--out", tmp_path)
    assert output.splitlines()[0] == "2024/shuiku-jiagu 示例：水库加固（示例市水利局）：执行率低、复核下调"
    rows = csv_rows((tmp_path / "review/关注名单.csv").read_bytes())
    assert [row["理由"] for row in rows] == ["执行率低", "复核下调"]
    page = (tmp_path / "review/关注名单.html").read_text("utf-8")
    assert 'href="../site/2024/shuiku-jiagu.html#reexamination"' in page and "不公开" in page
