"""How a project and a year look in print: every figure and word once, for pages, charts and downloads alike."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from generator.core.number import HALF_UP, percent, share, total
from generator.model.book import Book, Unit
from generator.model.scores import ScoreBook
from generator.views.card import Card, ProjectDetail
from generator.views.summary import ABSENT, Brief, IndicatorResult, figure

__all__ = ["ABSENT", "Brief", "Card", "IndicatorResult", "Portfolio", "ProjectDetail", "Totals", "figure"]


@dataclass(frozen=True)
class Totals:
    """Figures of several projects together; each says what it rests on where something is missing."""

    cards: tuple[Card, ...]

    @property
    def count(self) -> int:
        """How many projects."""
        return len(self.cards)

    @property
    def budget(self) -> Decimal:
        """All budgets, 万元."""
        return total([card.budget for card in self.cards])

    @property
    def told(self) -> tuple[Card, ...]:
        """The projects whose spending is published."""
        return tuple(card for card in self.cards if card.spent is not None)

    @property
    def spent(self) -> Decimal | None:
        """All published spending, 万元."""
        return total([card.spent for card in self.told if card.spent is not None]) if self.told else None

    @property
    def execution_rate(self) -> str:
        """Published spending over the budgets of the same projects."""
        return ABSENT if self.spent is None else percent(share(self.spent, total([card.budget for card in self.told])))

    @property
    def mean(self) -> str:
        """The mean of the totals, two places."""
        totals = [card.mark for card in self.cards if card.mark is not None]
        return str(HALF_UP(Fraction(total(totals)) / len(totals))) if totals else ABSENT

    @property
    def unmarked(self) -> str:
        """Why some of these cannot be put beside the others by their score."""
        apart = any(card.total is not None and card.mark is None for card in self.cards)
        return "未公布评价分值或满分不同" if apart else "未公布评价分值"

    @property
    def good(self) -> int:
        """How many lie in the two upper bands (优、良)."""
        return sum(card.step in (1, 2) for card in self.cards)

    @property
    def graded(self) -> int:
        """How many have a grade at all; a form nobody filled has none."""
        return sum(card.step > 0 for card in self.cards)

    @property
    def good_rate(self) -> str:
        """The share of those among all that have a grade."""
        return percent(Fraction(self.good, self.graded)) if self.graded else ABSENT

    def grades(self) -> tuple[tuple[str, int, int], ...]:
        """Word, step and count of each grade that occurs or could, from the top."""
        words: dict[int, str] = {}
        for card in self.cards:
            for step, band in enumerate(card.scheme.grades, 1):
                words.setdefault(step, band.word)
        return tuple((word, step, sum(c.step == step for c in self.cards)) for step, word in sorted(words.items()))


@dataclass(frozen=True)
class Portfolio:
    """The projects of a book as readers see them, in the order of their addresses."""

    book: Book
    cards: tuple[Card, ...]

    @classmethod
    def of(cls, book: Book, scores: ScoreBook) -> "Portfolio":
        """Open the case of every project; the book must be free of errors."""
        return cls(book, tuple(ProjectDetail.opened(book, project, scores[project.id]) for project in book.projects))

    @property
    def cases(self) -> Iterator[ProjectDetail]:
        """The projects of which everything is at hand."""
        return (card for card in self.cards if isinstance(card, ProjectDetail))

    @cached_property
    def _by_year(self) -> Mapping[int, Totals]:
        found: dict[int, list[Card]] = defaultdict(list)
        for card in self.cards:
            found[card.year].append(card)
        return {
            year: Totals(tuple(sorted(found[year], key=lambda card: (-(card.mark or 0), card.id))))
            for year in sorted(found, reverse=True)
        }

    @cached_property
    def _by_unit(self) -> Mapping[str, tuple[Card, ...]]:
        found: dict[str, list[Card]] = defaultdict(list)
        for card in sorted(self.cards, key=lambda card: (-card.year, card.id)):
            found[card.unit.slug].append(card)
        return {slug: tuple(cards) for slug, cards in found.items()}

    @cached_property
    def _by_agency(self) -> Mapping[str, tuple[Card, ...]]:
        found: dict[str, list[Card]] = defaultdict(list)
        for card in self.cards:
            found[card.agency].append(card)
        return {name: tuple(cards) for name, cards in found.items()}

    @cached_property
    def _by_series(self) -> Mapping[tuple[str, str], tuple[Card, ...]]:
        found: dict[tuple[str, str], list[Card]] = defaultdict(list)
        for card in self.cards:
            found[card.series, card.unit.slug].append(card)
        return {key: tuple(cards) for key, cards in found.items()}

    @property
    def spans(self) -> tuple[int, ...]:
        """The years there are results for, newest first."""
        return tuple(self._by_year)

    def year(self, year: int) -> Totals:
        """The projects of a year, highest score first; equals in the order of their addresses."""
        return self._by_year.get(year, Totals(()))

    def years(self) -> Iterator[tuple[int, Totals]]:
        """Every year, newest first."""
        return iter(self._by_year.items())

    def siblings(self, card: Card) -> tuple[Card, ...]:
        """The same project (系列) in all its years, oldest first, this one included."""
        return self._by_series[card.series, card.unit.slug]

    def of_unit(self, unit: Unit) -> tuple[Card, ...]:
        """The projects a unit carried out, newest year first."""
        return self._by_unit.get(unit.slug, ())

    def evaluated_by(self, unit: Unit) -> tuple[Card, ...]:
        """The projects a body evaluated, newest year first."""
        mine = (card for name in dict.fromkeys(unit.names) for card in self._by_agency.get(name, ()))
        return tuple(sorted(mine, key=lambda card: (-card.year, card.id)))
