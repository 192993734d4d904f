"""Reading in parts: what stands beside the projects, each project's file by itself, and what only all of them show."""

import os
import pickle
import shutil
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.checks.records import all_records
from generator.core.diagnostic import Diagnostic
from generator.core.printed import text_of
from generator.core.record import Record, keys_of
from generator.load import attach, read_bytes, read_project, read_site, unreferenced_files
from generator.model.budget import Budget
from generator.model.project import Project
from tests.support.cases import BASE, Case
from tests.support.fuzzing import nouns
from tests.support.inspection import load

HOME = Path(__file__).parent.parent
ZHANLAN = "projects/2018/zhanlan.yml"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Case(BASE, "", (), (), "").lay_out(tmp_path)


def messages(content: Path) -> list[str]:
    return [str(diagnostic) for diagnostic in load(content)[1]]


def whole(thing: Any) -> Any:
    """All that is in a value, its marks included, which do not count when records are compared."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return type(thing), [whole(getattr(thing, field.name)) for field in fields(thing)]
    if isinstance(thing, dict):
        return [(key, whole(value)) for key, value in thing.items()]
    return [whole(item) for item in thing] if isinstance(thing, tuple) else thing


def project_of(content: Path, place: str = ZHANLAN) -> Project:
    """The project of one file."""
    (file,) = (spot for spot in read_site(content).files if spot.path(content).endswith(place))
    project = read_project(file, read_bytes(file, content)).project
    assert project
    return project


AS_PRINTED = {
    "执行率": ("97.5 %", "97.5 %", "97.5%"),
    "支出": ("52,410.88万元", "52,410.88万元", "52,410.88万元"),
    "年初预算": ("7.5 万", "7.5 万", "7.5 万"),
    "到位金额": ("640万元", "640万元", "640万元"),
    "来源": ("/", "/", "/"),
}


def test_a_figure_is_kept_as_the_paper_prints_it(content: Path) -> None:
    path = content / ZHANLAN
    lines = "".join(f"  {key}: {text}\n" for key, (text, _, _) in AS_PRINTED.items())
    path.write_text(path.read_text("utf-8").replace("  金额: 10万元\n", f"  金额: 10万元\n{lines}"), "utf-8")
    budget = project_of(content).budget
    names = {key: f.name for key, f in keys_of(Budget).items()}
    for read in (budget, pickle.loads(pickle.dumps(budget))):
        for key, (_, printed, plain) in AS_PRINTED.items():
            assert read.written(names[key]) == printed
            assert text_of(getattr(read, names[key])) == plain
        assert set(read.marks.texts) == {"rate"}, "only what differs from the value is kept"
        assert (read.written("amount"), read.written("remark")) == ("10万元", "")


def test_a_blank_cell_is_no_value_and_keeps_its_mark(content: Path) -> None:
    path = content / ZHANLAN
    path.write_text(path.read_text("utf-8").replace("评价分值: 92\n", "评价分值: —\n  得分率: 未载明\n"), "utf-8")
    printed = project_of(content).printed
    assert printed
    assert (printed.score, printed.rate) == (None, None)
    assert (printed.written("score"), printed.written("rate")) == ("—", "未载明")
    path.write_text(path.read_text("utf-8").replace("  评价分值: —\n", "").replace("  得分率: 未载明\n", ""), "utf-8")
    blank = project_of(content).printed
    assert blank
    assert blank == printed, "the mark of a blank cell is no fact"
    assert blank.written("score") == ""


@pytest.mark.parametrize("home", ["content", "tests/examples/self-evaluation/content", "tests/cases/base/content"])
def test_the_parts_together_are_the_whole_and_each_can_travel_between_processes(home: str) -> None:
    content = HOME / home
    book, diagnostics = load(content)
    beside = read_site(content)
    ones = [read_project(spot, read_bytes(spot, content)) for spot in beside.files]
    assert [read.project for read in ones] == list(book.projects)
    assert [project.id for project in book.projects] == sorted(project.id for project in book.projects)
    assert (book.units, book.schemes, book.site) == (beside.book.units, beside.book.schemes, beside.book.site)
    assert diagnostics == ()
    for part in (beside, *ones):
        assert whole(pickle.loads(pickle.dumps(part))) == whole(part)


def test_a_project_is_read_from_its_bytes_and_nothing_else(content: Path) -> None:
    beside = read_site(content)
    raws = [read_bytes(spot, content) for spot in beside.files]
    before = [read_project(spot, raw) for spot, raw in zip(beside.files, raws, strict=True)]
    shutil.rmtree(content)
    assert [whole(read_project(spot, raw)) for spot, raw in zip(beside.files, raws, strict=True)] == [
        *map(whole, before)
    ]
    assert all(isinstance(read_bytes(spot, content), Diagnostic) for spot in beside.files), "they are gone"


def test_projects_come_by_year_and_address_however_their_names_sort(content: Path) -> None:
    for name in ("zhanlan-er.yml", "zhanlan2.yaml"):
        shutil.copy(content / ZHANLAN, content / "projects/2018" / name)
    shutil.copytree(content / "projects/2018", content / "projects/1999")
    spots = read_site(content).files
    assert [(spot.year, spot.slug) for spot in spots] == sorted((spot.year, spot.slug) for spot in spots)
    assert [spot.slug for spot in spots if spot.year == "1999"][-3:] == ["zhanlan", "zhanlan-er", "zhanlan2"]


@pytest.mark.parametrize("noun", sorted(nouns(Project), key=str), ids=lambda noun: noun.__qualname__)
def test_a_word_of_a_form_leads_to_one_place(noun: type[Record]) -> None:
    keys = keys_of(noun)
    words = [word for key, f in keys.items() for word in f.metadata["forms"] if word != key]
    hints = set(noun.form_hints)
    assert len(words) == len(set(words))
    assert not set(words) & set(keys)
    assert not hints & set(words)


def test_a_project_in_the_folder_of_another_year_is_read_as_one_of_that_folder(content: Path) -> None:
    (content / "projects/2020").mkdir()
    shutil.move(content / ZHANLAN, content / "projects/2020/zhanlan.yml")
    spot = next(spot for spot in read_site(content).files if spot.year == "2020")
    read = read_project(spot, read_bytes(spot, content))
    assert read.project
    assert (read.project.id, read.partial, read.unread) == ("2020/zhanlan", True, False)
    assert [diagnostic.check for diagnostic in read.diagnostics] == ["年度不符"]
    assert read.unread_places == {"年度"}


def test_what_can_be_read_of_a_file_is_read(content: Path) -> None:
    path = content / ZHANLAN
    text = path.read_text("utf-8").replace("评价分值: 92\n", "评价分值: 九十二\n").replace("  类别: 信息表\n", "")
    path.write_text(text.replace("- 展览按期开放。", "- [展览]\n- 展览按期开放。\n背景: [甲, [乙], 丙。]"), "utf-8")
    (spot,) = (file for file in read_site(content).files if file.path(content).endswith(ZHANLAN))
    read = read_project(spot, read_bytes(spot, content))
    project = read.project
    assert project and project.printed
    assert (project.name, project.printed.score, project.printed.grade) == ("2018年档案展览", None, "优秀")
    assert [source.kind for source in project.sources] == [""]
    assert [item.text for item in project.achievements] == ["", "展览按期开放。"], "an item is never left out"
    assert project.background == ("甲", "丙。")
    assert [(place.line - project.at("background").line, place.field) for place in (
        project.at(("background", 0)), project.at(("background", 1)))] == [(0, "背景.1"), (0, "背景.3")]  # fmt: skip
    assert read.unread_places == {"公布.评价分值", "来源.1.类别", "主要绩效.1", "背景.2"}
    assert (read.partial, read.unread, read.hollow) == (True, False, False)


@pytest.mark.parametrize("text", ["- 甲\n", "甲乙丙\n", "甲: [\n", ""])
def test_a_file_that_is_no_mapping_gives_no_project(content: Path, text: str) -> None:
    (content / ZHANLAN).write_text(text, "utf-8")
    (spot,) = (file for file in read_site(content).files if file.path(content).endswith(ZHANLAN))
    read = read_project(spot, read_bytes(spot, content))
    assert (read.project, read.unread, read.partial, len(read.diagnostics)) == (None, True, False, 1)


def test_the_files_of_a_project_are_looked_at_by_themselves(content: Path) -> None:
    path = content / ZHANLAN
    text = path.read_text("utf-8").replace("  类别: 信息表\n", "  类别: 信息表\n  附件: [a.txt, b.txt]\n", 1)
    path.write_text(text, "utf-8")
    (content / "files").mkdir()
    for name in ("a.txt", "c.txt"):
        (content / "files" / name).write_text("一\n", "utf-8")
    beside = read_site(content)
    ones = [read_project(spot, read_bytes(spot, content)) for spot in beside.files]
    named = [attachment for read in ones for attachment in read.attachments]
    files, wrong = attach(content, named)
    assert ([attachment.name for attachment in named], list(files)) == (["a.txt", "b.txt"], ["a.txt"])
    assert [diagnostic.check for diagnostic in wrong] == ["附件"]
    names = {attachment.name for attachment in named}
    assert [diagnostic.place.file for diagnostic in unreferenced_files(content, names, ())] == ["content/files/c.txt"]
    assert unreferenced_files(content, names, ["content/projects/2018/odd.yml"]) == (), "it may name c.txt"
    assert unreferenced_files(content, names, ["content/units.yml"]) != ()


def test_a_year_that_is_a_link_to_somewhere_else_is_not_read(content: Path, tmp_path: Path) -> None:
    shutil.move(content / "projects/2018", tmp_path / "elsewhere")
    (content / "projects/2018").symlink_to(tmp_path / "elsewhere")
    lines = [line for line in messages(content) if "projects/2018" in line]
    assert len(lines) == len(list((tmp_path / "elsewhere").glob("*.yml"))) > 0
    assert all("这是一个指向 content/ 之外的链接，不会读取" in line for line in lines)
    assert f"content/{ZHANLAN}" in load(content)[0].unread


def test_a_year_that_is_a_link_within_content_is_read(content: Path) -> None:
    shutil.move(content / "projects/2018", content / "projects/.2018")
    (content / "projects/2018").symlink_to(content / "projects/.2018")
    assert "2018/zhanlan" in [project.id for project in load(content)[0].projects]


NO_FOLDER = (
    "没有找到这个文件夹，项目的数据都在里面；误删、改名或磁盘没有连上的请恢复，还没有项目的请新建这个文件夹  [文件]"
)
BROKEN_LINK = "这个链接断了，请把文件夹本身放进来；磁盘没有连上的，连上再试  [文件]"
NOT_A_FOLDER = "这里应是文件夹，现在是一个文件；请改名或移走，再新建文件夹  [文件]"
NO_ENTRY = "打不开这个文件夹，请检查是否有读取权限、磁盘是否连上  [文件]"


@pytest.mark.parametrize("folder", ["projects", "projects/2017", "schemes"])
def test_a_folder_of_data_that_is_a_broken_link_or_a_file_or_goes_round_is_told_once(
    content: Path, folder: str
) -> None:
    place = content / folder
    shutil.rmtree(place)
    place.symlink_to(content / "没有连上")
    assert of_folder(content, folder) == [BROKEN_LINK]
    place.unlink()
    place.write_text("甲: 乙\n", "utf-8")
    assert of_folder(content, folder) == [NOT_A_FOLDER]
    place.unlink()
    place.symlink_to(place.name)
    assert of_folder(content, folder) == [NO_ENTRY]


@pytest.mark.parametrize("folder", [".", "releases"])
def test_the_content_itself_and_the_record_of_publications_are_told_where_they_may_not_be_read(
    content: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (content / "releases").mkdir()
    monkeypatch.setattr(os, "access", lambda path, _: path != content / folder)
    assert messages(content) == [f"content{folder.strip('.') and '/releases'}: {NO_ENTRY}"]


def test_content_without_a_folder_of_projects_is_told_and_of_nothing_else_that_follows(content: Path) -> None:
    shutil.rmtree(content / "projects")
    (content / "files").mkdir()
    (content / "files/a.txt").write_text("甲\n")
    assert messages(content) == [f"content/projects: {NO_FOLDER}"]


def of_folder(content: Path, folder: str) -> list[str]:
    """What is told of a folder as a whole."""
    place = f"content/{folder}: "
    return [line.removeprefix(place) for line in messages(content) if line.startswith(place)]


def test_a_rule_with_a_key_that_is_no_word_is_told_in_plain_words(content: Path) -> None:
    path = content / "projects/2017/menhu.yml"
    path.write_text(path.read_text("utf-8").replace("评分: {方法: ", "评分: {[甲: 乙]: 丙, 方法: ", 1), "utf-8")
    (line,) = messages(content)
    assert "冒号前面应是一个词，不能是列表或括号" in line


def test_a_record_that_was_read_has_all_the_fields_of_one_that_its_class_makes(content: Path) -> None:
    for project in load(content)[0].projects:
        for record in all_records(project):
            given = {field.name: getattr(record, field.name) for field in fields(record)}
            assert given.keys() <= vars(record).keys()
            assert whole(type(record)(**given)) == whole(record)
