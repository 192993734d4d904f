"""Scored lines of a project's form in one shape: what each is called, what was aimed at, reached and awarded."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from generator.checks._cache_last import cache_last
from generator.checks._indicators import leaf_scores
from generator.checks.mapping._deadlines import on_time
from generator.checks.mapping._reasons import reason_of
from generator.checks.mapping._targets import aim_text, met, quantity
from generator.checks.protocol import Value
from generator.core.record import Record
from generator.model.project import Indicator, Project
from generator.model.scores import ProjectScore
from generator.model.selfeval import PlainRow
from generator.rules import Rule

JUDGED = {"评定", "定性", "是否"}  # methods whose points do not follow from target and actual


@dataclass
class ShownFigure:
    """A leaf of the tree, or a row of 照录指标 that has weight and points.

    Not frozen, which would make it three times as slow to make; nobody changes one.
    """

    record: Record
    name: str
    weight: Decimal
    points: Decimal
    own_target: str
    own_actual: str
    sign: str = ""
    unit: str = ""
    explained: bool = False
    rule: Rule | None = None
    rows_missed: tuple[str, ...] = ()
    rows_reached: bool = False
    year: int = 0  # of the paper, for a date that prints none

    @property
    def method(self) -> str:
        """How it is scored."""
        return self.rule.method if self.rule else ""

    @cached_property
    def target(self) -> str:
        """What was aimed at, as its own column or else its rule tells it."""
        return self.own_target or (self.rule.target_text if self.rule else "")

    @cached_property
    def actual(self) -> str:
        """What was reached, as its own column or else its rule tells it."""
        return self.own_actual or (self.rule.actual_text if self.rule else "")

    @property
    def rule_reached(self) -> bool | None:
        """Whether the target was reached by the figures of its rule."""
        pair = self.rule.reached if self.rule else None
        return pair[1] >= pair[0] if pair else None

    @property
    def lost(self) -> bool:
        """Whether points were lost."""
        return self.points < self.weight

    @property
    def full(self) -> bool:
        """Whether all points were given."""
        return self.points == self.weight > 0

    @property
    def aim(self) -> str:
        """The target as it is printed."""
        return aim_text(self.target, self.sign, self.unit)

    @property
    def values(self) -> tuple[Value, ...]:
        """What is compared of it: target, actual, weight and points, wherever these are written."""
        fields = ("target", "weight", "rule", "printed") if self.rule else ("target", "weight", "points")
        return tuple((self.record, field) for field in fields)

    @cached_property
    def reached(self) -> bool | None:
        """Whether the target was reached, None where that is not certain."""
        return reached(self.name, self.target, self.actual, self.sign, self.unit, self.year)


def reached(name: str, target: str, actual: str, sign: str, unit: str, year: int = 0) -> bool | None:
    """Compare the texts of a target and an actual value: two quantities, two dates, or the same words."""
    aim, came = quantity(target, sign, unit), quantity(actual, "", unit)
    if aim and came:
        return met(name, aim, came)
    if target and target.strip() == actual.strip():
        return True
    return on_time(name, target, actual, year) if not aim and not came else None


@cache_last
def lines(score: ProjectScore, project: Project) -> list[ShownFigure]:
    """The scored lines, in the paper's order."""
    years = project.printed_year
    year = 0 if years and years.first != years.last else project.year
    found = [
        _leaf(leaf.indicator, leaf.weight, leaf.points, year)
        for leaf in leaf_scores(score)
        if leaf.points is not None and leaf.weight is not None
    ]
    rows = project.sheet.rows if project.sheet else ()
    return found + [
        _row(row, row.weight, row.points, year) for row in rows if row.weight is not None and row.points is not None
    ]


def _leaf(node: Indicator, weight: Decimal, points: Decimal, year: int) -> ShownFigure:
    came = [(row, reached(row.name, row.target, row.actual, row.sign, row.unit)) for row in node.rows]
    missed = (row.name for row, ok in came if ok is False and not reason_of(row))
    all_met = bool(came) and all(ok and not reason_of(row) for row, ok in came)
    return ShownFigure(
        node, node.name, weight, points, node.target, node.actual, node.sign, node.unit,
        bool(reason_of(node)), node.rule, tuple(missed), all_met, year,
    )  # fmt: skip


def _row(row: PlainRow, weight: Decimal, points: Decimal, year: int) -> ShownFigure:
    name = row.levels[-1] if row.levels else ""
    told = bool(reason_of(row))
    return ShownFigure(row, name, weight, points, row.target, row.actual, row.sign, row.unit, told, year=year)
