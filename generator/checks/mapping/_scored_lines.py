"""Scored lines of a project's form in one shape: what each is called, what was aimed at, reached and awarded."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.checks._cache_last import cache_last
from generator.checks._indicators import leaf_scores
from generator.checks.mapping._targets import aim_text, met, quantity
from generator.core.record import Record
from generator.model.project import Indicator, Project
from generator.model.scores import ProjectScore
from generator.model.selfeval import PlainRow
from generator.rules import Rule

JUDGED = {"评定", "定性", "是否"}  # methods whose points do not follow from target and actual


@dataclass(frozen=True)
class ShownFigure:
    """A leaf of the tree, or a row of 照录指标 that has weight and points."""

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

    @property
    def method(self) -> str:
        """How it is scored."""
        return self.rule.method if self.rule else ""

    @property
    def target(self) -> str:
        """What was aimed at, as its own column or else its rule tells it."""
        return self.own_target or (self.rule.target_text if self.rule else "")

    @property
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
    def reached(self) -> bool | None:
        """Whether the target was reached, None where that is not certain."""
        return reached(self.name, self.target, self.actual, self.sign, self.unit)


def reached(name: str, target: str, actual: str, sign: str, unit: str) -> bool | None:
    """Compare the texts of a target and an actual value."""
    aim, came = quantity(target, sign, unit), quantity(actual, "", unit)
    return met(name, aim, came) if aim and came else None


def lines(project: Project, score: ProjectScore) -> Iterator[ShownFigure]:
    """The scored lines, in the paper's order."""
    yield from _leaves(score)
    for row in project.sheet.rows if project.sheet else ():
        if row.weight is not None and row.points is not None:
            yield _row(row, row.weight, row.points)


@cache_last
def _leaves(score: ProjectScore) -> list[ShownFigure]:
    found = (leaf for leaf in leaf_scores(score) if leaf.working is not None)
    return [_leaf(leaf.indicator, leaf.points) for leaf in found if leaf.points is not None]


def _leaf(node: Indicator, points: Decimal) -> ShownFigure:
    missed = (
        r.name for r in node.rows if not r.reason and reached(r.name, r.target, r.actual, r.sign, r.unit) is False
    )
    return ShownFigure(
        node, node.name, node.weight, points, node.target, node.actual, node.sign, node.unit,
        bool(node.reason or node.remark.text), node.rule, tuple(missed),
    )  # fmt: skip


def _row(row: PlainRow, weight: Decimal, points: Decimal) -> ShownFigure:
    name = row.levels[-1] if row.levels else ""
    explained = bool(row.reason or row.remark.text)
    return ShownFigure(row, name, weight, points, row.target, row.actual, row.sign, row.unit, explained)
