"""The score as a receipt: one line a leaf, sums one can check by hand, the next grade and what cost most.

The page, the JSON and `explain` print the same receipt, so that they cannot disagree.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.core.number import figure, total
from generator.model.book import RatingScheme
from generator.model.scores import ProjectScore, Score

COSTLIEST = 3


@dataclass(frozen=True)
class ReceiptLine:
    """One indicator: what was wanted, what was found, how the points follow, what was lost and why.

    `path` are the scores from the first level down to the indicator's own.
    """

    path: tuple[Score, ...]
    code: str
    name: str
    level: int
    weight: str
    points: str
    lost: str
    target: str
    actual: str
    formula: str
    reason: str

    @property
    def score(self) -> Score:
        """The indicator's own score."""
        return self.path[-1]

    @property
    def title(self) -> str:
        """Code and name as printed."""
        return f"{self.code} {self.name}".strip()


@dataclass(frozen=True)
class Receipt:
    """A whole receipt; `outlook` tells how far it is to the next grade, empty at the top or without a grade."""

    lines: tuple[ReceiptLine, ...]
    sums: tuple[str, ...]
    steps: tuple[str, ...]
    outlook: str
    costliest: tuple[ReceiptLine, ...]


def receipt(scheme: RatingScheme, result: ProjectScore) -> Receipt:
    """The receipt of a score under a scheme."""
    lines = tuple(_line(path) for path in result.paths())
    losses = sorted((line for line in lines if line.score.lost), key=lambda line: -(line.score.lost or 0))
    return Receipt(lines, tuple(_sums(result)), result.steps, _outlook(scheme, result), tuple(losses[:COSTLIEST]))


def _line(path: tuple[Score, ...]) -> ReceiptLine:
    """The line of the leaf at the end of a path."""
    score = path[-1]
    indicator, rule = score.indicator, score.indicator.rule
    formula = score.working.line if score.working else ""
    if score.computed != score.points:
        formula += f"；公布得分 {figure(score.points)}，按公布展示"
    return ReceiptLine(
        path=path,
        code=indicator.code,
        name=indicator.name,
        level=score.level,
        weight=figure(score.weight),
        points=figure(score.points),
        lost=figure(score.lost) if score.lost else "",
        target=indicator.target or (rule.target_text if rule else ""),
        actual=indicator.actual or (rule.actual_text if rule else ""),
        formula=formula,
        reason=indicator.reason,
    )


def _sums(result: ProjectScore) -> Iterator[str]:
    """One addition for every indicator that has others below it, and one for the whole."""
    for score in result.nodes():
        if score.children:
            yield _sum(score.indicator.title, score.children, score.points)
    if result.levels:
        yield _sum("合计", result.levels, None)


def _sum(name: str, parts: tuple[Score, ...], shown: Decimal | None) -> str:
    points = [part.points for part in parts]
    if any(value is None for value in points):
        return f"{name}：有指标没有得分，不能合计"
    added = total([value for value in points if value is not None])
    line = f"{name}：{' + '.join(figure(value) for value in points)} = {figure(added)}"
    return line if shown is None or shown == added else f"{line}（公布 {figure(shown)}）"


def _outlook(scheme: RatingScheme, result: ProjectScore) -> str:
    if not result.grade or result.total is None:
        return ""
    step = scheme.grades.index(result.grade)
    if step == 0:
        return f"已是最高等级“{result.grade.word}”"
    above = scheme.grades[step - 1]
    needed = "达到" if above.lower_closed else "超过"
    missing = figure(above.lower - result.total)
    return f"距“{above.word}”（{needed} {figure(above.lower)} 分）还差 {missing} 分"
