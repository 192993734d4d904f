"""结果应用 as published: rule, action due, next year's budget, and their accordance, by project.

Next year's budget is declared, or taken from next year's file of the same 系列 and unit; then it is 本站核算, and the
line names the file.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from generator.core.number import ABSENT, EXACT, percent, share
from generator.model.book import USUAL_RANKS, Book
from generator.model.result_use import Judgement, ResultAction, ResultRule, judged
from generator.views.results import DeclaredResultUse
from generator.views.summary import ProjectSummary

NO_RULE = "没有写明按哪个办法"
NOTHING = DeclaredResultUse(rule="", following=None, decision=None, text="", reason="", body="", date=None)


@dataclass(frozen=True)
class ResultUseLine:
    """One project: its declared use, rule, and next year's project (`later`)."""

    summary: ProjectSummary
    declared: DeclaredResultUse
    rule: ResultRule | None
    later: ProjectSummary | None

    @cached_property
    def action(self) -> ResultAction | str:
        """Action due, or the reason why there is none."""
        if self.rule is None:
            return NO_RULE
        words = tuple(word for word in (self.summary.grade, self.summary.scheme_grade) if word != ABSENT)
        return self.rule.action(words, self.summary.total, self.summary.full)

    @property
    def due(self) -> str:
        """Title of the action due, or a dash."""
        return ABSENT if isinstance(self.action, str) else self.action.title

    @property
    def from_later(self) -> bool:
        """True if next year's budget is taken from the file of the year after."""
        return self.declared.following is None and self.later is not None and self.later.budget is not None

    @property
    def following(self) -> Decimal | None:
        """Next year's budget, 万元."""
        if self.from_later and self.later:
            return self.later.budget
        return self.declared.following

    @cached_property
    def change(self) -> Decimal | None:
        """Difference from this year's budget, 万元."""
        budget, following = self.summary.budget, self.following
        return None if budget is None or following is None else EXACT.subtract(following, budget)

    @cached_property
    def change_rate(self) -> str:
        """Change as a percentage of this year's budget."""
        if self.change is None or not self.summary.budget:
            return ABSENT
        return percent(share(self.change, self.summary.budget))

    @cached_property
    def judgement(self) -> Judgement:
        """Accordance with the rule, with the reason."""
        if isinstance(self.action, str):
            return Judgement("不可判定", self.action)
        return judged(self.action, self.summary.budget, self.following, self.declared.decision, self.declared.reason)

    @property
    def verdict(self) -> str:
        """一致, 例外 or 不可判定."""
        return self.judgement.verdict

    @property
    def exceptional(self) -> bool:
        """True if the result was not used as the rule says."""
        return self.verdict == "例外"

    @property
    def linked(self) -> bool:
        """挂钩: True if there are both next year's budget and a decision."""
        return self.following is not None and self.declared.decision is not None

    @property
    def decided(self) -> bool:
        """True if a decision is declared with its date."""
        return self.declared.decision is not None and self.declared.date is not None

    @property
    def lowest(self) -> bool:
        """True for the lowest grade of the scheme; without a scheme, for 差 or a word like it."""
        scheme, rank = self.summary.scheme, self.summary.grade_rank
        return rank > 0 and rank == (len(scheme.grades) if scheme and scheme.grades else max(USUAL_RANKS.values()))

    @property
    def more(self) -> bool:
        """True if next year's budget is higher."""
        return self.change is not None and self.change > 0


def line_in(summary: ProjectSummary, book: Book, in_all_years: Iterable[ProjectSummary]) -> ResultUseLine | None:
    """Return the line of a project; `in_all_years` is its 系列, used if it has exactly one project next year.

    None if nothing is declared and no rule applies.
    """
    declared = summary.use
    rule = book.result_rule(summary.unit, summary.year, declared.rule if declared else "")
    if not declared and not rule:
        return None
    after = [project for project in in_all_years if project.year == summary.year + 1]
    return ResultUseLine(summary, declared or NOTHING, rule, after[0] if len(after) == 1 else None)


def result_lines(
    summaries: Iterable[ProjectSummary], book: Book, context: Iterable[ProjectSummary]
) -> Iterator[ResultUseLine]:
    """Yield a line for each project that declares a use of its result or has a rule.

    Next year's projects are looked up in `summaries` and `context`.
    """
    summaries = tuple(summaries)
    series: dict[tuple[str, str], list[ProjectSummary]] = defaultdict(list)
    for summary in (*summaries, *context):
        series[summary.series, summary.unit.slug].append(summary)
    lines = (line_in(summary, book, series[summary.series, summary.unit.slug]) for summary in summaries)
    return (line for line in lines if line)
