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
    declared = project.total_rules.full if project.total_rules else None
    full = declared or project.own_full or (scheme.full if scheme else None)
    printed = list(_printed(project, full))
    yield from printed
    doubtful = {id(violation[0]) for violation in printed}
    for node in all_nodes(project):
        if node.weight is not None and node.weight <= 0:
            yield node, "weight", f"权重 {node.weight} 应大于 0，请核对"
        if not node.children or node.weight is None:
            continue
        if doubtful and doubtful.intersection(map(id, (node, *node.children))):
            continue
        below = _sum(node.children)
        if below is not None and below != node.weight and _added(node.children) != node.weight:
            text = f"下级权重合计 {below}，与本级权重 {node.weight} 不等，请核对各级权重"
            yield node, "weight", text, [(child, "weight") for child in node.children]
    tops = _sum(project.indicators)
    if doubtful.intersection(map(id, project.indicators)) or tops is None or full is None:
        return
    if tops != full and _added(project.indicators) != full:
        text = f"一级指标权重合计 {tops}，与满分 {full} 不等，请核对各级权重"
        whole = (project.evaluation, "scheme")
        yield project, "indicators", text, [whole, *((top, "weight") for top in project.indicators)]


def _sum(nodes: tuple[Indicator, ...]) -> Decimal | None:
    """The weights added up, of those above which none stands the ones below; None where the paper leaves one out."""
    weights = [_weight(node) for node in nodes if not _unweighed(node)]
    known = [weight for weight in weights if weight is not None]
    return total(known) if known and len(known) == len(weights) else None


def _weight(node: Indicator) -> Decimal | None:
    return _sum(node.children) if node.weight is None and node.children else node.weight


def _unweighed(node: Indicator) -> bool:
    """A row that the paper neither weighs nor scores (`/`)."""
    given = node.weight is not None or node.rule or node.printed
    return not given and all(map(_unweighed, node.children))


def _added(nodes: tuple[Indicator, ...]) -> Decimal | None:
    """The sum the weights would have if each were what its own level below adds up to."""
    return _sum(tuple(child for node in nodes for child in node.children or (node,)))


def _printed(project: Project, full: Decimal | None) -> Iterator[Violation]:
    """The weights as the paper prints them: points, or a share of the full score or of the level above."""
    weighed = [node for node in all_nodes(project) if node.printed and node.printed.weight]
    above = {id(child): node.weight for node in all_nodes(project) for child in node.children} if weighed else {}
    for node in weighed:
        weight = node.printed.weight if node.printed else None
        if weight is None or node.weight is None:
            continue
        wholes = {full, above.get(id(node), full)} if weight.is_percent else {Decimal(1)}
        known = [Fraction(whole) for whole in wholes if whole is not None]
        if known and Fraction(node.weight) not in [Fraction(weight.value) * whole for whole in known]:
            of_full = "" if full is None else f"（满分 {full}）"
            text = f"公布的权重 {weight.text}，与权重 {node.weight}{of_full}不等，请核对"
            yield node, "printed", text, ((node, "weight"), (project.evaluation, "scheme"))
