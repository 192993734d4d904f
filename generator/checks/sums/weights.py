"""下级指标的权重之和应等于上级的权重，一级指标的权重之和应等于评级办法的满分；公布的权重（10% 或 10）应与权重相等。"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from generator.checks import Violation
from generator.checks._indicators import all_nodes
from generator.core.diagnostic import Severity
from generator.core.number import total
from generator.model.book import Book
from generator.model.project import Indicator, Project

NAME = "权重不符"
SEVERITY: Severity = "错误"


def check(project: Project, book: Book) -> Iterator[Violation]:
    """Add up weights level by level; a level that is itself in the wrong does not speak for what is above it."""
    scheme = book.schemes.get(project.evaluation.scheme)
    tops = total([top.weight for top in project.indicators])
    declared = project.total_rules.full if project.total_rules else None
    full = declared if declared is not None else (scheme.full if scheme else tops)
    printed = list(_printed(project, full))
    yield from printed
    doubtful = {id(node) for node, _, _ in printed}
    for node in all_nodes(project):
        if node.weight <= 0:
            yield node, "weight", f"权重 {node.weight} 应大于 0，请核对"
        below = total([child.weight for child in node.children])
        if doubtful.intersection(map(id, (node, *node.children))):
            continue
        if node.children and below != node.weight and _added(node.children) != node.weight:
            yield node, "weight", f"下级权重合计 {below}，与本级权重 {node.weight} 不等，请核对各级权重"
    if doubtful.intersection(map(id, project.indicators)):
        return
    if project.indicators and tops != full and _added(project.indicators) != full:
        yield project, "indicators", f"一级指标权重合计 {tops}，与满分 {full} 不等，请核对各级权重"


def _added(nodes: tuple[Indicator, ...]) -> Decimal:
    """The sum the weights would have if each were what its own level below adds up to."""
    return total([child.weight for node in nodes for child in node.children or (node,)])


def _printed(project: Project, full: Decimal) -> Iterator[Violation]:
    """The weights as the paper prints them: points, or a share of the full score or of the level above."""
    above = {id(child): node.weight for node in all_nodes(project) for child in node.children}
    for node in all_nodes(project):
        weight = node.printed.weight if node.printed else None
        if weight is None:
            continue
        wholes = {full, above.get(id(node), full)} if weight.is_percent else {Decimal(1)}
        if Fraction(node.weight) not in [Fraction(weight.value) * Fraction(whole) for whole in wholes]:
            text = f"公布的权重 {weight.text}，与权重 {node.weight}（满分 {full}）不等，请核对"
            yield node, "printed", text
