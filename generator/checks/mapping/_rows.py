"""Goals beside indicators: which rows of the table of goals an indicator measures."""

import re
from collections.abc import Iterator, Mapping

from generator.checks._indicators import all_leaves
from generator.checks.mapping._match import HALF, closeness, likeness, stands_for, words
from generator.model.project import Indicator, Project
from generator.model.report import Goal

RESULTS = re.compile("产出|效果|效益|影响|满意|绩效(情况|结果)?$")


def rows_of(project: Project) -> tuple[Goal, ...]:
    """The rows of the table of goals that name something."""
    return tuple(row for row in project.goals.table if row.levels) if project.goals else ()


def is_tree(project: Project) -> bool:
    """Whether the indicators stand in more than one level, so that a missing one is missing in the paper."""
    return any(top.children for top in project.indicators)


def measures(node: Indicator, row: Goal) -> bool:
    """Whether an indicator measures a goal: it says so, its name does, or it stands for all goals of the kind."""
    name = row.levels[-1]
    if declared(node, row) or likeness(name, node.name) >= HALF:
        return True
    return not node.children and stands_for(node.name, row.levels)


def declared(node: Indicator, row: Goal) -> bool:
    """Whether 对应目标 of an indicator names the row."""
    return any(words(goal) == words(row.levels[-1]) for goal in node.goals)


def named(project: Project) -> Mapping[int, tuple[Goal, ...]]:
    """By the indicator's place among the leaves: the rows it is said to measure, or is closest to of all leaves."""
    leaves, found = tuple(all_leaves(project)), dict[int, list[Goal]]()
    same = {leaf.name for leaf in leaves}
    for row in rows_of(project):
        name = row.levels[-1]
        if name in same:
            continue  # has an indicator of its own
        named_by = [n for n, leaf in enumerate(leaves) if declared(leaf, row)]
        like = [(likeness(name, leaf.name), n) for n, leaf in enumerate(leaves)] if not named_by else []
        close = [(much, closeness(name, leaves[n].name), -n) for much, n in like if much > HALF]
        for n in named_by or ([-max(close)[2]] if close else []):
            found.setdefault(n, []).append(row)
    return {n: tuple(rows) for n, rows in found.items()}


def results(project: Project) -> Iterator[Indicator]:
    """The leaves under output and effect, which a goal should stand behind."""

    def walk(node: Indicator, inside: bool) -> Iterator[Indicator]:
        if not node.children and inside:
            yield node
        for child in node.children:
            yield from walk(child, inside or bool(RESULTS.search(node.name)))

    for top in project.indicators:
        yield from walk(top, inside=False)
