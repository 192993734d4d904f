"""同一张表里的金额、得分、得分率和同一文件里各项目的预算，小数位数应当一致；9 与 9.5 算一致，9.00 与 9.5 不算。"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from generator.checks import Discrepancy, Fact, Violation
from generator.checks._cache_last import cache_last
from generator.checks._facts import Anchor, anchor
from generator.checks._indicators import all_nodes, all_scores
from generator.checks.sums._amounts import budget, clash, funds, stated, twice
from generator.checks.sums._style import Figure, Number, Pair, mixed, uneven
from generator.core.diagnostic import Severity
from generator.core.number import Rate
from generator.core.record import FieldName, Record
from generator.model.project import Project
from generator.model.scores import ProjectScore, Score

NAME = "小数位不一"
SEVERITY: Severity = "提示"
NOTABLE = False
ADVICE = "小数位数不一，请对照原件核对"
PLAIN_WHOLE = ("100%", "0%")  # written so beside any other rate


class DocumentAmounts(NamedTuple):
    """Documents and what each prints; whose, where the budget stands, whether the file itself has been told of."""

    amounts: list[tuple[str, str]]
    unit: str
    title: str
    where: Anchor
    told: bool


@dataclass(frozen=True)
class PrintedFigure(Number):
    """An amount of a document that lists several projects."""

    where: Anchor
    name: str
    text: str
    told: bool


def check(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """One diagnostic for each table."""
    pairs = [_within(project), clash(funds(project))]
    pairs += [mixed(table) for table in _points(project, score)]
    pairs += [uneven(table) for table in _rates(project)]
    told: set[tuple[str, str]] = set()  # a figure may stand in two tables of the file and be printed once
    for odd, other in (pair for pair in pairs if pair):
        if (odd.text, other.text) not in told and (other.text, odd.text) not in told:
            yield odd.record, odd.field, f"{odd} 与{other} {ADVICE}", ((other.record, other.field),)
        told.add((odd.text, other.text))


def extract(project: Project) -> DocumentAmounts | None:
    """The amount of the budget as each document prints it."""
    amounts = list(stated(project))
    pair = _within(project)
    told = pair is not None and any((one.record, one.field) == (project.budget, "amount") for one in pair)
    where = anchor(project, project.budget, "amount")
    return DocumentAmounts(amounts, project.unit, project.title, where, told) if amounts else None


def compare(facts: list[Fact[DocumentAmounts]]) -> Iterator[Discrepancy]:
    """One diagnostic for the budgets of the projects that one document of a unit lists."""
    tables: dict[tuple[str, str, int], list[PrintedFigure]] = defaultdict(list)
    for who, (amounts, unit, title, where, told) in facts:
        for document, text in amounts:
            tables[document, unit, who.year].append(PrintedFigure(where, f"“{title}”的金额", text, told))
    for table in tables.values():
        if len(table) > 1 and (pair := clash(table)) and not pair[0].told:
            yield pair[0].where, f"同一文件中，金额 {pair[0].text} 与{pair[1]} {ADVICE}"


@cache_last
def _within(project: Project) -> Pair | None:
    """Two amounts of the budget, or one that another place of the file prints otherwise."""
    return clash(budget(project)) or twice(project)


def _points(project: Project, score: ProjectScore) -> tuple[list[Figure], ...]:
    """The table of the first level with the total, and the table of indicators below it."""
    tops = [figure for top in score.levels if (figure := _awarded(top))]
    if project.printed and project.printed.score is not None:
        tops.append(Figure(project.printed, "score", "评价分值", f"{project.printed.score:f}"))
    below = [figure for node in all_scores(score) if node.level > 1 and (figure := _awarded(node))]
    return tops, below


def _awarded(score: Score) -> Figure | None:
    """The points of an indicator where they stand as the paper prints them; nothing is 0 and 0.00 alike."""
    node = score.indicator
    if not score.points:
        return None
    if node.printed and node.printed.points is not None:
        return Figure(node, "printed", f"“{node.title}”的得分", f"{score.points:f}")
    if node.rule and node.rule.as_printed:
        return Figure(node, "rule", f"“{node.title}”的得分", f"{score.points:f}")
    return None


def _rates(project: Project) -> tuple[list[Figure], ...]:
    """The rates of points, and the rates of execution of the parts of the budget."""
    earned = [
        _rate(node, "printed", f"“{node.title}”的得分率", node.printed.rate)
        for node in all_nodes(project)
        if node.printed
    ]
    if project.printed:
        earned.append(_rate(project.printed, "rate", "总得分率", project.printed.rate))
    spent = [_rate(part, "rate", f"“{part.name}”的执行率", part.rate) for part in project.budget.parts]
    return [figure for figure in earned if figure], [figure for figure in spent if figure]


def _rate(record: Record, field: FieldName, name: str, rate: Rate | None) -> Figure | None:
    return Figure(record, field, name, rate.text) if rate and rate.text not in PLAIN_WHOLE else None
