"""满意度要有百分数；有数字目标而扣分的指标要有实际值；自评表得满分的指标要有目标值和实际值。整份文件都没有的栏目不问。"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.checks import Violation
from generator.checks._cache_last import cache_last
from generator.checks.mapping._form_rows import NamedRow, columns_named, form_rows
from generator.checks.mapping._scored_lines import JUDGED, ShownFigure, lines
from generator.checks.mapping._targets import quantity
from generator.core.diagnostic import Severity
from generator.model.project import Project
from generator.model.scores import ProjectScore

NAME = "实际值缺"
SEVERITY: Severity = "警告"
NOTABLE = False

DIGIT = re.compile(r"\d")
RATED = re.compile("满意(?!.{0,20}(?:机制|制度|调查|开展))")
SATISFIED = re.compile(r"满意[^。；]{0,40}?\d(?:\.\d+)?[%％]")
BLANK = re.compile(r"[\s/／\\—－–_-]*")
# Rows on decision and management are judged by the evaluators; forms give them neither target nor actual value.
UNMEASURED = re.compile("决策|投入|过程|管理|执行")
COLUMNS = {"target": re.compile("目标值|指标值"), "actual": re.compile("完成(?:情况|值)|实际")}
UNCOUNTED = frozenset((*JUDGED, ""))
WORDS = {"target": "目标值", "actual": "实际值"}


@dataclass(frozen=True)
class _Cells:
    """The rows by the record that carries their points, and which columns the paper fills in at all."""

    rows: dict[int, list[NamedRow]]
    used: frozenset[str]


def check(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Ask each scored line; a percentage that the achievements tell is somewhere, if not in its place."""
    cells, execution = _cells(project), project.execution
    is_form = project.sheet is not None or all(source.kind == "自评表" for source in project.sources)
    for line in lines(score, project):
        if line.record is execution or getattr(line.record, "block", "绩效指标") != "绩效指标":
            continue
        if text := _lacks(line, project, column_used="actual" in cells.used):
            yield line.record, "actual", text, line.values
        elif is_form and line.full and line.method in UNCOUNTED:
            yield from _blanks(line, cells)


def _lacks(line: ShownFigure, project: Project, *, column_used: bool) -> str:
    if line.method not in UNCOUNTED or DIGIT.search(line.actual):
        return ""
    aimed = quantity(line.target, line.sign, line.unit)
    if line.actual and aimed:
        return ""  # 实际值非数 tells it
    if "满意" in line.name and RATED.search(line.name) and line.method == "评定" and not _rate_in_prose(project):
        return "满意度的百分数没有写，得分无从复算，请对照原件核对，原件有的补写实际值，如 92.5%"
    if line.lost and aimed and column_used:
        lost = f"得 {line.points} 分（满分 {line.weight}）"
        return f"目标是 {line.aim}，{lost}，却没有写实际值，请对照原件核对，原件有的请补写"
    return ""


def _blanks(line: ShownFigure, cells: _Cells) -> Iterator[Violation]:
    """Ask the cells of a line with full points, and those of its 其中 rows instead where it has such rows."""
    own, *below = cells.rows[id(line.record)]
    for row in below or [own]:
        if any(map(UNMEASURED.search, row.above)) or "执行率" in row.name or "预算执行" in row.name:
            continue
        told = {"target": line.target, "actual": line.actual} if row is own else {}
        blank = [column for column in WORDS if column in cells.used and _is_blank(row, column, told.get(column, ""))]
        if blank:
            which = "和".join(WORDS[column] for column in blank)
            text = f"得了满分，{which}却是空的，请对照原件核对，原件有的请补写"
            yield row.record, blank[-1], text, line.values


def _cells(project: Project) -> _Cells:
    rows: dict[int, list[NamedRow]] = {}
    for row in form_rows(project):
        rows.setdefault(id(row.owner), []).append(row)
    used = {column for column in WORDS if any(not _is_blank(row, column, "") for row in form_rows(project))}
    return _Cells(rows, frozenset(used))


def _is_blank(row: NamedRow, column: str, told: str) -> bool:
    """Whether a cell says nothing, and neither its rule nor a further column of the row (完成情况) says it."""
    text = getattr(row.record, column) or told
    if not text and row.record.columns:
        text = next((entry.text for entry in columns_named(row.record, COLUMNS[column])), "")
    return not text or BLANK.fullmatch(text) is not None


@cache_last
def _rate_in_prose(project: Project) -> bool:
    return any(map(SATISFIED.search, _prose(project)))


def _prose(project: Project) -> Iterator[str]:
    for achievement in project.achievements:
        yield from (achievement.text, *achievement.detail)
    yield from project.progress
    for goal in project.sheet.goals if project.sheet else ():
        yield from goal.achieved
