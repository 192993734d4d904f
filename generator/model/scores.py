"""Scores: points, totals and grades as computed from the declared data; computed values live in these types alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Protocol

from generator.core.number import percent, share
from generator.model.book import Grade
from generator.model.project import Indicator
from generator.rules import Working


class HasPoints(Protocol):
    """Points out of a weight, and the rate as the paper printed it (else empty)."""

    @property
    def weight(self) -> Decimal: ...

    @property
    def points(self) -> Decimal | None: ...

    @property
    def printed_rate(self) -> str: ...


class WeightedPoints:
    """What follows from points out of a weight, for whatever has them."""

    __slots__ = ()

    @property
    def lost(self: HasPoints) -> Decimal | None:
        """What was not earned, in points."""
        return None if self.points is None else self.weight - self.points

    @property
    def rate(self: HasPoints) -> Fraction | None:
        """得分率 = points ÷ weight, exact; None where either is missing."""
        return None if self.points is None else share(self.points, self.weight)

    @property
    def rate_text(self: HasPoints) -> str:
        """得分率 as printed, else to two places."""
        return self.printed_rate or percent(None if self.points is None else share(self.points, self.weight))


@dataclass(frozen=True)
class Score(WeightedPoints):
    """得分 of one indicator. `computed` is what the rule or the sum gives, `points` what the site shows.

    The two differ only where the paper printed another figure; 得分不符 tells it and a waiver may let it stand.
    """

    indicator: Indicator
    level: int
    computed: Decimal | None
    points: Decimal | None
    working: Working | None = None
    children: "tuple[Score, ...]" = ()

    @property
    def weight(self) -> Decimal:
        """The weight (满分值)."""
        return self.indicator.weight

    @property
    def printed_rate(self) -> str:
        """得分率 as the paper printed it, else empty."""
        printed = self.indicator.printed
        return printed.rate.text if printed and printed.rate else ""

    def walk(self) -> "Iterator[Score]":
        """This score and all below it, in the paper's order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def paths(self) -> "Iterator[tuple[Score, ...]]":
        """The way from this score down to every leaf below it."""
        if not self.children:
            yield (self,)
        for child in self.children:
            yield from ((self, *path) for path in child.paths())


@dataclass(frozen=True)
class ProjectScore:
    """评价分值 of a project: the total shown, the one computed (None: nothing to compute), the band it lies in.

    `steps` tell what was done to the sum of points: conversion, cap, veto.
    """

    total: Decimal | None
    computed: Decimal | None
    grade: Grade | None
    levels: tuple[Score, ...] = ()
    steps: tuple[str, ...] = ()

    def nodes(self) -> Iterator[Score]:
        """Every score, in the paper's order."""
        return (score for top in self.levels for score in top.walk())

    @cached_property
    def losses(self) -> tuple[Score, ...]:
        """The leaves that lost points, most first, the paper's order among equals."""
        lost = [leaf for leaf in self.leaves() if leaf.lost]
        return tuple(sorted(lost, key=lambda leaf: -(leaf.lost or 0)))

    def paths(self) -> Iterator[tuple[Score, ...]]:
        """The way down to every leaf, from the first level to the leaf itself, in the paper's order."""
        return (path for top in self.levels for path in top.paths())

    def leaves(self) -> Iterator[Score]:
        """The scores of the indicators that are scored by a rule."""
        return (score for score in self.nodes() if not score.children)
