"""Forms drawn otherwise: what makes no difference to a person who reads a form makes none to what is read of it.

Each table case is drawn as other offices draw theirs. No value may change, get lost or come up without a mark.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from generator.intake.kinds.rectification_table import column_role
from generator.intake.paper import Grid, Refused
from generator.intake.tables.columns import indicator_role
from generator.intake.tables.funds import fund_role
from tests.support.table_cases import ABOVE, LEFT, Drawn, TableCase, marks_of
from tests.test_intake_tables import CASES, EVERY, LABELS, read

Row = tuple[str, ...]
Draw = Callable[[Drawn], list[Drawn]]
MERGED = ("", LEFT, ABOVE)
MOST_DRAWN = 50  # of each drawing; many cases are of one family
RESULTS = [case for case in CASES if not case.refused and not any(drawn.hidden_rows for drawn in case.drawn)]


def rows_drawn(draw: Callable[[Sequence[Row], int], list[Row]]) -> Draw:
    """A drawing of a sheet from that of each of its rows."""
    return lambda drawn: [
        replace(drawn, rows=tuple(row for number in range(len(drawn.rows)) for row in draw(drawn.rows, number)))
    ]


def is_head(row: Row) -> bool:
    texts = [text for text in row if text not in MERGED]
    roles = (indicator_role, fund_role, column_role)
    return len(texts) > 2 and any(sum(bool(role(text)) for text in texts) >= max(3, len(texts) - 1) for role in roles)


def two_rows_high(rows: Sequence[Row], number: int) -> list[Row]:
    """A head whose cells all stretch over two rows."""
    row, below = rows[number], rows[number + 1] if number + 1 < len(rows) else ()
    is_alone = ABOVE not in row[1:] and ABOVE not in below[1:] and not is_head(below)
    return [row, (ABOVE,) * len(row)] if is_head(row) and is_alone else [row]


def with_blank_rows(rows: Sequence[Row], number: int) -> list[Row]:
    goes_on = number + 1 < len(rows) and ABOVE in rows[number + 1]
    return [rows[number]] if goes_on else [rows[number], ("",) * len(rows[number])]


def two_columns_wide(rows: Sequence[Row], number: int) -> list[Row]:
    """A row each of whose cells takes two columns of the sheet."""
    return [tuple(part for text in rows[number] for part in (text, {"": "", ABOVE: ABOVE}.get(text, LEFT)))]


def behind_a_margin(rows: Sequence[Row], number: int) -> list[Row]:
    return [("", *rows[number])]


def rows_two_high(rows: Sequence[Row], number: int) -> list[Row]:
    """A row each of whose cells takes two rows of the sheet."""
    return [rows[number], tuple(text and ABOVE for text in rows[number])]


def filled_labels(rows: Sequence[Row], number: int) -> list[Row]:
    """The label of a block in the first column, which was merged down, repeated in each of its rows."""
    first = next((row[0] for row in reversed(rows[: number + 1]) if row[0] != ABOVE), "")
    return [(first, *rows[number][1:])] if rows[number][0] == ABOVE and first == "绩效指标" else [rows[number]]


def broken_in_two(drawn: Drawn) -> list[Drawn]:
    """A table that goes on in a second one, the third row below its last head."""
    heads = [number for number, row in enumerate(drawn.rows) if is_head(row)]
    ends = (
        [number for number in range(heads[-1] + 3, len(drawn.rows)) if ABOVE not in drawn.rows[number]] if heads else []
    )
    if not ends:
        return [drawn]
    return [
        replace(drawn, rows=drawn.rows[: ends[0]]),
        replace(drawn, name=f"{drawn.name}续", rows=drawn.rows[ends[0] :]),
    ]


def titled_above(drawn: Drawn) -> list[Drawn]:
    """The lines of the title as paragraphs above the table."""
    titles = 0
    while LEFT in drawn.rows[titles] and sum(text not in MERGED for text in drawn.rows[titles]) == 1:
        titles += 1
    lines = [
        Drawn(f"{drawn.name}题{number}", (row[:1],), paragraph=True) for number, row in enumerate(drawn.rows[:titles])
    ]
    return [*lines, replace(drawn, rows=drawn.rows[titles:])]


DRAWINGS = {
    "broken in two tables": broken_in_two,
    "title in paragraphs": titled_above,
    "head two rows high": rows_drawn(two_rows_high),
    "rows two high": rows_drawn(rows_two_high),
    "columns two wide": rows_drawn(two_columns_wide),
    "blank rows between": rows_drawn(with_blank_rows),
    "blank column in front": rows_drawn(behind_a_margin),
    "label of the block in every row": rows_drawn(filled_labels),
}
WRITINGS: dict[str, Callable[[str], str]] = {
    "spaced": " ".join,
    "with a colon": lambda label: f"{label.rstrip('：')}：",
    "with a star": lambda label: f"★{label}",
    "broken": lambda label: f"{label[:2]}⏎{label[2:]}",
    "between blanks": lambda label: f"\u3000{label}\xa0 ",
}


def drawn_by(case: TableCase, draw: Draw) -> TableCase:
    drawn = [[sheet] if sheet.paragraph or sheet.hidden else draw(sheet) for sheet in case.drawn]
    return replace(case, drawn=tuple(sheet for sheets in drawn for sheet in sheets))


def silent_in(case: TableCase, drawn: TableCase) -> list[str]:
    """What comes out of a drawing otherwise than a person would write it, without a mark."""
    result = read(drawn.paper())
    if isinstance(result, Refused):
        return [result.reason]
    return [
        line
        for reading, expected in zip(result, case.expected, strict=True)
        for line in marks_of(expected, reading).silent
    ]


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_a_form_drawn_otherwise_says_the_same(draw: Draw) -> None:
    drawn = [(case, other) for case in RESULTS if (other := drawn_by(case, draw)) != case]
    assert len(drawn) > 10
    spread = drawn[:: -(-len(drawn) // MOST_DRAWN)]
    silent = [f"{case.name} {line}" for case, other in spread for line in silent_in(case, other)]
    assert not silent, "\n".join(["应是 / 读成", *silent])


@pytest.mark.parametrize(("place", "write"), list(enumerate(WRITINGS.values())), ids=WRITINGS)
def test_a_label_written_otherwise_means_the_same(place: int, write: Callable[[str], str]) -> None:
    silent = []
    for case in RESULTS[place::EVERY]:
        answers = f"{[expected.data for expected in case.expected]}"

        def written(text: str, answers: str = answers) -> str:
            is_label = (
                text in LABELS
                and len(text) > 2
                and not re.search("⏎|^其中|\\d|：.", text)
                and text.rstrip("：") not in answers
            )
            return write(text) if is_label else text

        other = drawn_by(case, rows_drawn(lambda rows, number: [tuple(map(written, rows[number]))]))
        silent += [f"{case.name} {line}" for line in silent_in(case, other)]
    assert not silent, "\n".join(["应是 / 读成", *silent])


INFO_SHEETS = [
    case for case in RESULTS if "info-sheet" in case.name and "groups" not in case.name and "rows" not in case.name
]


@pytest.mark.parametrize("case", INFO_SHEETS, ids=lambda case: case.name)
def test_what_is_left_blank_on_an_info_sheet_is_not_filled_by_what_stands_near(case: TableCase) -> None:
    paper = case.paper()
    grids = [(place, block) for place, block in enumerate(paper.blocks) if isinstance(block, Grid)]
    for place, grid in grids:
        for cell in grid.cells:
            left = replace(grid, cells=tuple(other for other in grid.cells if other is not cell))
            result = read(replace(paper, blocks=(*paper.blocks[:place], left, *paper.blocks[place + 1 :])))
            for reading, expected in () if isinstance(result, Refused) else zip(result, case.expected, strict=True):
                silent = [line for line in marks_of(expected, reading).silent if not line.endswith(" / ")]
                assert not [line for line in silent if not line.startswith("来源.")], f"空着“{cell.text}”：{silent}"
