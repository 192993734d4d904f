"""下级指标的权重之和应等于上级的权重，一级指标的权重之和应等于评级办法的满分。"""

from collections.abc import Iterator

from generator.checks import Finding
from generator.diagnostic import Severity
from generator.model.book import Book
from generator.model.scores import ScoreBook
from generator.number import total

NAME = "权重不符"
SEVERITY: Severity = "错误"


def check(book: Book, _: ScoreBook) -> Iterator[Finding]:
    """Add up weights level by level."""
    for project in book.projects:
        for node in project.nodes():
            if node.weight <= 0:
                yield node, "weight", f"权重 {node.weight} 应大于 0，请核对"
            below = total([child.weight for child in node.children])
            if node.children and below != node.weight:
                yield node, "weight", f"下级权重合计 {below}，与本级权重 {node.weight} 不等，请核对各级权重"
        scheme = book.schemes.get(project.evaluation.scheme)
        tops = total([top.weight for top in project.indicators])
        declared = project.total_rules.full if project.total_rules else None
        full = declared if declared is not None else (scheme.full if scheme else tops)
        if project.indicators and tops != full:
            yield project, "indicators", f"一级指标权重合计 {tops}，与满分 {full} 不等，请核对各级权重"
