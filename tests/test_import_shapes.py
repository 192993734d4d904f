"""A data file may write one thing in several ways: a single item without its list, a text without its block."""

import pytest

from generator.intake.comparison import PaperComparison, compare
from generator.intake.drafted import Entry, Node
from generator.load.source import OpenedFile, parse
from generator.model.project import Project


def held(text: str, values: dict[str, Node], complete: bool = False) -> PaperComparison:
    opened = parse(text, "shili.yml")
    assert isinstance(opened, OpenedFile)
    return compare(opened.root, values, Project, complete)


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
    found = held(text, values)
    assert ([str(one) for one in found.changes], found.kept) == (changes, kept)


def test_a_form_of_ours_that_was_emptied_of_a_list_takes_the_list_away() -> None:
    found = held("问题整改:\n- 问题: 预约不便。\n- 问题: 排队太久。\n", {"问题整改": []}, complete=True)
    assert [(one.how, one.field) for one in found.changes] == [("删", "问题整改")]


def test_a_file_that_is_no_mapping_has_nothing_to_compare() -> None:
    assert held("- 甲\n", {"项目名称": Entry("展览")}).changes == []
