"""公布的指标得分应与按评分方法（或下级加总）算出的相等；不等时说明按这一方法的其他算法能否得出。原文如此的，写说明后按公布的数展示。"""

import typing
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from generator.checks import Violation
from generator.checks.sums._interpretations import interpretation_of
from generator.core.diagnostic import Severity
from generator.core.number import HALF_UP, Rounding, RoundingMode, total
from generator.model.book import Book
from generator.model.project import Project
from generator.model.scores import ProjectScore, Score

NAME = "得分不符"
SEVERITY: Severity = "错误"
REQUIRES_CLEAN = ("权重不符", "合计不符", "执行率不符", "资金不符", "实际值不符")


def check(project: Project, score: ProjectScore, book: Book) -> Iterator[Violation]:
    """Compare printed and computed points of every indicator."""
    scheme = book.schemes.get(project.evaluation.scheme)
    rounding = scheme.rounding if scheme else HALF_UP
    nodes = list(score.nodes())
    wrong = [node for node in nodes if _printed(node) not in (None, node.computed) and node.computed is not None]
    mode = _other_mode(project, nodes, rounding) if len(wrong) > 1 else None
    if mode:
        yield project.evaluation, "scheme", _scheme_text(wrong, rounding, mode)
        return
    for node in wrong:
        if node.children and _printed(node) == _own(node):
            continue  # some leaf below is printed wrongly, and the diagnostic on it is enough
        how = node.working.line if node.working else "下级得分合计"
        text = f"公布得分 {_printed(node)}，算出的是 {node.computed}（{how}）{_otherwise(project, rounding, node)}"
        yield node.indicator, "printed", text


def _printed(score: Score) -> Decimal | None:
    return score.indicator.printed.points if score.indicator.printed else None


def _own(score: Score) -> Decimal | None:
    """The points of the leaves by their rules, whatever is printed of them, added up."""
    if not score.children:
        return score.computed
    below = [_own(child) for child in score.children]
    return (
        None if any(points is None for points in below) else total([points for points in below if points is not None])
    )


def _other_mode(project: Project, nodes: list[Score], rounding: Rounding) -> RoundingMode | None:
    """The way of rounding by which every printed leaf would be right: then it is the scheme that is wrong."""
    leaves = [node for node in nodes if _printed(node) is not None and not node.children and node.indicator.rule]
    wrong = [node for node in leaves if _printed(node) != node.computed]
    modes: tuple[RoundingMode, ...] = typing.get_args(RoundingMode) if len(wrong) > 1 else ()
    for mode in modes:
        contexts = [(leaf, project.rule_context(leaf.weight, replace(rounding, mode=mode))) for leaf in leaves]
        if all(
            leaf.indicator.rule and leaf.indicator.rule.evaluate(context).points == _printed(leaf)
            for leaf, context in contexts
        ):
            return mode
    return None


def _scheme_text(wrong: list[Score], rounding: Rounding, mode: RoundingMode) -> str:
    first = next(node for node in wrong if not node.children)
    return (
        f"“{first.indicator.title}”（公布得分 {_printed(first)}）等指标的得分，{mode}才相符，"
        f"所选评级办法是{rounding.mode}，请核对评级办法"
    )


def _otherwise(project: Project, rounding: Rounding, score: Score) -> str:
    """Whether another interpretation of the rule gives the printed points."""
    rule, printed = score.indicator.rule, _printed(score)
    if score.children or not rule or rule.as_printed or printed is None:
        return "，请核对"
    context = project.rule_context(score.weight, rounding)
    if rule.evaluate(context).points != score.computed:
        return "，请核对"  # the reviewer's points count, not the rule's
    interpretation = interpretation_of(rule, context, printed)
    if interpretation is None:
        return "，按这一方法的其他算法也得不出，请核对"
    advice = "请写说明" if interpretation.of_scheme else "请照此写"
    return f"；按{interpretation}算是 {printed}，文件若是这样算的{advice}，否则请核对"
