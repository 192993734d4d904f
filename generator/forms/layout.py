"""Layout of an official form: its cells in rows, what each says or holds, whatever it is written as.

A layout is made from the content of a data file (`views.declared`), so the same form is filled or empty. A workbook and
a document are two ways to write one layout; reading a form of ours goes by the paths of its cells.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Content = Mapping[str, Any]  # of a data file, or of a record in it
Path = tuple[str | int, ...]  # the way down to a value of the data file: ("指标体系", 0, "下级", 1, "权重")


class FormError(Exception):
    """A form that cannot be made; the message says why and what to do."""


@dataclass(frozen=True)
class Worked:
    """Derivation of a cell from others: sum, quotient or difference of two, points of a rule, copy.

    What is 已知 follows from none: a figure that is shown, and that yet others reckon with.
    `name` is the path by which yet others refer to it.
    """

    how: Literal["合计", "相除", "相减", "得分", "照写", "已知"]
    of: tuple[Path, ...]
    name: Path = ()


class FormCell(NamedTuple):
    """A cell: row and column from 0 and how far it stretches; words as printed, or a value of the data file at `path`.

    `label` is a word of the form itself, `head` a head of columns, `value` a text to fill in, `number` a figure;
    `words` are those to choose from, `hint` tells the clerk what belongs here. `lines`: of a list, one below the other,
    `*` in the path standing for each item (without it the items are the lines); `numbered` where there are several
    (1、 2、), by the writer, the text has only what the data file has. `roomy`: with room for a few sentences.
    `prefix` and `suffix` are printed words before and behind it (a code, 分). `unit` stands in the head, so a bare
    number in the cell is counted in it. What is `worked` out follows from other
    cells: a workbook has a formula there, a document what stands in `text`; it is read as the paper's own only where it
    has a `path`.
    What stands in the cell goes to the paths of `also` as well, and brings along what goes without saying (`given`):
    the method of points that are filled in by hand, the name of a further column.
    """

    row: int
    column: int
    text: str = ""
    rows: int = 1
    columns: int = 1
    role: Literal["label", "head", "value", "number"] = "label"
    path: Path = ()
    words: tuple[str, ...] = ()
    hint: str = ""
    lines: bool = False
    numbered: bool = False
    roomy: bool = False
    prefix: str = ""
    suffix: str = ""
    unit: str = ""
    worked: Worked | None = None
    also: tuple[Path, ...] = ()
    given: tuple[tuple[Path, str], ...] = ()


@dataclass(frozen=True)
class FormTable:
    """One table of a form: widths of its columns in millimetres, its cells, the rows that the clerk may repeat.

    One that is not `ruled` is a line of words above or below another: no lines are drawn around its cells.
    """

    widths: tuple[int, ...]
    cells: tuple[FormCell, ...]
    repeated: tuple[int, ...] = ()
    ruled: bool = True

    @property
    def height(self) -> int:
        return max((cell.row + cell.rows for cell in self.cells), default=0)


@dataclass(frozen=True)
class Form:
    """A whole form: its name (绩效评价结果信息表), title lines as printed, tables in order, notes, lines to sign."""

    name: str
    title: str
    tables: tuple[FormTable, ...]
    subtitle: str = ""
    landscape: bool = False
    notes: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
