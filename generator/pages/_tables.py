"""Tables: merged cells of the score tree and of the goals, row by row as the papers print them; columns of numbers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from generator.model.report import Goal
from generator.model.scores import Score
from generator.views import ABSENT
from generator.views.receipt import ReceiptLine

NUMBER = re.compile(rf"\d[\d,]*(\.\d+)?%?|{ABSENT}")


@dataclass(frozen=True)
class ScoreCell:
    """An indicator in the score table, over as many rows and columns as it takes."""

    score: Score
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class ScoreRow:
    """One leaf of the score table: the cells that begin at it, its line of the receipt."""

    cells: tuple[ScoreCell, ...]
    line: ReceiptLine

    @property
    def group(self) -> str:
        """The group of the first level that begins with the row, which paper names again where it goes on."""
        first = self.cells[0].score
        return first.indicator.title if first.level == 1 else ""

    @property
    def observed(self) -> tuple[tuple[str, str], ...]:
        """What there is to say of its points, under labels; a value that the working names is not said twice."""
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


def score_rows(lines: Sequence[ReceiptLine]) -> Iterator[ScoreRow]:
    """One row a leaf; a leaf above the deepest level stretches over the columns left."""
    levels = max((len(line.path) for line in lines), default=0)
    above: tuple[Score, ...] = ()
    for line in lines:
        # Two indicators may look the same; only the same one shares its cell with the row above.
        begun = [score for score, last in zip_longest(line.path, above[: len(line.path)]) if score is not last]
        yield ScoreRow(tuple(_score_cell(score, levels) for score in begun), line)
        above = line.path


def _score_cell(score: Score, levels: int) -> ScoreCell:
    if not score.children:
        return ScoreCell(score, columns=levels - score.level + 1)
    return ScoreCell(score, rows=sum(not node.children for node in score.walk()))


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


def places(numbers: Iterable[str]) -> int:
    """How many decimals the longest number of a column has."""
    return max((len(_decimals(number)) for number in numbers), default=0)


def lacking(number: str, most: int) -> str:
    """The classes of a number's cell that keep digits under digits where the number has fewer decimals than others."""
    lacks = most - len(_decimals(number))
    if not lacks or not number[:1].isdigit():
        return ""
    return f" lacks-{min(lacks, 4)}" + ("" if _decimals(number) else " lacks-point")


def columns(rows: Sequence[Sequence[str]]) -> tuple[int | None, ...]:
    """For each column its places where it holds numbers and nothing else, so that it is set as numbers are."""
    return tuple(
        places(cells) if all(NUMBER.fullmatch(cell) for cell in cells) else None for cells in zip(*rows, strict=True)
    )


def _decimals(number: str) -> str:
    return number.removesuffix("%").partition(".")[2]
