"""Funds block (项目资金) of a 自评表: its rows in any order of columns, their unit, and the score of the execution.

The older layout has a figure beside each label (预算数 | 120.5 | 执行数 | 118.2) and rows of 其中 below.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from generator.core.diagnostic import UNFILLED
from generator.core.number import BLANK
from generator.core.record import key_of
from generator.intake.drafted import Entry, Node
from generator.intake.money import is_figure, unit_in, without_unit
from generator.intake.paper import Cell
from generator.intake.tables.columns import REVIEWED, SCORED, TableColumn, cells_by_column, columns_of
from generator.intake.tables.labels import FormReading, Line, bare, bare_words, field_of, label_kind, weight_in
from generator.intake.tables.values import (
    HINT_LEFT,
    NO_AMOUNT,
    NO_NUMBER,
    TEXTS,
    amount,
    is_hint,
    number,
    prose,
    rate,
    readable_rate,
)
from generator.model import forms
from generator.model.selfeval import TOTAL_ROW, FundRow

AMOUNTS = ("initial", "planned", "received", "spent")
RATES = ("rate", "received_rate")
SCORES = ("weight", "points", "reviewed")
FIELDS = ("initial", "planned", "received", "received_rate", "spent", "weight", "rate", "points", "reviewed", "reason")
PERCENT = re.compile(r"[\d,.]+\s*%")
HEAD_LENGTH = 16  # characters of the longest head
# Words in heads that no declared word fits: first come, first served.
LOOSE = (
    (re.compile("原因"), "reason"),
    (re.compile("(?:执行|支出|使用)(?:进度|率)$"), "rate"),
    (re.compile("到位率$"), "received_rate"),
    (re.compile("执行率?(?:权重|分值)$"), "weight"),
    (re.compile("执行率?(?:得分|自评分)$"), "points"),
    (re.compile("^年初(?:预算|批复|安排)"), "initial"),
    (re.compile("^(?:全年预算|调整后?预算|下达(?:资金|预算|数)|(?:项目|年度)*预算(?:安排|批复|总额|总数|资金|金额|数)*$"
                "|^资金安排(?:数|金额)?$)"),
     "planned"),
    (re.compile("^(?:实际|资金)?到位"), "received"),
    (re.compile("^(?:全年|实际|预算|年度|累计|资金|当年|本年)*"
                "(?:(?:执行|使用)(?:数|资金|金额)|支出(?:数|资金|金额)?|决算(?:数|金额|支出)?)$"), "spent"),
)  # fmt: skip
BUDGET = {"initial": "年初预算", "planned": "金额", "received": "到位金额", "received_rate": "到位率", "spent": "支出",
          "rate": "执行率"}  # fmt: skip
INCLUDING = re.compile(r"^其\s*中\s*[:：、]?\s*")
LOOSE_FIGURE = re.compile(r"[^\u4e00-\u9fff。；：]*\d[^。；：]{0,8}")  # a figure with a few words behind it
NOT_A_NAME = re.compile(r"[。；]|[:：]\s*\S")  # in a text that names no row
TOTAL = re.compile("总额|合计|总计|总数|资金总|支出总|小计")
NAME_HEAD = re.compile("(?:名称|类别|来源|总额|资金|项目|内容|性质|县区|区县|市县|地区)$")  # of the column of names
EXECUTION = re.compile("(?:项目)?预算执行")
UNNAMED = "表上没有印这一行的名称"
TOO_FEW = "这一行比总额的一行少数，不知道是哪一栏的"
NO_TOTAL = "第一行的名称看不出是总额，当作总额读"
WHOLE = ("资金总额", "年度资金总额", "项目资金总额", "项目总额")


@lru_cache(TEXTS)
def fund_role(text: str) -> str:
    """Return the role of a column of the funds block by its head."""
    short = bare(text)
    if short in bare_words(forms.REVIEWED):
        return "reviewed"
    if declared := field_of(FundRow, text, *FIELDS):
        return declared
    if REVIEWED.search(short) and SCORED.search(short):
        return "reviewed"
    return next((role for pattern, role in LOOSE if pattern.search(short)), "") if len(short) <= HEAD_LENGTH else ""


def is_fund_head(line: Line) -> bool:
    """Return whether a line heads the funds block: labels of amounts side by side, with no figure between them."""
    roles = [fund_role(cell.text) for cell in line.own]
    money = {role for role in roles if role in (*AMOUNTS, *RATES)}
    figures = [cell for cell, role in zip(line.own, roles, strict=True) if not role and _is_printed(cell)]
    return len(money) >= 2 and "spent" in money | {"rate"} and not figures


@dataclass
class FundBlock:
    """The funds block as it is read: rows by field, the label of the block, the breakdowns named beside the rows."""

    reading: FormReading
    unit: str
    columns: tuple[TableColumn, ...] = ()
    block: Cell | None = None
    rows: list[dict[str, Entry]] = field(default_factory=list)
    paired: list[str] = field(default_factory=list)  # the fields of figures that stand beside their labels
    _including: int = 0
    _head: int = 0

    def head(self, lines: Sequence[Line], index: int) -> int:
        """Take the head that begins at a line; how many lines it is high."""
        columns, height = columns_of(lines, index, fund_role)
        self.columns, self._head = tuple(column for column in columns if column.role), lines[index].number
        self._without_names(lines, index + height)
        first = min(column.first for column in self.columns)
        for line in lines[index : index + height]:
            for cell in line.own:
                is_beside = cell.column < first and not fund_role(cell.text)
                if is_beside and not self.block and not _is_row_name(cell) and _is_block(cell):
                    self.block = cell
                is_head = any(cell.column <= column.first < cell.column + cell.columns for column in self.columns)
                if is_head or cell is self.block or NAME_HEAD.search(bare(cell.text)):
                    self.reading.take(cell)
                self.unit = unit_in(cell.text) or self.unit
        return height

    def _without_names(self, lines: Sequence[Line], below: int) -> None:
        """Take out the column of the names, whose head may sound like one of amounts (年度预算数（万元）)."""
        first, *others = sorted(self.columns, key=lambda column: column.first)
        under = lines[below].own if below < len(lines) else ()
        named = [cell for cell in under if others and first.first < cell.column + cell.columns <= others[0].first]
        if len(self.columns) > 2 and first.role in AMOUNTS and named and not any(map(_is_figure, named)):
            self.columns = tuple(column for column in self.columns if column is not first)
            self.reading.take(lines[below - 1].at(first.first))

    def is_row(self, line: Line) -> bool:
        """Return whether a line goes on with the block: something stands under its columns, or a name beside them."""
        first = min(column.first for column in self.columns)
        names = [cell for cell in line.cells if cell.column < first and cell is not self.block]
        figures = [cell for column, cell in cells_by_column(line, self.columns).items()
                   if cell.row == line.number and cell not in names and column.role != "reason"]  # fmt: skip
        filled = sum(_is_figure(cell) for cell in figures)
        if not names:
            return len(figures) > 1 and filled == len(figures)
        name = INCLUDING.sub("", names[-1].line.strip())
        if names[-1].row != line.number or label_kind(name) or NOT_A_NAME.search(name):
            return False
        if filled:
            return True
        return not figures and (self.block in line.cells or (len(line.own) == 1 and _is_row_name(line.own[0])))

    def goes_on(self, line: Line) -> bool:
        """Return whether a line below one of words only (按支出性质分) is a row of the block again."""
        return bool(self.columns and self.rows) and self.block in line.cells and self.is_row(line)

    def row(self, line: Line) -> None:
        first = min(column.first for column in self.columns)
        names = [cell for cell in line.cells if cell.column < first and cell is not self.block]
        given: dict[str, Entry] = {}
        if names:
            self._named(given, line, names)
        else:
            given["name"] = Entry(TOTAL_ROW, line.own[0].spot, (UNNAMED,))
            self.paired += [column.role for column in self.columns]
        by = cells_by_column(line, self.columns)
        for column, cell in by.items():
            if cell not in names and cell.row == line.number:
                self.value(given, column.role, column.head, cell)
        self.rows.append(given)

    def _named(self, given: dict[str, Entry], line: Line, names: Sequence[Cell]) -> None:
        name, groups = names[-1], names[:-1]
        text = name.line.strip()
        including = [cell for cell in groups if INCLUDING.fullmatch(cell.line.strip())]
        self._including += bool(INCLUDING.match(text)) or any(cell.row == line.number for cell in including)
        group = next((cell for cell in groups if cell not in including and cell.rows > 1), None)
        self.reading.take(name, *including)
        if group and not self.rows and self.block is None:
            self.block, self.unit = group, unit_in(group.text) or self.unit
            self.reading.take(group)
        elif group and self.rows and group.row > self._head:
            self.reading.take(group)
            given["breakdown"] = Entry(INCLUDING.sub("", group.line.strip()), group.spot)
        elif self._including > 1:
            doubt = "表上“其中”列了不止一遍，分列的名称没有印出，请改成如“按支出内容”"
            given["breakdown"] = Entry(f"分列{self._including}", name.spot, (doubt,))
        self.unit = self.unit or unit_in(text)
        given["name"] = Entry(without_unit(INCLUDING.sub("", text)).rstrip(":： "), name.spot)

    def value(self, given: dict[str, Entry], role: str, head: str, cell: Cell) -> None:
        """Read a figure of a row."""
        if is_hint(cell.text):
            self.reading.leave(cell, HINT_LEFT)
            return
        entry = self._read(role, head, cell)
        if entry is None:
            self.reading.leave(cell, NO_AMOUNT if role in AMOUNTS else NO_NUMBER)
            return
        if (before := given.get(role)) and before.text != entry.text:
            doubt = f"另一处（{cell.spot}）印的是 {entry.text}"
            given[role] = before.doubted(doubt)
            self.reading.leave(cell, f"与另一处的 {before.text} 不同")
            return
        self.reading.take(cell)
        given[role] = entry

    def _read(self, role: str, head: str, cell: Cell) -> Entry | None:
        if role in AMOUNTS:
            return amount(cell, unit_in(head, plainly=True) or self.unit)
        if role in RATES:
            return rate(cell)
        return number(cell) if role in SCORES else Entry("".join(part.text for part in prose(cell)), cell.spot)

    def finish(self) -> None:
        """Put the total in front, where it stands below its parts; doubt a first row that names none."""
        sums = [row for row in self.rows if TOTAL.search("".join(row["name"].text.split()))]
        if named := [row for row in sums if UNNAMED not in row["name"].doubts]:
            sums = named
            self._unname()
        if sums and not any(row in sums for row in self.rows[:1]):
            self.rows = [sums[0], *(row for row in self.rows if row is not sums[0])]
        elif self.rows and not sums and not self.paired:
            self.rows[0]["name"] = self.rows[0]["name"].doubted(NO_TOTAL)

    def _unname(self) -> None:
        """Take back the name of a row without one, which was taken for the total; another row is."""
        for row in (row for row in self.rows if UNNAMED in row["name"].doubts):
            row |= {key: entry.doubted(UNNAMED) for key, entry in row.items() if key != "name"}
            row["name"] = replace(row["name"], text=UNFILLED)

    def as_rows(self) -> list[Node]:
        """资金 of the data file; one figure of each kind beside its label makes no row."""
        if self.paired and len(self.rows) == 1 and set(self.rows[0]) <= {"name", *BUDGET, *SCORES}:
            return []
        order = ("name", "breakdown", *FIELDS)
        return [{key_of(FundRow, name): row[name] for name in order if name in row} for row in self.rows]

    def budget(self) -> Mapping[str, Node]:
        """预算 of the data file: the amounts of the first row."""
        total = self.rows[0] if self.rows else {}
        amounts = {key: total[name] for name, key in BUDGET.items() if name in total}
        return {key: entry for key, entry in amounts.items() if key not in ("执行率", "到位率") or readable_rate(entry)}

    def execution(self) -> dict[str, Node]:
        """Return the indicator that the block scores (预算执行率 10 分), empty where it scores nothing."""
        total = self.rows[0] if self.rows else {}
        scored = {name: total[name] for name in SCORES if name in total}
        title = self.block.line.strip() if self.block else ""
        at = self.block or next(iter([*scored.values(), *total.values()]), None)
        spot = at.spot if at else None
        name = without_unit(title) if EXECUTION.match(bare(title)) else "预算执行率"
        heads = [column.word for column in self.columns if column.role == "points"]  # 得分（10分）
        if weight := next(filter(None, map(weight_in, (title, *heads))), ""):
            scored.setdefault("weight", Entry(weight, spot))
        if not any(sign.isdigit() for entry in scored.values() for sign in entry.text):
            return {}
        node: dict[str, Node] = {"名称": Entry(name, spot)}
        if "weight" in scored:
            node["权重"] = scored["weight"]
        if "points" in scored:
            node["公布"] = {"得分": scored["points"]}
        return node | ({"复核分": scored["reviewed"]} if "reviewed" in scored else {})


def _is_block(cell: Cell) -> bool:
    """Return whether a text beside the head is the label of the block: it stretches down, or says what it is."""
    return cell.rows > 1 or bool(unit_in(cell.text) or re.search("资金|预算|支出|投入", cell.line))


def _is_row_name(cell: Cell) -> bool:
    """Return whether a text names a row of the funds rather than the block."""
    return bool(INCLUDING.match(cell.line.strip())) or bool(re.search("拨款|结转|其他资金|总额", cell.line))


def _is_printed(cell: Cell) -> bool:
    """Return whether a cell holds an amount or a percentage."""
    return is_figure(cell.line) or bool(PERCENT.fullmatch(cell.line.strip()))


def _is_figure(cell: Cell) -> bool:
    """Return whether a text may be a figure of the block, or the mark of a blank cell."""
    text = cell.line.strip()
    return text in BLANK or is_hint(text) or is_figure(text) or (len(text) <= 20 and bool(LOOSE_FIGURE.fullmatch(text)))


def read_funds_across(block: FundBlock, lines: Sequence[Line], index: int) -> int:
    """Read a block with its sources side by side and the amounts below each other; how many lines, 0 for none."""
    head, rows = lines[index], _rows_across(lines[index], lines[index + 1 :])
    names = _right_of(head, rows[0][1]) if len(rows) > 1 else []
    columns = {name.column for name in names}
    others = [name for name in names if label_kind(name.text) or fund_role(name.text) or _is_figure(name)]
    if len(names) < 2 or others or not all(_stand_below(columns, line, label) for line, label in rows):
        return 0
    block.unit = next((unit for cell in head.own if (unit := unit_in(cell.text))), block.unit)
    block.reading.take(*head.own, *(label for _, label in rows))
    for name in names:
        given = {"name": Entry(without_unit(name.line.strip()), name.spot)}
        for line, label in rows:
            if cell := line.at(name.column):
                block.value(given, fund_role(label.text), label.line, cell)
        block.rows.append(given)
    return len(rows) + 1


def _rows_across(head: Line, lines: Sequence[Line]) -> list[tuple[Line, Cell]]:
    """Return the rows below the sources, each with the label of its figures; points stand below the amounts."""
    rows: list[tuple[Line, Cell]] = []
    for line in lines:
        known = (*AMOUNTS, *RATES, *(SCORES if rows else ()))
        label = next((cell for cell in line.own if fund_role(cell.text) in known), None)
        if line.grid is not head.grid or label is None:
            break
        is_scored = fund_role(label.text) in SCORES
        is_head = is_scored and label.column != rows[0][1].column  # of the indicators
        figures = [_is_printed(cell) or (is_scored and _is_figure(cell)) for cell in _right_of(line, label)]
        if is_head or not all(figures):
            break
        rows.append((line, label))
    return rows


def _stand_below(columns: set[int], line: Line, label: Cell) -> bool:
    """Return whether a row has a figure in each column; points may stand in that of the total alone."""
    places = {cell.column for cell in _right_of(line, label)}
    return places == columns or (fund_role(label.text) in SCORES and not line.grid.loose and places <= columns)


def _right_of(line: Line, label: Cell) -> list[Cell]:
    return [cell for cell in line.own if cell.column > label.column]


def states_funds(line: Line) -> bool:
    """Return whether a line states the budget and the spending, each beside its label."""
    return {"planned", "spent"} <= {_paired_role(cell) for cell in line.own}


def read_fund_pairs(block: FundBlock, line: Line) -> bool:
    """Read a line of pairs into the block; whether it was one."""
    pairs = [_figure_inside(cell) or (cell, line.right_of(cell)) for cell in line.own]
    figures = [
        (label, cell) for label, cell in pairs if cell and _begins_with_figure(cell) and not _begins_with_figure(label)
    ]
    roles = [_paired_role(label) for label, _ in figures]
    if not block.paired and not {"planned", "spent"} & set(roles):
        return False
    if sum(map(_begins_with_figure, line.own)) > len(figures):
        return False  # a row whose head is missing
    of_total = [(role, pair) for role, pair in zip(roles, figures, strict=True) if role in FIELDS]
    if of_total:
        return _paired_total(block, line, of_total)
    if any(label_kind(label.text) for label, _ in figures):
        return False  # points, or a grade
    names = {bare(INCLUDING.sub("", label.line.strip())) for label, _ in figures}
    amounts = [role for role in block.paired if role in AMOUNTS]
    if not figures or len(names) > 1 or len(figures) > len(amounts):
        return False
    label = figures[0][0]
    given = {"name": Entry(INCLUDING.sub("", label.line.strip()).rstrip(":："), label.spot)}
    for role, (label_cell, cell) in zip(amounts, figures, strict=False):
        block.reading.take(label_cell)
        block.value(given, role, label_cell.line, cell)
    if len(figures) < len(amounts):
        given |= {role: entry.doubted(TOO_FEW) for role, entry in given.items() if role in amounts}
    block.rows.append(given)
    return True


def _paired_total(block: FundBlock, line: Line, figures: list[tuple[str, tuple[Cell, Cell]]]) -> bool:
    if not block.rows:
        first = figures[0][1][0]
        block.rows.append({"name": Entry(TOTAL_ROW, first.spot, (UNNAMED,))})
        _block_label(block, line, first)
    for role, (label, cell) in figures:
        block.reading.take(label)
        block.unit = block.unit or unit_in(label.text, plainly=True)
        block.value(block.rows[0], role, label.line, cell)
        if role == "points" and (weight := weight_in("".join(label.text.split()))):  # 得分（10分）
            block.rows[0].setdefault("weight", Entry(weight, label.spot))
        block.paired.append(role)
    return True


def _paired_role(label: Cell) -> str:
    """Return the role of a figure by the label beside it; the whole of the funds is their budget."""
    return fund_role(label.text) or ("planned" if bare(label.text) in WHOLE else "")


def _block_label(block: FundBlock, line: Line, first: Cell) -> None:
    """Take what stands before the first label of a line of pairs: the label of the block, the unit it names."""
    for label in line.own[: line.own.index(first)] if first in line.own else ():
        unit = unit_in(label.text, plainly=True)
        if label.rows > 1 or unit or bare(label.text) in WHOLE:
            block.unit = block.unit or unit
            block.block = block.block or (label if label.rows > 1 else None)
            block.reading.take(label)


def _figure_inside(cell: Cell) -> tuple[Cell, Cell] | None:
    """Return the label and the figure of a cell that holds both (预算金额：35.8万元)."""
    label, _, figure = cell.text.replace(":", "：").partition("：")
    if not fund_role(label) or not figure.strip():
        return None
    return Cell(label, cell.spot), Cell(figure.strip(), cell.spot)


def _begins_with_figure(cell: Cell) -> bool:
    return any(sign.isdigit() for sign in cell.line[:1]) or is_figure(cell.line)
