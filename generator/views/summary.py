"""Summary of one project in one year: what lists, tables and charts show; small, so that ten thousand stay in memory.

Between processes a summary travels packed: its unit and its scheme are written as their slugs and found again in the
book of whoever unpacks it. What few pages ask for stays packed, wherever it lies, until it is asked for.
"""

import pickle
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.core.date import PartialDate
from generator.core.number import ABSENT, HUNDRED, figure
from generator.model.book import Book, Grade, RatingScheme, Unit
from generator.model.category import Classification
from generator.model.scores import Score, WeightedPoints
from generator.views.corrections import CorrectionLine
from generator.views.ledger import TrackedItem
from generator.views.reexamination import ScorePair
from generator.views.result_use import ResultUseFacts

ReadPart = Callable[[int, int], bytes]  # from where, how many


class _Result(NamedTuple):
    code: str
    name: str
    level: int
    weight: Decimal | None
    printed: Decimal | None
    computed: Decimal | None
    printed_rate: str = ""


class IndicatorResult(_Result, WeightedPoints):
    """An indicator as lists show it: what it weighs, points and rate as the paper prints them, points as computed."""

    __slots__ = ()

    @property
    def points(self) -> Decimal | None:
        """The printed points, else the computed ones: what rates and losses are worked out from."""
        return self.computed if self.printed is None else self.printed

    @classmethod
    def of(cls, score: Score) -> "IndicatorResult":
        """The result that a score is."""
        indicator = score.indicator
        return cls(
            indicator.code, indicator.name, score.level, score.weight, score.printed, score.computed, score.printed_rate
        )


@dataclass(frozen=True)
class Computed:
    """本站核算: what we work out of what a paper prints; it stands beside the printed figure, never in its place.

    `execution_rate` is spending ÷ budget, `total` the sum of the points by the rules of the total; `grade` is the band
    that the total lies in, of the scheme that the paper names.
    """

    execution_rate: str = ABSENT
    total: Decimal | None = None
    grade: str = ABSENT


class Packed(NamedTuple):
    """What is still packed of a summary: how it is read, where it begins, how long each part is, whether it is kept."""

    read: ReadPart
    start: int
    sizes: tuple[int, ...]
    kept: bool

    def value(self, name: str) -> Any:
        """A field, unpacked."""
        place = SELDOM.index(name)
        return pickle.loads(self.read(self.start + sum(self.sizes[:place]), self.sizes[place]))


@dataclass(frozen=True)
class ProjectSummary:
    """One project in one year as lists show it: what its paper prints, and apart from that what is `computed`.

    Amounts are 万元. What the paper does not print is None, or a dash where it is a text. `in_series`: its file writes
    the 系列, else `series` is its file's name. `total` is 评价分值, and `own_full` the 满分 it is out of where a paper
    gives its own. `grade_rank` is the printed grade as a number from the
    top, 1, or 0 where there is none: what colour and shape go by. `states` tell how many problems stand in which state
    of rectification (整改状态), `problems` which, `categories` what each of these counts as (问题类别), `items` are
    what is to be put right, one by one (整改台账); `entered`
    is 收录日期, `newest` the day its page last changed; `levels` are the indicators of the first level, `losses` the
    leaves that lost points, most first, `costliest` those that lost most and `lowest` those of the lowest rate, all
    that are alike; `has_sublevels` says whether more than the first level is published; `rules`
    name the scoring rules that its indicators go by. `scheme` is None where the paper names none; `corrections` are in
    the order they were made. `pair` are 自评 and 复核 beside each other; `has_pair` says whether both are there.
    `use` is what is declared of the use of its result (结果应用).
    """

    year: int
    slug: str
    name: str
    title: str
    series: str
    in_series: bool
    unit: Unit
    scheme: RatingScheme | None
    agency: str
    method: str | None
    budget: Decimal | None
    spent: Decimal | None
    execution_rate: str
    total: Decimal | None
    own_full: Decimal | None
    grade: str
    grade_rank: int
    computed: Computed
    states: tuple[tuple[str, int], ...]
    problems: tuple[tuple[str, str], ...]
    categories: tuple[Classification, ...]
    items: tuple[TrackedItem, ...]
    entered: PartialDate | None
    newest: PartialDate | None
    levels: tuple[IndicatorResult, ...]
    losses: tuple[IndicatorResult, ...]
    costliest: tuple[IndicatorResult, ...]
    lowest: tuple[IndicatorResult, ...]
    has_sublevels: bool
    rules: tuple[str, ...]
    corrections: tuple[CorrectionLine, ...]
    has_pair: bool
    pair: ScorePair | None
    use: ResultUseFacts | None

    @property
    def id(self) -> str:
        """Year and slug, also the address without its ending."""
        return f"{self.year}/{self.slug}"

    @property
    def series_key(self) -> tuple[str, str]:
        """What the years of one project have in common: the 系列, else file name and unit."""
        return self.series, "" if self.in_series else self.unit.slug

    @property
    def series_page(self) -> str:
        """The address of the page on its years, where there are several; empty without 系列."""
        return f"series/{self.series}.html" if self.in_series else ""

    @property
    def full(self) -> Decimal | None:
        """What the total is out of: declared or printed, else the scheme's 满分; None where nobody says."""
        return self.own_full if self.own_full is not None or not self.scheme else self.scheme.full

    @property
    def comparable_score(self) -> Decimal | None:
        """The printed total where it is out of the scheme's 满分 or a hundred: 29 of 30 is not put beside 87 of 100.

        Where nobody says what it is out of it counts as out of a hundred, which lists then tell.
        """
        usual = self.scheme.full if self.scheme else HUNDRED
        return self.total if self.full in (None, usual) else None

    @property
    def weights(self) -> tuple[tuple[str, Decimal], ...]:
        """The indicators of the first level with their weights; empty where any is not published."""
        known = tuple((one.name, one.weight) for one in self.levels if one.weight is not None)
        return known if len(known) == len(self.levels) else ()

    @property
    def band(self) -> Grade | None:
        """The band of the scheme that the printed grade means."""
        grades = self.scheme.grades if self.scheme else ()
        return next((grade for grade in grades if self.grade in grade.words), None)

    @property
    def scheme_grade(self) -> str:
        """The scheme's own word for the printed grade, the same for 良 and 良好; without a scheme the printed one."""
        return self.band.word if self.band else self.grade if self.grade_rank else ABSENT

    @property
    def result(self) -> str:
        """The printed score and grade in words, as far as there are any: `，评价分值 87.12，评价结论良好`."""
        score = "" if self.total is None else f"，评价分值 {figure(self.total)}"
        return score + ("" if self.grade == ABSENT else f"，评价结论{self.grade}")

    @property
    def rectification(self) -> str:
        """The states of rectification in words: 已完成 1 项，推进中 1 项."""
        return "，".join(f"{state} {count} 项" for state, count in self.states) or ABSENT

    def pack(self) -> bytes:
        """The summary as bytes, which `unpack` reads beside the same book: what many ask for, then each of the rest."""
        seldom = [pickle.dumps(getattr(self, name), pickle.HIGHEST_PROTOCOL) for name in SELDOM]
        scheme = self.scheme.slug if self.scheme else None
        often = (self.unit.slug, scheme, tuple(map(len, seldom)), *(getattr(self, name) for name in OFTEN))
        return b"".join((pickle.dumps(often, pickle.HIGHEST_PROTOCOL), *seldom))

    @classmethod
    def unpack(cls, known: bytes, book: Book, part: ReadPart | None = None) -> "ProjectSummary":
        """The summary again, with the unit and the scheme of this book; one of many has some of it read later."""
        unit, scheme, sizes, *often = pickle.loads(known)
        summary = object.__new__(ProjectSummary)
        read = part or (lambda start, size: known[start : start + size])
        packed = Packed(read, len(known) - sum(sizes), sizes, part is None)
        bodies = {"unit": book.units_by_slug[unit], "scheme": book.schemes[scheme] if scheme else None}
        vars(summary).update(zip(OFTEN, often, strict=True), **bodies, packed=packed)
        return summary

    if not TYPE_CHECKING:  # a type checker would take any name for an attribute

        def __getattr__(self, name: str) -> Any:
            """What is still packed; of many each time anew, since kept for all it would be most of the memory."""
            packed: Packed | None = vars(self).get("packed")
            if packed is None or name not in SELDOM:
                raise AttributeError(f"{type(self).__name__} has no {name}")
            value = packed.value(name)
            if packed.kept:
                vars(self)[name] = value
            return value


SELDOM = ("problems", "categories", "items", "losses", "costliest", "lowest", "rules", "pair", "use")  # to few pages
OFTEN = tuple(f.name for f in fields(ProjectSummary) if f.name not in (*SELDOM, "unit", "scheme"))


def newest_day(summaries: Iterable[ProjectSummary]) -> str:
    """The day the newest of these results was entered or changed (ISO 8601), empty where none is known.

    It is what pages and downloads say they are as of: a clock would change every build.
    """
    return max((summary.newest.iso for summary in summaries if summary.newest), default="")
