"""Whatever lies under `content/`: never an exception, never a hang, and every remark points at a line that is there.

What once went wrong is kept as a small file in tests/fuzz; every file there is tried first.
"""

import os
import re
import shutil
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from generator.core.record import Record, Waiver, keys_of
from generator.load.data_file import read_record, read_records
from generator.model.book import RatingScheme, Site, Unit
from generator.model.project import Indicator, Project
from generator.model.regulation import Framework
from tests.support.cases import BASE, Case
from tests.support.drawing import drawing
from tests.support.fuzzing import NUMBERS, WORDS, WRONG, nouns, obeys, tree

HOME = Path(__file__).parent.parent
REAL = sorted((HOME / "content/projects").rglob("*.yml"))
KEPT = sorted((HOME / "tests/fuzz").iterdir())
SCHEMES = ("sh-2014", "mof-2011")
ODD = "projects/2017/odd.yml"
PLACES = (ODD, "schemes/odd.yml", "overviews/odd.yml", "units.yml", "site.yml")
TOPS: tuple[type[Record], ...] = (Project, Site, Unit, RatingScheme, Framework, Waiver)
NOUNS = sorted(set().union(*map(nouns, TOPS)), key=lambda noun: noun.__qualname__)
NUMBER = re.compile(r"[0-9.]+")
Check = Callable[..., Any]
UNHURRIED: dict[str, Any] = {"suppress_health_check": list(HealthCheck), "print_blob": False}


def written(data: Any, **options: Any) -> str:
    """Data as YAML, by libyaml: many times as fast as Python alone."""
    return str(yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, **options))


def dump(data: Any) -> str:
    """Data as a file; all scalars in quotes, so that words stay as they are."""
    return written(data, sort_keys=False, width=10**6, default_style='"')


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base content with what the real files refer to; each test puts one odd file into it."""
    root = tmp_path_factory.mktemp("fuzz")
    shutil.copytree(HOME / "content", root / "content")
    for folder in ("projects", "pages", "frameworks", "actions"):
        shutil.rmtree(root / "content" / folder)
    for path in (root / "content/schemes").iterdir():
        if path.stem not in SCHEMES:
            path.unlink()
    (root / "content" / ODD).parent.mkdir(parents=True)
    return root / "content"


@pytest.fixture
def odd(content: Path) -> Check:
    """Check the content with one odd file in it."""

    def check(text: str | bytes, place: str = ODD) -> Any:
        path = content / place
        before = path.read_bytes() if path.exists() else None
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
        try:
            return obeys(content, content.parent / "build")
        finally:
            path.unlink() if before is None else path.write_bytes(before)

    return check


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name)
def test_what_went_wrong_once(path: Path, odd: Check) -> None:
    odd(path.read_bytes())


# ---- real files after slips of hand ----

VALUES = st.sampled_from((*WRONG, *NUMBERS, *WORDS)).map(
    lambda value: yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10**6).split("\n...")[0]
)


WRITTEN = (*REAL, *sorted(BASE.rglob("*.yml")))
SLIPS = (
    "delete", "double", "swap", "indent", "value", "value", "value", "list", "key", "quote", "insert", "cut", "half",
)  # fmt: skip
SIGNS = " :：,，-#&*!|>'\"{}[]%@`\t\n？?~=<0９.年\u3000\ufeff\u2028\x85\x00é"


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A real file with lines lost, doubled, moved, indented, given another value, or cut and joined to another file."""
    lines = draw(st.sampled_from(WRITTEN)).read_text("utf-8").split("\n")
    for _ in range(draw(st.integers(1, 3))):
        n, m = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        key, colon, rest = lines[n].partition(": ")
        match draw(st.sampled_from(SLIPS)):
            case "delete":
                del lines[min(n, m) : min(n, m) + draw(st.sampled_from((1, 2, 5, 40)))]
            case "double":
                lines[n:n] = lines[n : n + draw(st.sampled_from((1, 3, 30)))]
            case "swap":
                lines[n], lines[m] = lines[m], lines[n]
            case "indent":
                lines[n] = draw(st.sampled_from(("", " ", "  ", "    ", "\t", "- "))) + lines[n].lstrip()
            case "value" if colon:
                lines[n] = f"{key}: {draw(VALUES)}"
            case "list" if colon:
                lines[n] = draw(st.sampled_from((f"{key}: [{rest}]", f"{key}: {{{rest}: }}", f"{key}:\n- {rest}")))
            case "key":
                other, colon, _ = lines[m].partition(": ")
                lines[n] = f"{other}: {rest}"
            case "quote":
                sign = draw(st.sampled_from("\"'“「|>`"))
                quoted = (f"{key}: {sign}{rest}", f"{key}: {sign}{rest}{sign}")
                lines[n] = draw(st.sampled_from((*quoted, f"{key}:{rest}", f"{key}：{rest}", f"{key}:\n{rest}")))
            case "insert":
                at = draw(st.integers(0, len(lines[n])))
                lines[n] = lines[n][:at] + draw(st.sampled_from(SIGNS)) + lines[n][at:]
            case "cut":
                del lines[n + 1 :]
                lines[n] = lines[n][: draw(st.integers(0, len(lines[n])))]
            case "half":
                other_lines = draw(st.sampled_from(WRITTEN)).read_text("utf-8").split("\n")
                lines[n:n] = other_lines[: len(other_lines) // 2]
        lines = lines or [""]
    return "\n".join(lines)


@drawing(30, **UNHURRIED)
@given(place=st.sampled_from((ODD, ODD, *PLACES)), text=mutated())
def test_real_files_after_slips_of_hand(place: str, text: str, odd: Check) -> None:
    inspection = odd(text, place)
    if place == ODD and inspection.sound:
        assert "2017/odd" in inspection.scores or any(
            diagnostic.severity == "警告" for diagnostic in inspection.diagnostics
        )


def holders(data: Any) -> list[Any]:
    """Every mapping and list of a tree."""
    below = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [data, *(holder for inner in below for holder in holders(inner))] if isinstance(data, dict | list) else []


@cache
def said_under() -> dict[str, list[Any]]:
    """All that the real files write under each key."""
    said: dict[str, list[Any]] = {}
    for path in REAL:
        for holder in holders(yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)):
            for key, value in holder.items() if isinstance(holder, dict) else ():
                said.setdefault(key, []).append(value)
    return said


@pytest.mark.parametrize("seed", range(16))
def test_real_files_with_values_of_other_places(seed: int, odd: Check) -> None:
    dice = Random(seed)
    data = yaml.load(dice.choice(REAL).read_text("utf-8"), Loader=yaml.CBaseLoader)
    for _ in range(dice.choice((1, 3, 10, 40))):
        holder = dice.choice(holders(data))
        key = dice.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        match dice.choice(("value", "value", "number", "word", "lose", "double")):
            case "value" if isinstance(key, str):
                holder[key] = deepcopy(dice.choice(said_under().get(key, ["甲"])))
            case "number" if isinstance(holder[key], str) and holder[key][:1].isdigit():
                holder[key] = NUMBER.sub(dice.choice(NUMBERS).strip("-"), holder[key], count=1)
            case "word" if isinstance(holder[key], str):
                holder[key] = dice.choice(
                    (holder[key][: len(holder[key]) // 2] + dice.choice(WORDS), dice.choice(WORDS))
                )
            case "lose" if len(holder) > 1:
                del holder[key]
            case "double" if isinstance(holder, list):
                holder.insert(0, deepcopy(holder[key]))
    odd(dump({**data, "年度": "2017"}))


# ---- anything at all ----

leaves = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.text(max_size=30) | st.binary(max_size=5)
)
keys = st.sampled_from([key for noun in NOUNS for key in keys_of(noun)]) | st.text(max_size=5)
anything = st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(keys, inner), max_leaves=30)


@drawing(15, **UNHURRIED)
@given(data=anything | st.dictionaries(st.sampled_from(sorted(keys_of(Project))), anything, min_size=3))
def test_any_data(data: Any, odd: Check) -> None:
    odd(written(data, sort_keys=False))


@drawing(30, **UNHURRIED)
@given(
    place=st.sampled_from(PLACES),
    text=st.text(max_size=200) | st.text("-:[]{}\"'#&*!|>%@`, \n甲1年度项目", max_size=80) | st.binary(max_size=80),
)
def test_any_text(place: str, text: str | bytes, odd: Check) -> None:
    odd(text, place)


# ---- wrong types in every field ----


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__qualname__)
def test_a_wrong_value_in_any_field_is_told_where_it_stands(noun: type[Record]) -> None:
    dice = Random(noun.__qualname__)
    for number, key in enumerate(keys_of(noun)):
        good = tree(noun, dice, 6)
        for wrong in WRONG[number % 3 :: 3]:  # every value meets a third of all fields
            text = written({**good, key: wrong}, sort_keys=False)
            value, diagnostics = read_record(noun, text, "odd.yml", slug="odd") if noun in SLUGGED else read(noun, text)
            assert (value is None) == bool(diagnostics)
            rows = text.count("\n")
            assert all(
                0 <= diagnostic.place.line <= rows and diagnostic.text and "\n" not in str(diagnostic)
                for diagnostic in diagnostics
            ), diagnostics
            assert not any(
                word in diagnostic.text for diagnostic in diagnostics for word in ("NoneType", "<class", "Traceback")
            )


SLUGGED = (Project, RatingScheme, Framework)


def read(noun: type[Record], text: str) -> Any:
    """Read any noun, as if a file held nothing else."""
    return read_record(noun, text, "odd.yml")


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: repr(wrong)[:20])
def test_a_list_of_units_may_be_anything(wrong: Any) -> None:
    for data in (wrong, [wrong], {"甲": wrong}):
        units, diagnostics = read_records(Unit, written(data), "units.yml", "units")
        assert (units is None) == bool(diagnostics)


# ---- odd but readable: everything loads, so that all checks see it ----


@pytest.mark.parametrize("seed", range(16))
def test_odd_data_that_can_be_read_are_scored_and_checked(seed: int, odd: Check) -> None:
    dice = Random(seed)
    data = tree(Project, dice)
    data["年度"] = "2017"
    data.setdefault("评价", {})["评级办法"] = dice.choice((*SCHEMES, "没有"))
    inspection = odd(dump(data))
    assert [
        diagnostic
        for diagnostic in inspection.diagnostics
        if diagnostic.check in ("数字", "取值", "日期", "类型", "未知项")
    ] == []


def leaf(number: int) -> dict[str, Any]:
    """The least of an indicator."""
    return {"编号": f"C{number}", "名称": f"指标{number}", "权重": "0.1", "评分": {"方法": "评定", "得分": "0.1"}}


def deep(levels: int) -> dict[str, Any]:
    """A tree that is all trunk."""
    inner = leaf(levels)
    for level in range(levels):
        inner = {"编号": f"B{level}", "名称": f"层{level}", "权重": "0.1", "下级": [inner]}
    return inner


SHAPES: dict[str, list[dict[str, Any]]] = {
    "三百个末级": [leaf(number) for number in range(300)],
    "三百个同名同号的末级": [leaf(1) for _ in range(300)],
    "六十层": [deep(29)],
    "权重全是零": [{**leaf(n), "权重": "0"} for n in range(9)],
    "只有一个表情": [{**leaf(1), "编号": "😀", "名称": "👩‍👩‍👧‍👦"[:1]}],
    "极大的权重": [{**leaf(n), "权重": "999999999999999.9999999999"} for n in range(9)],
    "负的权重": [{**leaf(n), "权重": "-999999999999999"} for n in range(9)],
}


@pytest.mark.parametrize("shape", SHAPES)
def test_odd_trees_are_scored_and_checked(shape: str, odd: Check) -> None:
    data = {
        "年度": "2017", "项目名称": "甲", "项目单位": "乙", "来源": [{"文件": "丙", "类别": "报告"}],
        "评价": {"评级办法": "sh-2014"}, "预算": {"金额": "0万元", "支出": "0万元"}, "指标体系": SHAPES[shape],
    }  # fmt: skip
    inspection = odd(dump(data))
    assert inspection.book.projects or shape == "六十层"
    assert Indicator.labels


# ---- the folder itself ----

NAMES = st.sampled_from(
    ("a.yml", "A.yml", "-.yml", "甲.yml", "a b.yml", ".yml", "a.yaml", "a.YML", "😀.md", "a.yml.bak", "~$a.docx",
     "CON.yml", "a" * 200 + ".yml", "a\nb.yml", "2017", "9999", "site.yml", "units.yml", "sensitive.yml")
)  # fmt: skip
SPOTS = st.sampled_from(
    ("", "projects", "projects/2017", "projects/2018", "schemes", "frameworks", "pages", "files", "new")
)


@drawing(15, **UNHURRIED)
@given(data=st.data())
def test_any_folder(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("folder")
    content = Case(BASE, "", (), (), "").lay_out(root)
    for _ in range(data.draw(st.integers(1, 4))):
        things = [content, *sorted(content.rglob("*"))]
        thing, other = data.draw(st.sampled_from(things)), data.draw(st.sampled_from(things))
        spot = content / data.draw(SPOTS) / data.draw(NAMES)
        try:
            change(
                data.draw(st.sampled_from(["remove", "file", "folder", "link", "loop", "move", "new", "new"])),
                thing,
                other,
                spot,
            )
        except OSError:
            continue
    obeys(content, root / "build")
    shutil.rmtree(root)


def change(how: str, thing: Path, other: Path, spot: Path) -> None:
    """Do one thing to a folder that nobody would do on purpose."""
    if how in ("remove", "file", "folder", "link", "loop"):
        shutil.rmtree(thing) if thing.is_dir() and not thing.is_symlink() else thing.unlink()
    match how:
        case "file":
            thing.write_text("甲: 乙\n", "utf-8")
        case "folder":
            (thing / "甲").mkdir(parents=True)
        case "link":
            thing.symlink_to(other)
        case "loop":
            thing.symlink_to(thing.name)
        case "move":
            os.rename(thing, spot)  # noqa: PTH104
        case "new":
            spot.parent.mkdir(parents=True, exist_ok=True)
            spot.write_text("甲: 乙\n", "utf-8")
