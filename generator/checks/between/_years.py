"""Years of a series: the projects by the 系列 that joins their years, each with that of the year before."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator.checks._facts import Fact, T


def with_last(facts: Iterable[Fact[T]]) -> Iterator[tuple[Fact[T], Fact[T]]]:
    """Each project with that of the latest year before it in its 系列; where a year has two, neither is compared."""
    series: dict[str, dict[int, list[Fact[T]]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        if fact[0].series:
            series[fact[0].series][fact[0].year].append(fact)
    for years in series.values():
        for year, later in itertools.pairwise(sorted(years)):
            if len(years[year]) == len(years[later]) == 1:
                yield years[later][0], years[year][0]
