"""Review (复看) of recognised values: papers not taken, implausible values, guessed positions, bare ratios.

The last look at what was read of a table, whatever its layout: a layout nobody foresaw shows itself here.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.intake.drafted import EmptyBlock, Entry, Node, Recognised, entries
from generator.intake.paper import Paper, Refused
from generator.intake.tables.columns import indicator_role
from generator.intake.tables.labels import bare, bare_words, field_of, label_kind
from generator.intake.tables.lines import paper_lines
from generator.model import forms
from generator.model.reexamination import PAPER
from generator.model.selfeval import AnnualGoal, FundRow

KNOWN = "能收的有项目支出绩效自评表、绩效评价结果信息表、绩效评价报告、指标评分表、整改情况表"
DECLARATION = re.compile("预算申报|绩效目标申报|目标申报表|预算申请|项目申报")
TARGETS = re.compile("绩效目标(?:批复)?表|目标批复|绩效目标")
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
GUESSED = "从 PDF 读出，哪个字属于哪一格是按位置推断的"
BARE = re.compile(r"\d*\.?\d+")
# What a unit fills in; a form that went out with names and weights alone has none of it.
FILLED_IN = {
    *("金额", "支出", "年初预算", "年初预算数", "全年预算数", "全年执行数"),
    *("实际值", "得分", "实际完成情况", "偏差原因", "评价得分"),
}
SELF_FILLED = ("自评表", "指标评分表")
REVIEW = "复核"  # what is filled in on a working paper of a reexamination
SOURCES, DOCUMENT = "来源", "文件"


def refuse(paper: Paper) -> Refused:
    """One sentence: what it seems to be, and what to do."""
    lines = paper_lines(paper)
    head = "".join(cell.line for line in lines[:6] for cell in line.own)
    roles = {indicator_role(cell.text) for line in lines for cell in line.own}
    if not lines:
        reason = f"里面没有内容；{KNOWN}，请交填好的表"
    elif declaration := DECLARATION.search("".join(head.split())):
        reason = f"看来是预算申报的表（表头有“{declaration[0]}”），只有目标，没有结果；请交年度结束后的绩效自评表"
    elif "target" in roles and not {"actual", "points"} & roles:
        reason = "看来是绩效目标表，只有目标值，没有实际完成值和得分；请交填好结果的绩效自评表"
    elif TARGETS.search(head) and "actual" not in roles:
        reason = "看来是绩效目标表，没有完成情况；请交填好结果的绩效自评表"
    else:
        words = "、".join(dict.fromkeys(cell.line[:12] for line in lines[:3] for cell in line.own[:3]))
        reason = f"认不出是什么表（开头是“{words}”）；{KNOWN}，请核对是不是交错了文件，或者照空表（make form）填写"
    return Refused(paper.file, reason)


def unfilled(paper: Paper, name: str) -> Refused:
    """A form that nobody filled in: it must not be taken for one with a score of 0."""
    return Refused(paper.file, f"看来是还没有填写的{name}，格子里没有目标值、完成值、得分和金额；请填好后再交")


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


def reviewed(paper: Paper, projects: Sequence[Recognised]) -> tuple[Recognised, ...] | Refused:
    """The projects of a paper with every doubt that does not depend on the kind of form."""
    blank = next((project for project in projects if _is_blank(project)), None)
    if blank:
        return unfilled(paper, blank.kind)
    return tuple(_reviewed(project, paper.guessed) for project in projects)


def _is_blank(project: Recognised) -> bool:
    """Whether a form of ours came back as it went out for a new project."""
    fields = (
        {REVIEW} if project.kind == PAPER else FILLED_IN if project.complete and project.kind in SELF_FILLED else None
    )
    return fields is not None and not any(fields & set(path) for path, _ in entries(project.values))


def _reviewed(project: Recognised, guessed: bool) -> Recognised:
    values: Mapping[str, Node] = project.values
    if project.complete:
        values = _with_ratios_doubted(_with_whole_sources(values))
    if guessed:
        values = _each(values, lambda entry: replace(entry, doubts=(*entry.doubts, GUESSED)))
    return replace(project, values=values)


def _with_whole_sources(values: Mapping[str, Node]) -> Mapping[str, Node]:
    """Without documents that have no title: of a new project the paper itself is the document."""
    documents = values.get(SOURCES)
    if not isinstance(documents, Sequence):
        return values
    whole = [document for document in documents if not isinstance(document, Mapping) or document.get(DOCUMENT)]
    rest = {key: below for key, below in values.items() if key != SOURCES}
    return {**rest, SOURCES: whole} if whole else rest


def _with_ratios_doubted(values: Mapping[str, Node]) -> Mapping[str, Node]:
    """With a doubt at an actual value of 0.95 or 95 beside a target of 90%."""
    tree = _ratio(values)
    assert isinstance(tree, Mapping)
    return tree


def _ratio(node: Node) -> Node:
    if isinstance(node, Entry | EmptyBlock):
        return node
    if not isinstance(node, Mapping):
        return [_ratio(below) for below in node]
    children = {key: _ratio(below) for key, below in node.items()}
    target, actual = children.get("目标值"), children.get("实际值")
    if isinstance(target, Entry) and isinstance(actual, Entry) and _is_percent(target) and BARE.fullmatch(actual.text):
        doubt = f"填的是 {actual.text}，没有百分号，目标值是百分数"
        children["实际值"] = replace(actual, doubts=(*actual.doubts, doubt))
    return children


def _is_percent(entry: Entry) -> bool:
    return "%" in entry.text or "％" in entry.text


def _each(values: Mapping[str, Node], change: Callable[[Entry], Entry]) -> Mapping[str, Node]:
    """The tree with every value changed."""

    def below(node: Node) -> Node:
        if isinstance(node, Entry):
            return change(node)
        if isinstance(node, EmptyBlock):
            return node
        return dict(_pairs(node)) if isinstance(node, Mapping) else [below(child) for child in node]

    def _pairs(node: Mapping[str, Node]) -> Iterator[tuple[str, Node]]:
        return ((key, below(child)) for key, child in node.items())

    return dict(_pairs(values))
