"""Tables of rectification (整改情况表): a row for each problem, with the advice, what was done, how far, by when."""

import re
from collections.abc import Mapping, Sequence

from generator.core.date import InvalidDate, PartialDate
from generator.intake.drafted import Entry, Node, Recognised
from generator.intake.paper import Cell, Paper, Refused
from generator.intake.reports.parts import BY_WORDS
from generator.intake.reports.parts import state as state_by_words
from generator.intake.review import examined, unfilled
from generator.intake.tables.columns import TableColumn, cells_by_column, columns_of
from generator.intake.tables.identity import FormIdentity, forms_of
from generator.intake.tables.labels import (
    FormReading,
    Line,
    bare,
    field_of,
    inside_labels,
    is_labelled,
    label_kind,
    paper_lines,
)
from generator.intake.tables.values import HINT_LEFT, chosen, is_hint, prose, words
from generator.model.book import Book
from generator.model.project import NOT_STATED, RECTIFICATION_STATES, Finding, Rectification

PERSONAL, NUMBER, PROGRESS = "personal", "number", "progress"
TICKED = "ticked"  # a column for a state, with a mark in it
TICK = re.compile("[√✓✔☑■●○是1]")
ORDINAL = re.compile(r"[\d一二三四五六七八九十（）().、．-]+")
LOOSE = (
    (re.compile("责任人|联系人|负责人"), PERSONAL),
    (re.compile("序号|编号"), NUMBER),
    (re.compile("目标|原因|部门|单位|科室|类型|类别"), ""),
    (re.compile("问题"), "problem"),
    (re.compile("时间|时限|期限|日期"), "date"),
    (re.compile("佐证|证明|材料"), "proof"),
    (re.compile("状态|是否|^完成情况$"), "state"),
    (re.compile("进度|进展|结果$"), PROGRESS),
    (re.compile("建议|意见|要求"), "advice"),
    (re.compile("整改|措施|落实"), "text"),
)
STATES = {"完成": "已完成", "已整改": "已完成", "整改完成": "已完成", "已落实": "已完成", "整改到位": "已完成",
          "是": "已完成", "否": "推进中", "整改中": "推进中", "正在整改": "推进中", "进行中": "推进中",
          "未完成": "推进中", "未开始": "计划中", "计划整改": "计划中"}  # fmt: skip
DAY = re.compile(r"(\d{4})[./](\d{1,2})(?:[./](\d{1,2}))?")
ABOUT = re.compile(r"(\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?)(?:[上中下]旬|[初底末前]|以前|之前|年底)")
CONTINUED = "这一行没有印问题，接在上一个问题下面"
NO_TEXT = "整改情况一格空着，先写了状态一格的"
SECOND_HEAD = "表头的第二行，不知道各在哪一栏下面"
TITLE_LINES = 6  # how far down the title stands: a report tells of rectification much later
HEAD_LENGTH = 16  # characters of the longest head


def column_role(text: str) -> str:
    """Return the role of a column by its head, "" where it has none."""
    short = bare(text)
    if not short or len(short) > HEAD_LENGTH or is_hint(text):
        return ""
    declared = field_of(Finding, text, "problem", "advice") or field_of(Rectification, text, "state", "date", "proof")
    return declared or next((role for pattern, role in LOOSE if pattern.search(short)), "")


def _head_role(text: str) -> str:
    """Return the role of a column by its head, which may be one of the states."""
    return TICKED if bare(text) in (*RECTIFICATION_STATES, *STATES) else column_role(text)


def recognise(paper: Paper, book: Book) -> tuple[Recognised, ...] | Refused | None:
    """Return the projects whose rectification a paper gives."""
    lines = paper_lines(paper)
    titles = [paper.file] + [cell.line for line in lines[:TITLE_LINES] for cell in line.own]
    if not any("整改" in title for title in titles):
        return None
    read = [RectificationReading(form, book) for form in forms_of(lines)]
    filled = tuple(table.recognised(paper) for table in read if table.findings)
    return filled or (unfilled(paper, "整改情况表") if any(table.columns for table in read) else None)


class RectificationReading:
    """One table of rectification, with what stands above it."""

    def __init__(self, lines: Sequence[Line], book: Book) -> None:
        self.reading = FormReading(lines)
        self.identity = FormIdentity(self.reading, book)
        self.columns: tuple[TableColumn, ...] = ()
        self.findings: list[dict[str, Node]] = []
        self._problem: Entry | None = None
        self._block: dict[str, Cell] = {}  # of a problem that takes several lines, each with its label
        index = 0
        while index < len(lines):
            index += self._read(lines, index)
        self._end_block()
        self.identity.finish()
        self.identity.release()

    def _read(self, lines: Sequence[Line], index: int) -> int:
        """Read a line, and those that form a head with it; how many they are."""
        line = lines[index]
        roles = {column_role(cell.text) for cell in line.own}
        if "problem" in roles and {"text", "advice", "state", PROGRESS} & roles:
            return self._head(lines, index)
        if self.columns and _is_second_head(line):
            for cell in line.own:
                self.reading.leave(cell, SECOND_HEAD)
        elif self.columns and not _is_below(line):
            self._row(line)
        elif not self._goes_on(line):
            self.identity.line(line, lines[index + 1] if index + 1 < len(lines) else None)
        return 1

    def _head(self, lines: Sequence[Line], index: int) -> int:
        """Take the head of the columns; how many lines it is high."""
        columns, height = columns_of(lines, index, _head_role)
        self.columns = _settled(columns)
        for head in lines[index : index + height]:
            self.reading.take(*head.own)
        return height

    def _row(self, line: Line) -> None:
        """Read a row; one whose problem stretches down from above goes on with it."""
        placed = cells_by_column(line, self.columns)
        by = {column.role: cell for column, cell in placed.items() if column.role}
        texts = [cell for column, cell in placed.items() if column.role == "text" and not is_hint(cell.text)]
        self._finding(by, texts, self._ticked(placed))
        if (number := by.get(NUMBER)) and ORDINAL.fullmatch(number.line):
            self.reading.take(number)
        if PERSONAL in by and by[PERSONAL].row == line.number:
            self.reading.take(by[PERSONAL])
            self.reading.left_out += 1

    def _ticked(self, placed: Mapping[TableColumn, Cell]) -> Entry | None:
        """Return the state whose column is the only one that has a mark."""
        marks = {
            column.head: cell for column, cell in placed.items() if column.role == TICKED and TICK.fullmatch(cell.line)
        }
        if len(marks) != 1:
            return None
        ((head, cell),) = marks.items()
        self.reading.take(cell)
        return Entry(STATES.get(bare(head), bare(head)), cell.spot)

    def _goes_on(self, line: Line) -> bool:
        """Read labels with what stands beside them; whether a problem begins with them, or goes on."""
        labels = line.own
        if _is_problem(labels[:1]) and _is_problem(labels[1:2]):  # 问题一 beside its rows
            labels = labels[1:]
        begins = _is_problem(labels[:1])
        if self.columns or is_labelled(line) or not (begins or self._block):
            return False
        self.reading.take(*line.own[: len(line.own) - len(labels)])
        if begins:
            self._end_block()
        before = len(self._block)
        for label in labels:
            role, cell = column_role(label.text), line.at(label.column + label.columns)
            if cell and label not in self._block.values() and role not in ("", PERSONAL, *self._block):
                self.reading.take(label)
                self._block[role] = cell
        return len(self._block) > before

    def _end_block(self) -> None:
        if self._block:
            self._finding(self._block, [cell for role, cell in self._block.items() if role == "text"])
        self._block = {}

    def _finding(self, by: Mapping[str, Cell], texts: Sequence[Cell], ticked: Entry | None = None) -> None:
        """A problem with what is said of it; measures without one belong to the problem above."""
        problem = by.get("problem")
        if len(by) < 2 or (problem is None and not (texts and self._problem)):
            return
        if problem and is_hint(problem.text):
            self.reading.leave(problem, HINT_LEFT)
            self._problem = None
            return
        self._problem = self._text(problem) if problem else self._problem
        assert self._problem
        finding: dict[str, Node] = {"问题": self._problem if problem else self._problem.doubted(CONTINUED)}
        if (advice := by.get("advice")) and not is_hint(advice.text):
            finding["建议"] = self._text(advice)
        if answer := self._answer(by, texts):
            finding["整改"] = answer | ({"状态": ticked} if ticked else {})
        self.findings.append(finding)

    def _answer(self, by: Mapping[str, Cell], texts: Sequence[Cell]) -> dict[str, Node]:
        """整改 of a finding: what was done, how far, when, what proves it."""
        text, state, date, proof = (by.get(role) for role in ("text", "state", "date", "proof"))
        if text is None and state is None:
            return {}
        if text and is_hint(text.text):
            self.reading.leave(text, HINT_LEFT)
            return {}
        required = text or state
        assert required
        whole = [self._text(cell) for cell in ([*texts] or [required])]
        lacks_text = text is None and (not self.columns or any(column.role == "text" for column in self.columns))
        answer: dict[str, Node] = {
            "情况": _joined(whole).doubted(*[NO_TEXT] * lacks_text),
            "状态": self._state(state, whole[-1]),
        }
        if date:
            answer |= self._date(date)
        if proof:
            self.reading.take(proof)
            answer["佐证"] = prose(proof)
        return answer

    def _state(self, cell: Cell | None, answer: Entry) -> Entry:
        if cell is None:
            return Entry(state_by_words(answer.text), answer.spot, (BY_WORDS,))
        self.reading.take(cell)
        printed = chosen(cell)
        text = "".join(printed.text.split()) if printed else ""
        if text in RECTIFICATION_STATES:
            return Entry(text, cell.spot)
        state = STATES.get(text)
        return Entry(state or NOT_STATED, cell.spot, (f"印的是“{cell.line.strip()}”，请核对状态",))

    def _date(self, cell: Cell) -> dict[str, Node]:
        text = "".join(cell.line.split())
        doubts: tuple[str, ...] = ()
        if match := DAY.fullmatch(text):
            text = "-".join([match[1], *(part.zfill(2) for part in match.groups()[1:] if part)])
            doubts = (f"印的是 {cell.line.strip()}",)
        elif match := ABOUT.fullmatch(text):
            text, doubts = match[1], (f"印的是 {cell.line.strip()}",)
        try:
            PartialDate.read(text)
        except InvalidDate:
            return {}
        self.reading.take(cell)
        return {"时间": Entry(text, cell.spot, doubts)}

    def _text(self, cell: Cell) -> Entry:
        self.reading.take(cell)
        return words(cell)

    def recognised(self, paper: Paper) -> Recognised:
        """Return the values of the table under the keys of a data file."""
        values: dict[str, Node] = self.identity.project()
        values["来源"] = [{"文件": self.identity.source(paper.file), "类别": Entry("整改情况表")}]
        values["评价"] = self.identity.details
        values["问题整改"] = list(self.findings)
        return self.identity.recognised("整改情况表", examined(values))


def _is_second_head(line: Line) -> bool:
    """Return whether all cells of a line are heads."""
    return len(line.own) > 1 and all(_head_role(cell.text) for cell in line.own)


def _is_problem(cells: Sequence[Cell]) -> bool:
    """Return whether cells begin with the label of a problem."""
    return bool(cells) and column_role(cells[0].text) == "problem"


def _is_below(line: Line) -> bool:
    """Return whether a line tells below the table who filled it in."""
    return len(line.own) <= 2 and any(label_kind(cell.text) or inside_labels(cell) for cell in line.own)


def _settled(columns: Sequence[TableColumn]) -> tuple[TableColumn, ...]:
    """Return the columns with progress read as the state, or as what was done if the state has its own column."""
    stated = any(column.role == "state" for column in columns)
    return tuple(column._replace(role="text" if stated else "state") if column.role == PROGRESS else column
                 for column in columns)  # fmt: skip


def _joined(parts: Sequence[Entry]) -> Entry:
    """Return the measures and what came of them, where a table has a column for each, as one text."""
    texts = [part.text if part.text.endswith(("。", "；", "！")) else f"{part.text}。" for part in parts[:-1]]
    doubts = ("措施和落实情况两栏连成一段",) if texts else ()
    return Entry("".join([*texts, parts[-1].text]), parts[-1].spot, doubts)
