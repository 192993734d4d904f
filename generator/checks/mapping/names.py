"""Names that refer to goals and indicators, names left over from a template, titles of reports."""

import re
from collections.abc import Iterator
from functools import lru_cache

from generator.checks import Violation, check
from generator.checks.mapping._match import likeness, words
from generator.checks.mapping._rows import form_rows
from generator.checks.mapping.goals import goal_rows
from generator.checks.scores import all_nodes
from generator.core.record import FieldName, Record
from generator.model.project import Indicator, Project
from generator.model.selfeval import PlainRow


@check("对应不存在", "错误", waivable=False)
def names_that_exist(project: Project) -> Iterator[Violation]:
    """“对应目标”写分解目标表里有的目标，“对应指标”写指标体系里有的编号或名称。"""
    rows = [row.levels[-1] for row in goal_rows(project)]
    for node in all_nodes(project):
        for n, name in enumerate(node.goals):
            if words(name) not in map(words, rows):
                yield node, ("goals", n), f"分解目标表里没有“{name}”，{_advice(name, rows, '目标')}", ((node, "goals"),)
    yield from _findings(project)


def _findings(project: Project) -> Iterator[Violation]:
    nodes = tuple(all_nodes(project))
    names = {word for node in nodes for word in (node.code, node.name, node.title) if word}
    for finding in project.findings:
        for n, name in enumerate(finding.indicators):
            if name not in names:
                advice = _advice(name, [node.name for node in nodes], "编号或名称")
                text = f"指标体系里没有“{name}”，{advice}"
                yield finding, ("indicators", n), text, ((finding, "indicators"),)


def _advice(name: str, names: list[str], what: str) -> str:
    closest = max(names, key=lambda other: likeness(name, other), default="")
    if closest and likeness(name, closest):
        return f"是不是“{closest}”？请照那里的{what}写"
    return f"请照那里的{what}写，或删去这一项"


NUMBERED_NAME = re.compile(
    r"(?:[一二三四]级)?(?:绩效)?指标\s?(?:\d{1,2}|[一二三四五六七八九十]|[nN]|名称)|(?:年度|总体)?(?:绩效)?目标\s?\d{1,2}"
)
# What stands among other words is told by 模板提示语 already: here only what it cannot tell from a mark of the text.
LEFT_MARK = re.compile(r"[*＊]{2,}|[XxＸ×╳]{2,}$|…{1,2}$|\.{3,}$")


@check("模板名称", "警告")
def template_names(project: Project) -> Iterator[Violation]:
    """指标、目标的名称不应是模板里的“指标1”“年度绩效目标1”，也不应留着“**”“××”“……”。"""
    # A numbered name with something below it is a heading (目标1); the marks are left over anywhere.
    for record, field, name, last in _names(project):
        if text := _wrong_name(name, last):
            yield record, field, text


@lru_cache(8192)
def _wrong_name(name: str, last: bool) -> str:
    bare = name.strip()
    if (mark := LEFT_MARK.search(bare)) and mark[0] != bare:  # nothing but the mark: 没有填写 tells it
        return f"名称“{bare}”里的“{mark[0]}”像是模板留下的，请对照原件核对"
    if last and NUMBERED_NAME.fullmatch(bare):
        return f"名称“{bare}”像是模板留下的，没有换成实际的名称，请对照原件核对"
    return ""


def _names(project: Project) -> Iterator[tuple[Record, FieldName, str, bool]]:
    yield from ((node, "name", node.name, False) for node in all_nodes(project) if node.children)
    for row in form_rows(project):
        if isinstance(row.record, PlainRow):
            last = len(row.record.levels) - 1
            yield from ((row.record, ("levels", n), word, n == last) for n, word in enumerate(row.record.levels))
        else:
            yield row.record, "name", row.name, isinstance(row.owner, Indicator)
    for goal in goal_rows(project):
        last = len(goal.levels) - 1
        yield from ((goal, ("levels", n), word, n == last) for n, word in enumerate(goal.levels))


ORDINARY_TITLE = re.compile("(?:财政)?(?:项目|资金|专项)?(?:项目|资金)?支出(?:项目)?绩效评价报告")


@check("程序与题名", "提示", notable=False)
def procedure_and_title(project: Project) -> Iterator[Violation]:
    """按简易程序做的评价，报告不用普通程序的题名。"""
    evaluation = project.evaluation
    if "简易" in evaluation.procedure and ORDINARY_TITLE.fullmatch(evaluation.report_title):
        text = (
            f"程序是“{evaluation.procedure}”，报告标题却是普通程序的“{evaluation.report_title}”，请核对用的是哪一种程序"
        )
        yield evaluation, "report_title", text
