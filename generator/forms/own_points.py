"""Points of a self-evaluation beside its indicators, for forms that show them without the rules they follow from."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from generator.core.number import figure
from generator.forms.layouts.reexamination import OWN_POINTS
from generator.model.scores import Score


def with_own_points(content: Mapping[str, Any], total: Decimal | None, levels: tuple[Score, ...]) -> Mapping[str, Any]:
    """The content of a project with its total and the points that each of its indicators has."""
    nodes = content.get("指标体系") or ()
    told = {} if total is None else {OWN_POINTS: figure(total)}
    return {**content, **told, "指标体系": [_node(node, score) for node, score in zip(nodes, levels, strict=True)]}


def _node(node: Mapping[str, Any], score: Score) -> Mapping[str, Any]:
    if not score.children:
        return node if score.points is None else {**node, OWN_POINTS: figure(score.points)}
    below = zip(node["下级"], score.children, strict=True)
    return {**node, "下级": [_node(one, child) for one, child in below]}
