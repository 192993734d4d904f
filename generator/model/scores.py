"""Scores: points, totals and grades computed from declared data; computed values exist in these types only."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Protocol

from generator.core.number import percent, share
from generator.model.book import Grade
from generator.model.project import Indicator
from generator.rules import Working


class HasPoints(Protocol):
    """Points out of a weight, either of which may be absent."""

    @property
    def weight(self) -> Decimal | None: ...

    @property
    def points(self) -> Decimal | None: ...


@lru_cache(10_000)
def _rate(points: Decimal | None, weight: Decimal | None) -> tuple[Fraction | None, str]:
    """Return the rate and its text (cached)."""
    rate = None if points is None or weight is None else share(points, weight)
    return rate, percent(rate)


class WeightedPoints:
    """Mixin with figures derived from points and weight."""

    __slots__ = ()

    @property
    def lost(self: HasPoints) -> Decimal | None:
        """Weight minus points; None if either is missing."""
        points, weight = self.points, self.weight
        return None if points is None or weight is None else weight - points

    @property
    def rate(self: HasPoints) -> Fraction | None:
        """得分率 = points ÷ weight, exact; None if either is missing."""
        return _rate(self.points, self.weight)[0]

    @property
    def rate_text(self: HasPoints) -> str:
        """Computed 得分率, two decimals."""
        return _rate(self.points, self.weight)[1]


@dataclass(frozen=True)
class Score(WeightedPoints):
    """得分 of one indicator: points as `printed`, and as `computed` by its rule or from its children.

    If they differ, 得分不符 reports it, and a waiver may accept it.
    """

    indicator: Indicator
    level: int
    printed: Decimal | None
    computed: Decimal | None
    working: Working | None = None
    children: "tuple[Score, ...]" = ()

    @property
    def weight(self) -> Decimal | None:
        """Weight (满分值); None if not printed."""
        return self.indicator.weight

    @property
    def points(self) -> Decimal | None:
        """Points that count: the printed ones, else the computed ones."""
        return self.computed if self.printed is None else self.printed

    @property
    def ours(self) -> Decimal | None:
        """Computed points if none are printed (本站核算), else None."""
        return self.computed if self.printed is None else None

    @property
    def unscored(self) -> bool:
        """True for a row that the paper lists without scoring it (printed `/`)."""
        if self.points is not None or self.weight is not None or self.indicator.rule:
            return False
        return all(child.unscored for child in self.children)

    @property
    def printed_rate(self) -> str:
        printed = self.indicator.printed
        return printed.rate.text if printed and printed.rate else ""

    def walk(self) -> "Iterator[Score]":
        """Yield this score and all below it, in the paper's order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def paths(self) -> "Iterator[tuple[Score, ...]]":
        """Yield the path from this score to every leaf below it."""
        if not self.children:
            yield (self,)
        for child in self.children:
            yield from ((self, *path) for path in child.paths())


@dataclass(frozen=True)
class ProjectScore:
    """评价分值 of a project: the total as printed and as computed (None: nothing to compute).

    `grade` is the band of the printed total, else of the computed one; never the printed grade. `steps` describe the
    adjustments of the sum of points: conversion, cap, veto.
    """

    printed: Decimal | None
    computed: Decimal | None
    grade: Grade | None
    levels: tuple[Score, ...] = ()
    steps: tuple[str, ...] = ()

    @property
    def total(self) -> Decimal | None:
        """Printed total, else the computed one."""
        return self.computed if self.printed is None else self.printed

    def nodes(self) -> Iterator[Score]:
        return (score for top in self.levels for score in top.walk())

    @cached_property
    def losses(self) -> tuple[Score, ...]:
        """Leaves that lost points, largest loss first, the paper's order among equals."""
        lost = [leaf for leaf in self.leaves() if leaf.lost]
        return tuple(sorted(lost, key=lambda leaf: -(leaf.lost or 0)))

    def paths(self) -> Iterator[tuple[Score, ...]]:
        """Yield the path from the first level to every leaf, in the paper's order."""
        return (path for top in self.levels for path in top.paths())

    def leaves(self) -> Iterator[Score]:
        """Yield the scores of the leaves."""
        return (score for score in self.nodes() if not score.children)
