"""How points follow from what was observed: one scoring rule (评分方法) a file, pure arithmetic.

A rule is a record: its fields are what people write under 评分, its docstring is the text of the methods page, and
`work` gives the points with the working that shows them. A new file in this folder is a new 方法, nothing else to do.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from generator.number import HALF_UP, Amount, Rounding
from generator.record import Record
from generator.shelf import modules


@dataclass(frozen=True)
class Case:
    """What a rule may know beside its own fields: the weight, the scheme's rounding, the project's budget."""

    weight: Decimal
    rounding: Rounding = HALF_UP
    budget: Amount | None = None
    spent: Amount | None = None

    def points(self, exact: Fraction) -> Decimal:
        """Round a leaf's points once; rounding up never lifts them above a weight with more places."""
        rounded = self.rounding(exact)
        return self.weight if rounded > self.weight >= exact else rounded


@dataclass(frozen=True)
class Working:
    """计算过程: the points, None where they cannot be worked out, and the line that shows how or says why not."""

    points: Decimal | None
    line: str


class Rule(Record):
    """评分方法: the common face of all rules; `method` is the word people write."""

    method: ClassVar[str] = ""

    @property
    def target_text(self) -> str:
        """The target as a receipt shows it, empty where the rule knows none."""
        return ""

    @property
    def actual_text(self) -> str:
        """What was observed, as a receipt shows it."""
        return ""

    def work(self, case: Case) -> Working:
        """Work out the points, 0 to weight."""
        raise NotImplementedError


def rules() -> dict[str, type[Rule]]:
    """Every rule on the shelf, by the word people write."""
    found = {}
    for module in modules(__name__):
        for thing in vars(module).values():
            if isinstance(thing, type) and issubclass(thing, Rule) and thing.__module__ == module.__name__:
                found[thing.method] = thing
    return found
