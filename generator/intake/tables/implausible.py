"""Implausible values (不像内容的内容): labels read as values and sentences read as names, doubted one by one.

The last look at what was read of a table, whatever its layout: a layout nobody foresaw shows itself here.
"""

import re
from collections.abc import Mapping, Sequence

from generator.intake.drafted import Entry, Node
from generator.intake.tables.labels import bare, bare_words, field_of
from generator.intake.tables.pairs import label_kind
from generator.model import forms
from generator.model.selfeval import AnnualGoal, FundRow

LABEL = "读到的像是表上的栏目名称，不是内容，请核对"
SENTENCE = "像是一句话，不像名称，请核对"
NUMBER = "像是序号，不像名称，请核对"
DIGITS = re.compile(r"[\d.、．%]+")
NAME = "名称"
BODIES = ("项目单位", "主管部门", "责任单位")
FUNDS = "资金"
OF_THE_HOUSE = ("类别", "方式", "方法", "状态", "栏目")  # words of the data file itself
HEADS = (forms.LEVELS, forms.ACTUAL, forms.TARGET, forms.WEIGHT, forms.POINTS, forms.REASON)
FUND_NAMES = ("资金名称", "资金项目", "资金情况", "项目资金", "资金总额", "年度资金总额")
SENTENCE_MARK = re.compile("[。；]")


def examined(values: Mapping[str, Node]) -> dict[str, Node]:
    """The values that say something, with doubts on those that cannot well be what they stand for."""
    return {key: _node(node, (key,)) for key, node in values.items() if node}


def _node(node: Node, path: tuple[str, ...]) -> Node:
    if isinstance(node, Entry):
        doubt = _doubt(node.text, path)
        return Entry(node.text, node.spot, (*node.doubts, doubt)) if doubt else node
    if isinstance(node, Mapping):
        return {key: _node(below, (*path, key)) for key, below in node.items()}
    return _nodes(node, path)


def _nodes(nodes: Sequence[Node], path: tuple[str, ...]) -> list[Node]:
    return [_node(below, path) for below in nodes]


def _doubt(text: str, path: tuple[str, ...]) -> str:
    key = path[-1]
    if key in OF_THE_HOUSE or path[-2:] == ("其他栏目", NAME):
        return ""
    if key == NAME and DIGITS.fullmatch(text):
        return NUMBER
    if (key == NAME or key in BODIES) and SENTENCE_MARK.search(text):
        return SENTENCE
    if key != NAME:
        return LABEL if is_label(text) else ""
    wrong = _is_head(text) or (_is_goal(text) if FUNDS in path else bare(text) in bare_words(forms.TOTALS))
    return LABEL if wrong else ""


def is_label(text: str) -> bool:
    """Whether a text is one of the labels that forms print."""
    funds = field_of(FundRow, text) not in ("", "name", "remark")
    total = bare(text) in (*bare_words(forms.TOTALS), *FUND_NAMES)
    return total or funds or _is_head(text) or _is_goal(text) or bool(label_kind(text))


def _is_head(text: str) -> bool:
    return any(bare(text) in bare_words(words) for words in HEADS)


def _is_goal(text: str) -> bool:
    return bare(text) in bare_words(forms.ANNUAL_GOALS) or bool(field_of(AnnualGoal, text, "expected", "achieved"))
