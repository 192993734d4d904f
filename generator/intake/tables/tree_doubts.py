"""Doubts about a whole tree of indicators: bare ratios, rows without points between others, weights in percent."""

import re
from collections.abc import Sequence
from decimal import Decimal

from generator.core.printed import printed_number
from generator.intake.drafted import Entry
from generator.intake.tables.heads import POINTS
from generator.intake.tables.tree import IndicatorNode

FULL = Decimal(100)
RATIO = re.compile(r"[01]?\.\d+|[01]")


def weights_of(tops: Sequence[IndicatorNode]) -> Decimal:
    """The sum of the weights of the leaves."""
    found = [leaf.values["weight"].text for leaf in _leaves(tops) if "weight" in leaf.values]
    return sum((printed_number(text) for text in found if any(sign.isdigit() for sign in text)), Decimal(0))


def doubt_ratios(tops: Sequence[IndicatorNode]) -> None:
    """Doubt actual values of 0.95 beside a target of 90%."""
    for node in (node for top in tops for node in top.walk()):
        target, actual = node.values.get("target"), node.values.get("actual")
        if target and actual and "%" in target.text.replace("％", "%") and RATIO.fullmatch(actual.text):
            told = f"印的是 {actual.text}，没有百分号，目标值是百分数"
            node.values["actual"] = Entry(actual.text, actual.spot, (*actual.doubts, told))


def doubt_gaps(tops: Sequence[IndicatorNode]) -> None:
    """Doubt rows without weight and points between rows that have both: merged cells may have come apart."""
    leaves = _leaves(tops)
    scored = [leaf for leaf in leaves if {"weight", POINTS} <= set(leaf.values)]
    for leaf in leaves:
        bare_row = not {"weight", POINTS} & set(leaf.values) and {"target", "actual"} & set(leaf.values)
        if bare_row and 2 * len(scored) > len(leaves):
            leaf.doubt("分值、得分空着，是不是与上一行合为一格")


def trust_percents(tops: Sequence[IndicatorNode]) -> None:
    """Take weights in percent for points without a doubt, where those of all indicators make 100."""
    leaves = _leaves(tops)
    if all("weight%" in leaf.values for leaf in leaves) and weights_of(tops) == FULL:
        for node in (node for top in tops for node in top.walk() if "weight%" in node.values):
            weight = node.values["weight"]
            node.values["weight"] = Entry(weight.text, weight.spot)


def _leaves(tops: Sequence[IndicatorNode]) -> list[IndicatorNode]:
    return [leaf for top in tops for leaf in top.walk() if not leaf.children]
