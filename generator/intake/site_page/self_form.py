"""自评表 on a page of ours as people copy it: the rows of its tables, and the merged cells that copying has lost.

Every cell has one line, but for the weight (（50分）) that the page adds below the name of an upper level. So a tab or
a line break parts cells, and a row has as many names in front as it has more cells than the columns behind the levels.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.core.number import ABSENT
from generator.intake.paper import Cell, Grid, Spot
from generator.intake.site_page.copied_rows import Lost, RowLevels, RowName, rows_of
from generator.intake.site_page.lines import PageLine
from generator.intake.site_page.tables import page_table, text

FUNDS, GOALS, INDICATORS, TOTAL = "项目资金（万元）", "年度总体目标", "绩效指标", "总分"
FOOT = "注："
WEIGHT, SCORED = "分值", ("分值", "得分", "自评得分", "复核得分")
FIRST_VALUES = ("指标性质", "年度指标值")


@dataclass(frozen=True)
class CopiedForm:
    """A form that was copied: its cells again, its notes, and the weights the page adds below names, by place."""

    grid: Grid
    notes: tuple[PageLine, ...]
    added: dict[Spot, str]
    guessed: frozenset[Spot]


def copied_form(lines: Sequence[PageLine], tops: Sequence[str]) -> CopiedForm | None:
    """The form that the lines below its heading give; None where rows and cells cannot be told apart.

    `tops`: the names on the first level, as the page lists them once more where it tells the points.
    """
    top, funds, total = (
        next((place for place, line in enumerate(lines) if line.text.startswith(f"{word}\t")), None)
        for word in ("项目名称", FUNDS, TOTAL)
    )
    goals = next((place for place, line in enumerate(lines) if line.word.startswith(GOALS)), None)
    band = next((place for place, line in enumerate(lines) if line.word == INDICATORS), None)
    if top is None or funds is None or total is None:
        return None
    middle = total if band is None else band
    rows = _Rows()
    try:
        for line in lines[:top]:
            rows.line(line)
        rows.pairs(lines[top:funds])
        rows.table(lines[funds : middle if goals is None else goals])
        if goals is not None:
            rows.line(lines[goals])
            rows.table(lines[goals + 1 : middle])
        if band is not None:
            rows.indicators(lines[band + 1 : total], lines[total], tops)
        else:
            rows.pairs(lines[total : total + 1])
        rows.pairs([line for line in lines[total + 1 :] if not line.text.startswith(FOOT)])
    except Lost:
        return None
    notes = tuple(line for line in lines[total + 1 :] if line.text.startswith(FOOT))
    return CopiedForm(Grid("", tuple(rows.cells)), notes, rows.added, frozenset(rows.guessed))


class _Rows:
    """The cells as they are found, row by row."""

    def __init__(self) -> None:
        self.cells: list[Cell] = []
        self.added: dict[Spot, str] = {}
        self.guessed: set[Spot] = set()
        self.row = 0

    def put(self, words: str, spot: Spot, column: int, wide: int = 1) -> Spot:
        place = Spot(f"{spot}第 {column + 1} 格")
        if words and words != ABSENT:
            self.cells.append(Cell(words, place, self.row, column, columns=wide))
        return place

    def line(self, line: PageLine) -> None:
        for column, words in enumerate(line.text.split("\t")):
            self.put(words.strip(), line.spot, column)
        self.row += 1

    def pairs(self, lines: Sequence[PageLine]) -> None:
        """Labels with what stands beside them; a line without a tab goes on with the one above."""
        for line in lines:
            if "\t" in line.text or not self.cells:
                self.line(line)
            elif line.text.strip():
                last = self.cells[-1]
                self.cells[-1] = replace(last, text=f"{last.text}\n{line.text.strip()}")

    def table(self, lines: Sequence[PageLine]) -> None:
        """A table whose rows are as wide as its head."""
        lines = [line for line in lines if line.text.strip()]
        table = page_table(lines)
        if table is None:
            raise Lost
        several = len(table.rows) > 1
        self.line(lines[0])
        for row in [*table.rows, *([table.foot] if table.foot else [])]:
            if several and any(len(cell) > 1 for cell in row):
                raise Lost  # where one cell ends and the next begins cannot be seen
            for column, cell in enumerate(row):
                words = "\n".join(one.text for one in cell) if not several else text(cell)
                self.put(words, (cell[0].spot if cell and cell[0].spot else lines[0].spot), column)
            self.row += 1

    def indicators(self, lines: Sequence[PageLine], total: PageLine, tops: Sequence[str]) -> None:
        """The table of indicators, its upper levels again over the rows they had stretched over."""
        kept = [line for line in lines if line.text.strip()]
        heads = kept[0].text.split("\t") if kept else []
        levels = next((place for place, head in enumerate(heads) if head in FIRST_VALUES), 0)
        if not levels or WEIGHT not in heads:
            raise Lost
        self.line(kept[0])
        scored = sum(head in SCORED for head in heads)
        tree = RowLevels(levels, list(tops))
        for names, values, spot in rows_of(kept[1:], levels, len(heads) - levels, scored):
            missing = len(heads) - levels - len(values)
            weight = heads.index(WEIGHT) - levels
            tree.place(names, "" if missing else values[weight], sub=bool(missing))
            self._names(names, tree, spot)
            for number, words in enumerate(values):
                self.put(words, spot, levels + number + (missing if number >= weight else 0))
            if missing:
                self._stretch(range(heads.index(WEIGHT), heads.index(WEIGHT) + scored))
            self.row += 1
        parts = total.text.split("\t")
        self.put(parts[0], total.spot, 0)
        for column, words in enumerate(parts[1 : 1 + scored]):
            self.put(words, total.spot, heads.index(WEIGHT) + column)
        self.row += 1

    def _stretch(self, columns: range) -> None:
        """Let weight and points of the indicator above go on over a row that shares them."""
        for column in columns:
            held = next((at for at in range(len(self.cells) - 1, -1, -1) if self.cells[at].column == column), None)
            if held is not None and self.cells[held].row + self.cells[held].rows == self.row:
                self.cells[held] = replace(self.cells[held], rows=self.cells[held].rows + 1)

    def _names(self, names: Sequence[RowName], tree: RowLevels, spot: Spot) -> None:
        """The names of a row on their levels; those above it stretch down to it."""
        for place, name in enumerate(names):
            column, last = tree.first + place, place == len(names) - 1
            at = self.put(f"{name.text}{name.note}", spot, column, tree.levels - column if last else 1)
            if name.note:
                self.added[at] = name.note
            if not last:
                tree.cells[column] = len(self.cells) - 1
            if tree.guessed:
                self.guessed.add(at)
        for column, held in tree.cells.items():
            if column < tree.first + len(names) - 1:
                cell = self.cells[held]
                self.cells[held] = replace(cell, rows=self.row - cell.row + 1)
