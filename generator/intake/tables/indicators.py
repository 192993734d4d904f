"""Table of indicators (绩效指标): its rows, merged cells among them, become the tree of a data file (指标体系)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import get_args

from generator.intake.drafted import Entry
from generator.intake.paper import Cell, Spot
from generator.intake.tables.columns import (
    LEVEL,
    OTHER,
    POINTS,
    RATE,
    UNKNOWN,
    TableColumn,
    cells_by_column,
    indicator_role,
)
from generator.intake.tables.indicator_nodes import (
    ACROSS,
    CODE,
    IndicatorNode,
    doubt_gaps,
    doubt_ratios,
    nested,
    trust_percents,
    weights_of,
)
from generator.intake.tables.labels import FormReading, Line, bare, weight_in
from generator.intake.tables.values import (
    HINT_LEFT,
    NO_NUMBER,
    is_hint,
    narrow,
    number,
    printed_points,
    rate,
    readable_rate,
    words,
)
from generator.model.selfeval import Sign

SIGNS = frozenset(get_args(Sign))
NUMBERS = ("weight", POINTS, "reviewed")
SUBTOTALS = ("小计", "分项小计", "本项小计", "本级小计", "指标小计")
SUBTOTAL = "小计的一行，数由下级指标算出"
UNFILLED_ROW = "这一行没有填"
LOST = "下面几行的这一格空着，都归入它，是不是合并的格子拆散了"
SHARED = "与另外几行合为一格"
INCLUDING = re.compile(r"^其\s*中\s*[:：]\s*")
BLOCK = re.compile("指标|目标|绩效|完成|评价|考核|自评|产出|效益")  # in the label beside a head
PAGE = re.compile(r"第\s*\d+\s*页(?:\s*[,，]?\s*共\s*\d+\s*页)?|续表\d*|[（(]续[）)]")
SECTION = 20  # characters of the longest name of a row across the table


def _weight_in_percent(node: IndicatorNode, cell: Cell) -> Entry | None:
    """Return a weight that is printed as 30%, and keep what is printed."""
    points = narrow(cell).removesuffix("%").strip()
    if not printed_points(points):
        return None
    node.values["weight%"] = Entry(narrow(cell), cell.spot)
    return Entry(points, cell.spot, (f"印的是 {narrow(cell)}，按 {points} 分读",))


def _covers_values(name: Cell | None, columns: Sequence[TableColumn]) -> bool:
    """Return whether a cell among the names stretches over targets or results, as that of no indicator does."""
    values = [column.first for column in columns if column.role in ("target", "actual")]
    return name is not None and any(name.column <= first < name.column + name.columns for first in values)


def _is_section(line: Line, columns: Sequence[TableColumn]) -> bool:
    """Return whether a line is the upper level of the rows below it: one short cell with its weight, or over all."""
    cell, first = line.own[0], next((column for column in columns if column.role == LEVEL), None)
    text = cell.line.strip()
    if len(line.own) > 1 or not first or "一级" in first.word or re.search("[。：；:]", text) or len(text) > SECTION:
        return False
    return bool(weight_in(text)) or cell.column + cell.columns > max(column.last for column in columns)


def is_subtotal(line: Line) -> bool:
    return bool(line.own) and bare(line.own[0].text) in SUBTOTALS


class IndicatorTable:
    """A table of indicators while it is read; `tops` are those of the first level."""

    def __init__(self, reading: FormReading, codes: bool = False) -> None:
        """Begin with none; `codes`: a code before a name (A1) is told from it."""
        self.tops: list[IndicatorNode] = []
        self.reading, self._codes = reading, codes
        self._open: dict[int, IndicatorNode] = {}
        self._shared: dict[tuple[str, Spot], list[IndicatorNode]] = {}
        self._leaves: list[IndicatorNode] = []
        self._doubted_columns: set[TableColumn] = set()
        self._section: IndicatorNode | None = None
        self._is_split = False  # a row above has a first level of its own

    @property
    def weights(self) -> Decimal:
        """Sum of the weights read so far, those of upper levels left aside."""
        self.tops = nested(self.tops)
        return weights_of(self.tops)

    def read(self, line: Line, columns: Sequence[TableColumn]) -> None:
        if is_subtotal(line):
            for cell in line.own:
                self.reading.leave(cell, SUBTOTAL)
            return
        if len(line.own) == 1 and PAGE.fullmatch(line.own[0].line.strip()):
            return
        by = cells_by_column(line, columns)
        levels = [by.get(column) for column in columns if column.role == LEVEL]
        values = {
            column: cell for column, cell in by.items() if column.role != LEVEL and not self._is_block(column, cell)
        }
        own = [place for place, cell in enumerate(levels) if cell and cell.row == line.number]
        filled = any(cell.row == line.number and not is_hint(cell.text) for column, cell in values.items()
                     if column.role != "code")  # fmt: skip
        if own and not filled and _is_section(line, columns):
            self._begin_section(line.own[0])
            return
        if own and not filled and (own[-1] < len(levels) - 1 or is_hint((levels[own[-1]] or by[columns[0]]).text)):
            self._skip(line)
            return
        if own and not filled and _covers_values(levels[own[-1]], columns):
            return  # a sentence beside its label
        leaf = self._leaf(line, levels, own)
        if leaf is None:
            return
        self.reading.take(*(cell for cell in levels if cell))
        across = len(levels) > 1 and list(own) == [0] and "执行率" not in leaf.name.text
        self._is_split |= bool(own) and own[-1] > 0
        self._leaves.append(leaf)
        for column, cell in values.items():
            self._value(leaf, line, column, cell)
        if across and self._is_split:
            leaf.doubt(ACROSS)
            leaf.values = {name: entry.doubted(ACROSS) for name, entry in leaf.values.items()}

    def _is_block(self, column: TableColumn, cell: Cell) -> bool:
        """Take a cell if it is the label of the block, repeated in each row where merged cells came apart."""
        is_block = bare(cell.text) == bare(column.head)
        if is_block:
            self.reading.take(cell)
        return is_block

    def head(self, lines: Sequence[Line], index: int, height: int) -> None:
        """Take a head; one cell with its weight right above it (年度目标1：…（50分）) is the level above the rows."""
        cells = [cell for line in lines[index : index + height] for cell in line.own]
        first = min(cell.column for cell in cells if indicator_role(cell.text))
        self.reading.take(*(cell for cell in cells if cell.column >= first or BLOCK.search(bare(cell.text))))
        above = lines[index - 1].own if index else ()
        if len(above) == 1 and above[0].spot not in self.reading.taken and weight_in(above[0].text):
            self._begin_section(above[0])

    def _begin_section(self, cell: Cell) -> None:
        self._end_section()
        self._section = self._add(cell, None, 0)
        self._open = {}
        self.reading.take(cell)

    def _end_section(self) -> None:
        if self._section and not self._section.children:
            self.tops.remove(self._section)
            self.reading.leave(self._section.cell, UNFILLED_ROW)

    def _skip(self, line: Line) -> None:
        """Pass over a row of the empty form that nobody filled."""
        for cell in line.own:
            if cell.rows == 1:
                reason = UNFILLED_ROW if "：" not in cell.text else ""
                self.reading.leave(cell, HINT_LEFT if is_hint(cell.text) else reason)

    def _leaf(self, line: Line, levels: Sequence[Cell | None], own: Sequence[int]) -> IndicatorNode | None:
        """Return the indicator that a row is about, in its place; the deepest level that begins here gives its name."""
        if not own:
            return self._further_row(line, levels)
        deepest, fresh = own[-1], False
        parent = self._section
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
        """Return a row without a name of its own: it belongs to the indicator whose name stretches down to it."""
        cell = next((cell for cell in reversed(levels) if cell), None)
        before = self._leaves[-1] if self._leaves else None
        if cell is None or before is None or not line.own:
            return None
        row = IndicatorNode(Entry(before.name.text, cell.spot, ("这一行没有自己的指标名称",)), cell)
        row.parent = before.parent
        (before.parent.children if before.parent else self.tops).append(row)
        return row

    def _add(self, cell: Cell, parent: IndicatorNode | None, place: int) -> IndicatorNode:
        """Return a new indicator below another one; what was open on deeper levels is closed."""
        node = IndicatorNode(words(cell), cell, parent=parent)
        if self._codes and (match := CODE.match(node.name.text)):
            node.code = Entry(match[1], cell.spot)
            node.name = Entry(node.name.text[match.end() :], cell.spot)
        (parent.children if parent else self.tops).append(node)
        self._open = {**{level: open_node for level, open_node in self._open.items() if level < place}, place: node}
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
        """Return the doubt about a whole column, once, for its first value."""
        if not column.doubt or column in self._doubted_columns:
            return ()
        self._doubted_columns.add(column)
        return (column.doubt,)

    def _of_level(self, leaf: IndicatorNode, line: Line, column: TableColumn, cell: Cell) -> None:
        """A weight or points printed beside an upper level."""
        node = self._open.get(column.level)
        if cell.row == line.number:
            self.number(node or leaf, column.role, cell)

    def number(self, node: IndicatorNode, role: str, cell: Cell, *doubts: str) -> None:
        """Points, a weight or a rate of an indicator."""
        entry = rate(cell) if role == RATE else number(cell)
        if entry is None and role == "weight":
            entry = _weight_in_percent(node, cell)
        if entry is None or (role == RATE and not readable_rate(entry)):
            self.reading.leave(cell, NO_NUMBER)
            return
        if (before := node.values.get(role)) and before.text != entry.text:
            self.reading.leave(cell, f"与另一栏的 {before.text} 不同")
            return
        self.reading.take(cell)
        node.values[role] = entry.doubted(*doubts)

    def finish(self) -> None:
        """Place what stretches over several rows, and the weights that stand in names."""
        self._end_section()
        self.tops = nested(self.tops)
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
            leaf.name = replace(leaf.name, text=INCLUDING.sub("", leaf.name.text) or leaf.name.text)
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
            below = [below_node for below_node in node.walk() if not below_node.children]
            if [id(below_node) for below_node in below] == [id(leaf) for leaf in leaves] and role not in node.values:
                node.values[role] = leaves[0].values.pop(role)
                return
            node = node.parent
        if role == POINTS and not any("weight" in leaf.values for leaf in leaves[1:]):
            self._fold(leaves)
            return
        entry = leaves[0].values[role]
        doubt = f"这一格跨了 {len(leaves)} 行，是几行合计的数"
        leaves[0].values[role] = entry.doubted(doubt)
