"""Loose tables: tables of which extraction left only the words, cell below cell or several in a line.

The head tells which table it is; how the words make rows is worked out for each kind, and every table says that it was.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from generator.intake.drafted import Entry
from generator.intake.reports.table import KINDS, SUMS, ReportTable, Row, table_of
from generator.intake.reports.wording import Line, bare, marked

GUESSED = "原文只剩文字，表的行列据文字推断，请对照原表逐行核对"
VALUE = r"[≥≤＞＜><=＝]?\s*-?[\d,]+(?:\.\d+)?%?"
NUMBER = re.compile(VALUE)
MEASURE = re.compile(VALUE + r"[\u4e00-\u9fff]{0,2}")
CODE = re.compile(r"[A-Z](?:\d+(?:\.\d+)*\.?)?(?=\s*[\u4e00-\u9fff])")
GROUP = re.compile(r".{1,7}(?:目标|管理|效益|满意度|影响|环境|指标)")
LEAF = re.compile(r"的|率$|性$|度$|情况$|次数$|数量$")
DATE = re.compile(r"(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*(?:[上中下]旬|\d{1,2}\s*日)?")
ITEM = re.compile(r"[a-zA-Z][\s、.．]?(?=[\u4e00-\u9fff])")


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
        """What table its head says it is."""
        return next((kind for kind, fits in KINDS.items() if fits(self.head)), "问卷" if not self.head else "")

    @property
    def closed(self) -> bool:
        """Whether its row of sums was met."""
        return any(bare(text).startswith(SUMS) for text, _ in self.lines)

    def table(self) -> ReportTable:
        """The table that the lines make."""
        head, rows = self._rows()
        spot = self.first[1]
        table = table_of(self.caption, self.unit, [tuple(Entry(word, spot) for word in head), *rows], spot)
        table.loose = True
        filled = ((at, place, cell) for at, row in enumerate(table.rows) for place, cell in enumerate(row) if cell)
        first = next(filled, None) if self.kind != "一级得分" else None
        if first:
            at, place, cell = first
            row = table.rows[at]
            table.rows[at] = (*row[:place], replace(cell, doubts=(GUESSED,)), *row[place + 1 :])
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
    """The words of a head that stand in one line, none where it is no head of a table that reports have."""
    words = tuple(text.split())
    if len(words) < 3 or any(len(word) > 12 or word[-1] in "。，；" for word in words):
        return ()
    return words if any(fits(words) for fits in KINDS.values()) else ()


def ends_loose(text: str, loose: LooseTable) -> bool:
    """Whether a line stands behind a table and no longer in it."""
    kind, number, _ = marked(text)
    heads = bool(kind and number and not CODE.match(text) and not re.match(r"\d", text.strip()))
    return loose.closed or heads or bool(re.match(r"表\s*\d|图\s*\d|\d{1,2}、", text.strip()))


def _cells(lines: Sequence[Line]) -> list[Entry]:
    """The cells of lines: a blank parts two of them unless it stands beside a digit within a phrase."""
    found: list[Entry] = []
    for text, spot in lines:
        words = text.split()
        cells: list[str] = []
        for place, word in enumerate(words):
            ends = place == len(words) - 1 and MEASURE.fullmatch(word)
            if cells and not ends and (word[0].isascii() or words[place - 1][-1].isascii()):
                cells[-1] += word
            else:
                cells.append(word)
        found.extend(Entry(cell, spot) for cell in cells)
    return found


def _goals(cells: Sequence[Entry], width: int) -> list[Row]:
    """Rows of groups, a goal and its target: the cheapest way to part the cells into rows."""

    @cache
    def best(at: int) -> tuple[int, int]:
        """The cost of what is left, and how many groups the next row begins with."""
        if at == len(cells):
            return 0, 0
        ways = [(_cost(cells[at : at + n + 2], n, first=at == 0) + best(at + n + 2)[0], n)
                for n in range(width - 1) if at + n + 2 <= len(cells)]  # fmt: skip
        return min(ways, default=(1000, len(cells) - at - 2))

    rows: list[Row] = []
    at = 0
    while at < len(cells):
        groups = max(best(at)[1], 0)
        row = cells[at : at + groups + 2]
        rows.append((*(None,) * (width - len(row)), *row))
        at += groups + 2
    return rows


def _cost(row: Sequence[Entry], groups: int, *, first: bool) -> int:
    words = [cell.text for cell in row]
    cost = sum(0 if GROUP.fullmatch(word) and "的" not in word else 10 for word in words[:groups])
    name, value = words[groups], words[groups + 1]
    cost += 20 * bool(NUMBER.fullmatch(name)) + 4 * bool(GROUP.fullmatch(name) and not LEAF.search(name))
    cost += 6 * bool(GROUP.fullmatch(value) and not NUMBER.fullmatch(value))
    return cost + 5 * (first and not groups)


def _indicators(lines: Sequence[Line], width: int) -> list[Row]:
    """A row for each code; the figures behind it are its own. Which level it is on its code tells."""
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
        said = text.strip()[begun.end() :].strip() if begun else text.strip()
        if rows and said:
            date = DATE.match(said)
            rest = said[date.end() :] if date else said
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
    """A head whose words stand in halves one below the other, and rows that end in figures."""
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
