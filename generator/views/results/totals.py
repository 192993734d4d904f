"""Totals of 结果应用: number of projects by accordance with the rule."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.model.result_use import ResultRule
from generator.views.results.lines import ResultUseLine


@dataclass(frozen=True)
class ResultUseTotals:
    """Totals of lines, which keep their order."""

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

    @property
    def lowest_with_more(self) -> int:
        """Number of projects with the lowest grade whose budget was raised."""
        return sum(line.lowest and line.more for line in self.lines)

    @property
    def decided(self) -> int:
        """Number of projects with a dated decision."""
        return sum(line.decided for line in self.lines)

    @property
    def rules(self) -> tuple[ResultRule, ...]:
        """Rules that apply to the projects, in order of first use."""
        return tuple({line.rule.slug: line.rule for line in self.lines if line.rule}.values())

    @property
    def agreed(self) -> int:
        """Number of projects that accord with the rule."""
        return self.by_verdict.get("一致", 0)

    @property
    def explained(self) -> int:
        """Number of exceptions with a declared reason."""
        return sum(bool(line.declared.reason) for line in self.exceptions)

    @property
    def linked(self) -> int:
        """Number of projects with both next year's budget and a decision."""
        return sum(line.linked for line in self.lines)

    @property
    def notable_first(self) -> tuple[ResultUseLine, ...]:
        """Lines of the lowest grade with more money, then other exceptions, then the rest."""
        return tuple(sorted(self.lines, key=lambda line: (not (line.lowest and line.more), not line.exceptional)))
