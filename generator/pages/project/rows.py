"""Rows of the score tree and of the goals with merged cells, as the papers print them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from generator.model.indicator import Indicator
from generator.model.report import Goal
from generator.model.scores import Score
from generator.model.selfeval import SubRow
from generator.views import ABSENT
from generator.views.receipt import ReceiptLine


@dataclass(frozen=True)
class ScoreCell:
    """An indicator in the score table with the rows and columns that its cell spans."""

    score: Score
    rows: int = 1
    columns: int = 1

    @property
    def observed(self) -> tuple[tuple[str, str], ...]:
        """Labelled values that the paper prints of an indicator with others below it."""
        return tuple(printed_values(self.score.indicator))


@dataclass(frozen=True)
class ScoreRow:
    """A leaf of the score table: the cells that begin in its row, its line of the receipt, its place from 1.

    `in_form`: the form above prints the row with all its cells, those of its 其中 rows among them.
    """

    cells: tuple[ScoreCell, ...]
    line: ReceiptLine
    place: int
    in_form: bool = False

    @property
    def anchor(self) -> str:
        """The id of the row in the page."""
        return f"row-{self.place}"

    @property
    def group(self) -> str:
        """Title of the first-level indicator that begins in the row; empty if none does."""
        first = self.cells[0].score
        return first.indicator.title if first.level == 1 else ""

    @property
    def uncounted(self) -> str:
        """The unit's own points where a reviewer's count, as printed; empty if they count."""
        printed = self.line.score.indicator.printed
        return printed.written("points") if printed and printed.points != self.line.score.printed else ""

    @property
    def observed(self) -> tuple[tuple[str, str], ...]:
        """Labelled facts on the points; values that the working contains are not repeated."""
        line, working = self.line, self.line.working
        values = [("目标值", line.target), ("实际值", line.actual)]
        lines = [(name, text) for name, text in values if text not in working]
        name, _, basis = working.partition("：")
        lines += [(name, basis) if line.assessed and basis else ("计算", working)]
        lines += [("扣分", f"{line.lost} 分" if line.lost else ""), ("原因", line.reason)]
        indicator = line.score.indicator
        lines += [("公布得分率", line.score.printed_rate)]
        lines += [(column.name, column.text) for column in indicator.columns]
        if not self.in_form:
            lines += [("自评得分", self.uncounted), ("指标性质", indicator.sign), ("度量单位", indicator.unit)]
            lines += [("复核得分", indicator.written("reviewed")), *map(_sub_row, indicator.rows)]
        return tuple((name, text) for name, text in lines if text)


def printed_values(node: Indicator) -> Iterator[tuple[str, str]]:
    """Yield what the paper prints of an indicator beside its name, weight and points, labelled."""
    measured = (("指标性质", node.sign), ("目标值", node.target), ("度量单位", node.unit), ("实际值", node.actual))
    told = (
        ("复核得分", node.written("reviewed")),
        ("原因", node.reason),
        *((one.name, one.text) for one in node.columns),
    )
    yield from (pair for pair in (*measured, *told) if pair[1])


def _sub_row(row: SubRow) -> tuple[str, str]:
    """Return the name of a 其中 row and all that is told of it."""
    columns = (f"{column.name}：{column.text}" for column in row.columns)
    values = (row.sign, row.target, row.unit, row.actual, row.reason, *columns)
    return f"{row.above}：{row.name}" if row.above else row.name, "，".join(filter(None, values)) or ABSENT


@dataclass(frozen=True)
class GoalCell:
    """A level of a goal, with the number of rows that share it."""

    text: str
    rows: int


@dataclass(frozen=True)
class GoalRow:
    """A goal with the cells that begin in its row."""

    cells: tuple[GoalCell, ...]
    goal: Goal


def depth(scores: Sequence[Score]) -> int:
    """Return the number of levels of a tree."""
    return max((1 + depth(score.children) for score in scores), default=0)


def score_rows(
    lines: Sequence[ReceiptLine], in_form: bool, blocks: Sequence[Indicator | None] = ()
) -> Iterator[ScoreRow]:
    """Yield a row for each leaf; a leaf above the deepest level spans the remaining columns."""
    levels = max((len(line.path) for line in lines), default=0)
    above: tuple[Score, ...] = ()
    for place, line in enumerate(lines, 1):
        # Two indicators may look the same; only the same one shares its cell with the row above.
        begun = [score for score, last in zip_longest(line.path, above[: len(line.path)]) if score is not last]
        cells = tuple(_score_cell(score, levels) for score in begun)
        yield ScoreRow(cells, line, place, in_form and not any(line.path[-1].indicator is block for block in blocks))
        above = line.path


def _score_cell(score: Score, levels: int) -> ScoreCell:
    if not score.children:
        return ScoreCell(score, columns=levels - score.level + 1)
    return ScoreCell(score, rows=sum(not node.children for node in score.walk()))


def goal_rows(goals: Sequence[Goal]) -> Iterator[GoalRow]:
    """Yield a row for each goal; neighbours that share upper levels share their cells."""
    for number, goal in enumerate(goals):
        above = goals[number - 1].levels if number else ()
        cells = []
        for level in range(len(goal.levels)):
            path = goal.levels[: level + 1]
            if path == above[: level + 1] and level < len(goal.levels) - 1:
                continue
            rows = 1
            if level < len(goal.levels) - 1:
                while number + rows < len(goals) and goals[number + rows].levels[: level + 1] == path:
                    rows += 1
            cells.append(GoalCell(goal.levels[level], rows))
        yield GoalRow(tuple(cells), goal)
