"""A data file that there is already is changed at exactly the places where the paper says something else."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.core.diagnostic import Diagnostic
from generator.intake.comparison import PaperComparison, compare
from generator.intake.drafted import Blank, Entry, Node, as_node
from generator.intake.edits import changed
from generator.intake.paper import Spot
from generator.load import ProjectFile, read_project
from generator.load.source import OpenedFile, decode, parse
from generator.model.project import Project
from generator.views.declared import declared
from tests.support.cases import HOME

ROOT = Path(__file__).resolve().parent.parent
CASES = yaml.load((HOME / "intake/changes.yml").read_text("utf-8"), Loader=yaml.BaseLoader)
BEFORE: str = CASES["原文"]
FILES = sorted([*(ROOT / "content/projects").rglob("*.yml"), *(ROOT / "tests/examples").rglob("projects/*/*.yml")])


def opened(text: str) -> OpenedFile:
    file = parse(text, "shili.yml")
    assert isinstance(file, OpenedFile), file
    return file


def entry(value: str, *doubts: str) -> Entry:
    return Entry(value, Spot("自评表", "E7"), doubts)


def after(values: Mapping[str, Node], before: str = BEFORE, ours: bool = False) -> tuple[PaperComparison, str]:
    file = opened(before)
    comparison = compare(file.root, values, Project, ours)
    new = changed(before.encode(), file, comparison.changes)
    assert new is not None
    return comparison, new.decode()


@pytest.mark.parametrize("case", CASES["改动"], ids=lambda case: case["情形"])
def test_only_what_differs_is_changed_and_told_in_a_plain_line(case: Mapping[str, Any]) -> None:
    values, ((old, new),) = sent(case["来件"]), case["改"].items()
    assert isinstance(values, Mapping)
    comparison, text = after(values)
    assert f"{case['说']}（自评表!E7）" in [str(change) for change in comparison.changes]
    assert BEFORE.count(old) == 1 and text == BEFORE.replace(old, new)


def sent(value: Any) -> Node:
    """What a case says of the paper, as values with a place and doubts."""
    if isinstance(value, dict):
        return {key: sent(below) for key, below in value.items()}
    if isinstance(value, list):
        return [sent(below) for below in value]
    text, _, doubt = value.removesuffix("）").partition("（疑问：") if "（疑问：" in value else (value, "", "")
    return entry(text, *([doubt] if doubt else []))


def test_several_changes_at_one_place_all_find_theirs() -> None:
    values: dict[str, Node] = {
        "问题整改": [
            {"建议": entry("另开渠道。", "字迹不清"), "问题": entry("预约不便。"), "整改": {"情况": entry("已改")}},
            {"问题": entry("场地小。")},
        ],
        "收录日期": entry("2019-03"),
    }
    _, text = after(values)
    assert text.endswith(
        "- 问题: 预约不便。\n  建议: 另开渠道。  # 待核对：字迹不清\n  整改:\n    情况: 已改\n"
        "- 问题: 场地小。\n收录日期: 2019-03\n# 最后的注释\n"
    )


@pytest.mark.parametrize(
    "values",
    [
        {"预算": {"金额": Entry("10.00 万元"), "支出": Entry("98,000元")}},
        {"项目名称": Entry("档 案 展 览")},
        {"背景": Entry("第一段。\n第二段。")},
        {"主要绩效": [{"内容": Entry("按期开放")}, Entry("观众满意")]},
        {"指标体系": [{"名称": Entry("管理"), "权重": Entry("40.00"), "公布": {"得分": Entry("35分")}}]},
    ],
)
def test_the_same_in_another_writing_is_no_difference(values: Mapping[str, Node]) -> None:
    comparison, text = after(values)
    assert (comparison.changes, text) == ([], BEFORE)


@pytest.mark.parametrize("doubts", [(), ("字迹不清",)])
def test_the_mark_of_a_value_goes_with_it(doubts: tuple[str, ...]) -> None:
    before = "项目名称: 展览\n预算:\n  金额: 约12  # 待核对：没有读成数\n  支出: 9万元  # 见决算\n"
    _, text = after({"预算": {"金额": entry("12万元", *doubts), "支出": entry("8万元")}}, before)
    mark = "  # 待核对：字迹不清" if doubts else ""
    assert text == f"项目名称: 展览\n预算:\n  金额: 12万元{mark}\n  支出: 8万元  # 见决算\n"


def test_what_the_paper_does_not_speak_of_is_told_and_stays() -> None:
    comparison, text = after({"预算": {"金额": entry("10万元")}})
    assert text == BEFORE
    assert {"背景", "预算.支出", "指标体系", "问题整改"} <= set(comparison.kept)


def test_what_somebody_took_out_of_a_form_of_ours_is_taken_away_and_the_rest_stays() -> None:
    values: dict[str, Node] = {
        "项目名称": entry("档案展览"), "预算": {"金额": Blank(), "支出": entry("9.8万元")}, "背景": Blank(),
        "指标体系": [Blank(), {"编号": entry("B"), "名称": entry("产出"), "权重": entry("60")}],
        "主要绩效": [{"内容": entry("按期开放")}, Blank()], "问题整改": [Blank()],
    }  # fmt: skip
    comparison, text = after(values, BEFORE + "系列: zhanlan\n", ours=True)
    gone = {change.field for change in comparison.changes}
    assert gone == {"预算.金额", "背景", "指标体系.A", "主要绩效.2", "问题整改"}
    assert text == (
        "# 第一行的注释\n项目名称: 档案展览  # 名称按批复\n项目单位: 市档案馆\n"
        "来源:\n- {文件: 《甲》, 类别: 信息表}   # 一行写完\n预算: {支出: 9.8万元}  # 两个数\n\n"
        "# 中间的注释\n指标体系:\n  # 产出的注释\n- 编号: B\n  名称: 产出\n  权重: 60\n"
        "主要绩效: [按期开放]\n# 最后的注释\n系列: zhanlan\n"
    )


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "BOM"])
def test_the_marks_of_windows_stay(mark: bytes) -> None:
    raw = mark + BEFORE.replace("\n", "\r\n").encode()
    text = decode(raw, "shili.yml")
    assert not isinstance(text, Diagnostic)
    file = opened(text)
    comparison = compare(file.root, {"项目单位": entry("县档案馆")}, Project)
    assert changed(raw, file, comparison.changes) == raw.replace("市档案馆".encode(), "县档案馆".encode())


def test_a_file_with_lines_that_end_in_two_ways_is_not_changed() -> None:
    raw = BEFORE.replace("\n", "\r\n", 3).encode()
    file = opened(BEFORE)
    comparison = compare(file.root, {"项目单位": entry("县档案馆")}, Project)
    assert changed(raw, file, comparison.changes) is None


def values_of(path: Path) -> tuple[bytes, Mapping[str, Node]]:
    raw = path.read_bytes()
    project = read_project(ProjectFile(path.name, path.parent.name, path.stem), raw).project
    assert project
    values = as_node(declared(project))
    assert isinstance(values, Mapping)
    return raw, values


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_paper_that_says_what_the_file_says_changes_nothing(path: Path) -> None:
    raw, values = values_of(path)
    assert compare(opened(raw.decode()).root, values, Project, ours=True).changes == []


@given(st.sampled_from(FILES), st.randoms(use_true_random=False))
def test_whatever_a_paper_says_otherwise_stands_in_the_file_afterwards_and_no_comment_is_lost(
    path: Path, luck: Random
) -> None:
    raw, values = values_of(path)
    file, other = opened(raw.decode()), otherwise(values, luck)
    assert isinstance(other, Mapping)
    comparison = compare(file.root, other, Project)
    new = changed(raw, file, comparison.changes)
    assert new is not None, [str(change) for change in comparison.changes]
    again = compare(opened(new.decode()).root, other, Project)
    assert [str(change) for change in again.changes] == []
    comments = [line for line in raw.decode().splitlines() if line.lstrip().startswith("#")]
    assert [line for line in new.decode().splitlines() if line in comments] == comments


def otherwise(node: Node, luck: Random) -> Node:
    """The same values, now and then with another text, one more item, one more key."""
    some = luck.random() < 0.06
    if isinstance(node, Entry):
        return Entry(f"{node.text}改", None, ("疑问",)) if some else node
    if isinstance(node, Mapping):
        more: dict[str, Node] = {"说明": Entry("新的说明")} if some else {}
        return more | {key: otherwise(below, luck) for key, below in node.items()}
    assert not isinstance(node, Blank)
    items: Sequence[Node] = [otherwise(item, luck) for item in node]
    return [*items, Entry("新的一项")] if some and items and isinstance(items[0], Entry) else items


# ---- one thing written in several ways: a single item without its list, a text without its block ----


def held(text: str, values: dict[str, Node], ours: bool = False) -> PaperComparison:
    opened = parse(text, "shili.yml")
    assert isinstance(opened, OpenedFile)
    return compare(opened.root, values, Project, ours)


def finding(problem: str, **more: str) -> Node:
    return {"问题": Entry(problem), **{key: Entry(text) for key, text in more.items()}}


@pytest.mark.parametrize(
    ("text", "values", "changes", "kept"),
    [
        pytest.param(
            "问题整改: {问题: 预约不便。, 建议: 增加渠道。}\n",
            {"问题整改": [finding("预约不便。", 建议="增设窗口。")]},
            ["问题整改.建议：增加渠道。 → 增设窗口。"], [], id="只有一项，没有写成列表，来件也只有一项",
        ),
        pytest.param(
            "问题整改: {问题: 预约不便。, 建议: 增加渠道。}\n",
            {"问题整改": [finding("预约不便。"), finding("排队太久。")]},
            [], ["问题整改（现有文件写成一项，来件有 2 项，请手工核对）"], id="现有一项，来件两项",
        ),
        pytest.param(
            "问题整改:\n- 问题: 预约不便。\n", {"问题整改": [{}, finding("预约不便。")]}, [], [], id="来件里的空项",
        ),
        pytest.param("项目名称: 展览\n", {"项目名称": Entry("展览"), "预算": {}}, [], [], id="来件里没有内容的一块"),
    ],
)  # fmt: skip
def test_what_is_written_in_another_shape_is_held_against_what_it_means(
    text: str, values: dict[str, Node], changes: list[str], kept: list[str]
) -> None:
    comparison = held(text, values)
    assert ([str(change) for change in comparison.changes], comparison.kept) == (changes, kept)


def test_a_file_that_is_no_mapping_has_nothing_to_compare() -> None:
    assert held("- 甲\n", {"项目名称": Entry("展览")}).changes == []
