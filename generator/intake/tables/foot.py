"""Foot (表尾) of a form: total and grade, conclusion, problems and measures, notes; who filled it in is left out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.intake.drafted import Entry, Node
from generator.intake.paper import Cell
from generator.intake.tables.columns import POINTS, RATE, TableColumn, cells_by_column
from generator.intake.tables.labels import (
    ENTRY,
    LABEL_LENGTH,
    PERSON,
    FormReading,
    Line,
    Pair,
    bare,
    bare_words,
    field_of,
    label_kind,
    pairs_of,
)
from generator.intake.tables.values import (
    HINT_LEFT,
    NO_NUMBER,
    NO_PLACE,
    is_hint,
    number,
    printed_points,
    prose,
    rate,
    readable_rate,
)
from generator.model import forms
from generator.model.project import PrintedResult

NOTE = re.compile(r"(?:注|备\s*注|附\s*注|说\s*明|填表说明|填报说明)\s*\d?\s*[:：]")
TOTAL = re.compile("(?:评价|自评|综合|指标|绩效|项目|最终|单位)*(?:总得分|总分|得分合计|合计得分|得分总计)")
NUMBERED = re.compile(r"[(（]?\d{1,2}[)）.、．]")
# With a value beside it a field of the place's own, and no note of the form.
OWN_NOTE = re.compile("说明|(?:其他)?需要?说明的?(?:问题|事项|情况)")
NOTE_LABELS = re.compile(f"备注|附注|注|{OWN_NOTE.pattern}")
GRADES = re.compile(r"[优良中差][秀好等]?|合格|不合格|较[好差]|一般|优良")
BLOCKS = (
    (re.compile("^(?:主要|存在)?(?:的)?(?:主要)?问题(?:及原因(?:分析)?)?$|^存在(?:的)?(?:主要)?问题"), "问题"),
    (re.compile("^(?:下一步)?改进措施|^整改措施|^下一步|^改进(?:建议|意见)|^有关建议|^相关建议"), "建议"),
    (re.compile("^(?:自评|评价|绩效自评|总体)结论|^自评结果(?:说明)?$|^总体评价$|^综合评价(?:结论)?$"), "结论"),
)


ONLY = "只有一个数，当作得分的合计读"
TOTAL_KEYS = {"weight": "满分", POINTS: "评价分值", "reviewed": "复核分值", RATE: "得分率"}


def is_total(line: Line) -> bool:
    """Return whether a line gives the total of a table of indicators."""
    first = line.own[0] if line.own else None
    return first is not None and (_is_total_label(first.text) or _total_inside(first) is not None)


def _is_total_label(text: str) -> bool:
    return bare(text) in bare_words(forms.TOTALS) or bool(TOTAL.fullmatch(bare(text)))


def _total_inside(cell: Cell) -> Entry | None:
    """Return the total that stands in one cell with its label (总分：87.5)."""
    label, colon, figure = cell.line.replace("：", ":").rpartition(":")
    if not colon or not _is_total_label(label) or not printed_points(figure.strip()):
        return None
    return Entry(figure.strip(), cell.spot)


def block_of(text: str) -> str:
    """Return the block that a label below the indicators begins: 问题, 建议, 结论, 附注; "" where it is none."""
    short = bare(text)
    if NOTE_LABELS.fullmatch(short):
        return "附注"
    if len(short) > 16:
        return ""
    return next((kind for pattern, kind in BLOCKS if pattern.search(short)), "")


def begins_foot(line: Line) -> bool:
    """Return whether a line stands below the indicators: a note, a block of words, who filled the form in."""
    first = line.own[0] if line.own else None
    if first is None:
        return False
    person = label_kind(first.text) == PERSON or (
        len(line.own) == 1 and re.match("(?:填表人|填报人|经办人)", first.line)
    )
    block = block_of(first.text) or block_of(_inside(first)[0])
    return bool(NOTE.match(first.line.strip())) or bool(block) or bool(person)


def _inside(cell: Cell) -> tuple[str, str]:
    """Return the label and the words of a cell that holds both (存在问题：…), else two empty texts."""
    label, _, words = cell.text.replace(":", "：", 1).partition("：")
    return (label, words.strip()) if words.strip() else ("", "")


@dataclass
class FormFoot:
    """Foot of a form while it is read."""

    reading: FormReading
    printed: dict[str, Entry] = field(default_factory=dict)
    blocks: dict[str, list[Entry]] = field(default_factory=dict)
    entries: list[Pair] = field(default_factory=list)
    details: dict[str, Entry] = field(default_factory=dict)
    labels: dict[str, Cell] = field(default_factory=dict)
    _noted: bool = False  # the line above is a note, which may go on with 2.

    def total(self, line: Line, columns: Sequence[TableColumn], weights: object) -> None:
        """Read the line of the total; `weights` is what those above add up to."""
        by = cells_by_column(line, columns)
        label = line.own[0]
        self.reading.take(label)
        self._beside(line, by)
        if inside := _total_inside(label):
            self._put("评价分值", label, inside)
        for column, cell in by.items():
            if cell is label or cell.row != line.number:
                continue
            if cell.line == label.line:
                self.reading.take(cell)
            elif GRADES.fullmatch(cell.line.strip()):
                self._put("评价结论", cell, Entry(cell.line.strip(), cell.spot))
            elif field_of(PrintedResult, cell.text, "grade"):
                self._grade(line, cell)
            elif field_of(PrintedResult, _inside(cell)[0], "grade"):
                self._graded(cell, _inside(cell)[1])
            elif column.role in TOTAL_KEYS:
                scored = any(other.role in (POINTS, "reviewed") for other in by if by[other] is not label)
                covers_points = POINTS in _covered_roles(cell, columns)
                self._figure(line, column.role, cell, alone=not scored, covers_points=covers_points, weights=weights)

    def _beside(self, line: Line, columns: Mapping[TableColumn, Cell]) -> None:
        """Read the points right beside the label of the total, where they stand under no column of figures."""
        cell = line.right_of(line.own[0])
        is_placed = any(column.role in TOTAL_KEYS for column, placed in columns.items() if placed is cell)
        is_alone = sum(printed_points(other.line.strip()) for other in line.own) == 1
        if cell and is_alone and not is_placed and printed_points(cell.line.strip()):
            self._put("评价分值", cell, Entry(cell.line.strip(), cell.spot))

    def _figure(self, line: Line, role: str, cell: Cell, *, alone: bool, covers_points: bool, weights: object) -> None:
        """Read a figure of the total; an only one below the weights may be the points (`alone`)."""
        entry = _rate(cell) if role == RATE and not covers_points else number(cell)
        if entry is None:
            self.reading.leave(cell, NO_NUMBER)
            return
        is_only = role == "weight" and alone and entry.text != f"{weights}"
        key = "评价分值" if covers_points or is_only else TOTAL_KEYS[role]
        doubts = [ONLY] * (is_only and not covers_points)
        doubts += [] if is_total(line) else [f"这一行印的是“{line.own[0].line.strip()}”，当作合计读"]
        self._put(key, cell, Entry(entry.text, entry.spot, tuple(doubts)))

    def _grade(self, line: Line, label: Cell) -> None:
        right = line.right_of(label)
        if right:
            self.reading.take(label)
            self._graded(right, right.line)

    def _graded(self, cell: Cell, text: str) -> None:
        if grade := self.reading.chosen(cell, text):
            self._put("评价结论", cell, grade)

    def _put(self, key: str, cell: Cell, entry: Entry) -> None:
        if self.printed.setdefault(key, entry).text == entry.text:
            self.reading.take(cell)

    def line(self, line: Line, below: Line | None) -> None:
        """Read a line of the foot: a note, a block of words, pairs; the persons are counted."""
        first = line.own[0] if line.own else None
        if first is None:
            return
        noted, self._noted = self._noted, False
        if NOTE.match(first.line.strip()) or (noted and len(line.own) == 1 and NUMBERED.match(first.line.strip())):
            self._noted = True
            self._add("附注", first)
        elif kind := block_of(_inside(first)[0]):
            self._add(kind, Cell(_inside(first)[1], first.spot))
        elif len(line.own) == 2 and OWN_NOTE.fullmatch(bare(first.text)) and not is_hint(line.own[1].text):
            self._entry(*line.own)
        elif kind := block_of(first.text):
            self._block(kind, line)
        elif not self._pairs(line, below) and len(line.own) == 2 and _is_beside(*line.own):
            self._entry(*line.own)

    def _entry(self, label: Cell, cell: Cell) -> None:
        """Take a field of the place's own, under its label."""
        self.reading.take(label, cell)
        self.entries.append(Pair(ENTRY, label.line.strip(), cell, cell.line.strip()))

    def _block(self, kind: str, line: Line) -> None:
        """Take the words beside the label of a block, which may end at the label of another one."""
        first, *others = line.own
        self.reading.take(first)
        for cell in others:
            if label := block_of(cell.text):
                self.reading.take(cell)
                kind = label
            else:
                self._add(kind, cell)
        self.labels.setdefault(kind, first)

    def _pairs(self, line: Line, below: Line | None) -> bool:
        """Read labels that are known, with their values; whether there were any."""
        pairs = list(pairs_of(self.reading, line, below))
        for pair in pairs:
            if pair.cell is None or pair.kind == PERSON:
                continue
            if pair.kind == "grade":
                self._graded(pair.cell, pair.text)
            elif detail := pair.detail():
                self.details |= detail
            elif pair.kind == "score" and (entry := number(pair.cell)):
                self._put("评价分值", pair.cell, entry)
            else:
                self.entries.append(pair)
        return bool(pairs)

    def _add(self, kind: str, cell: Cell) -> None:
        """Words of a block; a conclusion of one word is the grade."""
        if is_hint(cell.text):
            self.reading.leave(cell, HINT_LEFT)
            return
        self.reading.take(cell)
        if kind == "结论" and GRADES.fullmatch(cell.line.strip()):
            self._put("评价结论", cell, Entry(cell.line.strip(), cell.spot))
            return
        self.blocks.setdefault(kind, []).extend(prose(cell))

    def release(self) -> None:
        """Leave what stands below the table, of a form whose data file has a place for problems and advice alone."""
        placed = ("问题", "建议") if self.findings() else ()
        words = [entry.spot for kind, block in self.blocks.items() if kind not in placed for entry in block]
        pairs = [pair.cell.spot for pair in self.entries if pair.cell]
        self.reading.release([*words, *pairs], NO_PLACE)

    def findings(self) -> list[Node]:
        """问题整改 of the data file: the problems, and the measures the unit names, beside each other."""
        problems, advice = self.blocks.get("问题", []), self.blocks.get("建议", [])
        if not problems:
            return []
        if len(problems) == len(advice):
            return [{"问题": problem, "建议": measure} for problem, measure in zip(problems, advice, strict=True)]
        whole: dict[str, Node] = {"问题": _joined(problems)}
        return [whole | ({"建议": _joined(advice)} if advice else {})]

    def advice_alone(self) -> list[Node]:
        """Measures without a problem, as a field of the place's own."""
        advice = self.blocks.get("建议", [])
        if not advice or self.blocks.get("问题"):
            return []
        label = self.labels.get("建议")
        return [{"名称": Entry(label.line.strip() if label else "改进措施", advice[0].spot), "内容": _joined(advice)}]


def _rate(cell: Cell) -> Entry | None:
    """Return a rate; None where the text is none."""
    entry = rate(cell)
    return entry if readable_rate(entry) else None


def _is_beside(label: Cell, cell: Cell) -> bool:
    """Return whether a cell looks like the label of what stands beside it: short, and no figure or sentence."""
    text = label.line.strip()
    return len(text) <= LABEL_LENGTH and not re.search(r"\d|[。；，]", text) and not is_hint(cell.text)


def _covered_roles(cell: Cell, columns: Sequence[TableColumn]) -> set[str]:
    """Roles of the columns that a cell stretches over."""
    return {
        column.role for column in columns if cell.column <= column.first and column.last < cell.column + cell.columns
    }


def _joined(parts: Sequence[Entry]) -> Entry:
    """Return several paragraphs as one text."""
    return Entry("".join(part.text for part in parts), parts[0].spot)
