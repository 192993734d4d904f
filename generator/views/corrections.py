"""更正公告: corrections of published values and withdrawn projects, as published."""

from collections.abc import Iterable
from typing import NamedTuple, get_args

from generator.core.date import PartialDate
from generator.model.correction import Correction, Notice, Withdrawal


class CorrectionLine(NamedTuple):
    """One correction, with address and name of its project (address empty for site-wide data).

    For a withdrawn project `item` is 撤下, for a republished one 重新公布; the values are then empty.
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
        """True if the entry concerns the whole project: withdrawn or republished."""
        return self.item in NOTICES

    @property
    def change(self) -> str:
        """Change in words."""
        if self.withdrawn:
            return f"{self.item}这个项目"
        return f"{self.item}原为{_quoted(self.old)}，改为{_quoted(self.new)}"


NOTICES = get_args(Notice)


def of_project(project: str, name: str, correction: Correction) -> CorrectionLine:
    """Convert a correction from the data file of a project, or of the site."""
    return CorrectionLine(
        project=project,
        name=name,
        date=correction.date,
        item=correction.item,
        old=correction.old,
        new=correction.new,
        reason=correction.reason,
        body=correction.body,
    )


def of_withdrawal(withdrawal: Withdrawal) -> CorrectionLine:
    """Convert the entry of a withdrawn or republished project."""
    return CorrectionLine(
        project=withdrawal.project,
        name=withdrawal.name,
        date=withdrawal.date,
        item=withdrawal.item,
        old="",
        new="",
        reason=withdrawal.reason,
        body=withdrawal.body,
    )


def correction_lines(lines: Iterable[CorrectionLine], withdrawn: Iterable[Withdrawal]) -> tuple[CorrectionLine, ...]:
    """Merge corrections and withdrawals, newest first, by project within a day."""
    entries = (*lines, *map(of_withdrawal, withdrawn))
    return tuple(sorted(entries, key=lambda line: (tuple(-part for part in line.date.key), line.project)))


def _quoted(value: str) -> str:
    return f"“{value}”" if value else "空白"
