"""What is looked at again whatever the kind of form: blank forms of ours, guesses from positions, bare percentages."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from generator.core.diagnostic import UNVERIFIED
from generator.intake.comparison import compare, is_same, is_same_prose
from generator.intake.drafted import Drafting, Entry, Node, Origin, Recognised, complete_values, draft_lines, entries
from generator.intake.files import open_paper
from generator.intake.kinds import recognise
from generator.intake.paper import Paper, Refused
from generator.load import read_site
from generator.load.source import OpenedFile, parse
from generator.model.book import Book
from generator.model.project import Project
from generator.pipeline import intake
from generator.report.imported.result_sheet import for_sender, in_form_words
from tests.support.building import ROOT, examined
from tests.support.cases import HOME, Run, table
from tests.support.sent_forms import self_evaluation

UNIT = "市工商联"
FUNDS: dict[str, str | float] = {"D4": "档案查阅运行维护", "D5": UNIT, "D7": 10, "E7": 10, "F7": 9, "G7": 10}
INDICATORS: dict[
    int, tuple[str | float, ...]
] = {  # by row: what is measured, the target, what was reached, the weight, the points
    14: ("查阅", "≥90%", "95%", 20, 20),
    15: ("完好", "完好", "完好", 30, 30),
    18: ("惠民", "5次", "5次", 30, 30),
    22: ("满意", "≥90%", "92%", 10, 10),
}
FILLED = FUNDS | {
    f"{letter}{row}": value for row, values in INDICATORS.items() for letter, value in zip("EFGHI", values, strict=True)
}
# What the formulas give of it; a workbook that a person saved has the values, one that openpyxl saved has none.
WORKED: dict[str, float | None] = {"H7": 0.9, "I7": 9, "H8": None, "H9": None, "H10": None, "I23": 99}
SHORT = """\
项目名称: 档案展览
背景: 为便于市民查阅档案，举办展览3次。
预算: {金额: 10万元}
来源:
- {文件: 《甲》, 日期: 2018-06}
指标体系:
- {名称: 执行, 权重: 10, 评分: {方法: 执行率}}
"""
Fill = Callable[..., Path]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(examined(ROOT / "content", tmp_path))
    return tmp_path


@pytest.fixture
def fill(home: Path, run: Run) -> Fill:
    """The form that is sent to a unit, filled in as somebody does."""

    def fill(**other: str | float) -> Path:
        _, out, _ = run("form", "--units", UNIT, "--year", "2031")
        form = Path(out.strip().removeprefix("已做好 "))
        book = openpyxl.load_workbook(form)
        for at, value in {**FILLED, **WORKED, **other}.items():
            book["自评表"][at] = value
        back = home / "交回.xlsx"
        book.save(back)
        return back

    return fill


def draft(home: Path) -> str:
    (file,) = (home / "content/projects/2031").iterdir()
    return file.read_text("utf-8")


def test_a_new_form_of_ours_filled_in_well_is_taken_without_another_word(home: Path, fill: Fill, run: Run) -> None:
    status, out, _ = run("import", fill())
    assert (status, out.count("\n"), "：已收 → content/projects/2031/" in out) == (0, 1, True), out
    text = draft(home)
    assert "文件: 《档案查阅运行维护自评表》" in text
    assert "评价分值: 99" in text and text.count("90.00%") == 1, "what the form prints is the paper's own"
    assert "系列: gongshanglian" in text, "what the form has no cell for comes from what it was begun with"
    assert "时效指标" not in text, "rows that nobody filled in are not there"


@pytest.mark.parametrize(
    ("typed", "doubted"), [("95%", False), (0.95, True), ("95", True), (0.5, True), ("全部", False), ("95次", False)]
)
def test_a_figure_without_its_percent_sign_is_to_be_verified(
    typed: str | float, doubted: bool, home: Path, fill: Fill, run: Run
) -> None:
    run("import", fill(G14=typed))
    assert (f"# {UNVERIFIED}：填的是 {typed}，没有百分号，目标值是百分数" in draft(home)) == doubted


def test_what_contradicts_itself_on_a_form_of_ours_is_for_the_unit_while_another_cell_waits_for_us(
    home: Path, fill: Fill, run: Run
) -> None:
    """The cells of our forms are read by their place: a doubt about one says nothing of the others."""
    _, out, _ = run("import", fill(G14=0.95, I14=21, I23=100))
    assert "请单位改，1 处；另有 1 处待我们核对" in out, out
    sheet = openpyxl.load_workbook(home / "build/import/交回（校验结果）.xlsx")["校验结果"]
    (row,) = (row for row in sheet.iter_rows(values_only=True) if row[0] == "1")
    assert row[1:5] == ("自评表!I14", "21", "查阅：得分", "错误"), "in words of the form, with what stands in the cell"


def test_what_a_unit_mends_or_empties_on_a_form_that_was_taken_before_is_told_and_written(
    home: Path, fill: Fill, run: Run
) -> None:
    """The cells were blank when the form was made: that something stood in one is known from the last time."""
    mended = shutil.copyfile(fill(), home / "改好.xlsx")
    run("import", fill(I15="30分", F15="12 次左右", J14="天热，来的人少"))
    status, out, _ = run("import", "--yes", mended)
    assert (status, out.splitlines()[2:]) == (0, [
        "    指标体系.查阅.偏差原因：天热，来的人少 → （来件空白）",
        "    指标体系.完好.目标值：12 次左右 → 完好（自评表!F15）",
    ]), out  # fmt: skip
    assert "天热" not in draft(home)


def test_a_form_that_names_its_department_and_no_unit_is_not_asked_for_one() -> None:
    values: dict[str, Node] = {"项目名称": Entry("校舍维修"), "主管部门": [Entry("市教育局")]}
    drafting = Drafting(Recognised("自评表", values), "自评表.xlsx", Origin("0" * 16, 1))
    assert "项目单位" not in complete_values(drafting, "", {})


def test_the_total_row_of_the_money_has_the_name_that_the_form_prints(home: Path, run: Run) -> None:
    _, out, _ = run("form", "--units", "市合作交流办", "--year", "2019", "--form", "自评表")
    book = openpyxl.load_workbook(form := Path(out.splitlines()[0].removeprefix("已做好 ")))
    for at, value in {"E7": 20, "F7": 19.2, "G7": 10, "I7": 9.6, "I11": 13}.items():
        book["自评表"][at] = value
    book.save(form)
    run("import", form)
    (file,) = (home / "content/projects/2019").iterdir()
    text = file.read_text("utf-8")
    assert "  资金:\n  - 名称: 年度资金总额\n    分值: 10\n    得分: 9.6\n" in text
    assert "名称: 项目决策" in text and "编号" not in text, "the form prints no codes, whatever last year's paper had"


def test_a_formula_typed_in_a_cell_that_nobody_worked_out_is_told_and_not_lost(fill: Fill, run: Run) -> None:
    _, out, _ = run("import", fill(G14="=19/20"))
    assert "没有读懂 1 处（自评表!G14）" in out


def test_what_stands_beside_a_form_of_ours_is_told(fill: Fill, run: Run) -> None:
    _, out, _ = run("import", fill(K5="以上数字已经核对"))
    assert "没有读懂 1 处（自评表!K5）" in out


def test_a_second_copy_of_one_file_is_no_second_version(home: Path, fill: Fill, run: Run) -> None:
    back = fill()
    copy = shutil.copyfile(back, home / "副本.xlsx")
    status, out, _ = run("import", back, copy)
    assert status == 0 and out.splitlines()[-1] == "  档案查阅运行维护：没有变化"


def test_the_page_leaves_out_what_only_the_program_reads(home: Path, fill: Fill, run: Run) -> None:
    run("import", fill())
    page = (home / "build/import/交回.html").read_text("utf-8")
    assert "表样：" not in page and "填写说明" not in page
    assert 'title="自评表!D4"' in page and 'title="自评表!A' not in page


def test_every_value_of_a_paper_whose_cells_are_guessed_is_to_be_verified(home: Path) -> None:
    paper = open_paper(self_evaluation(home / "甲.xlsx", {}))
    assert isinstance(paper, Paper)
    projects = recognise(replace(paper, guessed=True), read_site(home / "content").book)
    assert isinstance(projects, tuple)
    every = [entry for _, entry in entries(projects[0].values)]
    assert len(every) > 20 and all("按位置推断" in entry.doubts[-1] for entry in every)
    written = [line.text for line in draft_lines(projects[0].values) if line.entry]
    assert all(UNVERIFIED in line for line in written if not line.startswith(" " * 8))


def test_a_paper_that_the_program_falls_over_does_not_keep_the_others_from_being_taken(
    home: Path, fill: Fill, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(paper: Paper, book: Book) -> tuple[Recognised, ...] | Refused:
        if paper.file == "怪.txt":
            raise IndexError
        return recognise(paper, book)

    (home / "怪.txt").write_text("绩效评价报告\n", "utf-8")
    monkeypatch.setattr(intake, "recognise", fall)
    status, out, _ = run("import", home / "怪.txt", fill())
    first, second = out.splitlines()
    assert status == 1 and "：不收：表的写法没有见过，读的时候程序出了错" in first and "：已收 → " in second


@pytest.mark.parametrize(("old", "new", "same"), table("prose", "改写"))
def test_any_other_words_are_a_difference_and_blanks_width_and_marks_of_a_list_are_none(
    old: str, new: str, same: str
) -> None:
    assert is_same_prose(old, new) == (same == "是")


def test_names_are_compared_as_they_are() -> None:
    assert not is_same("某市第一中学校舍维修改造工程", "某市第一中学校舍维修改造工程二期")
    assert not is_same("1、甲中学校舍维修改造工程", "甲中学校舍维修改造工程")
    assert is_same("某市（第一）中学", "某市(第一) 中学")


def test_prose_that_was_written_anew_is_told_beside_the_figures_and_names_that_differ() -> None:
    opened = parse(SHORT, "shili.yml")
    assert isinstance(opened, OpenedFile)
    sent: dict[str, Node] = {
        "项目名称": Entry("一、档案展览"),
        "背景": Entry("1、为了便于全体市民查阅档案，本馆共举办展览3次"),
        "预算": {"金额": Entry("12万元")},
        "来源": [{"文件": Entry("《甲》"), "日期": Entry("2018年6月")}],
        "指标体系": [{"名称": Entry("执行"), "评分": {"方法": Entry("评定"), "得分": Entry("9.5")}}],
    }
    comparison = compare(opened.root, sent, Project)
    assert [str(change) for change in comparison.changes] == [
        "项目名称：档案展览 → 一、档案展览",
        "背景：为便于市民查阅档案，举办展览3次。 → 1、为了便于全体市民查阅档案，本馆共举办展览3次",
        "预算.金额：10万元 → 12万元",
    ]
    assert "指标体系.执行.评分（现有文件按规则算，来件印的得分 9.5）" in comparison.kept


@pytest.mark.parametrize("behind", ["很多。", ""])
def test_of_long_texts_the_place_is_shown_where_they_part(behind: str) -> None:
    long = "馆方按期开放展厅，" * 12 + "观众满意"
    opened = parse(f"背景: {long}{behind}\n", "shili.yml")
    assert isinstance(opened, OpenedFile)
    (change,) = compare(opened.root, {"背景": Entry(f"{long}，展品新增三件。")}, Project).changes
    assert str(change).endswith("观众满意，展品新增三件。") and f"观众满意{behind} → …" in str(change)


# ---- figures that do not say what they seem to say ----


def odd_looks(folder: Path) -> Path:
    """A form with letters raised and struck out, a sum that nobody worked out again, thousands left out in showing."""
    file = self_evaluation(folder / "甲.xlsx", {"G11": 20, "G12": 20, "G13": 30, "G14": 10, "H6": 9.8})
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    raised, struck = InlineFont(vertAlign="superscript"), InlineFont(strike=True)
    sheet["C6"] = CellRichText("10", TextBlock(raised, "3"))
    sheet["B9"] = CellRichText("完成", TextBlock(struck, "十二"), "12 万页。")
    sheet["F11"].font, sheet["D6"], sheet["D6"].number_format = Font(strike=True), 118_500, "#,##0,"
    sheet["G15"] = "=SUM(G11:G14)+H6"
    book.save(file)
    with ZipFile(file) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    (name,) = [name for name in parts if name.startswith("xl/worksheets/sheet")]
    parts[name] = re.sub(rb"\+H6</f><v ?/?>(</v>)?", b"+H6</f><v>99.8</v>", parts[name])
    with ZipFile(file, "w") as new:
        for part, data in parts.items():
            new.writestr(part, data)
    return file


def test_what_is_raised_struck_out_stale_or_scaled_is_marked_and_never_a_figure(home: Path) -> None:
    paper = open_paper(odd_looks(home))
    assert isinstance(paper, Paper)
    projects = recognise(paper, read_site(home / "content").book)
    assert isinstance(projects, tuple)
    doubts = {
        str(entry.spot): (entry.text, entry.doubts[-1]) for _, entry in entries(projects[0].values) if entry.doubts
    }
    assert doubts["自评表!B9"] == ("完成〔划去：十二〕12 万页。", "来件里有划去的字，照录在〔〕里；请核对后只留有效的")
    assert doubts["自评表!D6"] == ("119万元", "格里存的是 118500，按格式缩小了显示")
    assert doubts["自评表!G15"] == ("99.8", "公式的结果是旧的，照现在的格子应是 89.8")
    assert {(str(leftover.spot), leftover.text) for leftover in projects[0].unused} == {
        ("自评表!C6", "10³"), ("自评表!F11", "〔划去：30〕"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "text", "doubted"),
    [
        *((text, text, True) for text in ("116千元", "116百万元", "20万美元", "116余万元", "100～120万元")),
        ("约116", "约116万元", True), ("１１６．１３", "116.13万元", False), ("1.16亿", "1.16亿", False),
    ],
)  # fmt: skip
def test_an_amount_in_another_unit_or_a_rough_one_stays_as_printed(
    typed: str, text: str, doubted: bool, home: Path
) -> None:
    paper = open_paper(self_evaluation(home / "甲.xlsx", {"E7": typed}))
    assert isinstance(paper, Paper)
    projects = recognise(paper, read_site(home / "content").book)
    assert isinstance(projects, tuple)
    (spent,) = [entry for _, entry in entries(projects[0].values) if str(entry.spot) == "自评表!E7"]
    assert (spent.text, bool(spent.doubts)) == (text, doubted)


MESSAGE = re.compile(r"content/projects/\S+?:\d+:\d+: (?:[^：]*：)?(?:（\w+）)?(.*)  \[[^\]]+\]")


def test_no_message_that_goes_back_speaks_of_data_files_and_each_says_what_to_do() -> None:
    cases = (case.read_text("utf-8") for case in (HOME / "checks").rglob("*.case"))
    messages = [match[1] for case in cases for line in case.splitlines() if (match := MESSAGE.fullmatch(line))]
    wordings = {message: for_sender(message) for message in messages}
    assert len(wordings) > 300
    assert not [
        words
        for words in wordings.values()
        if re.search(r"[{}]|: |\.yml|豁免|数据文件|补写", words) or "请" not in words
    ]


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ("缺少“状态”，请补上一行“状态: …”", "缺少“状态”，请填写“状态”"),
        ("得分 35 应在 0 至权重 30 之间", "得分 35 应在 0 至权重 30 之间，请在这一格改正"),
        ("这个指标有下级，得分由下级加总，请删去“评分”；原文印有本级得分的，写“公布: {得分: …}”",
         "这个指标有下级，得分由下级加总，请删去“评分”"),
    ],
)  # fmt: skip
def test_a_message_says_it_in_words_of_the_form(said: str, sent: str) -> None:
    assert for_sender(said) == sent
    assert in_form_words("指标体系.数字化页数.评分") == "数字化页数：得分"
