"""Rows of the score tree and of the goals with merged cells, as the papers print them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from generator.model.report import Goal
from generator.model.scores import Score
from generator.views.receipt import ReceiptLine


@dataclass(frozen=True)
class ScoreCell:
    """An indicator in the score table with the rows and columns that its cell spans."""

    score: Score
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class ScoreRow:
    """A leaf of the score table: the cells that begin in its row, its line of the receipt, its place from 1."""

    cells: tuple[ScoreCell, ...]
    line: ReceiptLine
    place: int

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
    def observed(self) -> tuple[tuple[str, str], ...]:
        """Labelled facts on the points; values that the working contains are not repeated."""
        line, working = self.line, self.line.working
        values = [("目标值", line.target), ("实际值", line.actual)]
        lines = [(name, text) for name, text in values if text not in working]
        name, _, basis = working.partition("：")
        lines += [(name, basis) if line.assessed and basis else ("计算", working)]
        lines += [("扣分", f"{line.lost} 分" if line.lost else ""), ("原因", line.reason)]
        lines += [(column.name, column.text) for column in line.score.indicator.columns]
        return tuple((name, text) for name, text in lines if text)


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


def score_rows(lines: Sequence[ReceiptLine]) -> Iterator[ScoreRow]:
    """Yield a row for each leaf; a leaf above the deepest level spans the remaining columns."""
    levels = max((len(line.path) for line in lines), default=0)
    above: tuple[Score, ...] = ()
    for place, line in enumerate(lines, 1):
        # Two indicators may look the same; only the same one shares its cell with the row above.
        begun = [score for score, last in zip_longest(line.path, above[: len(line.path)]) if score is not last]
        yield ScoreRow(tuple(_score_cell(score, levels) for score in begun), line, place)
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
