"""更正公告: every correction of a published value and every project taken back, as readers see them."""

from collections.abc import Iterable
from typing import NamedTuple, get_args

from generator.core.date import PartialDate
from generator.model.correction import Correction, Notice, Withdrawal


class CorrectionLine(NamedTuple):
    """One correction: of which project (address, name; empty on the project itself), and what it says.

    Of a project that was taken back `item` is 撤下, of one that came back 重新公布, and the values are empty.
    """

    project: str
    name: str
    date: PartialDate
    item: str
    old: str
    new: str
    reason: str
    body: str

    @property
    def withdrawn(self) -> bool:
        """True if the entry is about the project as a whole: taken back, or published again."""
        return self.item in NOTICES

    @property
    def change(self) -> str:
        """The change in words."""
        if self.withdrawn:
            return f"{self.item}这个项目"
        return f"{self.item}原为{_said(self.old)}，改为{_said(self.new)}"


NOTICES = get_args(Notice)


def of_project(project: str, name: str, correction: Correction) -> CorrectionLine:
    """A correction of a project's data file, or of what is no project's."""
    one = correction
    return CorrectionLine(
        project=project,
        name=name,
        date=one.date,
        item=one.item,
        old=one.old,
        new=one.new,
        reason=one.reason,
        body=one.body,
    )


def of_withdrawal(one: Withdrawal) -> CorrectionLine:
    """A project that was taken back, or came back."""
    return CorrectionLine(
        project=one.project,
        name=one.name,
        date=one.date,
        item=one.item,
        old="",
        new="",
        reason=one.reason,
        body=one.body,
    )


def in_order(lines: Iterable[CorrectionLine], withdrawn: Iterable[Withdrawal]) -> tuple[CorrectionLine, ...]:
    """Corrections and withdrawals, newest first, those of a day in the order of the projects."""
    made = (*lines, *map(of_withdrawal, withdrawn))
    return tuple(sorted(made, key=lambda line: (tuple(-part for part in line.date.key), line.project)))


def _said(value: str) -> str:
    return f"“{value}”" if value else "空白"
