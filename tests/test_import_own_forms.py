"""Forms of ours go out filled and come back: what the unit changed is changed in the data file, and nothing else."""

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import yaml

from tests.support.cases import Run

EXAMPLE = Path(__file__).parent / "examples/self-evaluation/content"
PROJECT = "2024/biaozhun"
OLD, NEW = "示例：雨季停工，今后提前开工。", "示例：雨季停工两周。"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(EXAMPLE, tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(run: Run, ending: str) -> Path:
    status, out, _ = run("form", "--as", ending, PROJECT)
    assert status == 0
    return Path(out.strip().removeprefix("已做好 "))


def filled(form: Path, change: Callable[[str], str | None]) -> Path:
    """The form with the cells of its first sheet filled in anew, where there is something else to fill in."""
    book = openpyxl.load_workbook(form)
    sheet = book.worksheets[0]
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and change(cell.value) != cell.value:
                cell.value = change(cell.value)
    back = form.with_name("交回.xlsx")
    book.save(back)
    return back


def data(home: Path) -> str:
    return (home / f"content/projects/{PROJECT}.yml").read_text("utf-8")


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_a_form_that_comes_back_as_it_went_changes_nothing(home: Path, run: Run, ending: str) -> None:
    before = data(home)
    status, out, _ = run("import", "--yes", made(run, ending))
    assert (status, out.splitlines()[-1].rpartition("：")[2], data(home)) == (0, "与现有数据相同", before)


def test_what_the_unit_changed_is_changed_where_it_stands(home: Path, run: Run) -> None:
    before = data(home)
    assert before.count(OLD) == 1
    back = filled(made(run, "xlsx"), lambda text: NEW if text == OLD else text)
    _, out, _ = run("import", back)
    (told,) = [line for line in out.splitlines() if f"{OLD} → {NEW}" in line]
    assert "偏差原因：" in told and "（自评表!" in told and data(home) == before
    run("import", "--yes", back)
    assert data(home) == before.replace(OLD, NEW)


def test_prose_of_an_information_sheet_put_in_other_words_is_told_old_and_new(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / f"content/projects/{PROJECT}.yml").unlink()
    sheet = "\n".join((
        "绩效评价结果信息表", "项目名称：校舍维修", "项目单位：示例市教育局", "年度：2024", "预算金额：12万元",
        "评价分值：85", "评价结论：良", "主要绩效：维修校舍12间，满足了教学需要。", "存在问题：验收资料整理不够及时。",
    ))  # fmt: skip
    (home / "信息表.txt").write_text(sheet, "utf-8")
    run("import", home / "信息表.txt")
    old, new = "维修校舍12间，满足了教学需要。", "仅维修校舍12间，没有满足教学需要。"
    (home / "再交.txt").write_text(sheet.replace(old, new), "utf-8")
    _, out, _ = run("import", home / "再交.txt")
    assert f"主要绩效.1.内容：{old} → {new}" in out and "与现有数据相同" not in out


def test_what_the_unit_emptied_is_told_and_goes_when_somebody_says_yes(home: Path, run: Run) -> None:
    before = data(home)
    back = filled(made(run, "xlsx"), lambda text: None if text == OLD else text)
    _, out, _ = run("import", back)
    assert f"偏差原因：{OLD} → （来件空白）" in out and data(home) == before
    run("import", "--yes", back)
    assert data(home) == before.replace(f"偏差原因: {OLD}, ", "")


def test_the_texts_of_a_blank_information_sheet_are_in_the_draft_and_told_when_they_change(
    home: Path, run: Run
) -> None:
    _, out, _ = run("form", "--form", "信息表", "--units", "示例市测试局", "--year", "2031")
    form = Path(out.strip().removeprefix("已做好 "))
    problems = "1、验收资料整理不够及时。\n2、台账更新不够及时。"
    typed = {
        "D6": "校舍消防改造",
        "D8": "85",
        "D9": "良",
        "D10": "改造校舍3间。",
        "D11": problems,
        "D12": "2、按月更新。",
    }
    book = openpyxl.load_workbook(form)
    for place, text in typed.items():
        book["信息表"][place] = text
    book.save(home / "交回.xlsx")
    run("import", home / "交回.xlsx")
    (file,) = (home / "content/projects/2031").iterdir()
    told = yaml.safe_load(file.read_text("utf-8"))
    assert told["主要绩效"] == [{"内容": "改造校舍3间。"}]
    assert told["问题整改"] == [
        {"问题": "验收资料整理不够及时。"},
        {"问题": "台账更新不够及时。", "建议": "按月更新。"},
    ]
    book["信息表"]["D11"] = problems.replace("台账更新不够及时", "台账没有更新")
    book.save(home / "再交.xlsx")
    _, out, _ = run("import", home / "再交.xlsx")
    assert "问题整改.2.问题：台账更新不够及时。 → 台账没有更新。（信息表!D11）" in out
