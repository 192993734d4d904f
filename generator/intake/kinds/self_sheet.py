"""Self-evaluation forms (自评表) of any layout: of a project, a fund, a whole department, a transfer."""

from collections.abc import Sequence
from dataclasses import replace

from generator.core.number import BLANK
from generator.intake.drafted import Entry, Leftover, Node, Recognised
from generator.intake.paper import Grid, Paper, Refused
from generator.intake.review import MONITORING, examined, is_label, unfilled
from generator.intake.tables.columns import (
    POINTS,
    TableColumn,
    begins_indicators,
    indicator_columns,
    is_indicator_head,
    spans_table,
)  # fmt: skip
from generator.intake.tables.foot import FormFoot, begins_foot, is_total
from generator.intake.tables.funds import (
    EXECUTION,
    FundBlock,
    is_fund_head,
    read_fund_pairs,
    read_funds_across,
    states_funds,
)
from generator.intake.tables.goals import GoalBlock, is_goal_head, is_goal_label, stated_goals
from generator.intake.tables.identity import FormIdentity, forms_of
from generator.intake.tables.indicators import IndicatorTable, is_subtotal
from generator.intake.tables.labels import FormReading, Line, as_entries, bare, is_labelled, paper_lines
from generator.model.book import Book

BLOCK_LABELS = ("绩效指标", "年度绩效指标", "绩效指标完成情况", "项目资金", "预算执行情况", "年度绩效指标完成情况",
                "基本情况", "项目基本情况")  # fmt: skip
PREPRINTED = ("name", "breakdown", "weight")  # what the rows of the funds have before anybody fills them in
AFTER_TOTAL = "总分以后又有一张表，没有读"
NOT_FILLED = "在没有读成的一张表里"
NOT_SAID = "表上没有“自评”二字，看样子是自评表"
TWO_COLUMNS = "自评、复核两栏都有合计，按自评的一栏计；按复核计的请改"


def recognise(paper: Paper, book: Book) -> tuple[Recognised, ...] | Refused | None:
    """Return the projects whose self-evaluation a paper gives."""
    lines = paper_lines(paper)
    is_named = "自评" in paper.file or any("自评" in cell.text for line in lines for cell in line.own)
    read = [SheetReading(form, book) for form in forms_of(lines)]
    sheets = [sheet for sheet in read if sheet.is_form and (is_named or sheet.is_like)]
    if not sheets or (not is_named and any(sheet.is_of_midyear for sheet in sheets)):
        return None
    filled = [sheet for sheet in sheets if sheet.is_filled]
    if not filled:
        return unfilled(paper, "绩效自评表")
    first, *others = (sheet.recognised(paper, () if is_named else (NOT_SAID,)) for sheet in filled)
    rest = [line for sheet in read if sheet not in filled for line in sheet.reading.lines]
    spots = {cell.spot: cell for line in rest for cell in line.own}
    lost = (Leftover(cell.line, spot, NOT_FILLED) for spot, cell in spots.items() if not is_label(cell.text))
    return replace(first, unused=(*first.unused, *lost)), *others


class SheetReading:
    """One form, read line by line: each line belongs to the block whose head stands above it."""

    def __init__(self, lines: Sequence[Line], book: Book) -> None:
        self.reading = FormReading(lines)
        self.identity = FormIdentity(self.reading, book)
        self.funds = FundBlock(self.reading, "")
        self.goals = GoalBlock(self.reading)
        self.table = IndicatorTable(self.reading)
        self.foot = FormFoot(self.reading)
        self.columns: tuple[TableColumn, ...] = ()
        self._block = "identity"
        self._totalled = False
        index = 0
        while index < len(lines):
            index += self._read(lines, index)
        self.table.finish()
        self.funds.finish()
        self.identity.finish()

    def _read(self, lines: Sequence[Line], index: int) -> int:
        """Read a line, and those that form a head with it; how many they are."""
        line = lines[index]
        if begins_indicators(lines, index) and not self._totalled:
            return self._indicator_head(lines, index)
        if self._block != "foot" and is_fund_head(line):
            self._block, self.funds.unit = "funds", self.funds.unit or self.identity.unit
            return self.funds.head(lines, index)
        if self._block in ("identity", "funds") or (self._block == "goals" and not self.goals.is_row(line)):
            goals = stated_goals(line, self.goals.awaits)
            if goals:
                self._block = "identity"
                self.goals.take(line, goals)
                return 1
        if self._block != "indicators" and is_goal_head(line):
            self._block = "goals"
            return self.goals.head(lines, index)
        self.funds.unit = self.funds.unit or self.identity.unit
        across = self._block == "identity" or (self._block == "indicators" and not self.funds.rows)
        if across and (height := read_funds_across(self.funds, lines, index)):
            return height
        beside = self._block == "identity" or (not self.funds.rows and states_funds(line))
        if beside and read_fund_pairs(self.funds, line):
            rest = tuple(cell for cell in line.own if cell.spot not in self.reading.taken)
            self.identity.line(Line(Grid(line.grid.name, rest), line.number), None)
            return 1
        self._block = self._next_block(line)
        self._go_on(line, lines[index + 1] if index + 1 < len(lines) else None)
        return 1

    def _indicator_head(self, lines: Sequence[Line], index: int) -> int:
        self._block = "indicators"
        self.columns, height = indicator_columns(lines, index)
        self.table.head(lines, index, height)
        return height

    def _next_block(self, line: Line) -> str:
        """Return the block that a line with no head belongs to."""
        if self._block in ("indicators", "total") and begins_foot(line):
            return "foot"
        if self._block == "funds" and not self.funds.is_row(line):
            return "foot" if self.table.tops else "identity"
        if self._block == "identity" and self.funds.goes_on(line) and not self.goals.rows:
            return "funds"
        labels_alone = bool(line.own) and all(bare(cell.text) in BLOCK_LABELS for cell in line.own)
        if self._block == "goals" and (labels_alone or not self.goals.is_row(line)):
            return "identity"
        return self._block

    def _go_on(self, line: Line, below: Line | None) -> None:
        if self._block == "funds":
            self.funds.row(line)
        elif self._block == "goals":
            self.goals.row(line)
        elif self._block == "indicators":
            self._indicator(line)
        elif self._block == "foot" and is_total(line) and not self._totalled:
            self._total(line)
        elif self._block == "foot":
            self.foot.line(line, below)
        else:
            self.identity.line(line, below)
            for cell in line.own:
                if bare(cell.text) in BLOCK_LABELS or is_goal_label(cell):
                    self.reading.take(cell)

    def _indicator(self, line: Line) -> None:
        if is_labelled(line) and not is_total(line):
            self.foot.line(line, None)
        elif self._totalled and (len(line.own) > 2 or is_indicator_head(line)):
            for cell in line.own:
                self.reading.leave(cell, AFTER_TOTAL)
        elif is_total(line) or (len(line.own) > 1 and spans_table(line, self.columns) and not is_subtotal(line)):
            self._total(line)
        elif self._totalled:
            self.foot.line(line, None)
        else:
            self.table.read(line, self.columns)

    def _total(self, line: Line) -> None:
        self._totalled = bool(self.table.tops)  # the sums may stand on top
        self.foot.total(line, self.columns, self.table.weights)

    @property
    def is_form(self) -> bool:
        """True if a block with results is there that only such forms have."""
        roles = {column.role for column in self.columns}
        return bool(roles & {"actual", "points"}) or bool(self.funds.columns or self.funds.paired)

    @property
    def is_of_midyear(self) -> bool:
        """True if it monitors a year that is not over."""
        return self.identity.title is not None and bool(MONITORING.search(self.identity.title.line))

    @property
    def is_like(self) -> bool:
        """True if it has what self-evaluations have, though it does not call itself one: a name, results, points."""
        roles = {column.role for column in self.columns}
        results = {"actual", POINTS} <= roles or ({"actual", "target"} <= roles and bool(self.funds.rows))
        return "name" in self.identity.values and results

    @property
    def is_filled(self) -> bool:
        """True if a target, a result, points or an amount stand in it; — and / are printed on empty forms."""
        values = [leaf.values for top in self.table.tops for leaf in top.walk()]
        given = [entry for leaf in values for name, entry in leaf.items() if name in ("actual", POINTS, "target")]
        given += [entry for row in self.funds.rows for name, entry in row.items() if name not in PREPRINTED]
        return any(entry.text.strip() not in BLANK for entry in given)

    def recognised(self, paper: Paper, doubts: tuple[str, ...]) -> Recognised:
        """Return the values of the form under the keys of a data file."""
        values: dict[str, Node] = self.identity.project()
        values["来源"] = [{"文件": self.identity.source(paper.file), "类别": Entry("自评表")}]
        values["评价"] = {"方式": Entry("单位自评", None, doubts)} | self.identity.details | self.foot.details
        values["预算"] = self.funds.budget()
        values["公布"] = self._printed()
        values["自评表"] = self._sheet()
        values["指标体系"] = self._indicators()
        values["问题整改"] = self.foot.findings()
        return self.identity.recognised("自评表", examined(values))

    def _printed(self) -> dict[str, Entry]:
        """公布: totals and grade, from the foot or from the head."""
        printed = self.identity.printed_result(self.foot.printed)
        if {"复核分值", "评价分值"} <= printed.keys():
            printed["评价分值"] = printed["评价分值"].doubted(TWO_COLUMNS)
        return printed

    def _sheet(self) -> dict[str, Node]:
        title = self.identity.sheet_title
        unit = self.identity.values.get("unit")  # often told again beside the stamp
        entries = [pair for pair in (*self.identity.entries, *self.foot.entries) if not unit or pair.text != unit.text]
        parts: dict[str, Node] = {
            "其他栏目": [*as_entries(entries), *self.foot.advice_alone()],
            "资金": self.funds.as_rows(),
            "年度目标": list(self.goals.rows),
            "自评结论": list(self.foot.blocks.get("结论", ())),
            "附注": list(self.foot.blocks.get("附注", ())),
        }
        return ({"表名": title} if title else {}) | {key: node for key, node in parts.items() if node}

    def _indicators(self) -> list[Node]:
        """Return the tree, with the scores of the funds and of the goals in front where the table has no such rows."""
        tops = [top.as_node() for top in self.table.tops]
        names = [bare(top.name.text) for top in self.table.tops if not top.children]
        execution = {} if any(EXECUTION.match(name) for name in names) else self.funds.execution()
        return [node for node in (execution, self.goals.indicator(), *tops) if node]
