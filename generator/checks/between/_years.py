"""The projects of a book by the thread that joins their years, so that a year can be held against the one before."""

import itertools
from collections import defaultdict
from collections.abc import Iterator

from generator.model.book import Book
from generator.model.project import Project


def with_last(book: Book) -> Iterator[tuple[Project, Project]]:
    """Each project with that of the latest year before it in its 系列; where a year has two, nothing can be told."""
    series: dict[str, dict[int, list[Project]]] = defaultdict(lambda: defaultdict(list))
    for project in book.projects:
        if project.series:
            series[project.series][int(project.year)].append(project)
    for years in series.values():
        known = sorted(years)
        for year, later in itertools.pairwise(known):
            if len(years[year]) == len(years[later]) == 1:
                yield years[later][0], years[year][0]


def body(book: Book, name: str) -> str:
    """The full name of a body, whichever of its names is written."""
    unit = book.unit(name)
    return unit.name if unit else name
