"""`import` from the file that a unit sent to the draft, the page beside it, and what goes back to the sender."""

import csv
import hashlib
import re
import shutil
from io import BytesIO
from pathlib import Path
from xml.dom.minidom import parseString
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import forms_command
from generator.core.paths import Paths
from generator.intake.drafted import Drafting, Entry, Origin, Recognised
from generator.load import read_site
from generator.pipeline import intake, received
from generator.pipeline.pool import CORES
from generator.report.imported.result_sheet import ResultRow, with_result
from tests.support.cases import BASE, Run
from tests.support.sent_files import raw_workbook
from tests.support.sent_forms import self_evaluation

DRAFT = "content/projects/2018/daszh.yml"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with content in which somebody works."""
    shutil.copytree(BASE / "content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ---- a draft ----


def test_a_form_in_the_inbox_becomes_a_draft_that_passes(home: Path, run: Run) -> None:
    sent = self_evaluation(home / "content/inbox/甲馆.xlsx")
    before = sent.read_bytes(), sent.stat().st_mtime_ns
    status, out, side = run("import")
    assert (status, out) == (0, f"content/inbox/甲馆.xlsx：已收 → {DRAFT}\n")
    assert side == "共 1 份：已收 1。对照页、校验结果和汇总在 build/import。\n"
    draft = (home / DRAFT).read_text("utf-8")
    assert draft.startswith("# 2018年档案数字化\n# 由 make import 起草，读自自评表。")
    for line in ("项目单位: 某市档案馆", "  支出: 116.13万元", "      实际值: 12.3万页", "  评价分值: 99.8"):
        assert f"\n{line}\n" in draft
    assert (sent.read_bytes(), sent.stat().st_mtime_ns) == before
    assert run("check")[0] == 0
    assert {path.name for path in (home / "build/import").iterdir()} == {
        "甲馆.html", "甲馆（校验结果）.xlsx", "汇总.html", "汇总.csv",
    }  # fmt: skip


def test_the_same_file_again_changes_nothing_under_whatever_name(home: Path, run: Run) -> None:
    sent = self_evaluation(home / "content/inbox/甲馆.xlsx")
    run("import")
    before = tree(home / "content")
    status, out, _ = run("import")
    assert (status, tree(home / "content")) == (0, before)
    assert out.splitlines()[1:] == ["  2018年档案数字化：没有变化"]
    shutil.copy(sent, home / "副本.xlsx")
    assert run("import", home / "副本.xlsx")[1].splitlines()[1:] == ["  2018年档案数字化：没有变化"]
    assert tree(home / "content") == before


def test_a_draft_that_a_person_has_corrected_is_left_alone(home: Path, run: Run) -> None:
    self_evaluation(home / "content/inbox/甲馆.xlsx")
    run("import")
    corrected = (home / DRAFT).read_text("utf-8").replace("116.13万元", "116.10万元")
    (home / DRAFT).write_text(corrected, "utf-8")
    status, out, _ = run("import", "--yes")
    assert status == 1 and "这份来件起草过，之后有人改过数据文件，没有再动它" in out
    assert (home / DRAFT).read_text("utf-8") == corrected


def test_what_was_guessed_keeps_the_site_from_being_built_until_somebody_looked(home: Path, run: Run) -> None:
    self_evaluation(home / "自评表_2018.xlsx", {"A2": "填报日期："})
    status, out, _ = run("import", home / "自评表_2018.xlsx")
    assert status == 1 and re.search(r"：待我们核对，[1-9] 处 → ", out)
    draft = home / DRAFT
    assert "# 待核对：来件里没有印年度，按文件名放在 2018 年\n" in draft.read_text("utf-8")
    assert run("check")[0] == 1
    draft.write_text(re.sub(r"  # 待核对：.*", "", draft.read_text("utf-8")), "utf-8")
    assert run("check")[0] == 0


@pytest.mark.parametrize(("file", "year"), [("甲.xlsx", "2020"), ("自评表_2021.xlsx", "2021")])
def test_a_year_that_only_the_name_of_the_project_bears_is_used_with_a_doubt(file: str, year: str) -> None:
    named = Recognised("自评表", {"项目名称": Entry("古城墙修缮（2020年）")})
    draft_year, doubt = Drafting(named, file, Origin("", 1)).year("2018")
    assert draft_year == year and f"放在 {year} 年" in doubt


def test_mistakes_of_the_paper_are_drafted_and_told_by_cell(home: Path, run: Run) -> None:
    self_evaluation(home / "乙馆.xlsx", {"G11": "35"})
    status, out, _ = run("import", home / "乙馆.xlsx")
    assert status == 1 and "：请单位改，2 处 → " in out
    book = openpyxl.load_workbook(home / "build/import/乙馆（校验结果）.xlsx")
    assert book.sheetnames == ["校验结果", "自评表"]
    rows = {row[1]: row for row in book["校验结果"].iter_rows(values_only=True) if row[0] in ("1", "2")}
    assert rows["自评表!G11"][2:5] == ("35", "数字化页数：得分", "错误")
    assert rows["自评表!G15"][2:4] == ("99.8", "总分")
    assert "得分 35 应在 0 至权重 30 之间" in str(rows["自评表!G11"][5])
    links = {
        cell.value: cell.hyperlink.location for row in book["校验结果"].iter_rows() for cell in row if cell.hyperlink
    }
    assert links["自评表!G11"] == "'自评表'!G11"
    said = [str(row[0]) for row in book["校验结果"].iter_rows(values_only=True)]
    assert "合计：9.8 + 55 + 30 + 10 = 104.8" in said


def test_a_form_without_a_name_or_a_unit_is_drafted_with_places_to_fill(home: Path, run: Run) -> None:
    self_evaluation(home / "甲.xlsx", {"B3": "", "F4": ""})
    status, out, _ = run("import", home / "甲.xlsx")
    assert status == 1 and "：请单位改，1 处" in out
    (draft,) = [path for path in (home / "content/projects/2018").iterdir() if path.name != "zhanlan.yml"]
    assert "\n项目名称: 待填" in draft.read_text("utf-8")


def test_without_any_year_the_file_is_asked_to_bear_it(home: Path, run: Run) -> None:
    shutil.rmtree(home / "content/projects")
    self_evaluation(home / "甲.xlsx", {"A2": "填报日期：", "B3": "档案数字化"})
    status, out, _ = run("import", home / "甲.xlsx")
    assert (status, "请把年度写进文件名" in out, (home / "content/projects").exists()) == (1, True, False)


# ---- a project that there is ----


def test_a_corrected_form_is_compared_and_changes_the_file_when_told_to(home: Path, run: Run) -> None:
    run("import", self_evaluation(home / "甲.xlsx"))
    before = (home / DRAFT).read_text("utf-8").replace("执行率: 98.00%\n公布", "执行率: 98.00%  # 见决算\n公布")
    (home / DRAFT).write_text(before, "utf-8")
    again = self_evaluation(home / "甲（改）.xlsx", {"B6": "年度资金总额", "E12": "99.2%"})
    status, out, _ = run("import", again)
    assert status == 1 and (home / DRAFT).read_text("utf-8") == before
    assert out.splitlines()[1:3] == [
        f"  2018年档案数字化：与 {DRAFT} 有 1 处不同，没有改动，加 YES=1 写入",
        "    指标体系.图像合格率.实际值：99% → 99.2%（自评表!E12）",
    ]
    status, out, _ = run("import", "--yes", again)
    assert (status, "有 1 处不同，已改动" in out) == (0, True)
    assert (home / DRAFT).read_text("utf-8") == before.replace("实际值: 99%\n", "实际值: 99.2%\n")
    assert run("import", "--yes", again)[1].splitlines()[1:] == ["  2018年档案数字化：与现有数据相同"]


def test_two_files_for_one_project_in_one_run_never_overwrite_each_other(home: Path, run: Run) -> None:
    self_evaluation(home / "收件/1.xlsx")
    self_evaluation(home / "收件/2.xlsx", {"E12": "99.2%"})
    status, out, _ = run("import", "收件/*.xlsx")
    assert status == 1 and "指标体系.图像合格率.实际值：99% → 99.2%" in out and "没有改动" in out
    assert "实际值: 99%\n" in (home / DRAFT).read_text("utf-8")
    assert len(list((home / "content/projects/2018").iterdir())) == 2


def test_each_of_two_files_for_one_project_is_told_its_own_mistakes(home: Path, run: Run) -> None:
    self_evaluation(home / "收件/1.xlsx", {"G11": "35"})
    self_evaluation(home / "收件/2.xlsx")
    _, out, _ = run("import", "收件")
    assert [line.partition(" → ")[0] for line in out.splitlines() if line.startswith("收件")] == [
        "收件/1.xlsx：请单位改，2 处", "收件/2.xlsx：待我们核对",
    ]  # fmt: skip


def test_two_units_with_a_project_of_the_same_name_have_two_files(home: Path, run: Run) -> None:
    self_evaluation(home / "收件/1.xlsx")
    self_evaluation(home / "收件/2.xlsx", {"F4": "甲咨询有限公司"})
    run("import", "收件/*.xlsx")
    assert {path.name for path in (home / "content/projects/2018").iterdir()} == {
        "zhanlan.yml", "daszh.yml", "daszh-2.yml",
    }  # fmt: skip


@pytest.mark.parametrize(("answer", "written"), [("是", True), ("否", False), ("", False)])
def test_on_a_terminal_it_is_asked(home: Path, run: Run, answer: str, written: bool) -> None:
    run("import", self_evaluation(home / "甲.xlsx"))
    asked: list[str] = []
    again = self_evaluation(home / "甲（改）.xlsx", {"E12": "99.2%"})

    def ask(question: str) -> str:
        asked.append(question)
        return answer

    decide = forms_command.decider(False, ask)
    intake.import_files(Paths(home / "content", home / "build"), {again: "甲"}, decide)
    assert len(asked) == 1
    assert ("实际值: 99.2%" in (home / DRAFT).read_text("utf-8")) == written


def test_a_data_file_that_cannot_be_read_is_left_alone(home: Path, run: Run) -> None:
    run("import", self_evaluation(home / "甲.xlsx"))
    broken = (home / DRAFT).read_text("utf-8") + "多余: [\n"
    (home / DRAFT).write_text(broken, "utf-8")
    status, out, _ = run("import", "--yes", self_evaluation(home / "改.xlsx", {"E12": "99.2%"}))
    assert status == 1 and "现有文件读不了，请先改正" in out
    assert (home / DRAFT).read_text("utf-8") == broken


def test_what_is_to_be_returned_changes_a_data_file_only_where_it_is_named(home: Path, run: Run) -> None:
    run("import", self_evaluation(home / "甲.xlsx"))
    before = (home / DRAFT).read_text("utf-8")
    again = self_evaluation(home / "收件/改.xlsx", {"E12": "99.2%", "G11": "35"})
    status, out, _ = run("import", "--yes", "收件")
    assert (status, (home / DRAFT).read_text("utf-8")) == (1, before)
    assert "没有改动；来件还要请单位改，现在就要写入的，加 YES=1 FILES='收件/改.xlsx'" in out
    run("import", "--yes", "收件/改.xlsx")
    assert "得分: 35" in (home / DRAFT).read_text("utf-8")
    status, out, side = run("import", "--undo")
    assert (status, (home / DRAFT).read_text("utf-8")) == (0, before) and "已恢复" in out + side
    assert again.exists() and run("import", "--undo")[2] == "上次收表没有写过数据文件。\n"


def test_a_draft_is_taken_back_too_but_nothing_that_somebody_changed_since(home: Path, run: Run) -> None:
    run("import", self_evaluation(home / "甲.xlsx"))
    (home / DRAFT).write_text((home / DRAFT).read_text("utf-8") + "# 我改过\n", "utf-8")
    assert run("import", "--undo")[0] == 1 and (home / DRAFT).exists()
    (home / DRAFT).unlink()
    run("import", home / "甲.xlsx")
    assert run("import", "--undo")[0] == 0 and not (home / DRAFT).exists()


@pytest.mark.parametrize("name", [DRAFT, "2018/daszh", "自评表_2018.xlsx"])
def test_marks_are_confirmed_without_an_editor(home: Path, run: Run, name: str) -> None:
    sent = self_evaluation(home / "自评表_2018.xlsx", {"A2": "填报日期：", "D7": "约118"})
    run("import", sent)
    marked = (home / DRAFT).read_text("utf-8")
    status, out, _ = run("import", "--confirm", name)
    assert (status, out.splitlines()[0]) == (0, f"{DRAFT}：已核对 {marked.count('# 待核对')} 处")
    assert "来件里没有印年度，按文件名放在 2018 年" in out
    assert (home / DRAFT).read_text("utf-8") == re.sub(r"  # 待核对：.*", "", marked)
    assert run("import", "--confirm", "没有.xlsx")[0] == 2


def test_a_body_that_is_not_registered_is_ours_to_add_and_the_lines_come_with_it(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = self_evaluation(home / "甲.xlsx", {"B4": "某县文物局", "F4": "某县文物局"})
    status, out, side = run("import", sent)
    lines = "- 标识: mxwwj\n  名称: 某县文物局\n"
    assert status == 1 and "：待我们核对，1 处 → " in out and lines in side
    returned = openpyxl.load_workbook(home / "build/import/甲（校验结果）.xlsx")["校验结果"]
    assert "units.yml" not in str(list(returned.iter_rows(values_only=True)))
    book = read_site(home / "content").book
    assert received.register(Paths(home / "content"), [received.UnknownUnit("某县文物局", "预算单位", "mxwwj")])
    assert (home / "content/units.yml").read_text("utf-8").endswith(lines) and not book.unit("某县文物局")
    assert run("import", sent)[0] == 0


def test_prose_that_the_data_file_says_shorter_is_known_by_the_paper_it_came_from(home: Path, run: Run) -> None:
    run("import", self_evaluation(home / "甲.xlsx"))
    whole = "全年完成 12.3 万页。"
    draft = (home / DRAFT).read_text("utf-8")
    assert draft.count(whole) == 1
    (home / DRAFT).write_text(draft.replace(whole, "完成 12.3 万页。"), "utf-8")
    _, out, _ = run("import", self_evaluation(home / "再交.xlsx", {"E12": "99.2%"}))
    assert "有 1 处不同" in out and "实际值：99% → 99.2%" in out
    _, out, _ = run("import", self_evaluation(home / "又交.xlsx", {"E9": "全年只完成 12.3 万页。"}))
    assert "实际完成情况：完成 12.3 万页。 → 全年只完成 12.3 万页。" in out


# ---- the folder of what was sent ----


def test_the_inbox_is_no_part_of_the_content(home: Path, run: Run) -> None:
    (home / "content/inbox/丙").mkdir(parents=True)
    (home / "content/inbox/丙/随便.txt").write_text("甲", "utf-8")
    assert run("check") == (0, "", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "没有写明文件，也没有 content/inbox 这个文件夹"),
        (("没有.xlsx",), "没有找到“没有.xlsx”"),
        (("空",), "空 里没有文件"),
    ],
)
def test_wrong_use_is_told(home: Path, run: Run, words: tuple[str, ...], said: str) -> None:
    (home / "空").mkdir()
    status, _, side = run("import", *words)
    assert (status, said in side) == (2, True)


def test_files_may_be_named_in_every_way_and_what_we_gave_back_is_passed_over(home: Path) -> None:
    for name in ("收件/甲 局.xlsx", "收件/乙.xlsx", "收件/乙（校验结果）.xlsx", "收件/~$乙.xlsx", "收件/深/丙.docx"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).touch()
    every = [Path("收件/乙.xlsx"), Path("收件/深/丙.docx"), Path("收件/甲 局.xlsx")]

    def meant(*words: str) -> list[Path]:
        return sorted(forms_command.files_meant(words, Path("content/inbox")))

    assert meant("收件") == every
    assert meant("收件/*.xlsx") == [every[0], every[2]]
    assert meant("收件/乙.xlsx 收件/深/丙.docx") == every[:2]
    assert meant("收件/甲 局.xlsx", "收件/甲 局.xlsx") == [every[2]]


def test_what_is_no_form_is_refused_and_the_rest_is_taken(home: Path, run: Run) -> None:
    self_evaluation(home / "收件/1.xlsx")
    (home / "收件/0.xlsx").write_bytes(b"")
    (home / "收件/2.xlsx").write_bytes(raw_workbook())
    status, out, side = run("import", "收件")
    lines = out.splitlines()
    assert status == 1 and lines[0].startswith("收件/0.xlsx：不收：") and lines[2].startswith("收件/2.xlsx：不收：")
    assert side.startswith("共 3 份：已收 1，不收 2。")
    with (home / "build/import/汇总.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    assert [row["结果"] for row in rows] == ["不收", "已收", "不收"]
    assert rows[1]["数据文件"] == DRAFT and rows[0]["说明"]


def test_files_of_one_name_from_several_folders_keep_their_results_apart(home: Path, run: Run) -> None:
    for unit, name in (("甲局", "甲项目"), ("乙局", "乙项目")):
        self_evaluation(home / f"content/inbox/{unit}/自评表.xlsx", name=name)
        self_evaluation(home / f"收件/{unit}/自评表.xlsx", name=name)
    run("import")
    run("import", "收件")
    assert {path.name for path in (home / "build/import").glob("*（校验结果）.xlsx")} == {
        "甲局-自评表（校验结果）.xlsx", "乙局-自评表（校验结果）.xlsx",
        "甲局-自评表.xlsx（校验结果）.xlsx", "乙局-自评表.xlsx（校验结果）.xlsx",
    }  # fmt: skip


# ---- pages ----


def test_the_page_shows_both_sides_escaped_and_every_link_in_it_leads_somewhere(home: Path, run: Run) -> None:
    self_evaluation(home / "甲.xlsx", {"B3": "<b>档案</b>&数字化", "D18": "制表：<script>alert(1)</script>"})
    run("import", home / "甲.xlsx")
    page = (home / "build/import/甲.html").read_text("utf-8")
    assert "&lt;b&gt;档案&lt;/b&gt;&amp;数字化" in page and "<script" not in page
    anchors, links = set(re.findall(r' id="([^"]+)"', page)), re.findall(r'href="#([^"]+)"', page)
    assert len(links) > 50 and set(links) <= anchors
    assert not re.findall(r"(?:src|href)=\"(?!#|data:)", page)


def test_the_summary_leads_to_the_pages(home: Path, run: Run) -> None:
    self_evaluation(home / "甲 局%.xlsx")
    run("import", home / "甲 局%.xlsx")
    page = (home / "build/import/汇总.html").read_text("utf-8")
    assert 'href="%E7%94%B2%20%E5%B1%80%25.html"' in page and (home / "build/import/甲 局%.html").exists()


# ---- the workbook that goes back ----


def test_all_parts_of_the_sent_workbook_are_byte_for_byte_as_they_were(home: Path, run: Run) -> None:
    sent = self_evaluation(home / "甲.xlsx", second="填报说明")
    run("import", sent)
    with ZipFile(sent) as before, ZipFile(home / "build/import/甲（校验结果）.xlsx") as after:
        parts = set(before.namelist())
        changed = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "xl/styles.xml"}
        assert set(after.namelist()) - parts == {"xl/worksheets/jxgk-result.xml"}
        assert {part for part in parts if before.read(part) != after.read(part)} == changed
        book = after.read("xl/workbook.xml").decode()
    assert 'activeTab="1"' in book, "the sheet the sender looked at is the one that is chosen"


def test_names_that_belong_to_a_sheet_still_belong_to_it(tmp_path: Path) -> None:
    file = tmp_path / "甲.xlsx"
    book = openpyxl.Workbook()
    book.create_sheet("乙")["A1"] = 1
    book["乙"].print_title_rows = "1:1"
    book["乙"].print_area = "A1:B2"
    book.active = 1
    book.save(file)
    new = with_result(
        file.read_bytes(), [ResultRow(("一",), head=True), ResultRow(("1", "乙!A1"), link="'乙'!A1")], (9, 9)
    )
    assert new
    (tmp_path / "新.xlsx").write_bytes(new)
    again = openpyxl.load_workbook(tmp_path / "新.xlsx")
    assert again.sheetnames == ["校验结果", "Sheet", "乙"] and again.active == again["乙"]
    assert (again["乙"].print_title_rows, again["乙"].print_area) == ("$1:$1", "'乙'!$A$1:$B$2")
    assert with_result(new, [ResultRow(("一",))], (9,)) is None, "a second sheet of this name is not put in"


@given(st.text(max_size=50))
def test_whatever_is_said_the_workbook_can_be_opened(words: str) -> None:
    made = with_result(raw_workbook(), [ResultRow(("1", words, words), link=f"'{words}'!A1".replace("\n", ""))], (9, 9))
    assert made
    with ZipFile(BytesIO(made)) as package:
        parseString(package.read("xl/worksheets/jxgk-result.xml"))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", hashlib.sha256(b"").digest()], ids=["空", "断", "乱"])
def test_what_is_no_workbook_is_not_returned_as_one(data: bytes) -> None:
    assert with_result(data, [ResultRow(("一",))], (9,)) is None


# ---- many files ----


def test_on_several_cores_it_comes_out_the_same(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        self_evaluation(home / f"收件/{number:02}.xlsx", {"G11": str(number)}, name=f"2018年第{number}号项目")
    alone = run("import", "收件")
    before = tree(home / "content")
    shutil.rmtree(home / "content/projects/2018")
    shutil.copytree(BASE / "content/projects/2018", home / "content/projects/2018")
    monkeypatch.setenv(CORES, "2")
    assert (run("import", "收件"), tree(home / "content")) == (alone, before)


@pytest.mark.parametrize("step", ["_examined", "_write", "_imported"])
def test_who_stops_it_in_the_middle_finds_whole_files_and_goes_on_later(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    for number in range(3):
        self_evaluation(home / f"收件/{number}.xlsx", name=f"2018年第{number}号项目")

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(intake, step, stopped)
        status, _, side = run("import", "收件")
    assert (status, "再运行一次，会接着收完" in side) == (130, True)
    status, out, _ = run("import", "收件")
    assert (status, out.count("：已收 → ")) == (0, 3)
    assert not list(home.rglob("*.tmp"))
