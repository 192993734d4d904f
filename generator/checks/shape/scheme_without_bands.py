"""所用评级办法没有载明等级区间的，得不出等级，应写明公布的评价结论；原文没有结论的，写说明。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.project import Project

NAME = "区间未载"
SEVERITY: Severity = "警告"


def check(project: Project, book: Book) -> Iterator[Violation]:
    """Look for a printed grade wherever the scheme cannot give one."""
    scheme = book.schemes.get(project.evaluation.scheme)
    if scheme and not scheme.grades and not (project.printed and project.printed.grade):
        text = f"“{scheme.name}”没有载明等级区间，得不出评价结论，请在“公布”下写明“评价结论”，或改用别的评级办法"
        yield project.evaluation, "scheme", text
