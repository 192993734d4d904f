"""How a project and a year look in print: every figure and word once, for pages, charts and downloads alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from generator.model.book import Book, Grade, RatingScheme, Unit
from generator.model.project import Project
from generator.model.scores import ProjectScore, Score, ScoreBook
from generator.number import HALF_UP, percent, share, total

ABSENT = "—"


def figure(value: Decimal | None) -> str:
    """Print a decimal with the digits it has; an absent one as a dash."""
    return ABSENT if value is None else f"{value:f}"


@dataclass(frozen=True)
class Card:
    """One project in one year as lists show it."""

    project: Project
    score: ProjectScore
    scheme: RatingScheme
    unit: Unit

    @property
    def id(self) -> str:
        """Year and slug, also the address without its ending."""
        return self.project.id

    @property
    def year(self) -> int:
        """The year the money was for."""
        return int(self.project.year)

    @property
    def title(self) -> str:
        """The name in lists."""
        return self.project.title

    @property
    def series(self) -> str:
        """What joins the years of one project; the slug where nothing is declared."""
        return self.project.series or self.project.slug

    @property
    def budget(self) -> Decimal:
        """预算金额, 万元."""
        return self.project.budget.amount.value

    @property
    def spent(self) -> Decimal | None:
        """支出, 万元."""
        return self.project.budget.spent.value if self.project.budget.spent else None

    @property
    def execution(self) -> Fraction | None:
        """预算执行率, exact."""
        return self.project.budget.ratio

    @property
    def execution_rate(self) -> str:
        """预算执行率 as printed by the paper, else to two places."""
        printed = self.project.budget.rate
        return printed.text if printed else percent(self.execution)

    @property
    def total(self) -> Decimal | None:
        """评价分值."""
        return self.score.total

    @property
    def full(self) -> Decimal:
        """What the total is out of: the scheme's 满分, or the one a project declares and does not convert."""
        own = self.project.own_full
        return self.scheme.full if own is None else own

    @property
    def mark(self) -> Decimal | None:
        """The total where it is out of the scheme's 满分: 29 of 30 is not put beside 87 of 100."""
        return self.total if self.full == self.scheme.full else None

    @property
    def grade(self) -> str:
        """评价结论 as printed, else the computed word."""
        printed = self.project.printed.grade if self.project.printed else ""
        return printed or (self.rank if self.project.filled == "已填报" else self.project.filled)

    @property
    def band(self) -> Grade | None:
        """The computed grade; where a paper prints a grade and no score, the one its word belongs to."""
        printed = self.project.printed
        alone = printed.grade if printed and self.total is None else ""
        return self.score.grade or (self.scheme.named(alone) if alone else None)

    @property
    def rank(self) -> str:
        """The scheme's own word for the grade, the same for 良 and 良好."""
        return self.band.word if self.band else ABSENT

    @property
    def step(self) -> int:
        """The grade as a number from the top (1), 0 where there is none: what colour and shape go by."""
        return self.scheme.grades.index(self.band) + 1 if self.band else 0

    @property
    def losses(self) -> tuple[Score, ...]:
        """The leaves that lost points, most first."""
        return self.score.losses

    @property
    def states(self) -> tuple[tuple[str, int], ...]:
        """How many problems stand in which state of rectification (整改状态), in a fixed order."""
        found = [f.rectification.state if f.rectification else "未载明" for f in self.project.findings]
        order = ("已完成", "推进中", "计划中", "未说明进度", "未载明")
        return tuple((state, found.count(state)) for state in order if state in found)

    @property
    def rectification(self) -> str:
        """The same in words: 已完成 1 项，推进中 1 项."""
        return "，".join(f"{state} {count} 项" for state, count in self.states) or ABSENT


@dataclass(frozen=True)
class Sums:
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
class Views:
    """The whole book as readers see it."""

    book: Book
    cards: tuple[Card, ...]

    @classmethod
    def of(cls, book: Book, scores: ScoreBook) -> "Views":
        """Join every project with its score, scheme and unit; the book must be free of errors."""
        return cls(book, tuple(cls._card(book, scores, project) for project in book.projects))

    @staticmethod
    def _card(book: Book, scores: ScoreBook, project: Project) -> Card:
        unit = book.unit(project.unit)
        assert unit, "the check 未登记 keeps unknown units out"
        return Card(project, scores[project.id], book.schemes[project.evaluation.scheme], unit)

    def year(self, year: int) -> Sums:
        """The projects of a year, highest score first; equals in the order of their addresses."""
        cards = [card for card in self.cards if card.year == year]
        return Sums(tuple(sorted(cards, key=lambda card: (-(card.mark or 0), card.id))))

    def years(self) -> Iterator[tuple[int, Sums]]:
        """Every year, newest first."""
        return ((year, self.year(year)) for year in self.book.years)

    def siblings(self, card: Card) -> tuple[Card, ...]:
        """The same project (系列) in all its years, oldest first, this one included."""
        return tuple(other for other in self.cards if other.series == card.series and other.unit == card.unit)

    def of_unit(self, unit: Unit) -> tuple[Card, ...]:
        """The projects a unit carried out, newest year first."""
        return tuple(sorted((c for c in self.cards if c.unit == unit), key=lambda c: (-c.year, c.id)))

    def evaluated_by(self, unit: Unit) -> tuple[Card, ...]:
        """The projects a body evaluated, newest year first."""
        mine = (c for c in self.cards if c.project.evaluation.agency in unit.names)
        return tuple(sorted(mine, key=lambda c: (-c.year, c.id)))
