"""Lists other than of projects (整改台账, 问题归类 …): columns and rows, for all their downloads."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic

from generator.views import Portfolio
from generator.views.fields import DocumentSpec, Field, Item
from generator.views.fields.problems import LEDGER, PROBLEM
from generator.views.fields.results import RESULT_USE
from generator.views.fields.review import PAIR, PAIR_RECORD
from generator.views.ledger.totals import LedgerRow
from generator.views.results.lines import ResultUseLine
from generator.views.review.totals import PairRow


@dataclass(frozen=True)
class ListSpec(Generic[Item]):
    """A list: name in addresses, title, description, columns, rows (lazy).

    `exists` is a cheap test if the list has rows. The rows of a project do not depend on other projects. `record` are
    the fields of its JSON records, if more than the columns.
    """

    name: str
    title: str
    about: str
    columns: tuple[Field[Item], ...]
    rows: Callable[[Portfolio], Iterable[Item]]
    exists: Callable[[Portfolio], bool]
    record: tuple[Field[Item], ...] = ()

    @property
    def stem(self) -> str:
        """Path of the files without extension."""
        return f"data/{self.name}"

    @property
    def document(self) -> DocumentSpec[Item]:
        """JSON document of its records."""
        fields = self.record or self.columns
        return DocumentSpec(
            self.name, f"{self.stem}.json", f"{self.title}：{self.about}", fields, listed=True, api=False
        )


RECTIFICATION: ListSpec[LedgerRow] = ListSpec(
    "rectification", "整改台账", "每一项的期限、状态、自报与核实", LEDGER,
    rows=lambda portfolio: portfolio.ledger_rows,
    exists=lambda portfolio: any(summary.items for summary in portfolio.summaries),
)  # fmt: skip
PROBLEMS = ListSpec(
    "problems", "问题归类", "每个问题的类别和依据", PROBLEM,
    rows=lambda portfolio: portfolio.problems.problems,
    exists=lambda portfolio: portfolio.problems.categorised,
)  # fmt: skip
REEXAMINATION: ListSpec[PairRow] = ListSpec(
    "reexamination", "自评与复核", "两个得分都有的项目", PAIR,
    rows=lambda portfolio: portfolio.pairs.rows,
    exists=lambda portfolio: any(summary.has_pair for summary in portfolio.summaries),
    record=PAIR_RECORD,
)  # fmt: skip
RESULT_USES: ListSpec[ResultUseLine] = ListSpec(
    "result-use", "结果应用", "办法、应采取的措施、下年预算与决定", RESULT_USE,
    rows=lambda portfolio: portfolio.result_lines,
    exists=lambda portfolio: bool(portfolio.result_lines),
)  # fmt: skip
LISTS: tuple[ListSpec[Any], ...] = (RECTIFICATION, PROBLEMS, REEXAMINATION, RESULT_USES)


def lists_of(portfolio: Portfolio) -> tuple[ListSpec[Any], ...]:
    """Return the lists that have rows for these projects."""
    return tuple(spec for spec in LISTS if spec.exists(portfolio))
