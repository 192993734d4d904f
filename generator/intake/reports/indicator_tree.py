"""Indicator trees: from the rows of a score table to the branches of 指标体系, with weights and points as printed.

Which branch a row belongs to its code tells, else its column; the table of the first level adds points and rates.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.intake.drafted import Entry, Node
from generator.intake.reports.table import LEVEL, MOVED, POINTS, RATES, TARGETS, WEIGHTS, ReportTable, Row, tidy_cell
from generator.intake.reports.wording import tidy
from generator.model import forms

CODED = re.compile(r"(?P<code>[A-Za-z](?:\d+(?:[.．]\d+)*[.．]?)?|\d+(?:[.．]\d+)+[.．]?)[\s、]*(?P<name>[^\d\s.．].*)")
WEIGHTED = re.compile(r"(?P<name>.*?)[\s（(]*(?P<weight>\d+(?:\.\d+)?\s*(?:%|分))[)）]?")
FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?\s*分?")
BY_PLACE = "没有编号，属于哪个上级据上下文推断"
NONE = ("/", "／", "—", "-", "——")
KEYS = {
    **dict.fromkeys(TARGETS, "目标值"),
    **dict.fromkeys(forms.ACTUAL, "实际值"),
    **dict.fromkeys(forms.REASON, "偏差原因"),
}
AS_GOAL = "目标值取自目标分解表中名称相近的“{}”"


@dataclass
class GrownIndicator:
    """An indicator while the tree grows."""

    depth: int
    code: str
    name: Entry
    printed: Entry | None = None  # the weight said behind the name: 10%
    weight: Entry | None = None
    points: Entry | None = None
    rate: Entry | None = None
    more: dict[str, Entry] = field(default_factory=dict)
    columns: list[tuple[str, Entry]] = field(default_factory=list)
    below: "list[GrownIndicator]" = field(default_factory=list)

    def same(self, other: "GrownIndicator") -> bool:
        """Return whether code and name are the same."""
        return (self.code, self.name.text) == (other.code, other.name.text)


def branches(table: ReportTable) -> list[GrownIndicator]:
    """Return the branches of the first level that a score table shows."""
    levels = [place for place, head in enumerate(table.head) if LEVEL.fullmatch(head)] or [0]
    tops: list[GrownIndicator] = []
    line: list[GrownIndicator] = []
    for row in table.rows:
        leaf: GrownIndicator | None = None
        for place in levels:
            cell = row[place]
            if not cell or cell.text.strip() in NONE:
                continue
            branch = _branch(cell, levels.index(place) + 1)
            if table.loose or any(doubt.startswith(MOVED[:6]) for doubt in cell.doubts):
                branch.depth = _depth(branch.code) or _beside(line)
                branch.name = branch.name if branch.code else branch.name.doubted(BY_PLACE)
            above = [higher for higher in line if higher.depth < branch.depth]
            repeated = next((other for other in line if other.depth == branch.depth and other.same(branch)), None)
            if repeated and place != levels[-1] and not leaf:
                line = [*above, repeated]  # said again at the top of the next page
                continue
            (above[-1].below if above else tops).append(branch)
            line, leaf = [*above, branch], branch
        if leaf:
            _fill(leaf, table, row, levels)
    return tops


def _branch(cell: Entry, depth: int) -> GrownIndicator:
    """Return an indicator as its cell prints it: code, name, and the weight behind the name."""
    text, printed, code = tidy(cell.text), None, ""
    if match := CODED.fullmatch(text):
        code, text = match["code"], match["name"]
    if (match := WEIGHTED.fullmatch(text)) and match["name"]:
        printed = Entry(match["weight"].replace(" ", ""), cell.spot)
        if printed.text.endswith("%"):  # 产出指标（50分） is the name as it is printed
            text = match["name"].strip()
    return GrownIndicator(depth, code, Entry(text, cell.spot, cell.doubts), printed)


def _beside(line: Sequence[GrownIndicator]) -> int:
    """Return the level of a row without a code: that of the row before it if that has points, else the one below."""
    return len(line) + (not line[-1].points) if line else 1


def _depth(code: str) -> int:
    """Return the level that a code tells: A 1, A1 2, A1.1 3, A11 3; 0 where it tells none."""
    if not code or not code[0].isalpha():
        return 0
    parts = [part for part in re.split(r"[.．]", code[1:]) if part]
    return 1 + (len(parts[0]) if len(parts) == 1 else len(parts)) if parts else 1


def _fill(leaf: GrownIndicator, table: ReportTable, row: Row, levels: Sequence[int]) -> None:
    """Take the values of an indicator from the other columns of its row."""
    for place, head in enumerate(table.head):
        cell = row[place]
        if not cell or place in levels:
            continue
        text, value = tidy(cell.text), Entry(tidy(cell.text), cell.spot, cell.doubts)
        if head in WEIGHTS and leaf.weight is None and FIGURE.fullmatch(text):
            leaf.weight = value
        elif head in POINTS and leaf.points is None and FIGURE.fullmatch(text):
            leaf.points = value
        elif key := KEYS.get(head):
            leaf.more[key] = value
        else:
            leaf.columns.append((head, value))


def with_levels(tops: list[GrownIndicator], table: ReportTable) -> list[GrownIndicator]:
    """Return the tree with the figures of the table of the first level; that level alone if there is no tree."""
    weights, points, rates = table.column(*WEIGHTS), table.column(*POINTS), table.column(*RATES)
    levels: list[GrownIndicator] = []
    for row in table.rows:
        if not row[0]:
            continue
        level = _branch(row[0], 1)
        top = next((branch for branch in tops if branch.same(level)), level)
        top.weight = tidy_cell(row, weights) or top.weight
        top.points, top.rate = tidy_cell(row, points), tidy_cell(row, rates)
        levels.append(top)
    return tops or levels


def full_score(table: ReportTable) -> tuple[Entry | None, Entry | None, Entry | None]:
    """Of the row of sums: the full score, the score, the rate."""
    if not table.foot:
        return None, None, None
    places = table.column(*WEIGHTS), table.column(*POINTS), table.column(*RATES)
    full, score, rate = (tidy_cell(table.foot, place) for place in places)
    return full, score, rate


def tree(tops: Sequence[GrownIndicator], goals: Mapping[str, Entry]) -> list[Node]:
    """指标体系; a leaf whose name stands in the table of goals gets its target."""
    return [_node(top, goals) for top in tops]


def _node(branch: GrownIndicator, goals: Mapping[str, Entry]) -> Node:
    node: dict[str, Node] = {}
    if branch.code:
        node["编号"] = Entry(branch.code, branch.name.spot)
    node["名称"] = branch.name
    behind = branch.printed and replace(
        branch.printed, text=branch.printed.text.rstrip("%分")
    )  # 10% of 100 points, 10分
    if weight := branch.weight or behind:
        node["权重"] = weight
    if not branch.below and "目标值" not in branch.more and (goal := _goal(branch.name.text, goals)):
        node["目标值"] = goal
    node.update(branch.more)
    if branch.below:
        node["下级"] = [_node(below, goals) for below in branch.below]
    elif branch.points:
        node["评分"] = {"方法": Entry("评定"), "得分": branch.points}
    if branch.columns:
        node["其他栏目"] = [{"名称": Entry(head), "内容": cell} for head, cell in branch.columns]
    printed = {
        "权重": branch.printed if branch.printed and not branch.printed.text.endswith("分") else None,
        "得分": branch.points if branch.below else None,
        "得分率": branch.rate,
    }
    if any(printed.values()):
        node["公布"] = {key: entry for key, entry in printed.items() if entry}
    return node


def _goal(name: str, goals: Mapping[str, Entry]) -> Entry | None:
    if name in goals:
        return goals[name]
    near = next((goal for goal in goals if len(name) > 5 and (goal.startswith(name) or name.startswith(goal))), "")
    return Entry(goals[near].text, goals[near].spot, (AS_GOAL.format(near),)) if near else None
