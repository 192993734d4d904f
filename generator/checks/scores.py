"""Indicators and scores of a project as lists, and the values that points were computed from."""

from collections.abc import Iterator

from generator.checks.definition import Value
from generator.checks.records import cache_last
from generator.model.project import Indicator, Project
from generator.model.scores import ProjectScore, Score
from generator.rules.execution import FIELDS, Execution


@cache_last
def all_nodes(project: Project) -> list[Indicator]:
    """Every indicator, in the paper's order."""
    return list(project.nodes())


@cache_last
def all_leaves(project: Project) -> list[Indicator]:
    """Every indicator that is scored."""
    return [node for node in all_nodes(project) if not node.children]


@cache_last
def all_scores(score: ProjectScore) -> list[Score]:
    """The score of every indicator."""
    return list(score.nodes())


@cache_last
def leaf_scores(score: ProjectScore) -> list[Score]:
    """The scores of those that are scored."""
    return [node for node in all_scores(score) if not node.children]


def base_field(rule: Execution) -> str:
    """The field of the budget that an execution rule divides by."""
    name = FIELDS[rule.base]
    return "amount" if name == "budget" else name


def points_from(project: Project, score: Score) -> Iterator[Value]:
    """What the points of an indicator come from: the printed ones, else what they are computed from."""
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
    """What the computed points of an indicator come from: its rule and weight and the money, or those below it."""
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
    """What the total that is judged comes from: the printed one, else the points of the first level."""
    if project.printed and score.printed is not None:
        yield project.printed, "score"
    else:
        yield from total_computed_from(project, score)


def total_computed_from(project: Project, score: ProjectScore) -> Iterator[Value]:
    """What the computed total comes from: the points of the first level, and the money where caps look at it."""
    for top in score.levels:
        yield from points_from(project, top)
    if project.total_rules:
        yield from ((project.budget, field) for field in ("amount", "spent") if project.total_rules.caps)
