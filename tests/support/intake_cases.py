"""Cases of papers that somebody sent: the text of a file above, below it the draft and what found no place.

tests/cases/intake/reports/README.md tells the form of the case files.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.table import Table

from generator.intake.drafted import Blank, Entry, Node, Recognised, Usual, draft_lines
from generator.intake.files.text import paper_of_text
from generator.intake.paper import Grid, Paper, Paragraph
from tests.support.cases import HOME

REPORTS = HOME / "intake" / "reports"
TAB, BLANK = "→", "␠\n"
EXPECTED = "\n--- 草稿\n"
LEFT = "--- 没有归处\n"


@dataclass(frozen=True)
class IntakeCase:
    """One case: its file, the name and the text of the paper as it was sent, and all that is above the draft."""

    path: Path
    name: str
    text: str
    above: str
    expected: str

    @property
    def paper(self) -> Paper:
        """The paper that the text shows."""
        return paper_of_text(self.name, self.text)

    def rewrite(self, expected: str) -> None:
        """Put what is answered below the paper in place of what was expected."""
        self.path.write_text(f"{self.above.rstrip()}\n{EXPECTED}{expected}", "utf-8")


def intake_cases() -> list[IntakeCase]:
    """All cases, by name."""
    return [_read(path) for path in sorted(REPORTS.glob("*.case"))]


def answer(projects: Sequence[Recognised]) -> str:
    """The drafts that a paper gives, and what found no place in them."""
    drafts = ["".join(f"{line.text}\n" for line in draft_lines(project.values)) for project in projects]
    left = [
        f"{leftover.spot}：{leftover.text}（{leftover.why}）\n" for project in projects for leftover in project.unused
    ]
    if persons := sum(project.left_out for project in projects):
        left.append(f"（个人信息 {persons} 处）\n")
    return "---\n".join(drafts) + (LEFT + "".join(left) if left else "")


def texts(node: Node) -> Any:
    """A tree of values without places and doubts; an item that somebody took away is None, a field is not there."""
    if isinstance(node, Entry | Blank):
        return node.text if isinstance(node, Entry) else None
    if isinstance(node, Mapping):
        held = {key: texts(below) for key, below in node.items() if not isinstance(below, Blank | Usual)}
        return {key: below for key, below in held.items() if below != {}}
    return [texts(below) for below in node]


def _read(path: Path) -> IntakeCase:
    above, _, expected = path.read_text("utf-8").partition(EXPECTED)
    name, _, text = above.partition("\n=== ")[2].partition("\n")
    shown = (text + "\n").replace(TAB, "\t").replace(BLANK, " \n")
    return IntakeCase(path, name, shown, above, expected)


def written_by_word(paper: Paper, path: Path, merge: str = "") -> Path:
    """The paper as Word would write it; in tables with the head `merge` cells take in the blank ones below them."""
    document = docx.Document()
    for block in paper.blocks:
        if isinstance(block, Paragraph):
            document.add_paragraph(block.text)
            continue
        document.add_paragraph()
        table = document.add_table(block.height, block.width)
        for cell in block.cells:
            table.cell(cell.row, cell.column).text = cell.text
        first = block.at(0, 0)
        if merge and first and first.text == merge:
            _merge_downwards(table, block)
    document.save(str(path))
    return path


def _merge_downwards(table: Table, grid: Grid) -> None:
    for cell in grid.cells:
        end = cell.row
        while end + 1 < grid.height and all(grid.at(end + 1, column) is None for column in range(cell.column + 1)):
            end += 1
        if end > cell.row:
            table.cell(cell.row, cell.column).merge(table.cell(end, cell.column))
