"""满意度要有百分数；有数字目标而失分的指标要有实际值；自评表得满分的指标要有目标值和实际值。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.mapping._scored_lines import JUDGED, ShownFigure, lines
from generator.checks.mapping._targets import quantity
from generator.core.diagnostic import Severity
from generator.model.project import Project
from generator.model.scores import ProjectScore

NAME = "实际值缺"
SEVERITY: Severity = "警告"

DIGIT = re.compile(r"\d")
RATED = re.compile("满意(?!.{0,20}(?:机制|制度|调查|开展))")
SATISFIED = re.compile(r"满意[^。；]{0,40}?\d(?:\.\d+)?[%％]")


def check(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Ask each scored line; a percentage that the achievements tell is somewhere, if not in its place."""
    shown = list(lines(project, score))
    rate_in_prose = any(map(SATISFIED.search, _prose(project)))
    filled = project.sheet is not None and 2 * sum(bool(line.target and line.actual) for line in shown) > len(shown)
    execution = project.execution
    for line in shown:
        if line.record is not execution and (text := _lacks(line, rate_in_prose=rate_in_prose, filled=filled)):
            yield line.record, "actual", text


def _lacks(line: ShownFigure, *, rate_in_prose: bool, filled: bool) -> str:
    if line.method not in {*JUDGED, ""} or DIGIT.search(line.actual):
        return ""
    aimed = quantity(line.target, line.sign, line.unit)
    if line.actual and aimed:
        return ""  # 实际值非数 tells it
    if RATED.search(line.name) and line.method == "评定" and not rate_in_prose:
        return "满意度的百分数没有写，得分无从复算，请补写实际值，如 92.5%"
    if line.lost and aimed:
        return f"目标是 {line.aim}，得 {line.points} 分（满分 {line.weight}），却没有写实际值，请补写"
    if filled and line.full and not line.target and not line.actual:
        return "得了满分，目标值和实际值却是空的，请照原表补写"
    return ""


def _prose(project: Project) -> Iterator[str]:
    for achievement in project.achievements:
        yield from (achievement.text, *achievement.detail)
    yield from project.progress
    for goal in project.sheet.goals if project.sheet else ():
        yield from goal.achieved
