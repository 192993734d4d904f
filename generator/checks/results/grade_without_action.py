"""公布的评价结论在办法里要有措施：办法没有写的等级，不知道应当怎样应用。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.results._due import action_due, rule_of
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.project import Project

NAME = "结论无措施"
SEVERITY: Severity = "提示"


def check(project: Project, book: Book) -> Iterator[Violation]:
    """Look at projects with a printed grade and a rule that goes by grades."""
    rule, printed = rule_of(project, book), project.printed
    if rule is None or printed is None or not printed.grade or not any(one.grades for one in rule.actions):
        return
    if isinstance(action_due(project, book, rule), str):
        words = "、".join(word for one in rule.actions for word in one.grades)
        text = f"结果应用办法“{rule.slug}”只写了 {words}，没有写“{printed.grade}”怎样应用，请核对办法，或在措施里补上"
        yield printed, "grade", text
