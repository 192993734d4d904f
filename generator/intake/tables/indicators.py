"""Rows of a table of indicators (绩效指标): levels, targets, weights and points, merged cells among them, as a tree."""

import re
from collections.abc import Sequence
from typing import get_args

from generator.intake.drafted import Entry
from generator.intake.paper import Cell, Spot
from generator.intake.tables.columns import TableColumn, cells_by_column
from generator.intake.tables.heads import LEVEL, OTHER, POINTS, RATE, UNKNOWN
from generator.intake.tables.labels import bare
from generator.intake.tables.lines import FormReading, Line
from generator.intake.tables.tree import IndicatorNode
from generator.intake.tables.tree_doubts import doubt_gaps, doubt_ratios, trust_percents
from generator.intake.tables.values import (
    HINT_LEFT,
    NO_NUMBER,
    is_hint,
    narrow,
    number,
    rate,
    readable_rate,
    words,
)  # fmt: skip
from generator.model.selfeval import Sign

SIGNS = frozenset(get_args(Sign))
NUMBERS = ("weight", POINTS, "reviewed")
SUBTOTALS = ("小计", "分项小计", "本项小计", "本级小计", "指标小计")
SUBTOTAL = "小计的一行，数由下级指标算出"
UNFILLED_ROW = "这一行没有填"
LOST = "下面几行的这一格空着，都归入它，是不是合并的格子拆散了"
SHARED = "与另外几行合为一格"
INCLUDING = re.compile(r"^其\s*中\s*[:：]\s*")
CODE = re.compile(r"([A-Z]\d*(?:[.\-]\d+)*|\d+(?:\.\d+)+)[\s、.．]*(?=[\u4e00-\u9fff])")


class IndicatorTable:
    """A table of indicators while it is read; `tops` are those of the first level."""

    def __init__(self, reading: FormReading, codes: bool = False) -> None:
        """Begin with none; `codes`: a code before a name (A1) is told from it."""
        self.tops: list[IndicatorNode] = []
        self.reading, self._codes = reading, codes
        self._open: dict[int, IndicatorNode] = {}
        self._shared: dict[tuple[str, Spot], list[IndicatorNode]] = {}
        self._leaves: list[IndicatorNode] = []
        self._told: set[TableColumn] = set()

    def read(self, line: Line, columns: Sequence[TableColumn]) -> None:
        """Add a row."""
        if line.own and bare(line.own[0].text) in SUBTOTALS:
            for cell in line.own:
                self.reading.leave(cell, SUBTOTAL)
            return
        by = cells_by_column(line, columns)
        levels = [by.get(column) for column in columns if column.role == LEVEL]
        values = {column: cell for column, cell in by.items() if column.role != LEVEL}
        own = [place for place, cell in enumerate(levels) if cell and cell.row == line.number]
        filled = any(cell.row == line.number and not is_hint(cell.text) for column, cell in values.items()
                     if column.role != "code")  # fmt: skip
        if own and not filled and (own[-1] < len(levels) - 1 or is_hint((levels[own[-1]] or by[columns[0]]).text)):
            self._skip(line)
            return
        leaf = self._leaf(line, levels, own)
        if leaf is None:
            return
        self.reading.take(*(cell for cell in levels if cell))
        self._leaves.append(leaf)
        for column, cell in values.items():
            self._value(leaf, line, column, cell)

    def _skip(self, line: Line) -> None:
        """Pass over a row of the empty form that nobody filled."""
        for cell in line.own:
            if cell.rows == 1:
                told = UNFILLED_ROW if "：" not in cell.text else ""
                self.reading.leave(cell, HINT_LEFT if is_hint(cell.text) else told)

    def _leaf(self, line: Line, levels: Sequence[Cell | None], own: Sequence[int]) -> IndicatorNode | None:
        """The indicator that a row is about, in its place; the deepest level that begins here gives its name."""
        if not own:
            return self._further_row(line, levels)
        deepest, fresh = own[-1], False
        parent: IndicatorNode | None = None
        for place in range(deepest):
            cell, before = levels[place], self._open.get(place)
            if cell is None:
                if before and not fresh and before not in self._leaves:
                    before.doubt(LOST)
                    parent = before
                continue
            same = before and not fresh and (before.cell is cell or before.cell.line == cell.line)
            if not before or not same:
                fresh, before = True, self._add(cell, parent, place)
            self.reading.take(cell)
            parent = before
        cell = levels[deepest]
        assert cell
        return self._add(cell, parent, deepest)

    def _further_row(self, line: Line, levels: Sequence[Cell | None]) -> IndicatorNode | None:
        """A row without a name of its own: it belongs to the indicator whose name stretches down to it."""
        cell = next((cell for cell in reversed(levels) if cell), None)
        before = self._leaves[-1] if self._leaves else None
        if cell is None or before is None or not line.own:
            return None
        row = IndicatorNode(Entry(before.name.text, cell.spot, ("这一行没有自己的指标名称",)), cell)
        row.parent = before.parent
        (before.parent.children if before.parent else self.tops).append(row)
        return row

    def _add(self, cell: Cell, parent: IndicatorNode | None, place: int) -> IndicatorNode:
        """A new indicator below another one; what was open on deeper levels is closed."""
        node = IndicatorNode(words(cell), cell, parent=parent)
        if self._codes and (found := CODE.match(node.name.text)):
            node.code = Entry(found[1], cell.spot)
            node.name = Entry(node.name.text[found.end() :], cell.spot)
        (parent.children if parent else self.tops).append(node)
        self._open = {**{level: one for level, one in self._open.items() if level < place}, place: node}
        return node

    def _value(self, leaf: IndicatorNode, line: Line, column: TableColumn, cell: Cell) -> None:
        """A value of a row under its field; what stretches over several rows is placed once all are read."""
        if is_hint(cell.text):
            self.reading.leave(cell, HINT_LEFT)
            return
        if column.role in (*NUMBERS, RATE):
            if column.level >= 0:
                self._of_level(leaf, line, column, cell)
                return
            self._shared.setdefault((column.role, cell.spot), []).append(leaf)
            if cell.row == line.number:
                self.number(leaf, column.role, cell, *self._of_column(column))
            return
        doubts: tuple[str, ...] = () if cell.row == line.number or cell.rows == 1 else (SHARED,)
        doubts += self._of_column(column)
        self.reading.take(cell)
        if column.role == "code":
            leaf.code = words(cell)
        elif column.role in (OTHER, UNKNOWN) or (column.role == "sign" and cell.line.strip() not in SIGNS):
            leaf.further.append((cell, bare(column.head) or column.head, words(cell, *doubts)))
        else:
            leaf.values[column.role] = words(cell, *doubts)

    def _of_column(self, column: TableColumn) -> tuple[str, ...]:
        """What is doubtful about a whole column, told beside the first value of it."""
        if not column.doubt or column in self._told:
            return ()
        self._told.add(column)
        return (column.doubt,)

    def _of_level(self, leaf: IndicatorNode, line: Line, column: TableColumn, cell: Cell) -> None:
        """A weight or points printed beside an upper level."""
        node = self._open.get(column.level)
        if cell.row == line.number:
            self.number(node or leaf, column.role, cell)

    def number(self, node: IndicatorNode, role: str, cell: Cell, *doubts: str) -> None:
        """Points, a weight or a rate of an indicator."""
        entry = rate(cell) if role == RATE else number(cell)
        if entry:
            entry = Entry(entry.text, entry.spot, (*entry.doubts, *doubts))
        if role == RATE and entry and not readable_rate(entry):
            entry = None
        if role == "weight" and entry is None and narrow(cell).endswith("%"):
            node.values["weight%"] = Entry(narrow(cell), cell.spot)
            bare_number = narrow(cell).removesuffix("%").strip()
            entry = Entry(bare_number, cell.spot, (f"印的是 {narrow(cell)}，按 {bare_number} 分读", *doubts))
        if entry is None:
            self.reading.leave(cell, NO_NUMBER)
            return
        if (before := node.values.get(role)) and before.text != entry.text:
            self.reading.leave(cell, f"与另一栏的 {before.text} 不同")
            return
        self.reading.take(cell)
        node.values[role] = entry

    def finish(self) -> None:
        """Place what stretches over several rows, and the weights that stand in names."""
        points = {self._key(leaves) for (role, _), leaves in self._shared.items() if role == POINTS}
        for (role, _), leaves in self._shared.items():
            if len(leaves) > 1 and role == "weight" and self._key(leaves) in points:
                self._fold(leaves)
        for (role, _), leaves in self._shared.items():
            if len(leaves) > 1 and not leaves[0].rows and role in leaves[0].values:
                self._lift(role, leaves)
        for top in self.tops:
            for node in top.walk():
                node.weigh()
        doubt_ratios(self.tops)
        doubt_gaps(self.tops)
        trust_percents(self.tops)

    @staticmethod
    def _key(leaves: Sequence[IndicatorNode]) -> tuple[int, ...]:
        return tuple(id(leaf) for leaf in leaves)

    def _fold(self, leaves: Sequence[IndicatorNode]) -> None:
        """Make rows that share weight and points 其中 of the first."""
        first = leaves[0]
        for leaf in leaves[1:]:
            above = None
            if leaf.parent is not first.parent and leaf.parent:
                above = Entry(leaf.parent.name.text, leaf.parent.name.spot)
            _without_prefix(leaf)
            first.rows.append((leaf, above))
            siblings = leaf.parent.children if leaf.parent else self.tops
            siblings.remove(leaf)
            self._prune(leaf.parent)

    def _prune(self, node: IndicatorNode | None) -> None:
        """Take away an upper level that nothing is left below."""
        if node and not node.children:
            (node.parent.children if node.parent else self.tops).remove(node)
            self._prune(node.parent)

    def _lift(self, role: str, leaves: Sequence[IndicatorNode]) -> None:
        """Give an upper level the value that stretches over exactly its rows; else doubt it where it stands."""
        node = leaves[0].parent
        while node:
            below = [one for one in node.walk() if not one.children]
            if [id(one) for one in below] == [id(leaf) for leaf in leaves] and role not in node.values:
                node.values[role] = leaves[0].values.pop(role)
                return
            node = node.parent
        if role == POINTS and not any("weight" in leaf.values for leaf in leaves[1:]):
            self._fold(leaves)
            return
        entry = leaves[0].values[role]
        told = f"这一格跨了 {len(leaves)} 行，是几行合计的数"
        leaves[0].values[role] = Entry(entry.text, entry.spot, (*entry.doubts, told))


def _without_prefix(row: IndicatorNode) -> None:
    """Take 其中： from before the name of a row of 其中."""
    row.name = Entry(INCLUDING.sub("", row.name.text) or row.name.text, row.name.spot, row.name.doubts)
