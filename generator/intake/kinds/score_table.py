"""Tables of indicators with their points (指标评分表), by themselves or behind a report, codes before the names."""

from collections.abc import Sequence

from generator.intake.drafted import Entry, Node, Recognised
from generator.intake.paper import Paper, Refused
from generator.intake.review import examined, unfilled
from generator.intake.tables.columns import POINTS, begins_indicators, indicator_columns
from generator.intake.tables.foot import FormFoot, begins_foot, is_total
from generator.intake.tables.identity import FormIdentity, forms_of
from generator.intake.tables.indicators import IndicatorTable
from generator.intake.tables.labels import FormReading, Line, is_labelled, paper_lines
from generator.model.book import Book

WORDS = ("评分表", "得分表", "打分表", "评分结果", "得分情况", "评分汇总", "得分汇总", "评价指标体系")


TITLE_LINES = 6  # how far down the title stands


def recognise(paper: Paper, book: Book) -> tuple[Recognised, ...] | Refused | None:
    """Return the projects whose points a paper gives."""
    lines = paper_lines(paper)
    heads = next((index for index in range(len(lines)) if begins_indicators(lines, index)), len(lines))
    titles = [cell.text for line in lines[: min(heads, TITLE_LINES)] for cell in line.own] + [paper.file]
    if not any(word in title for title in titles for word in WORDS) or any("自评" in title for title in titles):
        return None
    read = [ScoreReading(form, book) for form in forms_of(lines)]
    tables = [table for table in read if table.is_table]
    if not tables:
        return None
    filled = tuple(table.recognised(paper) for table in tables if table.is_filled)
    return filled or unfilled(paper, "指标评分表")


class ScoreReading:
    """One table of points, with what stands above and below it."""

    def __init__(self, lines: Sequence[Line], book: Book) -> None:
        self.reading = FormReading(lines)
        self.identity = FormIdentity(self.reading, book)
        self.table = IndicatorTable(self.reading, codes=True)
        self.foot = FormFoot(self.reading)
        self.is_table = False
        index, below = 0, False
        while index < len(lines):
            line = lines[index]
            following = lines[index + 1] if index + 1 < len(lines) else None
            height = 1
            if begins_indicators(lines, index):
                columns, height = indicator_columns(lines, index, assessed=True)
                self.is_table, below = self.is_table or any(column.role == POINTS for column in columns), False
                self.table.head(lines, index, height)
            elif not self.is_table:
                self.identity.line(line, following)
            elif is_total(line):
                self.foot.total(line, columns, self.table.weights)
            elif below or begins_foot(line) or is_labelled(line):
                below = True
                self.foot.line(line, following)
            else:
                self.table.read(line, columns)
            index += height
        self.identity.finish()
        self.table.finish()
        self.identity.release()
        self.foot.release()

    @property
    def is_filled(self) -> bool:
        """True if points stand in it."""
        return any(POINTS in node.values for top in self.table.tops for node in top.walk())

    def recognised(self, paper: Paper) -> Recognised:
        """Return the values of the table under the keys of a data file."""
        printed = self.identity.printed_result(self.foot.printed)
        values: dict[str, Node] = self.identity.project()
        values["来源"] = [{"文件": self.identity.source(paper.file), "类别": Entry("报告")}]
        values["评价"] = self.identity.details | self.foot.details
        values["公布"] = {key: entry for key, entry in printed.items() if key != "复核分值"}
        values["指标体系"] = [top.as_node(assessed=True) for top in self.table.tops]
        if findings := self.foot.findings():
            values["问题整改"] = findings
        return self.identity.recognised("指标评分表", examined(values))
