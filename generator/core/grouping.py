"""Grouping of the items of a list by a key."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

Group = TypeVar("Group", bound=Hashable)
Row = TypeVar("Row")


def grouped_by(rows: Iterable[Row], of: Callable[[Row], Group]) -> Mapping[Group, tuple[Row, ...]]:
    """Group rows by a key; groups and rows keep their order."""
    groups: dict[Group, list[Row]] = defaultdict(list)
    for row in rows:
        groups[of(row)].append(row)
    return {word: tuple(members) for word, members in groups.items()}
