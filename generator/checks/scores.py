"""Indicators and scores of a project as lists, and the values that points were computed from."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from generator.checks.definition import Value
from generator.checks.records import cache_last
from generator.core.number import Rounding, total
from generator.model.book import Book, RatingScheme, rounding_of
from generator.model.project import Indicator, Project
from generator.model.scores import ProjectScore, Score
from generator.rules import Rule
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


def scored_leaves(score: ProjectScore) -> list[Score]:
    """Return the scores of the leaves without those that the paper lists unscored (`/`)."""
    return [leaf for leaf in leaf_scores(score) if not leaf.unscored]


def complete_sum(values: Iterable[Decimal | None]) -> Decimal | None:
    """Add up weights or points; None where there are none or one is missing."""
    listed = list(values)
    given = [value for value in listed if value is not None]
    return total(given) if given and len(given) == len(listed) else None


def published_points(indicator: Indicator) -> Decimal | None:
    """Return the points under 公布 of an indicator."""
    return indicator.printed.points if indicator.printed else None


def awarded_rule(indicator: Indicator) -> Rule | None:
    """Return the rule of an indicator if it only repeats the printed points (评定)."""
    return indicator.rule if indicator.rule and indicator.rule.as_printed else None


def points_field(indicator: Indicator) -> str:
    """Return the field that gives points to an indicator."""
    return "rule" if published_points(indicator) is None else "printed"


def scheme_of(project: Project, book: Book) -> RatingScheme | None:
    return book.schemes.get(project.evaluation.scheme)


def project_rounding(project: Project, book: Book) -> Rounding:
    """Return the rounding of points that the project declares, else that of its scheme."""
    return rounding_of(project, scheme_of(project, book))


def full_marks(project: Project, book: Book) -> Decimal | None:
    """Return the full marks that the project declares or prints, else those of its scheme."""
    scheme = scheme_of(project, book)
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
    elif published_points(score.indicator) is not None:
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
