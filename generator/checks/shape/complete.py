"""有下级的指标由下级加总得分，不再写评分；没有下级的指标必须写明评分。没有指标体系的，要有公布的分值或结论；未填报的不写得分。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import all_nodes
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "评分缺漏"
SEVERITY: Severity = "错误"
WAIVABLE = False


def check(project: Project) -> Iterator[Violation]:
    """Look at each indicator, and at projects without any."""
    for node in all_nodes(project):
        if node.children and node.rule:
            yield node, "rule", "这个指标有下级，得分由下级加总，请删去“评分”"
        elif not node.children and not node.rule and project.filled == "已填报":
            text = "这个指标没有下级，请写明评分，如“评分: {方法: 评定, 得分: 2}”"
            yield node, "", text
        if node.children and node.rows:
            yield node, "rows", "这个指标有下级，“其中”只能写在没有下级的指标里，请移到下级"
    if project.filled == "未填报":
        yield from _unfilled(project)
    elif not project.indicators and not _published(project):
        text = "既没有指标体系，也没有公布的评价分值，请至少填写“公布”下的“评价分值”"
        yield project, "printed", f"{text}；只公布了结论的，写“评价结论”"


def _published(project: Project) -> bool:
    return project.printed is not None and (project.printed.score is not None or project.printed.grade != "")


def _unfilled(project: Project) -> Iterator[Violation]:
    """A form that was never filled has no points, so that nobody is scored 0 for it."""
    text = "填报状态是“未填报”，却写了{}；请删去，或把填报状态改为“已填报”"
    scored = next((node for node in all_nodes(project) if node.rule or node.reviewed is not None), None)
    if scored:
        yield scored, "rule" if scored.rule else "reviewed", text.format("得分")
    if _published(project):
        yield project, "printed", text.format("公布的分值或结论")
