"""`make form` writes official forms: filled for projects that exist, begun for new ones, one for each of many units."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from generator.intake.drafted import Recognised
from generator.intake.files import open_paper
from generator.intake.kinds import recognise
from generator.intake.paper import Paper
from generator.load import read_site
from tests.support.building import ROOT, examined
from tests.support.cases import Run

UNITS = "市合作交流办,市工商联"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return examined(ROOT / "content", tmp_path) / "content"


def made(content: Path, run: Run, *words: str) -> list[Path]:
    status, out, side = run("form", *words, "--content", content, "--out", content.parent / "build")
    assert (status, side) == (0, "怎样填写见 docs/填报.md，评分方法见 docs/评分方法.md。\n")
    files = [Path(line.removeprefix("已做好 ")) for line in out.splitlines()]
    assert sorted((content.parent / "build/forms").iterdir()) == sorted(files)
    return files


def read(file: Path, content: Path) -> Recognised:
    paper = open_paper(file)
    assert isinstance(paper, Paper)
    results = recognise(paper, read_site(content).book)
    assert isinstance(results, tuple)
    return results[0]


@pytest.mark.parametrize("form", ["自评表", "信息表", "指标评分表", "整改情况表"])
@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_a_project_that_exists_has_its_forms_filled_and_they_find_their_way_back(
    form: str, ending: str, content: Path, run: Run
) -> None:
    (file,) = made(content, run, "2017/shipin-huiyi", "--form", form, "--as", ending)
    assert file.name == f"2017-市合作交流办-shipin-huiyi-{form}.{ending}"
    result = read(file, content)
    assert (result.kind, result.project, result.year) == (form, "2017/shipin-huiyi", "2017")


def test_each_unit_gets_its_projects_of_the_year_those_of_the_year_before_or_an_empty_form(
    content: Path, run: Run
) -> None:
    names = [file.name for file in made(content, run, "--units", UNITS, "--year", "2018")]
    assert names == ["2018-市合作交流办-laihu-touzi-自评表.xlsx", "2018-市工商联-gongshanglian-xinxihua-自评表.xlsx"]
    shutil.rmtree(content.parent / "build/forms")
    names = [file.name for file in made(content, run, "--units", UNITS, "--year", "2019")]
    assert names == ["2019-市合作交流办-laihu-touzi-自评表.xlsx", "2019-市工商联-gongshanglian-xinxihua-自评表.xlsx"]
    shutil.rmtree(content.parent / "build/forms")
    files = made(content, run, "--units", UNITS, "--year", "2030")
    assert [file.name for file in files] == [
        "2030-市合作交流办-hezuo-jiaoliu-自评表.xlsx",
        "2030-市工商联-gongshanglian-自评表.xlsx",
    ]
    book = openpyxl.load_workbook(files[0])
    book["自评表"]["D4"], book["自评表"]["E7"] = "新项目", 12
    book.save(files[0])
    result = read(files[0], content)
    assert result.project == "2030/hezuo-jiaoliu" and result.values["项目名称"] and result.values["自评表"]
    status, out, _ = run("import", files[1], "--content", content)
    assert status == 1 and "：不收：看来是还没有填写的自评表" in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--form", "决算表"], "没有“决算表”这种表，现有："),
        ([], "请写明要谁的表：已有的项目写 PROJECT="),
        (["2017/meiyou"], "没有“2017/meiyou”这个项目"),
        (["--units", "某局", "--year", "2018"], "units.yml 里没有“某局”，请改正"),
        (["--units", "市工商联"], "请用 YEAR（--year）写明是哪一年的表"),
    ],
)
def test_what_cannot_be_made_is_told_in_a_sentence(words: list[str], message: str, content: Path, run: Run) -> None:
    status, out, side = run("form", *words, "--content", content, "--out", content.parent / "build")
    assert (status, out) == (2, "") and side.startswith(message)
    assert not (content.parent / "build/forms").exists()
