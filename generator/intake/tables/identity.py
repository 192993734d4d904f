"""Identity (基本情况) of a form: title lines with the year, the project, the bodies; each identity begins a form."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generator.core.date import YEARS
from generator.intake.drafted import Entry, Node, PaperKind, Recognised
from generator.intake.money import unit_in
from generator.intake.paper import Cell
from generator.intake.tables.labels import (
    ENTRY,
    GRADE,
    PERSON,
    REVIEWED,
    SCORE,
    UNIT_OF_MONEY,
    FormReading,
    Line,
    Pair,
    bare,
    inside_labels,
    label_kind,
    label_word,
    pairs_of,
)
from generator.intake.tables.values import (
    HINT_LEFT,
    NO_NUMBER,
    NO_PLACE,
    is_hint,
    number,
    printed_points,
)
from generator.model.book import Book, without_code
from generator.model.selfeval import TITLES, Subject

TITLE = re.compile(r"(?:表|情况|报告|说明|台账|清单|一览)(?:\d{0,2}|[（(].{0,20}[）)])$")
CHINESE_YEAR = re.compile("二[〇零○][〇零○一二三四五六七八九]{2}(?=年)")
DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
SECTION = re.compile("[一二三四五六七八九十]+、")
INSTRUCTIONS = re.compile("填[表报]说明")
ANNEX = re.compile(r"附\s*[件表]\s*(?:\d{1,2}(?=\D|$|20\d\d年))?\s*(?:[-－—]\s*\d+)?\s*[:：]?")  # 附表1 2022年…
YEAR_LINE = re.compile(r"[（(]?\s*(?P<years>(?:19|20)\d\d[^（()）]{0,12}?)\s*年?度?\s*[）)]?")
SUBJECTS: tuple[tuple[str, Subject], ...] = (
    ("部门整体", "部门整体"), ("整体支出", "部门整体"), ("转移支付", "转移支付"), ("区域绩效", "转移支付"),
    ("专项资金", "专项资金"),
)  # fmt: skip
LEVELS = ("中央", "地方", "省级", "市级", "县级")
REPORTED_BY = "填报单位"
SEVERAL = "这一行印着几个数，不知哪个是得分"
UNIT_BLANK = "单位的名称另有一格空着，先写了这一处的"
FILLED_BY = ("单位名称", "部门名称", "部门单位名称", "预算单位", "预算单位名称", "预算部门名称", "预算部门单位名称")


@dataclass
class FormIdentity:
    """Identity while it is read line by line; `values` by field, `entries` for the place's own fields."""

    reading: FormReading
    book: Book
    values: dict[str, Entry] = field(default_factory=dict)
    authorities: list[Entry] = field(default_factory=list)
    responsible: list[Entry] = field(default_factory=list)
    entries: list[Pair] = field(default_factory=list)
    details: dict[str, Entry] = field(default_factory=dict)
    title: Cell | None = None
    unit: str = ""
    _unit_pair: Pair | None = None
    _levelled: list[Pair] = field(default_factory=list)
    _unit_is_blank: bool = False

    def line(self, line: Line, below: Line | None) -> None:
        """Read a line: pairs, else a line of the title."""
        pairs = list(pairs_of(self.reading, line, below))
        scores = sum(pair.kind in (SCORE, REVIEWED) for pair in pairs)
        doubts = [SEVERAL] if sum(printed_points(cell.line.strip()) for cell in line.own) > scores else []
        for pair in pairs:
            self._pair(pair, *doubts)
        for cell in line.own:
            if cell.spot not in self.reading.taken and len(line.own) <= 3:
                self._title(cell)

    def _pair(self, pair: Pair, *doubts: str) -> None:
        if pair.kind == UNIT_OF_MONEY:
            self._unit_of_money(pair)
            return
        self._unit_is_blank |= pair.kind == "unit" and pair.cell is None
        if pair.cell is None or pair.kind == PERSON:
            return
        if is_hint(pair.text):
            self.reading.leave(pair.cell, HINT_LEFT)
            return
        entry = Entry(pair.text, pair.cell.spot)
        if pair.kind == ENTRY or label_word(pair.label) == REPORTED_BY:
            self.entries.append(pair)
        elif detail := pair.detail():
            self.details |= detail
        elif pair.kind == "authorities":
            self._authority(pair, entry)
        elif pair.kind == "responsible":
            self.responsible.append(entry)
        elif pair.kind in (SCORE, REVIEWED, GRADE):
            self._result(pair.kind, pair.cell, entry.doubted(*doubts))
        elif pair.kind == "printed_year":
            self._year(entry)
        elif pair.kind == "unit":
            self._unit(pair)
        elif pair.kind in self.values and self.values[pair.kind].text != entry.text:
            self.entries.append(pair)
        else:
            self.values[pair.kind] = entry

    def _unit_of_money(self, pair: Pair) -> None:
        """The unit of the amounts; 单位（盖章）：某局 names the body that fills the form in instead."""
        named = unit_in(pair.text, plainly=True)
        self.unit = named or self.unit
        if pair.cell and not named and pair.label == "单位":
            self.entries.append(pair._replace(label=REPORTED_BY))

    def _unit(self, pair: Pair) -> None:
        """The body that carries a project out; one that only fills the form in yields to it."""
        before = self._unit_pair
        if before and before.text != pair.text and (not _fills(before) or _fills(pair)):
            self.entries.append(pair)
            return
        if before and before.text != pair.text:
            self.entries.append(before)
        assert pair.cell
        self._unit_pair, self.values["unit"] = pair, self._body(Entry(pair.text, pair.cell.spot))

    def _authority(self, pair: Pair, entry: Entry) -> None:
        if pair.label.startswith(LEVELS):
            self._levelled.append(pair)
        else:
            self.authorities.append(self._body(entry))

    def _result(self, kind: str, cell: Cell, entry: Entry) -> None:
        """The grade, or points of the whole."""
        if kind == GRADE:
            result = self.reading.chosen(cell, entry.text)
        elif cell.line.strip() != entry.text:
            result = entry
        elif (result := number(cell, *entry.doubts)) is None:
            self.reading.leave(cell, NO_NUMBER)
        if result:
            self.values[kind] = result

    def _title(self, cell: Cell) -> None:
        """A line of the title: the form's name, the year, the unit of money, the number of the annex."""
        text = cell.line.strip()
        tight = CHINESE_YEAR.sub(lambda match: match[0].translate(DIGITS), "".join(text.split()))
        if ANNEX.fullmatch(tight):
            self.reading.take(cell)
        elif unit_in(tight) and len(tight) < 16 and not TITLE.search(tight):
            self.unit = unit_in(tight)
            self.reading.take(cell)
        elif (match := YEAR_LINE.fullmatch(tight)) and YEARS.fullmatch(match["years"].rstrip("年度")):
            self.reading.take(cell)
            self._year(Entry(match["years"].rstrip("年度"), cell.spot))
        elif self._is_title(tight):
            self.title = cell
            self.reading.take(cell)
            if years := YEARS.search(tight):
                self._year(Entry(_plain_years(years[0]), cell.spot))
        elif re.fullmatch(r"[（(]\s*年度?\s*[）)]", tight):
            self.reading.take(cell)

    def _is_title(self, tight: str) -> bool:
        """Return whether a text is the title; one with a year stands over the caption of an annex (附件1：评分表)."""
        if not TITLE.search(tight) or len(tight) > 60 or INSTRUCTIONS.search(tight) or SECTION.match(tight):
            return False
        return self.title is None or bool(ANNEX.match(self.title.line.strip()) and YEARS.search(tight))

    def _year(self, entry: Entry) -> None:
        """The year of the paper; another one elsewhere is a doubt."""
        entry = Entry(_plain_years(entry.text), entry.spot)
        before = self.values.get("printed_year")
        if not YEARS.fullmatch(entry.text):
            return
        if before and before.text != entry.text:
            doubt = f"表上另一处印的是 {entry.text}"
            entry = before.doubted(doubt)
        self.values["printed_year"] = before if before and not entry.doubts else entry

    def _body(self, entry: Entry) -> Entry:
        """Return the name of a body; one that only resembles a registered one is doubted."""
        name = without_code(entry.text)
        if self.book.unit(name) or "、" in name:
            return entry
        official_names = {registered: unit.name for unit in self.book.units for registered in unit.names}
        near = difflib.get_close_matches(name, official_names, 1)
        return Entry(entry.text, entry.spot, (f"单位名录里没有，是不是“{official_names[near[0]]}”",)) if near else entry

    @property
    def subject(self) -> Subject:
        """Subject of the evaluation by the title."""
        text = self.title.line if self.title else ""
        return next((subject for word, subject in SUBJECTS if word in text), "项目")

    @property
    def sheet_title(self) -> Entry | None:
        """表名 where the form is called otherwise than such forms are."""
        if self.title is None:
            return None
        text = re.sub(r"[（(].{0,20}[）)]$", "", ANNEX.sub("", "".join(self.title.line.split())))
        years = YEARS.search(text)
        name = text[years.end() :].lstrip("年度）)") if years else text
        return Entry(name, self.title.spot) if name and name != TITLES[self.subject] else None

    def source(self, file: str) -> Entry:
        """来源.文件: the form by its title as printed, else by the name of the file."""
        if self.title:
            return Entry(f"《{ANNEX.sub('', ''.join(self.title.line.split()))}》", self.title.spot)
        return Entry(f"《{file.rsplit('/', 1)[-1].rsplit('.', 1)[0]}》", None, ("表上没有标题，用了文件名",))

    def finish(self) -> None:
        """Place the bodies of a level of government (省级主管部门): the authority where no other one is named."""
        local = [pair for pair in self._levelled if not pair.label.startswith("中央")]
        if not self.authorities and local and local[0].cell:
            self.authorities.append(self._body(Entry(local[0].text, local[0].cell.spot)))
            self._levelled.remove(local[0])
        self.entries += self._levelled

    def project(self) -> dict[str, Node]:
        """Year, name and bodies under the keys of the data file."""
        entries = list(self.entries)
        unit = self.values.get("unit")
        reported = next((pair for pair in entries if label_word(pair.label) == REPORTED_BY), None)
        if unit is None and reported and reported.cell:
            unit = self._body(Entry(reported.text, reported.cell.spot))
            self.entries.remove(reported)
        elif reported and unit and reported.text == unit.text:
            self.entries.remove(reported)
        if unit and self._unit_is_blank:
            unit = unit.doubted(UNIT_BLANK)
        if unit is None and self.authorities:
            first = self.authorities[0]
            unit = first.doubted("表上没有印实施单位，先写了主管部门")
        name = self.values.get("name")
        if name is None and self.subject == "部门整体" and unit:
            name = Entry(f"{without_code(unit.text)}部门整体支出", unit.spot, ("表上没有印项目名称，据单位名称拟",))
        required: Mapping[str, Entry | None] = {
            "年度": self.values.get("printed_year"), "项目名称": name, "项目单位": unit,
        }  # fmt: skip
        node: dict[str, Node] = {key: entry for key, entry in required.items() if entry}
        if self.authorities:
            node["主管部门"] = self.authorities[0] if len(self.authorities) == 1 else list(self.authorities)
        if "period" in self.values:
            node["实施期"] = self.values["period"]
        if self.responsible:
            node["责任单位"] = list(self.responsible)
        if self.subject != "项目" and self.title:
            node["评价对象"] = Entry(self.subject, self.title.spot)
        return node

    def release(self) -> None:
        """Leave the place's own fields, of a form whose data file has no place for them."""
        self.reading.release([pair.cell.spot for pair in self.entries if pair.cell], NO_PLACE)

    def printed_result(self, foot: Mapping[str, Entry]) -> dict[str, Entry]:
        """Return 公布: totals and grade as the foot prints them, else the head."""
        heads = {"评价分值": SCORE, "复核分值": REVIEWED, "评价结论": GRADE}
        printed = {key: self.values[kind] for key, kind in heads.items() if kind in self.values} | dict(foot)
        return {key: printed[key] for key in ("评价分值", "复核分值", "满分", "评价结论", "得分率") if key in printed}

    def recognised(self, kind: PaperKind, values: Mapping[str, Node]) -> Recognised:
        """Return the values as a project of the paper, with all cells that no value was made of."""
        year, reading = self.values.get("printed_year"), self.reading
        unused = tuple(reading.leftovers())
        return Recognised(kind, values, year.text if year else "", unused=unused, left_out=reading.left_out)


def _plain_years(text: str) -> str:
    """Years without the words behind them: 2023 of 2023年度."""
    return re.sub(r"\s*年?度?$", "", text.strip())


def _fills(pair: Pair) -> bool:
    """Return whether a label may name a body that only fills the form in."""
    return label_word(pair.label) in FILLED_BY


def is_title(line: Line) -> bool:
    """Return whether a line may belong to the title of a form: short, with no label of a pair."""
    return len(line.own) == 1 and bool(TITLE.search(line.own[0].line.strip())) and bool(
        re.search("自评|绩效|评价", bare(line.own[0].text))
    )  # fmt: skip


def forms_of(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """Yield the lines of each project: a new one begins with the title lines above each name of a project."""
    starts: list[int] = []
    for index, line in enumerate(lines):
        if any(label_kind(cell.text) == "name" or "name" in inside_labels(cell) for cell in line.own):
            starts.append(_top(lines, index, starts[-1] + 1 if starts else 0))
    for place, (start, end) in enumerate(pairwise([*starts, len(lines)])):
        yield tuple(lines[start if place else 0 : end])
    if not starts and lines:
        yield tuple(lines)


def _top(lines: Sequence[Line], index: int, least: int) -> int:
    """Return the index of the first of the title lines right above a line."""
    while index > least and _is_above(lines[index - 1]):
        index -= 1
    return index


def _is_above(line: Line) -> bool:
    text = "".join(line.own[0].text.split()) if line.own else ""
    head = is_title(line) or ANNEX.fullmatch(text) or YEAR_LINE.fullmatch(text)
    return bool(head) or any(inside_labels(cell) & {"unit", "money", "printed_year", "entry"} for cell in line.own)
