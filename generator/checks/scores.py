"""Indicators and scores of a project as lists, and the values that points were computed from."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from generator.checks.definition import Value
from generator.checks.records import cache_last
from generator.core.number import Rounding
from generator.model.book import Book
from generator.model.project import Indicator, Project
from generator.model.scores import ProjectScore, Score
from generator.rules.execution import FIELDS, Execution


@cache_last
def all_nodes(project: Project) -> list[Indicator]:
    """Return every indicator, in the paper's order."""
    return list(project.nodes())


@cache_last
def all_leaves(project: Project) -> list[Indicator]:
    """Return every indicator that is scored."""
    return [node for node in all_nodes(project) if not node.children]


@cache_last
def all_scores(score: ProjectScore) -> list[Score]:
    return list(score.nodes())


@cache_last
def leaf_scores(score: ProjectScore) -> list[Score]:
    """Return the scores of those that are scored."""
    return [node for node in all_scores(score) if not node.children]


def full_marks(project: Project, book: Book) -> Decimal | None:
    """Return the full marks that the project declares or prints, else those of its scheme."""
    scheme = book.schemes.get(project.evaluation.scheme)
    return project.own_full or (scheme.full if scheme else None)


def base_field(rule: Execution) -> str:
    """Return the field of the budget that an execution rule divides by."""
    name = FIELDS[rule.base]
    return "amount" if name == "budget" else name


def points_by_rate(project: Project, rounding: Rounding, score: Score) -> Decimal | None:
    """Return the points of an execution rule by the printed rate instead of the amounts; None where there is none."""
    rule = score.indicator.rule
    if not isinstance(rule, Execution) or rule.base != "全年预算" or not project.budget.rate:
        return None
    context = project.rule_context(score.weight, rounding)
    return rule.evaluate(replace(context, budget=None, spent=None)).points


def points_from(project: Project, score: Score) -> Iterator[Value]:
    """Yield the values that points rest on: the printed points, else those they are computed from."""
    rules = project.total_rules
    if rules and rules.counts == "复核分" and not score.children:
        yield rules, "counts"
        yield score.indicator, "reviewed"
        yield from computed_from(project, score) if score.indicator.reviewed is None else ()
    elif score.indicator.printed and score.indicator.printed.points is not None:
        yield score.indicator, "printed"
    else:
        yield from computed_from(project, score)


def computed_from(project: Project, score: Score) -> Iterator[Value]:
    """Yield the values that computed points rest on: rule, weight and money, or the indicators below."""
    for child in score.children:
        yield from points_from(project, child)
    if score.children:
        return
    rule = score.indicator.rule
    yield score.indicator, "rule"
    if not rule or not rule.as_printed:
        yield score.indicator, "weight"
    if isinstance(rule, Execution):
        yield from ((project.budget, field) for field in ("spent", base_field(rule)))


def total_from(project: Project, score: ProjectScore) -> Iterator[Value]:
    """Yield the values that the judged total rests on: the printed total, else the points of the first level."""
    if project.printed and score.printed is not None:
        yield project.printed, project.total_field
    else:
        yield from total_computed_from(project, score)


def total_computed_from(project: Project, score: ProjectScore) -> Iterator[Value]:
    """Yield the values that the computed total rests on: the points of the first level, and the money for caps."""
    for top in score.levels:
        yield from points_from(project, top)
    if project.total_rules:
        yield from ((project.budget, field) for field in ("amount", "spent") if project.total_rules.caps)
