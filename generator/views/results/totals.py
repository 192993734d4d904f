"""Totals of 结果应用: in how many projects the result was used as the rule says."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.model.result_use import ResultRule
from generator.views.results.lines import ResultUseLine
from generator.views.summary import newest_day
from generator.views.totals import CountedRate, counted_rate


@dataclass(frozen=True)
class ResultUseTotals:
    """Totals of some lines, which keep their order."""

    lines: tuple[ResultUseLine, ...]

    @property
    def count(self) -> int:
        """Number of projects."""
        return len(self.lines)

    @cached_property
    def by_verdict(self) -> Mapping[str, int]:
        """Number of projects by verdict."""
        return Counter(line.verdict for line in self.lines)

    @property
    def undecidable(self) -> int:
        """Number of projects for which accordance with the rule cannot be decided."""
        return self.by_verdict.get("不可判定", 0)

    @property
    def exceptions(self) -> tuple[ResultUseLine, ...]:
        """Projects that do not accord with the rule."""
        return tuple(line for line in self.lines if line.exceptional)

    @cached_property
    def lowest(self) -> tuple[ResultUseLine, ...]:
        """Projects with the lowest grade whose budget was raised."""
        return tuple(line for line in self.lines if line.lowest and line.more)

    @property
    def lowest_with_more(self) -> int:
        """Number of projects with the lowest grade whose budget was raised."""
        return len(self.lowest)

    @property
    def decided(self) -> int:
        """Number of projects with a dated decision."""
        return sum(line.decided for line in self.lines)

    @property
    def rules(self) -> tuple[ResultRule, ...]:
        """Rules that apply to the projects, in order of first use."""
        return tuple({line.rule.slug: line.rule for line in self.lines if line.rule}.values())

    @property
    def changed(self) -> str:
        """Day on which one of the projects last changed (ISO 8601); empty if unknown."""
        return newest_day(line.summary for line in self.lines)

    @cached_property
    def rates(self) -> tuple[CountedRate, ...]:
        """挂钩率, 一致率 and 解释率, as far as they have a whole."""
        evaluated = [line for line in self.lines if line.evaluated]
        agreed, decidable = self.by_verdict.get("一致", 0), self.count - self.undecidable
        exceptions = self.exceptions
        explained = sum(bool(line.declared.reason) for line in exceptions)
        rates = (
            counted_rate(
                "挂钩率", "有下年预算和决定 ÷ 有评价分值或结论", sum(line.linked for line in evaluated), len(evaluated)
            ),
            counted_rate("一致率", "一致 ÷ 可以判定（一致和例外）", agreed, decidable),
            counted_rate("解释率", "写明例外理由 ÷ 例外", explained, len(exceptions)),
        )
        return tuple(rate for rate in rates if rate)
