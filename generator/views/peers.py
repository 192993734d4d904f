"""Peers (同类): groups of projects of a year with comparable scores, and the position of each in its group.

Comparable are projects with the same 评级办法, 满分, 评价方式, amount band, first-level indicators and weights; those
that lack one of these are in no group. Groups have at least five members, ranks exist from ten on.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from generator.core.number import EXACT, figure
from generator.model.book import RatingScheme
from generator.views.statistics import Middle, middle
from generator.views.summary import ProjectSummary

AMOUNT_BANDS = (
    (10, "不足10万元"),
    (50, "10万至50万元"),
    (100, "50万至100万元"),
    (500, "100万至500万元"),
    (None, "500万元以上"),
)
MIN_PEERS, MIN_RANKED = 5, 10
BAND_ORDER = {label: place for place, (_, label) in enumerate(AMOUNT_BANDS)}


class PeerKind(NamedTuple):
    """Key of comparable projects."""

    year: int
    scheme: RatingScheme
    full: Decimal
    method: str
    weights: tuple[tuple[str, Decimal], ...]
    band: str

    @property
    def framework(self) -> str:
        """First-level indicators with their weights: 决策 20、过程 20、产出 30、效益 30."""
        return "、".join(f"{name} {figure(weight)}" for name, weight in self.weights)


class PeerPlace(NamedTuple):
    """Position of a project among its peers: score, quartile in words, rank (None below `MIN_RANKED`)."""

    summary: ProjectSummary
    score: Decimal
    part: str
    rank: int | None


@dataclass(frozen=True)
class PeerGroup:
    """At least five peers, highest score first, then by id."""

    kind: PeerKind
    members: tuple[tuple[Decimal, ProjectSummary], ...]

    @property
    def title(self) -> str:
        """Name of the group; not unique: groups may differ in scheme or weights alone."""
        return f"{self.kind.year}年度{self.kind.method}，{self.kind.band}"

    @property
    def count(self) -> int:
        """Number of members."""
        return len(self.members)

    @property
    def spread(self) -> Decimal:
        """Difference between the highest and the lowest score."""
        return EXACT.subtract(self.members[0][0], self.members[-1][0])

    @cached_property
    def middle(self) -> Middle:
        """Median and quartiles of their scores."""
        return middle(score for score, _ in self.members)

    @property
    def places(self) -> tuple[PeerPlace, ...]:
        """Members with their positions, highest score first."""
        scores = [score for score, _ in self.members]
        ranked = self.count >= MIN_RANKED
        return tuple(
            PeerPlace(summary, score, self._part(score), scores.index(score) + 1 if ranked else None)
            for score, summary in self.members
        )

    def _part(self, score: Decimal) -> str:
        if score > self.middle.upper:
            return "高于上四分位"
        if score < self.middle.lower:
            return "低于下四分位"
        return "中位数及以上" if score >= self.middle.median else "中位数以下"


def peer_groups(summaries: Iterable[ProjectSummary]) -> tuple[PeerGroup, ...]:
    """Return the groups, newest year first, then largest first."""
    kinds: dict[tuple[object, ...], PeerKind] = {}
    members_by_key: dict[tuple[object, ...], list[tuple[Decimal, ProjectSummary]]] = defaultdict(list)
    for summary in summaries:
        kind, score = _kind(summary), summary.comparable_score
        if kind and score is not None:
            key = (kind.scheme.slug, kind.year, *kind[2:])  # hashing a whole scheme is slow
            kinds.setdefault(key, kind)
            members_by_key[key].append((score, summary))
    groups = (
        PeerGroup(kinds[key], tuple(sorted(members, key=lambda member: (-member[0], member[1].id))))
        for key, members in members_by_key.items()
        if len(members) >= MIN_PEERS
    )
    return tuple(sorted(groups, key=_order))


def _kind(summary: ProjectSummary) -> PeerKind | None:
    scheme, full, method, weights = summary.scheme, summary.full, summary.method, summary.weights
    band = amount_band(summary.budget)
    if not (scheme and full is not None and method and weights and band):
        return None
    return PeerKind(year=summary.year, scheme=scheme, full=full, method=method, weights=weights, band=band)


def _order(group: PeerGroup) -> tuple[object, ...]:
    kind = group.kind
    return -kind.year, -group.count, kind.scheme.slug, kind.method, BAND_ORDER[kind.band], kind.framework


def amount_band(budget: Decimal | None) -> str:
    """Return the band of a budget (万元), the higher one at an edge; empty without a budget."""
    if budget is None:
        return ""
    return next(label for below, label in AMOUNT_BANDS if below is None or budget < below)
