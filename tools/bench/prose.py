"""Fills patterns with words and numbers drawn from one random source, so that the same seed gives the same text."""

import re
from collections.abc import Iterable, Mapping, Sequence
from random import Random

from tools.bench.words import FIRMS, NEEDS, OFFICES, STREETS, TERRAINS, Body

RANGE = re.compile(r"([dmpw])(\d+)_(\d+)")


class Drawn(dict[str, str]):
    """What stands for each name in braces: facts of the project as they are, everything else drawn anew each time.

    `d4_9` is a whole number, `m3_5` a month, `p90_99` a percentage and `w3_60` an amount with two places.
    """

    def __init__(self, chance: Random, facts: Mapping[str, str], body: Body) -> None:
        super().__init__(facts)
        self.chance = chance
        self.lists: Mapping[str, Sequence[str]] = {
            "area": STREETS,
            "office": OFFICES,
            "firm": FIRMS,
            "served": body.field.served,
            "works": body.field.works,
            "need": NEEDS,
            "terrain": TERRAINS,
            "n": "三四五六",
        }
        self.left: dict[str, list[str]] = {}

    def __missing__(self, name: str) -> str:
        if match := RANGE.fullmatch(name):
            kind, low, high = match[1], int(match[2]), int(match[3])
            number = self.chance.randint(low, high)
            if kind in "dm":
                return str(number)
            return f"{number}.{self.chance.randint(1, 99):02d}{'%' if kind == 'p' else ''}"
        if not self.left.get(name):
            self.left[name] = self.chance.sample(self.lists[name], len(self.lists[name]))
        return self.left[name].pop()

    def fill(self, pattern: str) -> str:
        return pattern.format_map(self)

    def some(self, patterns: Sequence[str], count: int) -> list[str]:
        """So many different texts, in the order of their patterns."""
        chosen = sorted(self.chance.sample(range(len(patterns)), count))
        return [self.fill(patterns[place]) for place in chosen]

    def rows(self, patterns: Iterable[tuple[str, ...]], names: Sequence[str]) -> list[dict[str, str]]:
        """Records with the given keys, every value a text."""
        return [dict(zip(names, map(self.fill, row), strict=True)) for row in patterns]
