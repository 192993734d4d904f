"""索引号各不相同：两个项目不能用同一个索引号。"""

from collections.abc import Iterator

from generator.checks import Finding
from generator.diagnostic import Severity
from generator.model.book import Book
from generator.model.project import Project
from generator.model.scores import ScoreBook

NAME = "索引号重复"
SEVERITY: Severity = "错误"
WAIVABLE = False


def check(book: Book, _: ScoreBook) -> Iterator[Finding]:
    """Only those that are written can repeat; those made by the pattern hold year and slug."""
    seen: dict[str, Project] = {}
    for project in book.projects:
        number = project.index_number
        if number and number in seen:
            other = seen[number].marks.file
            yield project, "index_number", f"索引号“{number}”已用于 {other}，请改正其中一个"
        seen.setdefault(number, project)
