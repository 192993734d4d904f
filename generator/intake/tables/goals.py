"""Annual goals (年度总体目标) of a 自评表: one or several, named or not, what was expected and what came of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.intake.drafted import Entry, Node, filled
from generator.intake.paper import Cell
from generator.intake.tables.columns import POINTS, TableColumn, cells_by_column, columns_of, indicator_role
from generator.intake.tables.labels import FormReading, Line, bare, bare_words, field_of, label_kind, weight_in
from generator.intake.tables.values import HINT_LEFT, NO_NUMBER, is_hint, number, prose, words
from generator.model import forms
from generator.model.selfeval import AnnualGoal

SHORT_NAME = 12  # characters of a text to the left that names a goal
EXPECTED, ACHIEVED = "expected", "achieved"
EXPECTED_WORD = re.compile("(?:年初|预期|预设|设定|申报|批复|调整|全年).*目标(?:内容)?$")
ADJUSTED = re.compile("调整|批复")  # of two columns of what was expected the one that counts
BLOCK_WORD = re.compile("(?:项目|部门|[当本全]年|年度|总体)*(?:总体|绩效|工作|任务|履职)*目标(?:任务)?(?:完成情况)?")
EXPECTED_WORDS = ("预期目标", "年初预期目标", "总体目标", "目标内容", "预期", "年初设定")
ACHIEVED_WORD = re.compile("(?:完成|实现|达成)情况(?:综述|说明)?$|^(?:实际|全年|年末|年终)?完成(?:目标)?$")
WEAK = ("预期", "年初设定", "完成", "实际完成", "全年完成", "年末完成", "完成情况")  # labels only beside other goals


class StatedGoal(NamedTuple):
    """A goal that stands beside its label, or behind it in the same cell."""

    role: str
    label: Cell
    cell: Cell
    text: str


def goal_role(text: str) -> str:
    """Return the role of a column of the goals by its head."""
    role = field_of(AnnualGoal, text, EXPECTED, ACHIEVED)
    short = bare(text)
    if not role and len(short) <= SHORT_NAME:
        adjusted = "调整" in "".join(text.split()) and short.endswith("目标")
        expected = short in EXPECTED_WORDS or adjusted or (EXPECTED_WORD.match(short) and not _is_block(text))
        role = ACHIEVED if ACHIEVED_WORD.search(short) else EXPECTED if expected else ""
    return role or {"weight": "weight", POINTS: "points"}.get(indicator_role(text), "")


def is_goal_head(line: Line) -> bool:
    """Return whether a line heads the goals: what was expected and what came of it, side by side."""
    roles = {column.role for column in goal_columns([line], 0)[0]}
    return {EXPECTED, ACHIEVED} <= roles


def goal_columns(lines: Sequence[Line], index: int) -> tuple[tuple[TableColumn, ...], int]:
    """Return the columns of goals whose head begins at a line, one for each side, and the height of the head."""
    every, height = columns_of(lines, index, goal_role)
    columns = [column for column in every if column.role]
    achieved = [column for column in columns if column.role == ACHIEVED][-1:]
    expected = [column for column in columns if column.role == EXPECTED]
    if achieved and not expected:
        named = [cell for cell in lines[index].own if cell.column < achieved[0].first and _is_block(cell.text)]
        expected = [TableColumn(EXPECTED, cell.column, cell.column + cell.columns - 1, cell.line) for cell in named[-1:]
                    if cell.rows == 1]  # fmt: skip
    counts = [column for column in expected if ADJUSTED.search(column.head)][:1] or expected[:1]
    others = [column.head for column in expected if column not in counts]
    doubt = f"另有“{'、'.join(others)}”，按“{counts[0].head}”一栏读" if others else ""
    sides = [*(column._replace(doubt=doubt) for column in counts), *achieved]
    rest = [column for column in columns if column.role not in (EXPECTED, ACHIEVED)]
    rest += [column._replace(role="") for column in expected if column not in counts]
    return tuple(sorted([*sides, *rest], key=lambda column: column.first)), height


def is_goal_label(cell: Cell) -> bool:
    """Return whether a cell is the label of the block."""
    return _is_block(cell.text)


def _is_block(text: str) -> bool:
    return bare(text) in bare_words(forms.ANNUAL_GOALS) or bool(BLOCK_WORD.fullmatch(bare(text)))


def stated_goals(line: Line, begun: bool) -> tuple[StatedGoal, ...]:
    """Return the goals of a line that stand beside or behind their labels; `begun`: goals were told just above."""
    goals = [goal for cell in line.own if (goal := _stated_goal(line, cell))]
    labels = [cell for cell in line.own if goal_role(cell.text) in (EXPECTED, ACHIEVED)]
    if labels and not any(goal.label in labels or goal.label is goal.cell for goal in goals):
        return ()
    if any((right := line.right_of(cell)) and goal_role(right.text) in (EXPECTED, ACHIEVED) for cell in labels):
        return ()  # a head: what was expected and what came of it stand below
    strong = {goal.role for goal in goals if bare(_label_of(goal)) not in WEAK}
    sure = begun or EXPECTED in strong or any(is_goal_label(cell) for cell in line.cells)
    sure = sure or (ACHIEVED in strong and any("目标" in _label_of(goal) for goal in goals))
    return tuple(goals) if sure else ()


def _stated_goal(line: Line, cell: Cell) -> StatedGoal | None:
    if is_hint(cell.text):  # （请填写完成情况） is no label of the points beside it
        return None
    head, colon, text = cell.text.strip().replace(":", "：", 1).partition("：")
    if colon and text.strip() and (role := _label_role(head)):
        return StatedGoal(role, cell, cell, text.strip())
    role, right = _label_role(cell.text), line.right_of(cell)
    if not role or right is None or right.row != line.number or label_kind(right.text):
        return None
    if goal_role(right.text) or is_goal_label(right) or _label_role(right.text.partition("：")[0]):
        return None
    return StatedGoal(role, cell, right, right.text)


def _label_role(text: str) -> str:
    """Return the side of a goal that a label names; the label of the block is one too (年度目标 | …)."""
    role = goal_role(text)
    if role in (EXPECTED, ACHIEVED):
        return role
    return EXPECTED if _is_block(text) else ""


def _label_of(goal: StatedGoal) -> str:
    return goal.label.text.replace(":", "：").partition("：")[0]


@dataclass
class GoalBlock:
    """The block of goals as it is read; `block` is its label."""

    reading: FormReading
    columns: tuple[TableColumn, ...] = ()
    block: Cell | None = None
    rows: list[dict[str, Node]] = field(default_factory=list)
    scored: dict[str, Entry] = field(default_factory=dict)

    def head(self, lines: Sequence[Line], index: int) -> int:
        """Take the head that begins at a line; how many lines it is high."""
        self.columns, height = goal_columns(lines, index)
        first = min(column.first for column in self.columns)
        cells = [cell for line in lines[index : index + height] for cell in line.own]
        label = max((cell.column for cell in cells if cell.column < first and is_goal_label(cell)), default=0)
        for cell in cells:
            named = any(cell.column <= column.first < cell.column + cell.columns for column in self.columns)
            is_beside = cell.column < first and (cell.column >= label or cell.rows > 1)  # none of it before the label
            self.reading.take(*([cell] if named or is_beside or goal_role(cell.text) else []))
            self.block = cell if is_goal_label(cell) and not named else self.block
        return height

    @property
    def awaits(self) -> bool:
        """True if the last goal has nothing yet of what came of it."""
        return bool(self.rows) and not self.columns and "实际完成情况" not in self.rows[-1]

    def take(self, line: Line, goals: Sequence[StatedGoal]) -> None:
        """Take goals that stand beside their labels, one side of them or both in a line."""
        given: dict[str, Node] = {}
        for goal in goals:
            self.reading.take(goal.label, *(cell for cell in line.cells if is_goal_label(cell)))
            self._text(given, goal.role, goal.cell, goal.text)
        if given and self.awaits and not set(given) & set(self.rows[-1]):
            self.rows[-1] |= given
        elif given:
            self.rows.append(given)

    def is_row(self, line: Line) -> bool:
        """Return whether a line stands below the head."""
        names = [cell for cell in line.own if cell is not self.block]
        sides = [column for column in self.columns if column.role in (EXPECTED, ACHIEVED)]
        if any(all(cell.column <= side.first < cell.column + cell.columns for side in sides) for cell in names):
            return False
        return len(names) <= len(self.columns) + 1 and bool(cells_by_column(line, self.columns))

    def row(self, line: Line) -> None:
        """Read a row: its texts, its name where one stands to the left, and points where the block is scored."""
        by = cells_by_column(line, self.columns)
        texts = {cell.spot for cell in by.values()}
        given: dict[str, Node] = {}
        first = min(column.first for column in self.columns)
        left = [cell for cell in line.own
                if cell.spot not in texts and cell is not self.block and cell.column < first]  # fmt: skip
        if left and not is_goal_label(left[-1]):
            given["名称"] = words(left[-1])
        self.reading.take(*left)
        for column, cell in by.items():
            if cell.row != line.number or not column.role:
                continue
            if column.role in (EXPECTED, ACHIEVED):
                self._text(given, column.role, cell, cell.text, *([column.doubt] if column.doubt else []))
            elif entry := number(cell):
                self.reading.take(cell)
                self.scored[column.role] = entry
            else:
                self.reading.leave(cell, NO_NUMBER)
        if set(given) - {"名称"}:
            self.rows.append(given)

    def _text(self, given: dict[str, Node], role: str, cell: Cell, text: str, *doubts: str) -> None:
        if is_hint(text):
            self.reading.leave(cell, HINT_LEFT)
            return
        self.reading.take(cell)
        lines = [Entry(paragraph.text, paragraph.spot, doubts) for paragraph in prose(Cell(text, cell.spot))]
        given["预期目标" if role == EXPECTED else "实际完成情况"] = lines[0] if len(lines) == 1 else lines

    def indicator(self) -> dict[str, Node]:
        """Return the indicator that scores the goals as a whole (年度目标 20 分), empty where nothing does."""
        if not self.scored:
            return {}
        points, weight = self.scored.get("points"), self.scored.get("weight")
        title, spot = "年度目标完成情况", next(iter(self.scored.values())).spot
        if self.block:
            title, spot = self.block.line.strip(), self.block.spot
        if points and not weight and weight_in(title):
            weight = Entry(weight_in(title), spot)
        node: dict[str, Node] = {"名称": Entry(title, spot), "栏目": Entry("年度目标", spot)}
        return node | filled({"权重": weight, "公布": filled({"得分": points})})
