"""Weights of indicators, and points within their weight."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from generator.checks import Violation, check
from generator.checks.records import every
from generator.checks.scores import all_nodes, all_scores, complete_sum, computed_from, full_marks, points_from
from generator.core.number import Measure
from generator.model.book import Book
from generator.model.project import Indicator, Project
from generator.model.scores import ProjectScore, Score
from generator.model.selfeval import PlainRow


@check("权重不符", "错误")
def weights_add_up(project: Project, book: Book) -> Iterator[Violation]:
    """下级指标的权重之和应等于上级的权重，一级指标的权重之和应等于评级办法的满分；

    公布的权重（10% 或 10）应与权重相等。
    """
    # A level that is itself in the wrong does not speak for the level above it.
    full = (project.total_rules.full if project.total_rules else None) or full_marks(project, book)
    printed = list(_printed_weights(project, full))
    yield from printed
    doubtful = {id(violation[0]) for violation in printed}
    for node in all_nodes(project):
        if node.weight is not None and node.weight <= 0:
            yield node, "weight", f"权重 {node.weight} 应大于 0，请核对"
        below = _other_sum(node.children, node.weight)
        if below is not None and doubtful.isdisjoint(map(id, (node, *node.children))):
            text = f"下级权重合计 {below}，与本级权重 {node.weight} 不等，请核对各级权重"
            yield node, "weight", text, [(child, "weight") for child in node.children]
    tops = _other_sum(project.indicators, full)
    if tops is not None and doubtful.isdisjoint(map(id, project.indicators)):
        text = f"一级指标权重合计 {tops}，与满分 {full} 不等，请核对各级权重"
        whole = (project.evaluation, "scheme")
        yield project, "indicators", text, [whole, *((top, "weight") for top in project.indicators)]


def _other_sum(nodes: tuple[Indicator, ...], wanted: Decimal | None) -> Decimal | None:
    """Return the sum of weights if it is another than wanted, as is that of the weights below them."""
    added = None if wanted is None else _weight_sum(nodes)
    return None if added in (None, wanted) or _sum_of_sums(nodes) == wanted else added


def _weight_sum(nodes: tuple[Indicator, ...]) -> Decimal | None:
    """Add up weights, using those below where a level has none; None where the paper leaves one out."""
    return complete_sum(_weight_or_sum(node) for node in nodes if not _unweighed(node))


def _weight_or_sum(node: Indicator) -> Decimal | None:
    return _weight_sum(node.children) if node.weight is None and node.children else node.weight


def _unweighed(node: Indicator) -> bool:
    """Return whether the paper neither weighs nor scores a row (`/`)."""
    given = node.weight is not None or node.rule or node.printed
    return not given and all(map(_unweighed, node.children))


def _sum_of_sums(nodes: tuple[Indicator, ...]) -> Decimal | None:
    """Add up the weights below each node instead of its own."""
    return _weight_sum(tuple(child for node in nodes for child in node.children or (node,)))


def _printed_weights(project: Project, full: Decimal | None) -> Iterator[Violation]:
    """Compare the printed weights: points, or a share of the full score or of the level above."""
    above = {id(child): node.weight for node in all_nodes(project) for child in node.children}
    for node in all_nodes(project):
        weight = _printed_weight(node)
        if weight is None or node.weight is None:
            continue
        if not _shows(weight, node.weight, {full, above.get(id(node), full)}):
            of_full = "" if full is None else f"（满分 {full}）"
            text = f"公布的权重 {weight.text}，与权重 {node.weight}{of_full}不等，请核对"
            yield node, "printed", text, ((node, "weight"), (project.evaluation, "scheme"))


def _shows(printed: Measure, weight: Decimal, wholes: set[Decimal | None]) -> bool:
    """Return whether a printed weight is the weight, as points or as a share of one of the wholes that are known."""
    factors = [Fraction(whole) for whole in wholes if whole is not None] if printed.is_percent else [Fraction(1)]
    return not factors or Fraction(weight) in [Fraction(printed.value) * factor for factor in factors]


@check("权重写法不一", "提示", notable=False, requires_clean=("权重不符",))
def weight_style(project: Project) -> Iterator[Violation]:
    """一张指标表里的权重，要么都印作百分数，要么都印作分值。"""
    percents = [node for node in all_nodes(project) if _is_percent(node)]
    points = next(_printed_as_points(project), None)
    if percents and points:
        first = percents[0]
        text = (
            f"“{first.title}”等 {len(percents)} 项的权重印作百分数（{first.written_weight}），"
            f"“{points.title}”等印作分值（{points.written_weight}），请对照原件核对"
        )
        yield project, "indicators", text, [(node, "printed") for node in percents]


def _printed_weight(node: Indicator) -> Measure | None:
    return node.printed.weight if node.printed else None


def _is_percent(node: Indicator) -> bool:
    weight = _printed_weight(node)
    return weight is not None and weight.is_percent


def _printed_as_points(project: Project) -> Iterator[Indicator]:
    """Yield the indicators printed without a percent sign, and the unprinted leaves below a printed percentage."""
    for node in all_nodes(project):
        if _printed_weight(node) and not _is_percent(node):
            yield node
        for child in node.children if _is_percent(node) else ():
            if not child.children and child.weight is not None and not _printed_weight(child):
                yield child


@check("得分超限", "错误", requires_clean=("权重不符", "得分不符"))
def points_in_weight(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """得分不能超过权重，也不能小于 0；照录的指标同样如此。权重只印在上级的，下级得分之和不能超过它。"""
    for node in all_scores(score):
        yield from _own_points(project, node)
        unweighted = any(child.weight is None for child in node.children)
        if unweighted and node.weight is not None and node.computed is not None and node.computed > node.weight:
            text = f"下级得分合计 {node.computed}，超过权重 {node.weight}，请核对得分和权重"
            yield node.indicator, "weight", text, computed_from(project, node)
    for row in every(PlainRow, project):
        yield from _row_points(row)


def _row_points(row: PlainRow) -> Iterator[Violation]:
    if row.points is None:
        return
    if row.points < 0:
        yield row, "points", f"得分 {row.points} 小于 0，请核对得分"
    elif row.weight is not None and row.points > row.weight:
        yield row, "points", f"得分 {row.points} 应在 0 至分值 {row.weight} 之间，请核对得分和分值"


def _own_points(project: Project, node: Score) -> Iterator[Violation]:
    """Compare the points of an indicator, unless they are added up from those below it, with its weight."""
    if node.points is None or (node.children and node.computed is not None):
        return
    field = "printed" if node.children else "rule"
    if node.weight is None and node.points < 0:
        yield node.indicator, field, f"得分 {node.points} 小于 0，请核对得分", points_from(project, node)
    elif node.weight is not None and not 0 <= node.points <= node.weight:
        text = f"得分 {node.points} 应在 0 至权重 {node.weight} 之间，请核对得分和权重"
        yield node.indicator, field, text, (*points_from(project, node), (node.indicator, "weight"))
