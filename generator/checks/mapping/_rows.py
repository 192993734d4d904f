"""Rows of a form in one shape: named rows with their reasons, and scored lines with target, actual value and points."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from generator.checks.definition import Value
from generator.checks.records import cache_last, every
from generator.checks.scores import all_scores, complete_sum, leaf_scores
from generator.checks.targets import Quantity, aim_text, met, on_time, quantity
from generator.core.record import Record
from generator.model.project import Indicator, Project
from generator.model.scores import ProjectScore, Score
from generator.model.selfeval import PlainRow, SheetEntry, SubRow
from generator.rules import Rule

COST = "成本"
FULL = Decimal(100)  # of a paper without any weights


Row = Indicator | SubRow | PlainRow


class NamedRow(NamedTuple):
    """Row of a form. `owner` carries its points (itself, or the leaf above 其中); `above` are the names above."""

    record: Row
    owner: Indicator | PlainRow
    name: str
    above: tuple[str, ...]

    @property
    def is_cost(self) -> bool:
        """True if the row is under 成本指标, or is named for a cost."""
        return COST in self.name or any(COST in name for name in self.above)


@cache_last
def form_rows(project: Project) -> list[NamedRow]:
    """Return all rows, in the paper's order."""
    printed = (NamedRow(row, row, _last_level(row), row.levels[:-1]) for row in every(PlainRow, project))
    return [*_tree_rows(project.indicators, ()), *printed]


def _tree_rows(nodes: tuple[Indicator, ...], above: tuple[str, ...]) -> Iterator[NamedRow]:
    for node in nodes:
        names = (*above, node.name)
        if node.children:
            yield from _tree_rows(node.children, names)
            continue
        yield NamedRow(node, node, node.name, above)
        for row in node.rows:
            yield NamedRow(row, node, row.name, (*names, row.above) if row.above else names)


def _last_level(row: PlainRow) -> str:
    return row.levels[-1] if row.levels else ""


def source_kinds(project: Project) -> set[str]:
    """Return the kinds of the documents that a project is taken from (自评表, 报告, 信息表)."""
    return {source.kind for source in project.sources}


def shortened(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:22]}……"


def columns_named(record: Row, name: re.Pattern[str]) -> Iterator[SheetEntry]:
    """Yield the further columns of a row (其他栏目) whose head has certain words, and that hold something."""
    return (entry for entry in record.columns if name.search(entry.name) and entry.text.strip())


REASON_COLUMN = re.compile("原因|偏差(?!率|度)|扣分(?!标准|办法|规则|方法)")
HOLLOW_REASON = re.compile(
    r"[\W_]*|[\W_]*(?:暂?无|没有|不存在|未发生)?(?:偏差|偏离|差异)?(?:原因|情况)?[\W_]*|正常|[\d.,%％－-]+\s?分?|[否]"
)


def reason_of(record: Row) -> str:
    """Return the reason that a row gives, in its own cell or in a column of that name; one with content first."""
    if not record.columns:
        return record.reason
    given = [record.reason, *(entry.text for entry in columns_named(record, REASON_COLUMN))]
    return next((reason for reason in given if not is_hollow(reason)), "".join(given))


def is_hollow(reason: str) -> bool:
    """Return whether a reason is missing, or only a number, a dash, or a word for nothing."""
    return not reason or bool(HOLLOW_REASON.fullmatch(reason.strip()))


def explained(record: Row) -> bool:
    """Return whether a row gives a reason with content."""
    return not is_hollow(reason_of(record))


JUDGED = {"评定", "定性", "是否"}  # methods whose points do not follow from target and actual
UNCOUNTED_METHODS = frozenset((*JUDGED, ""))


@dataclass
class ShownFigure:
    """Leaf of the tree, or row of 照录指标, that has points; without a weight it is neither full nor lost.

    Not frozen, which would make it three times as slow to make; nobody changes one.
    """

    record: Record
    name: str
    weight: Decimal | None
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
        """Scoring method; empty without a rule."""
        return self.rule.method if self.rule else ""

    @cached_property
    def target(self) -> str:
        """Target from its own column, else from the rule."""
        return self.own_target or (self.rule.target_text if self.rule else "")

    @cached_property
    def actual(self) -> str:
        """Actual value from its own column, else from the rule."""
        return self.own_actual or (self.rule.actual_text if self.rule else "")

    @property
    def rule_reached(self) -> bool | None:
        """True if the target was reached by the figures of its rule."""
        pair = self.rule.reached if self.rule else None
        return pair[1] >= pair[0] if pair else None

    @property
    def lost(self) -> bool:
        return self.weight is not None and self.points < self.weight

    @property
    def full(self) -> bool:
        return self.weight is not None and self.points == self.weight > 0

    @property
    def aim(self) -> str:
        return aim_text(self.target, self.sign, self.unit)

    @property
    def values(self) -> tuple[Value, ...]:
        """Values that a comparison rests on: target, weight and points, wherever these are written."""
        fields = ("target", "weight", "rule", "printed") if self.rule else ("target", "weight", "points")
        return tuple((self.record, field) for field in fields)

    @cached_property
    def reached(self) -> bool | None:
        """True if the target was reached, None where that is not certain."""
        return reached(self.name, self.target, self.actual, self.sign, self.unit, self.year)


def quantities(row: Row | ShownFigure) -> tuple[Quantity | None, Quantity | None]:
    """Return target and actual value of a row as numbers; None for what is no single number."""
    return quantity(row.target, row.sign, row.unit), quantity(row.actual, "", row.unit)


def aim_of(row: Row) -> str:
    return aim_text(row.target, row.sign, row.unit)


def reached(name: str, target: str, actual: str, sign: str, unit: str, year: int = 0) -> bool | None:
    """Compare the texts of a target and an actual value: two quantities, two dates, or the same words."""
    aim, came = quantity(target, sign, unit), quantity(actual, "", unit)
    if aim and came:
        return met(name, aim, came)
    if target and target.strip() == actual.strip():
        return True
    return on_time(name, target, actual, year) if not aim and not came else None


@cache_last
def scored_lines(score: ProjectScore, project: Project) -> list[ShownFigure]:
    """Return the scored lines, in the paper's order."""
    year = _year_of(project)
    full = _full_without_weight(score, project)
    lines = [
        _line(leaf.indicator, leaf.points if id(leaf) in full else leaf.weight, leaf.points, leaf.indicator.rows, year)
        for leaf in leaf_scores(score)
        if leaf.points is not None
    ]
    return lines + [_row_line(row, row.points, year) for row in every(PlainRow, project) if row.points is not None]


def group_lines(score: ProjectScore, project: Project) -> list[ShownFigure]:
    """Return the weighted indicators whose rows have no weights of their own, each with what came of its rows."""
    year, lines = _year_of(project), []
    for node in all_scores(score):
        rows, weight, points = _unweighed_leaves(node.walk()), node.weight, node.points
        if not node.children or weight is None or points is None or not rows:
            continue
        # With full marks each row has them too, and is a line of its own.
        if points != weight or all(row.points is None for row in rows):
            lines.append(_line(node.indicator, weight, points, [row.indicator for row in rows], year))
    return lines


def _year_of(project: Project) -> int:
    """Return the one year of a paper, for dates that print none; 0 if it is of several."""
    years = project.printed_year
    return 0 if years and years.first != years.last else project.year


def _unweighed_leaves(nodes: Iterable[Score]) -> list[Score]:
    """Return the leaves of which none has a weight, without those that are not scored if some are; else nothing."""
    below = [leaf for leaf in nodes if not leaf.children]
    leaves = [leaf for leaf in below if not leaf.unscored] or below
    return leaves if all(leaf.weight is None for leaf in leaves) else []


def _full_without_weight(score: ProjectScore, project: Project) -> frozenset[int]:
    """Return the leaves (`id`) without a weight that together make up the weight of their group, or the full score."""
    groups = [(node.weight, node.points, list(node.walk())) for node in all_scores(score) if node.children]
    if all(top.weight is None for top in score.levels):
        groups.append((project.own_full or FULL, score.computed, all_scores(score)))
    ids = set[int]()
    for weight, points, nodes in groups:
        leaves = _unweighed_leaves(nodes)
        if weight is not None and weight == points == complete_sum(leaf.points for leaf in leaves):
            ids.update(map(id, leaves))
    return frozenset(ids)


def _line(
    node: Indicator, weight: Decimal | None, points: Decimal, rows: Sequence[Indicator | SubRow], year: int
) -> ShownFigure:
    came = [(row, reached(row.name, row.target, row.actual, row.sign, row.unit, year)) for row in rows]
    missed = (row.name for row, ok in came if ok is False and not reason_of(row))
    all_met = bool(came) and all(ok and not reason_of(row) for row, ok in came)
    return ShownFigure(
        node, node.name, weight, points, own_target=node.target, own_actual=node.actual, sign=node.sign, unit=node.unit,
        explained=bool(reason_of(node)), rule=node.rule, rows_missed=tuple(missed), rows_reached=all_met, year=year,
    )  # fmt: skip


def _row_line(row: PlainRow, points: Decimal, year: int) -> ShownFigure:
    return ShownFigure(
        row, _last_level(row), row.weight, points, own_target=row.target, own_actual=row.actual, sign=row.sign,
        unit=row.unit, explained=bool(reason_of(row)), year=year,
    )  # fmt: skip
