"""Receipt: a score as verifiable steps (本站核算): one line per leaf, sums, largest losses.

The page, the JSON and `explain` print the same receipt.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from operator import itemgetter
from typing import NamedTuple

from generator.core.number import figure, total
from generator.model.book import RatingScheme
from generator.model.scores import ProjectScore, Score
from generator.rules import Rule

COSTLIEST = 3


class ReceiptLine(NamedTuple):
    """One indicator: target, actual value, formula of the points, points lost, reason.

    `points` are printed, `computed` ours. `path` holds the scores from the first level down to its own.
    """

    path: tuple[Score, ...]
    code: str
    name: str
    level: int
    weight: str
    points: str
    computed: str
    lost: str
    target: str
    actual: str
    formula: str
    reason: str

    @property
    def score(self) -> Score:
        """Score of the indicator."""
        return self.path[-1]

    @property
    def written_points(self) -> str:
        """Points as printed; the mark of a blank cell, or a dash, if there are none."""
        indicator, counted = self.score.indicator, self.score.printed
        printed, rule = indicator.printed, indicator.rule
        if counted is None:
            return (printed.written("points") if printed and printed.points is None else "") or self.points
        if printed and printed.points == counted:
            return printed.written("points")
        return indicator.written("reviewed") if indicator.reviewed == counted else self._awarded(rule)

    def _awarded(self, rule: Rule | None) -> str:
        """Return the awarded points (评定) as written, else the points."""
        return rule.written("points") if rule and rule.as_printed else self.points

    @property
    def printed_target(self) -> str:
        """Target as printed in its cell, else as declared in the rule."""
        rule = self.score.indicator.rule
        return self.score.indicator.target or (rule.printed_target if rule else "")

    @property
    def printed_actual(self) -> str:
        """Actual value as printed in its cell, else as declared in the rule."""
        rule = self.score.indicator.rule
        return self.score.indicator.actual or (rule.printed_actual if rule else "")

    @property
    def assessed(self) -> bool:
        """True if the points were awarded by judgement (评定), not computed by a rule."""
        rule = self.score.indicator.rule
        return rule is not None and rule.as_printed

    @property
    def working(self) -> str:
        """Formula; empty if it says no more than 评定."""
        rule = self.score.indicator.rule
        return "" if rule and self.assessed and self.formula == rule.method else self.formula

    @property
    def title(self) -> str:
        """Code and name as printed."""
        return f"{self.code} {self.name}".strip()


class ReceiptSum(NamedTuple):
    """An addition in words, and the level of its result; 0 for the total."""

    text: str
    level: int


@dataclass(frozen=True)
class Receipt:
    """A whole receipt; `outlook` is the distance to the next grade, empty if uncertain.

    `costliest` lost most points, `lowest` have the lowest rate; ties are included.
    """

    lines: tuple[ReceiptLine, ...]
    sums: tuple[ReceiptSum, ...]
    steps: tuple[str, ...]
    outlook: str
    costliest: tuple[ReceiptLine, ...]
    lowest: tuple[ReceiptLine, ...]


def receipt(scheme: RatingScheme | None, result: ProjectScore, grade: str) -> Receipt:
    """Return the receipt of a score; `scheme` is None if the paper names none, `grade` empty if it prints none.

    If the printed grade differs from the scheme's, there is no outlook.
    """
    lines = tuple(_line(path) for path in result.paths())
    verified = scheme is not None and scheme.status == "已核实"
    agreed = not grade or (result.grade is not None and grade in result.grade.words)
    advice = outlook(scheme, result) if verified and agreed else ""
    lost = [line for line in lines if line.score.lost]
    return Receipt(
        lines=lines,
        sums=tuple(_sums(result.levels)),
        steps=result.steps,
        outlook=advice,
        costliest=_costliest(lost),
        lowest=_lowest(lost),
    )


def _costliest(lines: list[ReceiptLine]) -> tuple[ReceiptLine, ...]:
    """Return the lines that lost most points, ties with the last one included; paper's order among equals."""
    ordered = sorted(((line.score.lost or Decimal(0), line) for line in lines), key=itemgetter(0), reverse=True)
    return tuple(line for lost, line in ordered if lost >= ordered[:COSTLIEST][-1][0])


def _lowest(lines: list[ReceiptLine]) -> tuple[ReceiptLine, ...]:
    """Return the lines with the lowest rate, in the paper's order."""
    rates = [line.score.rate or Fraction(0) for line in lines]
    least = min(rates, default=Fraction(0))
    return tuple(line for line, rate in zip(lines, rates, strict=True) if rate == least)


def _line(path: tuple[Score, ...]) -> ReceiptLine:
    """Return the line of the leaf at the end of a path."""
    score = path[-1]
    indicator, rule = score.indicator, score.indicator.rule
    formula = score.working.line if score.working else ""
    if score.printed is not None and score.computed not in (None, score.printed):
        formula += f"；公布得分 {figure(score.printed)}"
    return ReceiptLine(
        path=path,
        code=indicator.code,
        name=indicator.name,
        level=score.level,
        weight=figure(score.weight),
        points=figure(score.printed),
        computed=figure(score.computed),
        lost=figure(score.lost) if score.lost else "",
        target=indicator.target or (rule.target_text if rule else ""),
        actual=indicator.actual or (rule.actual_text if rule else ""),
        formula=formula,
        reason=indicator.reason,
    )


def _sums(levels: tuple[Score, ...]) -> Iterator[ReceiptSum]:
    """Yield an addition for every indicator with several children, children first, and one for the total."""
    if all(score.points is None for top in levels for score in top.walk()):
        return  # a form without scores adds nothing up
    for top in levels:
        yield from _sums_below(top)
    if levels:
        yield ReceiptSum(_sum("合计", levels, None), 0)


def _sums_below(score: Score) -> Iterator[ReceiptSum]:
    for child in score.children:
        yield from _sums_below(child)
    adds = len(score.children) > 1 or any(score.points != child.points for child in score.children)
    if adds:
        yield ReceiptSum(_sum(score.indicator.title, score.children, score.printed), score.level)


def _sum(name: str, parts: tuple[Score, ...], shown: Decimal | None) -> str:
    points = [part.points for part in parts if not part.unscored]
    if not points or any(value is None for value in points):
        return f"{name}：有指标没有得分，不能合计"
    added = total([value for value in points if value is not None])
    line = f"{name}：{' + '.join(figure(value) for value in points)} = {figure(added)}"
    return line if shown is None or shown == added else f"{line}（公布 {figure(shown)}）"


def outlook(scheme: RatingScheme | None, result: ProjectScore) -> str:
    """Describe the distance to the next grade; empty without a grade or if the band above is unknown."""
    if not scheme or not result.grade or result.total is None:
        return ""
    step = scheme.grades.index(result.grade)
    if step == 0:
        return f"已是最高等级“{result.grade.word}”"
    above = scheme.grades[step - 1]
    if above.lower is None:
        return ""
    needed = "达到" if above.lower_closed else "超过"
    missing = figure(above.lower - result.total)
    return f"距“{above.word}”（{needed} {figure(above.lower)} 分）还差 {missing} 分"
