"""Rows of indicators in one shape, scored or not: leaves of the tree, their 其中 rows, rows of 照录指标."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.checks._cache_last import cache_last
from generator.model.project import Indicator, Project
from generator.model.selfeval import PlainRow, SheetEntry, SubRow

COST = "成本"


class NamedRow(NamedTuple):
    """A row, the one that carries its points (itself, or the leaf above 其中), its name and the names above it."""

    record: Indicator | SubRow | PlainRow
    owner: Indicator | PlainRow
    name: str
    above: tuple[str, ...]

    @property
    def is_cost(self) -> bool:
        """Whether it stands under 成本指标, or is named for a cost."""
        return COST in self.name or any(COST in name for name in self.above)


@cache_last
def form_rows(project: Project) -> list[NamedRow]:
    """All rows, in the paper's order."""
    return [*_in_tree(project.indicators, ()), *_as_printed(project)]


def _in_tree(nodes: tuple[Indicator, ...], above: tuple[str, ...]) -> Iterator[NamedRow]:
    for node in nodes:
        names = (*above, node.name)
        if node.children:
            yield from _in_tree(node.children, names)
            continue
        yield NamedRow(node, node, node.name, above)
        for row in node.rows:
            yield NamedRow(row, node, row.name, (*names, row.above) if row.above else names)


def _as_printed(project: Project) -> Iterator[NamedRow]:
    for row in project.sheet.rows if project.sheet else ():
        yield NamedRow(row, row, row.levels[-1] if row.levels else "", row.levels[:-1])


def columns_named(record: Indicator | SubRow | PlainRow, name: re.Pattern[str]) -> Iterator[SheetEntry]:
    """The further columns of a row (其他栏目) whose head has certain words, and that hold something."""
    return (entry for entry in record.columns if name.search(entry.name) and entry.text.strip())
