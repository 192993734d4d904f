"""Detail of one project: its summary with project and score, for its page, its downloads and `explain`."""

import typing
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from generator.model.book import Book
from generator.model.project import Project
from generator.model.scores import ProjectScore
from generator.views.declared import declared
from generator.views.receipt import Receipt, ReceiptLine, receipt
from generator.views.summary import IndicatorResult, ProjectSummary, summarize


class IndicatorRow(NamedTuple):
    """A scored indicator with its project, first-level indicator (`top`), all levels `above` and formula.

    `id` and `series` are those of the project, for joins with other tables and years. Where the paper has two columns
    of points, `own` and `reviewed` are those of both.
    """

    id: str
    series: str
    year: int
    project: str
    top: str
    above: str
    result: IndicatorResult
    sign: str
    target: str
    unit: str
    actual: str
    own: Decimal | None
    reviewed: Decimal | None
    reason: str
    formula: str


@dataclass(frozen=True)
class ProjectDetail(ProjectSummary):
    """A summary with the declared project and its score."""

    project: Project
    score: ProjectScore

    @property
    def years(self) -> str:
        """Year or years as the paper prints them: `2019—2021年度`; empty if it prints none."""
        written = self.project.written("printed_year").removesuffix("年度")
        return written and f"{written}年度"

    @cached_property
    def receipt(self) -> Receipt:
        """Score as verifiable steps; the same for the page, the JSON and `explain`."""
        printed = self.project.printed
        return receipt(self.scheme, self.score, printed.grade if printed else "")

    @cached_property
    def declared(self) -> Mapping[str, Any]:
        """Declared content under the keys of the data file, for JSON and forms."""
        return typing.cast(Mapping[str, Any], declared(self.project))

    @cached_property
    def indicator_rows(self) -> tuple[IndicatorRow, ...]:
        """Scored indicators, in the paper's order."""
        return tuple(map(self._indicator_row, self.receipt.lines))

    def _indicator_row(self, line: ReceiptLine) -> IndicatorRow:
        indicator = line.score.indicator
        result = IndicatorResult.of(line.score)
        return IndicatorRow(
            id=self.id,
            series=self.series,
            year=self.year,
            project=self.name,
            top=line.path[0].indicator.name,
            above=" › ".join(score.indicator.title for score in line.path[:-1]),
            result=result,
            sign=indicator.sign,
            target=line.printed_target,
            unit=indicator.unit,
            actual=line.printed_actual,
            own=indicator.own_points if indicator.reviewed is not None or result.printed is None else None,
            reviewed=indicator.reviewed,
            reason=indicator.reason,
            formula=line.formula,
        )

    @classmethod
    def in_book(cls, book: Book, project: Project, score: ProjectScore) -> "ProjectDetail":
        """Return the detail of a project of this book."""
        return cls(**vars(summarize(project, score, book)), project=project, score=score)
