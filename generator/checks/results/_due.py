"""The action that a rule on the use of results asks for after the printed result of a project."""

from generator.model.book import Book
from generator.model.project import Project
from generator.model.result_use import ResultAction, ResultRule


def rule_of(project: Project, book: Book) -> ResultRule | None:
    """The rule that its file names, else that of its unit or of the site for its year."""
    return book.result_rule(book.unit(project.unit), project.year, project.use.rule if project.use else "")


def action_due(project: Project, book: Book, rule: ResultRule) -> ResultAction | str:
    """The action, or why none can be named."""
    printed, scheme = project.printed, book.schemes.get(project.evaluation.scheme)
    word = printed.grade if printed else ""
    band = scheme.named(word) if scheme else None
    words = tuple(filter(None, (word, band.word if band else "")))
    full = project.own_full if project.own_full is not None or not scheme else scheme.full
    return rule.action(words, printed.score if printed else None, full)
