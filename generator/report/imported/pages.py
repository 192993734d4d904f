"""Pages of an import: paper and read values side by side, and 校验结果 for files other than workbooks."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from generator.core.templating import Template, environment
from generator.forms.address import GUIDE, MARK
from generator.intake.comparison import Path as FieldPath
from generator.intake.drafted import Leftover
from generator.intake.paper import Cell, Grid, Paragraph, Spot, address
from generator.pipeline.intake import ImportedFile, ImportedProject
from generator.report.imported.result_sheet import ResultRow, level_and_words

MOST_ROWS = 2000  # per sheet; longer ones are no forms


class ReadValue(NamedTuple):
    """A value of the data file: field, text, position, anchors of source and value, doubts."""

    field: str
    text: str
    spot: Spot | None
    source: str
    anchor: str
    doubts: tuple[str, ...]


class ShownFinding(NamedTuple):
    """Diagnostic on a project: severity, message, field, position with anchor."""

    level: str
    words: str
    field: str
    spot: Spot | None
    source: str


class ShownProject(NamedTuple):
    """A project of the paper: result, diagnostics, read values, unread texts."""

    project: ImportedProject
    findings: tuple[ShownFinding, ...]
    values: tuple[ReadValue, ...]
    unused: tuple[tuple[Leftover, str], ...]


class ShownCell(NamedTuple):
    """A cell of the paper with its anchor, anchors of values read from it, and highlight."""

    cell: Cell
    anchor: str
    values: tuple[str, ...]
    mark: str


def render(templates: Path, name: str, **given: object) -> str:
    """Render a page; the shared style sheet is inline."""
    return _template(templates, name).render(given)


@cache
def _template(templates: Path, name: str) -> Template:
    style = (templates / "import.css").read_text("utf-8")
    return environment(templates).get_template(name, globals={"style": Markup(style)})


def side_by_side(file: ImportedFile, templates: Path) -> str:
    """Return the page of a file: left its own rows, right what was read."""
    page = SideBySide(file)
    projects = [page.project(project, number) for number, project in enumerate(file.projects)]
    return render(templates, "import.html.j2", file=file, projects=projects, blocks=tuple(page.blocks()))


def result_page(file: ImportedFile, rows: Sequence[ResultRow], templates: Path) -> str:
    """校验结果 as a page, for files that take no sheet."""
    return render(templates, "import-result.html.j2", file=file, rows=rows)


class SideBySide:
    """Gives every place of the paper an anchor, and joins it with what was read there."""

    def __init__(self, file: ImportedFile) -> None:
        self.file = file
        self.anchors: dict[Spot, str] = {}
        for block in file.paper.blocks if file.paper else ():
            for spot in (cell.spot for cell in block.cells) if isinstance(block, Grid) else (block.spot,):
                self.anchors.setdefault(spot, f"s{len(self.anchors)}")
        self.read: dict[Spot, list[str]] = {}
        self.marks: dict[Spot, str] = {}
        for project in file.projects:
            self._mark(project)

    def _mark(self, project: ImportedProject) -> None:
        """Mark what was not used, what is doubtful, and what is wrong but for these."""
        self.marks |= {leftover.spot: "unused" for leftover in project.plan.drafting.recognised.unused}
        self.marks |= {entry.spot: "doubt" for entry in project.plan.origins.values() if entry.doubts and entry.spot}
        for finding in project.findings:
            if finding.diagnostic.severity == "错误" and finding.spot:
                self.marks.setdefault(finding.spot, "wrong")

    def project(self, project: ImportedProject, number: int) -> ShownProject:
        """Return a project with the anchors of all its places."""
        findings = (
            ShownFinding(
                *level_and_words(finding), finding.diagnostic.place.field, finding.spot, self._anchor(finding.spot)
            )
            for finding in project.findings
        )
        unused = ((rest, self._anchor(rest.spot)) for rest in project.plan.drafting.recognised.unused)
        return ShownProject(project, tuple(findings), tuple(self._values(project, number)), tuple(unused))

    def _values(self, project: ImportedProject, number: int) -> Iterator[ReadValue]:
        for count, (path, entry) in enumerate(project.plan.origins.items()):
            anchor = f"v{number}-{count}"
            if entry.spot:
                self.read.setdefault(entry.spot, []).append(anchor)
            yield ReadValue(
                _field(path),
                entry.text,
                spot=entry.spot,
                source=self._anchor(entry.spot),
                anchor=anchor,
                doubts=entry.doubts,
            )

    def _anchor(self, spot: Spot | None) -> str:
        return self.anchors.get(spot, "") if spot else ""

    def blocks(self) -> Iterator[tuple[str, object]]:
        """Yield the paper's own rows: paragraphs, and tables with the cells that begin in each row."""
        for block in self.file.paper.blocks if self.file.paper else ():
            if isinstance(block, Paragraph):
                yield "段", (block, self._shown(Cell(block.text, block.spot)))
            else:
                ours = _is_ours(block)
                if not (block.name == GUIDE and any(map(_is_ours, self.file.paper.grids if self.file.paper else ()))):
                    columns = range(ours, block.width)
                    heads = [address(0, number).rstrip("1") for number in columns]
                    yield "表", (block, (heads, tuple(self._rows(block, ours, columns))))

    def _rows(
        self, grid: Grid, first: int, columns: Iterable[int]
    ) -> Iterator[tuple[int, tuple[ShownCell | None, ...]]]:
        """Rows with something in them; None for a blank place, nothing for one that a merged cell covers."""
        filled = {row for cell in grid.cells for row in range(cell.row, cell.row + cell.rows)}
        for row in sorted(index for index in filled if index >= first)[:MOST_ROWS]:
            cells: list[ShownCell | None] = []
            for column in columns:
                cell = grid.at(row, column)
                if cell is None:
                    cells.append(None)
                elif (cell.row, cell.column) == (row, column):
                    cells.append(self._shown(cell))
            yield row + 1, tuple(cells)

    def _shown(self, cell: Cell) -> ShownCell:
        mark = self.marks.get(cell.spot, "read" if cell.spot in self.read else "")
        return ShownCell(cell, self._anchor(cell.spot), tuple(self.read.get(cell.spot, ())), mark)


def _is_ours(grid: Grid) -> bool:
    """True for a sheet of our own, whose first row and column are hidden."""
    first = grid.at(0, 0)
    return bool(first and first.text.startswith(MARK))


def _field(path: FieldPath) -> str:
    return " · ".join(str(step + 1) if isinstance(step, int) else step for step in path if step != "下级")
