"""Pages of ours that come back as text: every value read is the project's, nothing of ours is taken for the paper's."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from generator.core.date import PartialDate
from generator.core.number import InvalidNumber
from generator.core.printed import printed_amount
from generator.intake.drafted import Entry, Node, as_node, entries
from generator.intake.files.text import paper_of_text
from generator.intake.kinds import own_page, recognise
from generator.intake.paper import Refused
from generator.intake.recognised import Recognised
from generator.load import read_site
from generator.model.indicator import Indicator
from generator.rules.assessed import Assessed
from generator.views import ProjectDetail
from generator.views.declared import declared
from tests.support.building import ROOT
from tests.support.page_text import pages_of
from tests.support.paper_shapes import Shape, all_shapes

# What a page does not show as the paper's, or shows in other words.
OURS = frozenset(
    {"说明", "系列", "简称", "收录日期", "更新日期", "附件", "对应指标", "对应目标", "列举", "方法", "得分写法"}
)


@dataclass
class Compared:
    """What was read of a project: values by block that came back, all there are, and those that are wrong."""

    all_of: Counter[str] = field(default_factory=Counter)
    back: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def read_back(text: str, content: Path) -> Recognised:
    """The project that a page gives."""
    found = own_page.recognise(paper_of_text("网页.txt", text), read_site(content).book)
    assert isinstance(found, tuple), found
    return found[0]


def compare(detail: ProjectDetail, found: Recognised) -> Compared:
    """What was read against the project."""
    want = as_node(declared(detail.project))
    assert isinstance(want, dict)
    want["指标体系"] = [_indicator(one) for one in detail.project.indicators]
    told = dict(found.values)
    told["指标体系"] = [_read_indicator(one) for one in rows(told.get("指标体系", []))]
    result = Compared()
    for path, _ in _leaves(want):
        result.all_of[path.split(".")[0]] += 1
    wanted, read = dict(_leaves(want)), dict(_leaves(told))
    for path, words in wanted.items():
        if path in read and same(read[path], words):
            result.back[path.split(".")[0]] += 1
        elif path not in read:
            result.missing.append(f"{path}：{words}")
    doubted = {path for path, one in _entries(told) if one.doubts}
    result.wrong = [
        f"{path}：{words} ≠ {wanted.get(path)}"
        for path, words in read.items()
        if path not in doubted and not same(words, wanted.get(path, ""))
    ]
    return result


def _indicator(one: Indicator) -> Node:
    rule, printed = one.rule, one.printed
    awarded = rule.written("points") if rule and rule.as_printed else ""
    points = (printed.written("points") if printed else "") or awarded
    texts = {
        "编号": one.code, "名称": one.name, "权重": one.written("weight"), "得分": points or one.written("reviewed"),
        "得分率": printed.written("rate") if printed else "", "偏差原因": one.reason,
        "目标值": one.target or (rule.target_text if rule else ""),
        "指标性质": one.sign, "度量单位": one.unit, "复核分": one.written("reviewed"),
        "依据": rule.basis if isinstance(rule, Assessed) else "",
        "实际值": one.actual or (rule.actual_text if rule and not rule.as_printed else ""),
    }  # fmt: skip
    node: dict[str, Node] = {key: Entry(text) for key, text in texts.items() if text}
    node["其他栏目"] = as_node(declared(one.columns))
    node["其中"] = as_node(declared(one.rows))
    return node | {"下级": [_indicator(below) for below in one.children]}


def _read_indicator(one: Node) -> Node:
    assert isinstance(one, Mapping)
    node = {key: value for key, value in one.items() if key not in ("公布", "评分")}
    node["下级"] = [_read_indicator(below) for below in rows(one.get("下级", []))]
    for key in ("评分", "公布"):
        node |= {name: value for name, value in one.get(key, {}).items() if name != "方法"}  # type: ignore[union-attr]
    return node


def rows(node: Node) -> list[Node]:
    """The rows of a list."""
    assert isinstance(node, list | tuple)
    return list(node)


def _leaves(node: Node) -> Iterator[tuple[str, str]]:
    yield from ((path, one.text) for path, one in _entries(node))


def _entries(node: Node, path: str = "") -> Iterator[tuple[str, Entry]]:
    if isinstance(node, Entry):
        yield path, node
    elif isinstance(node, Mapping):
        for key, below in node.items():
            if key not in OURS:
                yield from _entries(below, f"{path}.{key}" if path else key)
    elif len(node) == 1 and isinstance(node[0], Entry):
        yield path, node[0]
    else:
        for number, below in enumerate(node):
            yield from _entries(below, f"{path}.{number}")


def same(one: str, other: str) -> bool:
    """Whether two texts say the same, amounts in any unit."""
    if "".join(one.split()) == "".join(other.split()):
        return True
    try:
        return printed_amount(one).value == printed_amount(other).value
    except InvalidNumber:
        pass
    try:
        return PartialDate.read(one).key == PartialDate.read(other).key
    except ValueError:
        return False


@cache
def real_pages() -> tuple[tuple[ProjectDetail, str], ...]:
    return tuple(pages_of(ROOT / "content"))


def held(content: Path, detail: ProjectDetail, text: str) -> Compared:
    result = compare(detail, read_back(text, content))
    assert result.wrong == [], detail.id
    return result


def test_the_pages_of_the_real_projects_give_their_values_back() -> None:
    back, everything = Counter[str](), Counter[str]()
    for detail, text in real_pages():
        result = held(ROOT / "content", detail, text)
        back, everything = back + result.back, everything + result.all_of
        # What no page tells: weights of groups that are the sum of their parts, and values that stand in a formula.
        assert [one for one in result.missing if not re.search(r"下级\.\d+\.(权重|目标值|实际值)：", one)] == [], (
            detail.id
        )
    assert {block for block in everything if back[block] < everything[block]} <= {"指标体系", "主要绩效"}
    assert back["指标体系"] * 100 >= everything["指标体系"] * 90


REPORTS = [shape for shape in all_shapes() if shape.slug and "自评表:" not in shape.data]


@pytest.mark.parametrize("shape", REPORTS, ids=lambda shape: shape.name)
def test_the_page_of_a_paper_of_any_shape_gives_nothing_back_that_is_not_the_papers(
    shape: Shape, tmp_path: Path
) -> None:
    content = shape.case.lay_out(tmp_path)
    for detail, text in pages_of(content):
        if f"content/projects/{detail.id}.yml" == shape.file:
            held(content, detail, text)


def test_names_of_indicators_that_are_headings_of_the_page_too_end_no_table() -> None:
    _, text = next(one for one in real_pages() if one[0].id == "2017/shipin-huiyi")
    other = text.replace("A2 项目目标", "绩效目标").replace("B1 资金管理", "资金管理")
    assert other != text
    found = [read_back(one, ROOT / "content").values["指标体系"] for one in (other, text)]
    scored, as_before = ([path for path, _ in entries(one) if path[-1] == "得分"] for one in found)
    assert scored == as_before


SELF_EVALUATIONS = ROOT / "tests" / "examples" / "self-evaluation" / "content"
# What the rows of funds and of the total print, which a file may hold there alone and not once more under these.
PRINTED_ONCE = {"预算.年初预算", "预算.执行率", "公布.满分", "公布.复核分值"}


def test_the_pages_of_self_evaluations_give_their_values_back_though_copying_loses_merged_cells() -> None:
    everything = back = 0
    for detail, text in pages_of(SELF_EVALUATIONS):
        found = compare(detail, read_back(text, SELF_EVALUATIONS))
        everything, back = everything + found.all_of.total(), back + found.back.total()
        assert [one for one in found.wrong if one.partition("：")[0] not in PRINTED_ONCE] == [], detail.id
    assert back * 100 >= everything * 97, f"{back} / {everything}"


def test_a_level_that_copying_has_lost_is_doubted() -> None:
    found = read_back(dict(_self_pages())["2024/zhiyou-dengji"], SELF_EVALUATIONS)
    doubted = ["".join(one.doubts) for path, one in entries(found.values) if one.text == "示例：产业带动"]
    assert "属于哪一级是推断的" in doubted[0]


def test_a_copied_self_evaluation_whose_rows_cannot_be_told_apart_is_refused() -> None:
    text = dict(_self_pages())["2024/biaozhun"]
    torn = text.replace("\t≥4栋\t4栋", "\t≥4栋 4栋")
    assert torn != text
    found = recognise(paper_of_text("网页.txt", torn), read_site(SELF_EVALUATIONS).book)
    assert isinstance(found, Refused)
    assert found.reason == own_page.SELF_EVALUATION


def _self_pages() -> Iterator[tuple[str, str]]:
    return ((detail.id, text) for detail, text in pages_of(SELF_EVALUATIONS))
