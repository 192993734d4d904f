"""有下级的指标由下级加总得分，不再写评分；没有下级的指标必须写明评分。项目没有指标体系的，必须写明公布的评价分值。"""

from collections.abc import Iterator

from generator.checks import Finding
from generator.diagnostic import Severity
from generator.model.book import Book
from generator.model.scores import ScoreBook

NAME = "评分缺漏"
SEVERITY: Severity = "错误"


def check(book: Book, _: ScoreBook) -> Iterator[Finding]:
    """Look at each indicator, and at projects without any."""
    for project in book.projects:
        for node in project.nodes():
            if node.children and node.rule:
                yield node, "rule", "这个指标有下级，得分由下级加总，请删去“评分”"
            elif not node.children and not node.rule:
                text = "这个指标没有下级，请写明评分，如“评分: {方法: 评定, 得分: 2}”"
                yield node, "", text
        if not project.indicators and (project.printed is None or project.printed.score is None):
            yield project, "printed", "既没有指标体系，也没有公布的评价分值，请至少填写“公布”下的“评价分值”"
