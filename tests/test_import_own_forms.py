"""Forms of ours go out filled and come back: what the unit changed is changed in the data file, and nothing else."""

from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
import yaml

from generator.forms.cells import at, text_at
from generator.forms.layout import Path as Way
from generator.model.field_table import field_at
from tests.support.building import examined
from tests.support.cases import Run
from tests.support.own_forms import filled
from tests.test_own_forms import TYPED

EXAMPLE = Path(__file__).parent / "examples/self-evaluation/content"
PROJECT = "2024/biaozhun"
OLD, NEW = "示例：雨季停工，今后提前开工。", "示例：雨季停工两周。"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(examined(EXAMPLE, tmp_path))
    return tmp_path


def made(run: Run, ending: str) -> Path:
    status, out, _ = run("form", "--as", ending, PROJECT)
    assert status == 0
    return Path(out.strip().removeprefix("已做好 "))


def retyped(form: Path, change: Callable[[str], str | None]) -> Path:
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


def test_what_the_unit_changed_is_changed_where_it_stands(home: Path, run: Run) -> None:
    before = data(home)
    assert before.count(OLD) == 1
    back = retyped(made(run, "xlsx"), lambda text: NEW if text == OLD else text)
    _, out, _ = run("import", back)
    (message,) = [line for line in out.splitlines() if f"{OLD} → {NEW}" in line]
    assert "偏差原因：" in message and "（自评表!" in message and data(home) == before
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
    back = retyped(made(run, "xlsx"), lambda text: None if text == OLD else text)
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
    draft = yaml.safe_load(file.read_text("utf-8"))
    assert draft["主要绩效"] == [{"内容": "改造校舍3间。"}]
    assert draft["问题整改"] == [
        {"问题": "验收资料整理不够及时。"},
        {"问题": "台账更新不够及时。", "建议": "按月更新。"},
    ]
    book["信息表"]["D11"] = problems.replace("台账更新不够及时", "台账没有更新")
    book.save(home / "再交.xlsx")
    _, out, _ = run("import", home / "再交.xlsx")
    assert "问题整改.2.问题：台账更新不够及时。 → 台账没有更新。（信息表!D11）" in out


STARTS: Mapping[str, tuple[str, ...]] = {
    "新单位": ("--units", "示例市测试局"),
    "上年项目": ("--from", PROJECT, "--slug", "biaozhun"),
    "新项目": ("--slug", "xin", "--unit", "示例市测试局", "--name", "新项目"),
}
FORMS = [
    pytest.param(form, ending, said, id=f"{form}-{ending}-{name}")
    for form in ("自评表", "信息表", "指标评分表", "整改情况表")
    for ending in ("xlsx", "docx")
    for name, said in STARTS.items()
    if (form, name) != ("整改情况表", "新单位")  # a unit has none before it has anything to put right
]
each_new_form = pytest.mark.parametrize(("form", "ending", "said"), FORMS)


def blank_form(run: Run, form: str, ending: str, said: tuple[str, ...]) -> Path:
    """The form for a project that there is not yet."""
    _, out, _ = run("form", "--form", form, "--as", ending, "--year", "2031", *said)
    return Path(out.strip().removeprefix("已做好 "))


@each_new_form
def test_a_form_that_nobody_filled_in_is_refused(
    said: tuple[str, ...], form: str, ending: str, home: Path, run: Run
) -> None:
    status, out, _ = run("import", blank_form(run, form, ending, said))
    assert status == 1 and f"：不收：看来是还没有填写的{form}" in out
    assert not (home / "content/projects/2031").exists()


@pytest.mark.parametrize(
    ("form", "ending"),
    [("自评表", "docx"), ("指标评分表", "docx"), ("信息表", "docx"), ("信息表", "xlsx"), ("整改情况表", "docx")],
)
def test_a_form_that_goes_on_from_last_year_passes_without_a_remark_once_it_is_filled_in(
    form: str, ending: str, home: Path, run: Run
) -> None:
    """Each blank cell gets what the project had there last year; a workbook's formulas are worked out by Excel only."""
    content = yaml.load(data(home), Loader=yaml.BaseLoader)
    content["问题整改"] = [
        {
            "问题": "台账更新慢。",
            "建议": "按月更新。",
            "整改": {"情况": "已按月更新。", "状态": "已完成", "时间": "2024-09"},
        }
    ]
    content["主要绩效"] = [{"内容": "维修校舍4栋。"}]

    def fill(ways: tuple[Way, ...], old: str) -> str:
        if old or ways[0][-1] == "年度":
            return old
        lasts = [tuple(0 if step == "*" else step for step in way) for way in ways]
        return next((text for way in lasts if (text := text_at(content, way))), "")

    back = home / f"交回.{ending}"
    back.write_bytes(filled(blank_form(run, form, ending, STARTS["上年项目"]).read_bytes(), ending, fill))
    status, out, _ = run("import", back)
    assert (status, out.count("\n")) == (0, 1) and "：已收 → " in out, out


@each_new_form
def test_every_cell_of_a_form_for_a_new_project_arrives_where_it_belongs(
    said: tuple[str, ...], form: str, ending: str, home: Path, run: Run
) -> None:
    sent = blank_form(run, form, ending, said)
    typed: dict[Way, str] = {}

    def fill(ways: tuple[Way, ...], old: str) -> str:
        """Each blank cell gets a text of its own, of a kind that belongs there."""
        if old or ways[0][-1] in ("年度", "项目单位"):
            return old
        form_field = field_at(tuple(0 if step == "*" else step for step in ways[0]), "评定")
        text = TYPED.get(form_field.kind if form_field else "", f"第{len(typed)}处")
        typed[tuple(0 if step == "*" else step for step in ways[0])] = text
        return text

    back = home / f"交回.{ending}"
    back.write_bytes(filled(sent.read_bytes(), ending, fill))
    _, out, _ = run("import", back)
    assert "没有读懂" not in out
    (file,) = (home / "content/projects/2031").iterdir()
    content = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)
    lost = {
        way: text
        for way, text in typed.items()
        if text not in str(at(content, way) or at(content, way[:-1]) or "")
        and text not in str(at(content, (*way[:-2], "评分")))
    }  # what no rule can work out is awarded
    assert len(typed) > 5 and not lost
    assert at(content, ("系列",)) and at(content, ("来源", 0, "文件")), "what the form has no cell for is there too"
