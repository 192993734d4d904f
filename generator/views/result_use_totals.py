"""Figures of 结果应用: of many projects how many went by the rule, how many did not; they add up."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from generator.core.adding import Additive, added
from generator.core.grouping import grouped_by
from generator.views.rate import CountedRate, counted_rate
from generator.views.result_lines import ResultUseLine
from generator.views.summary import newest_day

MAX_LISTED = 100  # projects: of more the first page lists the exceptions alone; all stand on the pages of the units
MAX_EXCEPTIONS = 500


@dataclass(frozen=True)
class ResultUseTotals(Additive):
    """Figures of some projects, which add up; every rate has its count and says what it is of.

    `evaluated` have a score or a grade, of which `linked` have what 挂钩 needs; `explained` are exceptions that give a
    reason; `lowest_with_more` are of the lowest grade and were given more money. `ruled` are the rules they go by, each
    with the first project in the order of lists; `changed` holds the day one of them last changed.
    """

    by_verdict: Mapping[str, int] = field(default_factory=dict)
    evaluated: int = 0
    linked: int = 0
    explained: int = 0
    lowest_with_more: int = 0
    ruled: tuple[tuple[tuple[int, str], str], ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many projects."""
        return sum(self.by_verdict.values())

    @property
    def undecidable(self) -> int:
        """Of how many it cannot be said whether they went by the rule."""
        return self.by_verdict.get("不可判定", 0)

    @property
    def exceptions(self) -> int:
        """How many did not go by the rule."""
        return self.by_verdict.get("例外", 0)

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules (slugs) that these projects go by, each once."""
        return tuple(dict.fromkeys(slug for _, slug in sorted(self.ruled)))

    @property
    def rates(self) -> tuple[CountedRate, ...]:
        """挂钩率, 一致率 and 解释率, as far as there is anything they are of."""
        agreed, decidable = self.by_verdict.get("一致", 0), self.count - self.undecidable
        found = (
            counted_rate("挂钩率", "有下年预算和决定 ÷ 有评价分值或结论", self.linked, self.evaluated),
            counted_rate("一致率", "一致 ÷ 可以判定（一致和例外）", agreed, decidable),
            counted_rate("解释率", "写明例外理由 ÷ 例外", self.explained, self.exceptions),
        )
        return tuple(rate for rate in found if rate)


def use_totals(lines: Iterable[ResultUseLine]) -> ResultUseTotals:
    """The figures of some projects."""
    lines = tuple(lines)
    evaluated = [line for line in lines if line.evaluated]
    first = {line.rule.slug: (-line.summary.year, line.summary.id) for line in reversed(lines) if line.rule}
    return ResultUseTotals(
        Counter(line.verdict for line in lines),
        len(evaluated),
        sum(line.linked for line in evaluated),
        sum(bool(line.declared.reason) for line in lines if line.exceptional),
        sum(line.lowest and line.more for line in lines),
        tuple((place, slug) for slug, place in first.items()),
        tuple(filter(None, [newest_day(line.summary for line in lines)])),
    )


@dataclass(frozen=True)
class ResultUseFigures(Additive):
    """Figures of the projects of units and years, which add up; of how many the decision has its day (`decided`).

    `projects`, the `exceptions` and those of the lowest grade with more money (`lowest`) are each with the project of
    the year after, if there is one.
    """

    units: Mapping[str, ResultUseTotals] = field(default_factory=dict)
    years: Mapping[int, ResultUseTotals] = field(default_factory=dict)
    decided: int = 0
    projects: tuple[tuple[str, str], ...] = ()
    exceptions: tuple[tuple[str, str], ...] = ()
    lowest: tuple[tuple[str, str], ...] = ()

    @cached_property
    def all(self) -> ResultUseTotals:
        """All projects together."""
        return added(ResultUseTotals, list(self.units.values()))

    @property
    def main(self) -> tuple[tuple[str, str], ...]:
        """The projects that are listed where all are told of: all, else the exceptions."""
        some = self.projects if self.all.count <= MAX_LISTED else self.exceptions
        return some if self.all.count <= MAX_LISTED or len(some) <= MAX_EXCEPTIONS else ()

    @property
    def listed(self) -> tuple[str, ...]:
        """These, those of the lowest grade, and the years after them."""
        return tuple(filter(None, chain.from_iterable((*self.main, *self.lowest))))


def use_figures(lines: Iterable[ResultUseLine]) -> ResultUseFigures:
    """The figures of some projects, newest year first."""
    lines = tuple(lines)

    def names(some: Iterable[ResultUseLine]) -> tuple[tuple[str, str], ...]:
        return tuple((line.summary.id, line.later.id if line.later else "") for line in some)

    return ResultUseFigures(
        {slug: use_totals(some) for slug, some in grouped_by(lines, lambda line: line.summary.unit.slug).items()},
        {year: use_totals(some) for year, some in grouped_by(lines, lambda line: line.summary.year).items()},
        sum(line.decided for line in lines),
        names(lines),
        names(line for line in lines if line.exceptional),
        names(line for line in lines if line.lowest and line.more),
    )
