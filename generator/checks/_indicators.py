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
def leaf_scores(score: ProjectScore) -> list[Score]:
    """Their scores."""
    return [node for node in score.nodes() if not node.children]
