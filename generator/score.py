"""Points follow from records: each leaf is rounded once, everything above it is an exact sum of shown points."""

from decimal import Decimal

from generator.model.book import Book, RatingScheme
from generator.model.project import Indicator, Project
from generator.model.scores import ProjectScore, Score, ScoreBook
from generator.number import HALF_UP, Rounding, total
from generator.rules import Case


def score(book: Book) -> ScoreBook:
    """Score every project of the book, by project id."""
    return {
        project.id: score_project(project, book.schemes.get(project.evaluation.scheme)) for project in book.projects
    }


def score_project(project: Project, scheme: RatingScheme | None) -> ProjectScore:
    """Score one project; where the paper prints a total, that is shown, and it decides the grade."""
    rounding = scheme.rounding if scheme else HALF_UP
    levels = tuple(_score(top, 1, project, rounding) for top in project.indicators)
    computed = _sum(levels)
    printed = project.printed.score if project.printed else None
    shown = computed if printed is None else printed
    grade = scheme.grade(shown) if scheme and shown is not None else None
    return ProjectScore(shown, computed, grade, levels)


def _score(indicator: Indicator, level: int, project: Project, rounding: Rounding) -> Score:
    children = tuple(_score(child, level + 1, project, rounding) for child in indicator.children)
    working = None
    if children:
        computed = _sum(children)
    elif indicator.rule:
        case = Case(indicator.weight, rounding, project.budget.amount, project.budget.spent)
        working = indicator.rule.work(case)
        computed = working.points
    else:
        computed = None
    printed = indicator.printed.points if indicator.printed else None
    return Score(indicator, level, computed, computed if printed is None else printed, working, children)


def _sum(scores: tuple[Score, ...]) -> Decimal | None:
    points = [score.points for score in scores]
    if not points or any(value is None for value in points):
        return None
    return total([value for value in points if value is not None])
