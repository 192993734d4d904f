"""Reading in parts: what stands beside the projects, each project's file by itself, and what only all of them show."""

import pickle
import shutil
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.core.diagnostic import Diagnostic
from generator.load import attach, read_bytes, read_project, read_site, unreferenced_files
from tests.support.cases import BASE, Case
from tests.support.inspection import load

HOME = Path(__file__).parent.parent
ZHANLAN = "projects/2018/zhanlan.yml"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Case(BASE, "", (), (), "").lay_out(tmp_path)


def told(content: Path) -> list[str]:
    return [str(found) for found in load(content)[1]]


def whole(thing: Any) -> Any:
    """All that is in a value, its marks included, which do not count when records are compared."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return type(thing), [whole(getattr(thing, field.name)) for field in fields(thing)]
    if isinstance(thing, dict):
        return [(key, whole(value)) for key, value in thing.items()]
    return [whole(item) for item in thing] if isinstance(thing, tuple) else thing


@pytest.mark.parametrize("home", ["content", "tests/examples/self-evaluation/content", "tests/cases/base/content"])
def test_the_parts_together_are_the_whole_and_each_can_travel_between_processes(home: str) -> None:
    content = HOME / home
    book, found = load(content)
    beside = read_site(content)
    ones = [read_project(spot, read_bytes(spot, content)) for spot in beside.files]
    assert [read.project for read in ones] == list(book.projects)
    assert [project.id for project in book.projects] == sorted(project.id for project in book.projects)
    assert (book.units, book.schemes, book.site) == (beside.book.units, beside.book.schemes, beside.book.site)
    assert found == ()
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


def test_a_project_in_the_folder_of_another_year_is_none_but_could_be_read(content: Path) -> None:
    (content / "projects/2020").mkdir()
    shutil.move(content / ZHANLAN, content / "projects/2020/zhanlan.yml")
    spot = next(spot for spot in read_site(content).files if spot.year == "2020")
    read = read_project(spot, read_bytes(spot, content))
    assert (read.project, read.unread, [found.check for found in read.diagnostics]) == (None, False, ["年度不符"])


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
    assert [found.check for found in wrong] == ["附件"]
    names = {attachment.name for attachment in named}
    assert [found.place.file for found in unreferenced_files(content, names, ())] == ["content/files/c.txt"]
    assert unreferenced_files(content, names, ["content/projects/2018/odd.yml"]) == (), "it may name c.txt"
    assert unreferenced_files(content, names, ["content/units.yml"]) != ()


def test_a_year_that_is_a_link_to_somewhere_else_is_not_read(content: Path, tmp_path: Path) -> None:
    shutil.move(content / "projects/2018", tmp_path / "elsewhere")
    (content / "projects/2018").symlink_to(tmp_path / "elsewhere")
    lines = [line for line in told(content) if "projects/2018" in line]
    assert len(lines) == len(list((tmp_path / "elsewhere").glob("*.yml"))) > 0
    assert all("这是一个指向 content/ 之外的链接，不会读取" in line for line in lines)
    assert f"content/{ZHANLAN}" in load(content)[0].unread


def test_a_year_that_is_a_link_within_content_is_read(content: Path) -> None:
    shutil.move(content / "projects/2018", content / "projects/.2018")
    (content / "projects/2018").symlink_to(content / "projects/.2018")
    assert "2018/zhanlan" in [project.id for project in load(content)[0].projects]


def test_a_rule_with_a_key_that_is_no_word_is_told_in_plain_words(content: Path) -> None:
    path = content / "projects/2017/menhu.yml"
    path.write_text(path.read_text("utf-8").replace("评分: {方法: ", "评分: {[甲: 乙]: 丙, 方法: ", 1), "utf-8")
    (line,) = told(content)
    assert "冒号前面应是一个词，不能是列表或括号" in line
