"""Review (复看) of what any kind of form recognised: forms sent back empty, guesses from positions, bare ratios."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.intake.drafted import EmptyBlock, Entry, Node, entries
from generator.intake.paper import Paper, Refused
from generator.intake.recognised import Recognised
from generator.intake.tables.unsuitable import unfilled
from generator.model.reexamination import PAPER

GUESSED = "从 PDF 读出，哪个字属于哪一格是按位置推断的"
BARE = re.compile(r"\d*\.?\d+")
# What a unit fills in; a form that went out with names and weights alone has none of it.
FILLED_IN = {
    *("金额", "支出", "年初预算", "年初预算数", "全年预算数", "全年执行数"),
    *("实际值", "得分", "实际完成情况", "偏差原因", "评价得分"),
}
SELF_FILLED = ("自评表", "指标评分表")
TOLD = "复核"  # what is filled in on a working paper of a reexamination
SOURCES, DOCUMENT = "来源", "文件"


def reviewed(paper: Paper, found: Sequence[Recognised]) -> tuple[Recognised, ...] | Refused:
    """The projects of a paper with every doubt that does not depend on the kind of form."""
    blank = next((one for one in found if _is_blank(one)), None)
    if blank:
        return unfilled(paper, blank.kind)
    return tuple(_reviewed(one, paper.guessed) for one in found)


def _is_blank(one: Recognised) -> bool:
    """Whether a form of ours came back as it went out for a new project."""
    asked = {TOLD} if one.kind == PAPER else FILLED_IN if one.complete and one.kind in SELF_FILLED else None
    return asked is not None and not any(asked & set(path) for path, _ in entries(one.values))


def _reviewed(one: Recognised, guessed: bool) -> Recognised:
    values: Mapping[str, Node] = one.values
    if one.complete:
        values = _with_ratios_doubted(_with_whole_sources(values))
    if guessed:
        values = _each(values, lambda entry: replace(entry, doubts=(*entry.doubts, GUESSED)))
    return replace(one, values=values)


def _with_whole_sources(values: Mapping[str, Node]) -> Mapping[str, Node]:
    """Without documents that have no title: of a new project the paper itself is the document."""
    documents = values.get(SOURCES)
    if not isinstance(documents, Sequence):
        return values
    whole = [one for one in documents if not isinstance(one, Mapping) or one.get(DOCUMENT)]
    rest = {key: below for key, below in values.items() if key != SOURCES}
    return {**rest, SOURCES: whole} if whole else rest


def _with_ratios_doubted(values: Mapping[str, Node]) -> Mapping[str, Node]:
    """With a doubt at an actual value of 0.95 or 95 beside a target of 90%."""
    made = _ratio(values)
    assert isinstance(made, Mapping)
    return made


def _ratio(node: Node) -> Node:
    if isinstance(node, Entry | EmptyBlock):
        return node
    if not isinstance(node, Mapping):
        return [_ratio(below) for below in node]
    made = {key: _ratio(below) for key, below in node.items()}
    target, actual = made.get("目标值"), made.get("实际值")
    if isinstance(target, Entry) and isinstance(actual, Entry) and _is_percent(target) and BARE.fullmatch(actual.text):
        told = f"填的是 {actual.text}，没有百分号，目标值是百分数"
        made["实际值"] = replace(actual, doubts=(*actual.doubts, told))
    return made


def _is_percent(entry: Entry) -> bool:
    return "%" in entry.text or "％" in entry.text


def _each(values: Mapping[str, Node], change: Callable[[Entry], Entry]) -> Mapping[str, Node]:
    """The tree with every value changed."""

    def below(node: Node) -> Node:
        if isinstance(node, Entry):
            return change(node)
        if isinstance(node, EmptyBlock):
            return node
        return dict(_pairs(node)) if isinstance(node, Mapping) else [below(one) for one in node]

    def _pairs(node: Mapping[str, Node]) -> Iterator[tuple[str, Node]]:
        return ((key, below(one)) for key, one in node.items())

    return dict(_pairs(values))
