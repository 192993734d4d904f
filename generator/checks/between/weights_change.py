"""一级指标的权重与上年不同，得分就不宜直接相比：先比同一系列的上年，上年没有指标体系的，比同一单位上年其他项目共同的权重。"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from generator.checks import Finding
from generator.checks.between._years import body, with_last
from generator.diagnostic import Severity
from generator.model.book import Book
from generator.model.project import Project
from generator.model.scores import ScoreBook

NAME = "权重变动"
SEVERITY: Severity = "提示"
Weights = dict[str, Decimal]


def check(book: Book, _: ScoreBook) -> Iterator[Finding]:
    """Compare where the indicators of the first level bear the same names; other names are another framework."""
    before = {project.id: last for project, last in with_last(book) if project.year - last.year == 1}
    by_unit: dict[tuple[str, int], list[Project]] = defaultdict(list)
    for project in book.projects:
        by_unit[body(book, project.unit), int(project.year)].append(project)
    common = {key: _common(projects) for key, projects in by_unit.items()}
    for project in book.projects:
        now, last = _weights(project), before.get(project.id)
        if not now:
            continue
        if last and last.indicators:
            word, then = f"{last.year} 年度同一项目", _weights(last)
        else:
            word = f"该单位 {project.year - 1} 年度其他项目"
            then = common.get((body(book, project.unit), int(project.year) - 1), {})
        if then and then.keys() == now.keys() and then != now:
            shown = f"一级指标权重是 {_shown(now, now)}，{word}是 {_shown(then, now)}"
            yield project, "indicators", f"{shown}，得分不宜直接相比，请核对权重；确已变动的写明缘由"


def _weights(project: Project) -> Weights:
    weights = {node.name: node.weight for node in project.indicators}
    return weights if len(weights) == len(project.indicators) else {}


def _common(projects: list[Project]) -> Weights:
    """The weights that all projects with indicators share; none where they differ, or where one alone has any."""
    trees = [_weights(project) for project in projects if project.indicators]
    return trees[0] if len(trees) > 1 and all(tree == trees[0] for tree in trees) else {}


def _shown(weights: Weights, order: Weights) -> str:
    return "、".join(f"{weights[name]:f}" for name in order)
