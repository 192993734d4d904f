"""复核得分不能超过权重，复核的总分不能超过满分，都不能小于 0。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import all_leaves
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.project import Project

NAME = "复核超限"
SEVERITY: Severity = "错误"


def check(project: Project, book: Book) -> Iterator[Violation]:
    """Look at every indicator, then at the whole."""
    for leaf in all_leaves(project):
        told, most = leaf.reexamined, leaf.weight
        if told and told.points is not None and (told.points < 0 or (most is not None and told.points > most)):
            limit = "不能小于 0" if most is None else f"应在 0 至权重 {most} 之间"
            yield told, "points", f"复核得分 {told.points} {limit}，请核对", ((leaf, "weight"),)
    whole, scheme = project.reexamination, book.schemes.get(project.evaluation.scheme)
    full = project.own_full or (scheme.full if scheme else None)
    if whole and whole.points is not None and (whole.points < 0 or (full is not None and whole.points > full)):
        limit = "不能小于 0" if full is None else f"应在 0 至满分 {full} 之间"
        yield whole, "points", f"复核的总分 {whole.points} {limit}，请核对"
