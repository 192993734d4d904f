"""有下级的指标由下级加总得分，不再写评分；未填报的表不写得分、完成情况和支出。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import all_nodes
from generator.core.diagnostic import Severity
from generator.model.project import Indicator, Project
from generator.model.selfeval import PlainRow

NAME = "评分缺漏"
SEVERITY: Severity = "错误"
WAIVABLE = False


def check(project: Project) -> Iterator[Violation]:
    """Look at each indicator, and at forms that are said to be empty."""
    for node in all_nodes(project):
        if node.children and node.rule:
            yield node, "rule", "这个指标有下级，得分由下级加总，请删去“评分”；原文印有本级得分的，写“公布: {得分: …}”"
        if node.children and node.rows:
            yield node, "rows", "这个指标有下级，“其中”只能写在没有下级的指标里，请移到下级"
    if project.filled == "未填报":
        yield from _unfilled(project)


def _unfilled(project: Project) -> Iterator[Violation]:
    """A form that was never filled has no values, so that nobody is scored 0 for it, nor a filled form called empty."""
    text = "填报状态是“未填报”，却写了{}；请删去，或把填报状态改为“已填报”"
    uses = ((project, "filled"),)
    for node in all_nodes(project):
        printed = node.printed is not None and node.printed.points is not None
        if node.rule or node.reviewed is not None or printed:
            yield node, "rule" if node.rule else "printed" if printed else "reviewed", text.format("得分"), uses
            break
    rows: list[Indicator | PlainRow] = [*all_nodes(project), *(project.sheet.rows if project.sheet else ())]
    for record in rows:
        if record.actual:
            yield record, "actual", text.format("实际值"), uses
            break
    if project.printed and (project.printed.score is not None or project.printed.grade):
        yield project, "printed", text.format("公布的分值或结论"), uses
    if project.budget.spent and project.budget.spent.value:
        yield project.budget, "spent", text.format("支出"), uses
    for goal in project.sheet.goals if project.sheet else ():
        if goal.achieved:
            yield goal, "achieved", text.format("实际完成情况"), uses
            break
