"""写明撤下的项目，数据文件要移走；重新公布的，撤下的那一条要删去。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.project import Project

NAME = "撤下未移"
SEVERITY: Severity = "错误"
WAIVABLE = False


def check(project: Project, book: Book) -> Iterator[Violation]:
    """Hold the project against those that were taken back."""
    if any(one.project == project.id for one in book.withdrawn):
        remedy = "撤下的请把数据文件移走，重新公布的请删去那里的这一条"
        yield project, "name", f"withdrawn.yml 写着撤下“{project.id}”，数据文件却还在；{remedy}"
