"""Indicators and their scores as lists, kept for the project at hand: nearly every check goes through them."""

from generator.checks._cache_last import cache_last
from generator.model.project import Indicator, Project
from generator.model.scores import ProjectScore, Score


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
