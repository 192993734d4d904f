"""Overall figures: what pages tell of the projects of all units together beside the ledger and other kinds of lists."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter

from generator.core.adding import Additive, added
from generator.core.grouping import grouped_by
from generator.model.book import Unit
from generator.views.figures import Figures, figures_of
from generator.views.portfolio import UnitProjects
from generator.views.summary import ProjectSummary

NEWS = 5  # projects

# A word of a rank with the first place it stands at in a list of the projects of a year, highest score first.
PlacedWord = tuple[int, tuple[Decimal, str, int], str]


@dataclass(frozen=True)
class GradeFigures(Additive):
    """Of some projects of one year how many were given which rank (0: none), and the words that stand for the ranks."""

    by_rank: Mapping[int, int] = field(default_factory=dict)
    placed: tuple[PlacedWord, ...] = ()

    @property
    def count(self) -> int:
        """How many projects."""
        return sum(self.by_rank.values())

    @property
    def words(self) -> tuple[tuple[int, str], ...]:
        """Each rank with a word, those first that stand first."""
        return tuple(dict.fromkeys((rank, word) for rank, _, word in sorted(self.placed, key=itemgetter(1))))


@dataclass(frozen=True)
class OverallFigures(Additive):
    """Figures of the projects of units, which add up.

    `evaluated` tells of bodies how many projects of which years they evaluated; `printed` which grades are printed for
    each rank; `by_scheme` how many projects go by a scheme, `first_of` the first project of each, `by_rule` how many
    have indicators that go by a scoring rule; `with_pair` have both 自评 and 复核; `by_series` says how many years each
    series page has; `entered` are the newest: the day, its place in lists, the project.
    """

    units: Mapping[str, Figures] = field(default_factory=dict)
    years: Mapping[int, Figures] = field(default_factory=dict)
    evaluated: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    grades: Mapping[int, GradeFigures] = field(default_factory=dict)
    printed: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    by_scheme: Mapping[str, int] = field(default_factory=dict)
    first_of: tuple[tuple[str, str], ...] = ()
    by_rule: Mapping[str, int] = field(default_factory=dict)
    with_pair: int = 0
    by_series: Mapping[str, int] = field(default_factory=dict)
    entered: tuple[tuple[tuple[int, ...], int, str], ...] = ()

    @property
    def all(self) -> Figures:
        """All projects together."""
        return added(Figures, list(self.years.values()))

    @property
    def listed(self) -> tuple[str, ...]:
        """The projects that stand on the home page."""
        return self.news

    @property
    def news(self) -> tuple[str, ...]:
        """The newest projects; of one day those of the newest year first."""
        return tuple(project for _, _, project in _newest(self.entered))

    @property
    def schemes(self) -> tuple[tuple[str, int], ...]:
        """The schemes (slugs) that projects go by, those of most projects first."""
        first = dict.fromkeys(slug for _, slug in sorted(self.first_of))
        return tuple(sorted(((slug, self.by_scheme[slug]) for slug in first), key=lambda one: -one[1]))


def overall_figures(projects: UnitProjects) -> OverallFigures:
    """The figures of what a unit carried out and evaluated."""
    unit, carried_out, evaluated = projects
    summaries = carried_out.summaries
    first: dict[str, str] = {}
    for one in sorted(summaries, key=lambda one: one.id):
        if one.scheme:
            first.setdefault(one.scheme.slug, one.id)
    years = grouped_by(summaries, lambda one: one.year)
    ranked = grouped_by((one for one in summaries if one.grade_rank), lambda one: one.grade_rank)
    return OverallFigures(
        {unit.slug: carried_out.figures} if summaries else {},
        {year: figures_of(some) for year, some in years.items()},
        {unit.slug: evaluated.figures.years} if evaluated.count else {},
        {year: _grades(some) for year, some in years.items()},
        {rank: Counter(one.grade for one in some) for rank, some in ranked.items()},
        Counter(one.scheme.slug for one in summaries if one.scheme),
        tuple((project, slug) for slug, project in first.items()),
        Counter(rule for one in summaries for rule in one.rules),
        sum(one.has_pair for one in summaries),
        Counter(one.series_page for one in summaries if one.series_page),
        _newest((one.newest.key, -one.year, one.id) for one in summaries if one.newest),
    )


def units_in_order(units: Iterable[Unit], figures: OverallFigures) -> tuple[tuple[Unit, Figures], ...]:
    """The units that carried out projects, the largest sum of budgets first."""
    found = ((unit, figures.units[unit.slug]) for unit in units if unit.slug in figures.units)
    return tuple(sorted(found, key=lambda one: (-(one[1].budget or 0), -one[1].count)))


def _newest(
    entered: Iterable[tuple[tuple[int, ...], int, str]],
) -> tuple[tuple[tuple[int, ...], int, str], ...]:
    in_lists = sorted(entered, key=itemgetter(1, 2))
    return tuple(sorted(in_lists, key=itemgetter(0), reverse=True)[:NEWS])


def _grades(summaries: Iterable[ProjectSummary]) -> GradeFigures:
    summaries = tuple(summaries)
    first: dict[tuple[int, str], tuple[Decimal, str, int]] = {}
    for one in summaries:
        words = list(enumerate((band.word for band in (one.scheme.grades if one.scheme else ())), 1))
        if one.grade_rank:
            words.append((one.grade_rank, one.scheme_grade))
        for number, (rank, word) in enumerate(words):
            place = -(one.comparable_score or Decimal(0)), one.id, number
            first[rank, word] = min(place, first.get((rank, word), place))
    placed = tuple((rank, place, word) for (rank, word), place in first.items())
    return GradeFigures(Counter(one.grade_rank for one in summaries), placed)
