"""Lines (行) of a form with the labels (标签) in them, as the nouns declare them, and the values around them.

A field is known by its key and by the other words that forms have for it; messages and reading share the declaration.
What of a form has been read is noted cell by cell. Values of labels that ask for a person are left out.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from generator.core.record import Record, keys_of
from generator.intake.drafted import Entry, Leftover, Node
from generator.intake.paper import Cell, Grid, Paper, Paragraph, Spot
from generator.intake.tables.values import NOT_TICKED, TEXTS, chosen
from generator.model import forms
from generator.model.project import PrintedResult, Project

HIDDEN = "所在的行、列是隐藏的，没有读；内容有用的，请取消隐藏后再交"
BRACKETS = re.compile(r"[（(【\[〔][^（）()【】\[\]〔〕]*[）)】\]〕]")
NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}[、.．]|[（(][一二三四五六七八九十]{1,2}[）)]|\d{1,2}[、.．])(?=\D)"
)
PUNCTUATION = re.compile(r"[\s:：,，。;；*★☆﹡＊“”\"'‘’、/／\\\-—－_.．()（）【】\[\]〔〕%％]+")
WEIGHT_IN_NAME = re.compile(
    r"[（(【\[]?\s*(?:权重|分值|满分|共|占)?\s*[:：]?\s*(\d{1,3}(?:\.\d{1,2})?)\s*分\s*[）)】\]]?$"
)
LABEL_LENGTH = 20  # characters of the longest label
PROJECT_FIELDS = ("name", "unit", "authorities", "period", "responsible", "printed_year")
INSIDE = re.compile(
    r"(?P<label>[^\s:：]{2,16}(?:[（(][^）)]*[）)])?)\s*[:：]\s*(?P<text>.*?)(?=\s+[^\s:：]{2,16}\s*[:：]|$)"
)
DIGITS = re.compile(r"\d{7,}|\d{3,4}[-－ ]\d{7,8}")
OF_A_LEVEL = re.compile("^[省市区县]级(?=预算(?:部门|单位)(?:名称)?$)")
CODED = re.compile("(?:及|和|与)?(?:代码|编码)$")
PROJECT = re.compile(
    "(?:被|本次|绩效|重点)*评价(?:的)?(?:项目|对象)(?:全称|名称)?|项目(?:支出|政策)?名称|项目(?:全称|\\(?专项\\)?名称)"
)
OPINION = re.compile("(?:单位|部门|学校|医院|机构|财政|主管|领导|审核|审查|复核|初审|终审).{0,4}意见$")
ENTRY, PERSON, SCORE, GRADE, UNIT_OF_MONEY = "entry", "person", "score", "grade", "money"
REVIEWED = "reviewed"
DETAIL, DETAILS = "detail", ("评价机构", "第三方机构", "第三方评价机构", "委托单位")  # keys of 评价 in a data file
RESULTS = {"score": SCORE, "own": SCORE, "reviewed": REVIEWED, "grade": GRADE}


TWICE = "表上另有一个项目名称，是不是两张表"
# Words for which forms have another one that is declared.
SAME = {"填表": "填表人", "制表": "制表人", "填报部门": "填报单位", "自评单位": "单位名称", "实施部门": "实施单位",
        "预算部门": "预算部门名称", "自评等次": "自评等级", "评价等次": "评价等级", "绩效等次": "绩效等级"}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A row of a grid: the cells that cover it from left to right; those that stretch down from above among them."""

    grid: Grid
    number: int

    @cached_property
    def every(self) -> tuple[Cell, ...]:
        """The cells with something in them, hidden ones too."""
        return tuple(cell for cell in self.grid.row(self.number) if cell.text.strip())

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Visible cells with text."""
        return tuple(cell for cell in self.every if not cell.hidden)

    @cached_property
    def own(self) -> tuple[Cell, ...]:
        """Visible cells that begin in this row."""
        return tuple(cell for cell in self.cells if cell.row == self.number)

    def at(self, column: int) -> Cell | None:
        """Return the visible cell that covers a column."""
        cell = self.grid.at(self.number, column)
        return cell if cell and cell.text.strip() and not cell.hidden else None

    def right_of(self, cell: Cell) -> Cell | None:
        """Return the next cell in the row."""
        return next((other for other in self.cells if other.column >= cell.column + cell.columns), None)


def paper_lines(paper: Paper) -> tuple[Line, ...]:
    """Return all lines of a paper in order, without blank rows and hidden grids; a paragraph is a line of one cell."""
    grids = (
        Grid("", (Cell(block.text, block.spot),)) if isinstance(block, Paragraph) else block.compact
        for block in paper.blocks
    )
    lines = (Line(grid, number) for grid in grids if not grid.hidden for number in range(grid.height))
    return tuple(line for line in lines if line.every)


@dataclass
class FormReading:
    """A form while it is read: its lines, the cells that were understood, words on some that were not.

    `left_out` counts names of persons and telephone numbers.
    """

    lines: Sequence[Line]
    left_out: int = 0
    taken: set[Spot] = field(default_factory=set)
    why: dict[Spot, str] = field(default_factory=dict)
    rest: dict[Spot, str] = field(default_factory=dict)

    def take(self, *cells: Cell | None) -> None:
        """Note that cells were understood: as a label, or as a value."""
        self.taken.update(cell.spot for cell in cells if cell)

    def leave(self, cell: Cell, why: str) -> None:
        """Note why no value was made of a cell."""
        self.taken.discard(cell.spot)
        self.why[cell.spot] = why

    def chosen(self, cell: Cell, text: str) -> Entry | None:
        """Return a text, of boxes the one that is ticked; where not exactly one is, the cell is left."""
        entry = chosen(Cell(text, cell.spot))
        if entry is None:
            self.leave(cell, NOT_TICKED)
        return entry

    def release(self, spots: Iterable[Spot | None], why: str) -> None:
        """Note that what was read at some places has no place in a data file of this kind."""
        for spot in spots:
            if spot:
                self.taken.discard(spot)
                self.why[spot] = why

    def part(self, cell: Cell, text: str) -> None:
        """Note what of a cell was not understood, where the rest of it was."""
        self.rest[cell.spot] = text

    def leftovers(self) -> Iterator[Leftover]:
        """Yield the cells that no value was made of, in order, hidden cells among them."""
        for cell in self._every():
            if cell.hidden:
                yield Leftover(cell.line, cell.spot, HIDDEN)
            elif cell.spot not in self.taken:
                yield Leftover(cell.line, cell.spot, self.why.get(cell.spot, ""))
            elif cell.spot in self.rest:
                yield Leftover(self.rest[cell.spot], cell.spot)

    def _every(self) -> Iterator[Cell]:
        """Yield every cell that says something, once."""
        seen = set[Spot]()
        for line in self.lines:
            for cell in line.every:
                if cell.spot not in seen:
                    seen.add(cell.spot)
                    yield cell


@cache
def bare(text: str) -> str:
    """Return a label without blanks, punctuation, numbering and brackets (万元, B/A, 10分)."""
    joined = "".join(text.split()).lstrip("★☆*＊﹡")
    short = BRACKETS.sub("", NUMBERING.sub("", joined))
    return PUNCTUATION.sub("", short) or PUNCTUATION.sub("", joined)


def weight_in(name: str) -> str:
    """Return the weight behind a name: 50 of 产出指标(50分), 15 of A决策15分; "" if there is none."""
    match = WEIGHT_IN_NAME.search(name.strip().rstrip("：: "))
    return match[1] if match else ""


def _words_of(noun: type[Record]) -> Mapping[str, str]:
    """Names of the fields of a noun by every bare word for them; the keys come before the words of other forms."""
    fields = keys_of(noun)
    names = {bare(key): declared.name for key, declared in fields.items()}
    for declared in fields.values():
        for word in (*declared.metadata.get("forms", ()), *declared.metadata.get("on", {}).values()):
            names.setdefault(bare(word), declared.name)
    return MappingProxyType(names)


words_of: Callable[[Any], Mapping[str, str]] = cache(_words_of)  # mypy takes no metaclass for hashable


def field_of(noun: type[Record], text: str, *names: str) -> str:
    """Return the field that a label names; only those asked for, where some are; "" where it is none."""
    name = words_of(noun).get(bare(text), "")
    return name if not names or name in names else ""


@cache
def bare_words(words: tuple[str, ...]) -> frozenset[str]:
    """Return some words as labels are compared."""
    return frozenset(bare(word) for word in words)


class Pair(NamedTuple):
    """A label and what it is for; the cell of its value, None where it is blank; the value itself."""

    kind: str
    label: str
    cell: Cell | None
    text: str

    def detail(self) -> dict[str, Entry]:
        """Return what it says under its key in 评价, empty where its label is none of those."""
        key = "委托单位" if self.label == "委托单位" else "机构"
        return {key: Entry(self.text, self.cell.spot)} if self.kind == DETAIL and self.cell else {}


@lru_cache(TEXTS)
def label_kind(text: str) -> str:
    """Return the kind of a label: a field of the project, score or grade, a place's own field, a person; "": none."""
    short = label_word(text)
    if not short or len(short) > LABEL_LENGTH or short == "名称":
        return ""
    if PROJECT.fullmatch(short):
        return "name"
    if is_person(short):
        return PERSON
    if field := field_of(Project, short, *PROJECT_FIELDS) or field_of(Project, CODED.sub("", short), *PROJECT_FIELDS):
        return field
    if short in bare_words(forms.OF_A_SHEET) or OPINION.search(short):
        return ENTRY
    if short in DETAILS:
        return DETAIL
    if short in ("单位", "金额单位", "计量单位"):
        return UNIT_OF_MONEY
    if len(short) > 2 or short in ("总分", "等级"):
        return RESULTS.get(field_of(PrintedResult, short), "")
    return ""


def label_word(text: str) -> str:
    """Return the words of a label alone, and of several for the same thing the declared one."""
    short = OF_A_LEVEL.sub("", bare(text))
    return SAME.get(short, short)


def is_person(short: str) -> bool:
    """Return whether a label asks for a person or a telephone number."""
    return (len(short) <= 14 and short.endswith(tuple(forms.PERSONS))) or bool(
        len(short) <= 14 and re.match("|".join(forms.PERSONS), short)
    )  # fmt: skip


def pairs_of(reading: FormReading, line: Line, below: Line | None) -> Iterator[Pair]:
    """Yield the pairs of a line; where all its cells are labels, their values stand in the line below."""
    labels = [cell for cell in line.own if label_kind(cell.text)]
    if len(labels) > 1 and len(labels) == len(line.own) and below and _values_below(labels, below):
        for cell in labels:
            value = below.at(cell.column)
            yield _pair(reading, cell, value)
        return
    used = set[tuple[int, int]]()
    for cell in line.own:
        if (cell.row, cell.column) in used:
            continue
        if _has_value_inside(cell):
            yield from inside(reading, cell)
        elif label_kind(cell.text):
            right = line.right_of(cell)
            is_pair = right and (
                label_kind(right.text) or _has_value_inside(right) or _are_blanks(cell, right)
                or _is_other_label(line, cell, right)
            )  # fmt: skip
            value = right if right and right.row == line.number and not is_pair else None
            if value and label_kind(cell.text) == ENTRY and _heads_row(line, value):
                continue
            if value:
                used.add((value.row, value.column))
            yield _pair(reading, cell, value)
        elif "：" in cell.text or ":" in cell.text:
            yield from inside(reading, cell)


def _heads_row(line: Line, value: Cell) -> bool:
    """Return whether two cells and more stand behind what seems a value, with no label: all of them are heads."""
    behind = [cell for cell in line.own if cell.column > value.column]
    return len(behind) > 1 and not any(label_kind(cell.text) or _has_value_inside(cell) for cell in behind)


def _is_other_label(line: Line, label: Cell, right: Cell) -> bool:
    """Return whether a cell behind the blank of a label has a value of its own right beside it."""
    value = line.right_of(right)
    return value is not None and is_behind_blank(label, right, value) and not label_kind(value.text)


def is_behind_blank(label: Cell, cell: Cell, value: Cell) -> bool:
    """Return whether a blank stands between a label and a cell, and none between that and the value behind it."""
    return cell.column > label.column + label.columns and value.column == cell.column + cell.columns


def _has_value_inside(cell: Cell) -> bool:
    """Return whether a short cell holds its value behind its label (填报人：某某)."""
    label, _, text = cell.text.replace(":", "：").partition("：")
    return bool(text.strip()) and bool(label_kind(label))


def _are_blanks(cell: Cell, right: Cell) -> bool:
    """Return whether two cells are each a label with its colon (单位（盖章）： beside 日期：2025年1月8日)."""
    return cell.text.rstrip().endswith(("：", ":")) and bool(INSIDE.match(right.text.strip()))


def _values_below(labels: list[Cell], below: Line) -> bool:
    """Return whether a line holds the values of the labels above it: no label among its cells, each right below one."""
    columns = {cell.column for cell in labels}
    return all(not label_kind(cell.text) and cell.column in columns for cell in below.own) and bool(below.own)


def _pair(reading: FormReading, label: Cell, value: Cell | None) -> Pair:
    kind = label_kind(label.text)
    reading.take(label, value)
    if kind == PERSON and value:
        reading.left_out += persons_in(value.line)
    return Pair(kind, bare(label.text), value, value.line.strip() if value else "")


def inside(reading: FormReading, cell: Cell) -> Iterator[Pair]:
    """Yield the pairs within a cell (填报单位：某局  金额单位：万元); what belongs to no known label is left."""
    text, rest = " ".join(cell.text.split("\n")), []
    matches = list(INSIDE.finditer(text))
    labelled = [match for match in matches if _inside_kind(match["label"])]
    if not labelled:
        return
    rest = [match[0].strip() for match in matches if match not in labelled]
    reading.take(cell)
    if rest or text[: matches[0].start()].strip():
        reading.part(cell, " ".join([text[: matches[0].start()].strip(), *rest]).strip())
    for match in labelled:
        kind, value = _inside_kind(match["label"]), match["text"].strip()
        if kind == PERSON:
            reading.left_out += persons_in(value)
        yield Pair(kind, bare(match["label"]), cell if value else None, value)


def _inside_kind(label: str) -> str:
    """Return the kind of a label before a colon; 项目 names the project there, and heads a column elsewhere."""
    return "name" if bare(label) == "项目" else label_kind(label)


def persons_in(text: str) -> int:
    """Count the names and telephone numbers of a value, which are left out."""
    numbers = len(DIGITS.findall(text))
    words = [
        word
        for word in re.split(r"[\s、，,/；;]+", DIGITS.sub("", text))
        if re.search(r"[\u4e00-\u9fffA-Za-z]", word) and not word[0].isdigit()  # 2024年1月12日 beside a name
    ]
    return numbers + len(words)


def inside_labels(cell: Cell) -> frozenset[str]:
    """Kinds of the labels within a cell."""
    if "：" not in cell.text and ":" not in cell.text:
        return frozenset()
    return frozenset(_inside_kind(match["label"]) for match in INSIDE.finditer(" ".join(cell.text.split("\n")))) - {""}


def is_labelled(line: Line) -> bool:
    """Return whether a line begins with a label, or has labels in each of its cells, by which its values are read."""
    first = line.own[0] if line.own else None
    return bool(first and (label_kind(first.text) or all(inside_labels(cell) for cell in line.own)))


def as_entries(pairs: Iterable[Pair]) -> list[Node]:
    """Pairs as 其他栏目 of a form."""
    filled = ((pair, pair.cell) for pair in pairs)
    return [
        {"名称": Entry(pair.label, cell.spot), "内容": Entry(pair.text, cell.spot, (TWICE,) * (pair.kind == "name"))}
        for pair, cell in filled
        if cell
    ]
