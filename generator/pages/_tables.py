"""Tables with merged cells: the score tree and the table of goals, laid out row by row as the papers print them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model.report import Goal
from generator.model.scores import Score
from generator.number import percent


@dataclass(frozen=True)
class Cell:
    """An indicator in the score table, over as many rows and columns as it takes."""

    score: Score
    rows: int = 1
    columns: int = 1

    @property
    def name(self) -> str:
        """Code and name as printed."""
        return self.score.indicator.title

    @property
    def rate(self) -> str:
        """得分率 as printed, else to two places."""
        printed = self.score.indicator.printed
        return printed.rate.text if printed and printed.rate else percent(self.score.rate)


@dataclass(frozen=True)
class Row:
    """One leaf of the score table with the cells that begin at it."""

    cells: tuple[Cell, ...]
    leaf: Cell


@dataclass(frozen=True)
class GoalCell:
    """A level of a goal, over as many rows as share it."""

    text: str
    rows: int


@dataclass(frozen=True)
class GoalRow:
    """One goal with the cells that begin at it."""

    cells: tuple[GoalCell, ...]
    goal: Goal


def depth(scores: Sequence[Score]) -> int:
    """How many levels a tree has."""
    return max((1 + depth(score.children) for score in scores), default=0)


def score_rows(tops: tuple[Score, ...]) -> Iterator[Row]:
    """One row a leaf; a leaf above the deepest level stretches over the columns left."""
    levels = depth(tops)
    waiting: list[Cell] = []
    for score in (node for top in tops for node in top.walk()):
        rows = sum(not node.children for node in score.walk())
        waiting.append(Cell(score, rows, 1 if score.children else levels - score.level + 1))
        if not score.children:
            yield Row(tuple(waiting), waiting[-1])
            waiting = []


def goal_rows(goals: Sequence[Goal]) -> Iterator[GoalRow]:
    """One row a goal; neighbours that share their upper levels share those cells."""
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
