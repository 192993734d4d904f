"""公布的指标得分应与按评分方法（或下级加总）算出的相等；不等时说明按这一方法的其他算法能否得出。原文如此的，写说明后按公布的数展示。"""

import typing
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from generator.checks import Violation
from generator.checks._indicators import all_scores
from generator.checks._uses import computed_from
from generator.checks.sums._interpretations import interpretation_of
from generator.core.diagnostic import Severity
from generator.core.number import Rounding, RoundingMode, total
from generator.model.book import Book, rounding_of
from generator.model.project import Project
from generator.model.scores import ProjectScore, Score

NAME = "得分不符"
SEVERITY: Severity = "错误"
REQUIRES_CLEAN = ("权重不符", "合计不符", "执行率不符", "资金不符", "实际值不符")


def check(project: Project, score: ProjectScore, book: Book) -> Iterator[Violation]:
    """Compare printed and computed points of every indicator."""
    rounding = rounding_of(project, book.schemes.get(project.evaluation.scheme))
    nodes = [_own_points(project, rounding, node) for node in all_scores(score)]
    wrong = [node for node in nodes if _printed(node) not in (None, node.computed) and node.computed is not None]
    mode = _other_mode(project, nodes, rounding) if len(wrong) > 1 else None
    if mode:
        first = next(node for node in wrong if not node.children)
        uses = (value for node in wrong for value in ((node.indicator, "printed"), *computed_from(project, node)))
        yield first.indicator, "printed", _habit_text(first, rounding, mode), uses
        return
    for node in wrong:
        if node.children and _printed(node) == _own(node):
            continue  # some leaf below is printed wrongly, and the diagnostic on it is enough
        how = node.working.line if node.working else "下级得分合计"
        text = f"公布得分 {_printed(node)}，算出的是 {node.computed}（{how}）{_otherwise(project, rounding, node)}"
        yield node.indicator, "printed", text, computed_from(project, node)


def _own_points(project: Project, rounding: Rounding, score: Score) -> Score:
    """The score by the unit's own points, also where the reviewer's count."""
    leaf = score.indicator
    if leaf.reviewed is None or leaf.rule is None or score.computed != leaf.reviewed:
        return score
    working = leaf.rule.evaluate(project.rule_context(leaf.weight, rounding))
    return replace(score, computed=working.points, working=working)


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


def _habit_text(first: Score, rounding: Rounding, mode: RoundingMode) -> str:
    return (
        f"“{first.indicator.title}”（公布得分 {_printed(first)}）等指标的得分，{mode}才相符，本站按{rounding.mode}算；"
        f"文件若是这样舍入的，请写“得分写法: {{舍入方式: {mode}, 小数位数: {rounding.places}}}”"
    )


def _otherwise(project: Project, rounding: Rounding, score: Score) -> str:
    """Whether another interpretation of the rule gives the printed points."""
    rule, printed = score.indicator.rule, _printed(score)
    if score.children or not rule or rule.as_printed or printed is None:
        return "，请核对"
    context = project.rule_context(score.weight, rounding)
    interpretation = interpretation_of(rule, context, printed)
    if interpretation is None:
        return "，按这一方法的其他算法也得不出，请核对"
    advice = "请写在“得分写法”下" if interpretation.of_scheme else "请照此写"
    return f"；按{interpretation}算是 {printed}，文件若是这样算的{advice}，否则请核对"
