"""Splitting (分表): which lines of a file belong to which project, where it holds the forms of several."""

from collections.abc import Iterator, Sequence

from generator.intake.paper import Cell, Grid, Paper, Paragraph
from generator.intake.tables.identity import ANNEX, YEAR_LINE, is_title
from generator.intake.tables.lines import Line, lines_of
from generator.intake.tables.pairs import inside_labels, label_kind


def paper_lines(paper: Paper) -> tuple[Line, ...]:
    """All lines of a paper in order; a paragraph of a document counts as a line of one cell."""
    grids = (_as_grid(block) if isinstance(block, Paragraph) else block for block in paper.blocks)
    return lines_of(grids)


def _as_grid(paragraph: Paragraph) -> Grid:
    return Grid("", (Cell(paragraph.text, paragraph.spot),) if paragraph.text.strip() else ())


def forms_of(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """The lines of each project: a new one begins where a project is named again, with the title lines above it."""
    starts: list[int] = []
    for number, line in enumerate(lines):
        if any(label_kind(cell.text) == "name" or "name" in inside_labels(cell) for cell in line.own):
            starts.append(_top(lines, number, starts[-1] + 1 if starts else 0))
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(lines)
        yield tuple(lines[start if place else 0 : end])
    if not starts and lines:
        yield tuple(lines)


def _top(lines: Sequence[Line], number: int, least: int) -> int:
    """The first of the title lines that stand right above a line."""
    while number > least and _is_above(lines[number - 1]):
        number -= 1
    return number


def _is_above(line: Line) -> bool:
    text = "".join(line.own[0].text.split()) if line.own else ""
    head = is_title(line) or ANNEX.fullmatch(text) or YEAR_LINE.fullmatch(text)
    return bool(head) or any(inside_labels(cell) & {"unit", "money", "printed_year", "entry"} for cell in line.own)
