"""Tables of a report: head, rows and foot, the kind of table, and rows whose cells got lost put right.

A table broken over pages is one table; a row that lost its leading cells is moved back, and says so. Of a loose table
extraction left only the words, cell below cell or several in a line: its head tells the kind, and each kind has its way
from words to rows, which is marked as a guess.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from generator.intake.drafted import Entry
from generator.intake.paper import Cell, Grid, Spot
from generator.intake.reports.wording import Line, bare, marked, tidy
from generator.model import forms

Row = tuple[Entry | None, ...]

MOVED = "原文这一行缺了前面的格，读时右移了 {} 格"
JOINED = "原文的表在这里跨页断开，两段接成一格"
LEVEL = re.compile(r"[一二三四五六末]级(?:绩效)?(?:指标|目标)(?:名称)?")
WEIGHTS = (*forms.WEIGHT, "满分值", "满分分值", "权重分", "指标分值", "权重（分）", "权重（%）")
POINTS = (*forms.POINTS, "得分情况", "得分值", "评价分值", "评分", "实得分", "得分（分）", "指标得分")
TARGETS = (*forms.TARGET, "目标值", "绩效目标值", "指标目标值")
FIGURE = re.compile(r"-?[\d,]+(?:\.\d+)?%?分?")
RATES = ("得分率", "得分率（%）")
LETTERED = re.compile(r"[a-z][\s、.．]?(?=[\u4e00-\u9fff])")
SUMS = ("合计", "总计", "总分", "合计得分")
GUESSED = "原文只剩文字，表的行列据文字推断，请对照原表逐行核对"
VALUE = r"[≥≤＞＜><=＝]?\s*-?[\d,]+(?:\.\d+)?%?"
NUMBER = re.compile(VALUE)
MEASURE = re.compile(VALUE + r"[\u4e00-\u9fff]{0,2}")
CODE = re.compile(r"[A-Z](?:\d+(?:\.\d+)*\.?)?(?=\s*[\u4e00-\u9fff])")
GROUP = re.compile(r".{1,7}(?:目标|管理|效益|满意度|影响|环境|指标)")
LEAF = re.compile(r"的|率$|性$|度$|情况$|次数$|数量$")
DATE = re.compile(r"(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*(?:[上中下]旬|\d{1,2}\s*日)?")
ITEM = re.compile(r"[a-zA-Z][\s、.．]?(?=[\u4e00-\u9fff])")


def _has(*words: str) -> Callable[[Sequence[str]], bool]:
    return lambda head: any(word in head for word in words)


def _levels(head: Sequence[str], word: str) -> bool:
    return any(LEVEL.fullmatch(word_of_head) and word in word_of_head for word_of_head in head)


KINDS: Mapping[str, Callable[[Sequence[str]], bool]] = {
    "指标": lambda head: _levels(head, "指标") and (_has(*POINTS)(head) or _has(*WEIGHTS)(head)),
    "目标": lambda head: (_levels(head, "目标") or _levels(head, "指标")) and _has(*TARGETS)(head),
    "一级得分": lambda head: _has(*WEIGHTS)(head) and _has(*POINTS)(head) and len(head) <= 5,
    "案卷": _has("案卷名称", "资料名称"),
    "访谈": lambda head: _has("访谈对象", "访谈时间")(head) and _has("访谈内容", "访谈时间")(head),
    "问卷": lambda head: (
        any("回收" in word or "样本" in word for word in head) and any("对象" in word for word in head)
    ),
    "子项目": _has("预算金额", "预算数", "实际支出", "主要实施内容", "实际完成内容"),
}


@dataclass
class ReportTable:
    """A table as it was read: `head` without blanks, every row as wide as it, `foot` the row of sums."""

    caption: str
    unit: str
    head: tuple[str, ...]
    rows: list[Row]
    spot: Spot
    foot: Row | None = None
    merged: bool = False  # cells that stand for several rows are known for what they are
    top: Row = ()
    loose: bool = False  # only its words were left; which level an indicator is on tells its code alone

    @property
    def kind(self) -> str:
        """Kind of table, "" where a data file has no place for it."""
        return next((kind for kind, fits in KINDS.items() if fits(self.head)), "")

    def column(self, *words: str) -> int | None:
        """Index of the column with one of these heads."""
        return next((index for index, head in enumerate(self.head) if head in words), None)


def tidy_cell(row: Row, column: int | None) -> Entry | None:
    """Return the cell of a row without the blanks of extraction; None where it is blank or there is no such column."""
    cell = row[column] if column is not None else None
    return Entry(tidy(cell.text), cell.spot, cell.doubts) if cell else None


def of_grid(shown: Grid, caption: str, unit: str) -> ReportTable:
    """Return the table that a grid shows; a column that all its cells are merged over counts once, as a row does."""
    grid = shown.compact
    columns = _distinct([[grid.at(row, column) for row in range(grid.height)] for column in range(grid.width)])
    rows = [
        tuple(
            Entry(cell.text, cell.spot) if (cell := grid.at(row, column)) and (cell.row, cell.column) == (row, column)
            else None
            for column in columns
        )
        for row in range(grid.height)
    ]  # fmt: skip
    merged = any(cell.rows > 1 for cell in grid.cells)
    spot = grid.cells[0].spot if grid.cells else Spot("")
    return table_of(caption, unit, rows, spot, merged=merged)


def _distinct(columns: Sequence[Sequence[Cell | None]]) -> list[int]:
    """Return the places of the columns that have not all their cells in common with the one before."""
    return [
        place
        for place, own in enumerate(columns)
        if not place or any(cell is not before for cell, before in zip(own, columns[place - 1], strict=True))
    ]


def table_of(caption: str, unit: str, rows: Sequence[Row], spot: Spot, *, merged: bool = False) -> ReportTable:
    """Return a table whose first row is its head."""
    head = tuple(bare(cell.text) if cell else "" for cell in rows[0]) if rows else ()
    table = ReportTable(caption, unit, head, rows=[], spot=spot, merged=merged, top=rows[0] if rows else ())
    _append(table, rows[1:])
    return table


def continues(table: ReportTable, after: ReportTable) -> bool:
    """Join a table with what follows it where that is its second half: the same head again, or none."""
    if after.caption or (after.head != table.head and (after.kind or len(after.head) > len(table.head))):
        return False
    rows = after.rows + ([after.foot] if after.foot else [])
    _append(table, rows if after.head == table.head else [after.top, *rows])
    table.merged = table.merged and after.merged
    return True


def _append(table: ReportTable, rows: Sequence[Row]) -> None:
    """Put rows behind those of a table: the sum apart, the rest of a broken row to the row it belongs to."""
    numbered = table.head[:1] == ("序号",)
    for row in rows:
        cells = [cell for cell in row if cell]
        if not cells:
            continue
        if bare(cells[0].text).rstrip(":：") in SUMS:
            table.foot = _widened(row, len(table.head))
        elif numbered and table.rows and (len(row) < len(table.head) or row[0] is None):
            table.rows[-1] = _joined(table.rows[-1], row)
        else:
            table.rows.append(_widened(row, len(table.head)))
    if table.kind in ("指标", "目标", "一级得分") and not table.merged:
        table.rows = _moved_back(table.rows, figures=table.kind != "目标")


def _widened(row: Row, width: int) -> Row:
    return (*row, *(None,) * (width - len(row)))[: max(width, 1)] if len(row) <= width else row[:width]


def _joined(row: Row, rest: Row) -> Row:
    """Return a row and its rest from the next page; of a rest with fewer cells the last is that of the last column."""
    cells = list(row)
    places = [*range(1, len(rest)), len(row) - 1] if len(rest) < len(row) else list(range(len(row)))
    for place, more in zip(places, rest, strict=False):
        if more:
            before = cells[place]
            apart = "\n" if LETTERED.match(more.text) else ""
            text = before.text + apart + more.text if before else more.text
            cells[place] = Entry(text, before.spot if before else more.spot, (JOINED,))
    return tuple(cells)


def _moved_back(rows: list[Row], figures: bool) -> list[Row]:
    """Rows that end in blank cells where the others end in a figure have lost cells at their beginning."""
    full = sum(row[-1] is not None for row in rows)
    if full * 2 <= len(rows):
        return rows
    return [_moved(row, figures) for row in rows]


def _moved(row: Row, figures: bool) -> Row:
    last = max((place for place, cell in enumerate(row) if cell), default=-1)
    by = len(row) - 1 - last
    cells = [cell for cell in row if cell]
    if not by or len(cells) < 2 or (figures and not FIGURE.fullmatch(cells[-1].text.strip())):
        return row
    doubt = MOVED.format(by)
    moved = (cell.doubted(doubt) if cell else None for cell in row[: last + 1])
    return (*(None,) * by, *moved)


@dataclass
class LooseTable:
    """A table while its lines are being gathered."""

    head: tuple[str, ...]
    caption: str
    unit: str
    first: Line
    lines: list[Line] = field(default_factory=list)

    def add(self, line: Line) -> None:
        """One more line; the head said again on the next page is no row."""
        if tuple(line[0].split()) != self.head:
            self.lines.append(line)

    @property
    def kind(self) -> str:
        """Kind of table by its head."""
        return next((kind for kind, fits in KINDS.items() if fits(self.head)), "问卷" if not self.head else "")

    @property
    def closed(self) -> bool:
        """True if its row of sums was met."""
        return any(bare(text).startswith(SUMS) for text, _ in self.lines)

    def table(self) -> ReportTable:
        head, rows = self._rows()
        spot = self.first[1]
        table = table_of(self.caption, self.unit, [tuple(Entry(word, spot) for word in head), *rows], spot)
        table.loose = True
        filled = (
            (index, place, cell) for index, row in enumerate(table.rows) for place, cell in enumerate(row) if cell
        )
        first = next(filled, None) if self.kind != "一级得分" else None
        if first:
            index, place, cell = first
            row = table.rows[index]
            table.rows[index] = (*row[:place], replace(cell, doubts=(GUESSED,)), *row[place + 1 :])
        return table

    def _rows(self) -> tuple[tuple[str, ...], list[Row]]:
        match self.kind:
            case "目标":
                return self.head, _goals(_cells(self.lines), len(self.head))
            case "指标":
                return self.head, _indicators(self.lines, len(self.head))
            case "案卷":
                return self.head, [_dossier(row) for row in _numbered(self.lines)]
            case "访谈":
                return self.head, [_interview(row) for row in _numbered(self.lines)]
            case "问卷":
                return _survey(self.lines)
        return self.head, [
            _padded([Entry(word, spot) for word in text.split()], len(self.head)) for text, spot in self.lines
        ]


def loose_head(text: str) -> tuple[str, ...]:
    """Return the words of a head that stand in one line, none where it is no head of a table that reports have."""
    words = tuple(text.split())
    if len(words) < 3 or any(len(word) > 12 or word[-1] in "。，；" for word in words):
        return ()
    return words if any(fits(words) for fits in KINDS.values()) else ()


def ends_loose(text: str, loose: LooseTable) -> bool:
    """Return whether a line stands behind a table and no longer in it."""
    kind, number, _ = marked(text)
    heads = bool(kind and number and not CODE.match(text) and not re.match(r"\d", text.strip()))
    return loose.closed or heads or bool(re.match(r"表\s*\d|图\s*\d|\d{1,2}、", text.strip()))


def _cells(lines: Sequence[Line]) -> list[Entry]:
    """Return the cells of lines: a blank parts two of them unless it stands beside a digit within a phrase."""
    entries: list[Entry] = []
    for text, spot in lines:
        words = text.split()
        cells: list[str] = []
        for place, word in enumerate(words):
            ends = place == len(words) - 1 and MEASURE.fullmatch(word)
            if cells and not ends and (word[0].isascii() or words[place - 1][-1].isascii()):
                cells[-1] += word
            else:
                cells.append(word)
        entries.extend(Entry(cell, spot) for cell in cells)
    return entries


def _goals(cells: Sequence[Entry], width: int) -> list[Row]:
    """Rows of groups, a goal and its target: the cheapest way to part the cells into rows."""

    @cache
    def best(start: int) -> tuple[int, int]:
        """Return the cost of what is left, and how many groups the next row begins with."""
        if start == len(cells):
            return 0, 0
        ways = [(_cost(cells[start : start + n + 2], n, first=start == 0) + best(start + n + 2)[0], n)
                for n in range(width - 1) if start + n + 2 <= len(cells)]  # fmt: skip
        return min(ways, default=(1000, len(cells) - start - 2))

    rows: list[Row] = []
    position = 0
    while position < len(cells):
        groups = max(best(position)[1], 0)
        row = cells[position : position + groups + 2]
        rows.append((*(None,) * (width - len(row)), *row))
        position += groups + 2
    return rows


def _cost(row: Sequence[Entry], groups: int, *, first: bool) -> int:
    words = [cell.text for cell in row]
    cost = sum(0 if GROUP.fullmatch(word) and "的" not in word else 10 for word in words[:groups])
    name, value = words[groups], words[groups + 1]
    cost += 20 * bool(NUMBER.fullmatch(name)) + 4 * bool(GROUP.fullmatch(name) and not LEAF.search(name))
    cost += 6 * bool(GROUP.fullmatch(value) and not NUMBER.fullmatch(value))
    return cost + 5 * (first and not groups)


def _indicators(lines: Sequence[Line], width: int) -> list[Row]:
    """Return a row for each code; the figures behind it are its own. Which level it is on its code tells."""
    rows: list[list[Entry]] = []
    for text, spot in lines:
        words = text.split()
        behind = [word for word in words if NUMBER.fullmatch(word) and not word.endswith("%")]
        if bare(text).startswith(SUMS):
            rows.append([Entry(words[0], spot), *(Entry(word, spot) for word in behind)])
        elif all(word == "/" or NUMBER.fullmatch(word) for word in words) and rows:
            printed = [word for word in words if word.endswith("%")]
            rows[-1][0] = replace(rows[-1][0], text=" ".join([rows[-1][0].text, *printed]))
            rows[-1].extend(Entry(word, spot) for word in behind)
        else:
            name = " ".join(word for word in words if word not in behind and word != "/")
            rows.append([Entry(name, spot), *(Entry(word, spot) for word in behind)])
    return [(row[0], *(None,) * (width - len(row)), *row[1:])[:width] for row in rows]


def _numbered(lines: Sequence[Line]) -> list[list[Entry]]:
    """Rows that begin with a number counted on from 1."""
    rows: list[list[Entry]] = []
    for text, spot in lines:
        begun = re.match(rf"{len(rows) + 1}(?=\s|$)", text.strip())
        if begun:
            rows.append([Entry(begun[0], spot)])
        rest_of_line = text.strip()[begun.end() :].strip() if begun else text.strip()
        if rows and rest_of_line:
            date = DATE.match(rest_of_line)
            rest = rest_of_line[date.end() :] if date else rest_of_line
            parts = [date[0]] if date else []
            parts += rest.split() if date or (begun and not ITEM.match(rest)) else [rest]
            rows[-1].extend(Entry(part, spot) for part in parts if part)
    return rows


def _dossier(row: Sequence[Entry]) -> Row:
    number, *cells = row
    names = [cell for cell in cells if ITEM.match(cell.text)] or cells[:1]
    rest = [cell for cell in cells if cell not in names]
    return number, _stacked(names), _stacked(rest[:-1]), rest[-1] if rest else None


def _interview(row: Sequence[Entry]) -> Row:
    number, *cells = row
    when = next((cell for cell in cells if DATE.fullmatch(cell.text)), None)
    rest = [cell for cell in cells if cell is not when]
    who = rest[0] if len(rest) > 1 else None
    return number, when, who, _stacked(rest[1:] if who else rest)


def _stacked(cells: Sequence[Entry]) -> Entry | None:
    return replace(cells[0], text="\n".join(cell.text for cell in cells)) if cells else None


def _padded(row: Sequence[Entry], width: int) -> Row:
    return (*row, *(None,) * (width - len(row)))[:width]


def _survey(lines: Sequence[Line]) -> tuple[tuple[str, ...], list[Row]]:
    """Return a head whose words stand in halves one below the other, and rows that end in figures."""
    words: list[str] = []
    rows: list[Row] = []
    for text, spot in lines:
        cells = text.split()
        if len(cells) > 2 and NUMBER.fullmatch(cells[-1]):
            rows.append(tuple(Entry(cell, spot) for cell in cells))
        elif not rows:
            words.append(bare(text))
    head = [words[0]] if words else []
    for word in words[1:]:
        if len(head) > 1 and not re.search(r"[数率]$|时间$", head[-1]):
            head[-1] += word
        else:
            head.append(word)
    return tuple(head), rows
