"""The workbook of a table: 项目, 指标得分, 说明; numbers that show every printed digit, texts that are only texts."""

import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

import xlsxwriter

from generator.core.number import places_of
from generator.exports import MAX_INDICATOR_ROWS, IndicatorRows
from generator.exports._row_sheet import RowSheet
from generator.model.book import Book
from generator.views import ProjectSummary, newest_day
from generator.views.fields import Channel, Field, cells, fields_in
from generator.views.fields.project import INDICATOR, PROJECT

MAX_ROWS_IN_MEMORY = 5000
DIGITS = 15  # what a spreadsheet keeps of a number; a longer one stays text
PROJECTS, INDICATORS, NOTES = "项目", "指标得分", "说明"


def workbook(book: Book, title: str, summaries: Sequence[ProjectSummary], listed: IndicatorRows) -> bytes:
    """The bytes of the workbook; the same entries give the same bytes."""
    out = io.BytesIO()
    made = _Workbook.begun(out, book, f"{title}绩效评价结果", summaries, len(summaries))
    projects, indicators = fields_in(PROJECT, Channel.TABLE), fields_in(INDICATOR, Channel.SHEET)
    made.table(PROJECTS, projects, cells(projects, summaries), len(summaries))
    described: list[tuple[str, Field[Any]]] = [(PROJECTS, field) for field in projects]
    if listed:
        made.table(INDICATORS, indicators, cells(indicators, listed), len(listed))
        described += [(INDICATORS, field) for field in indicators]
    made.notes(_notes(book, title, summaries, listed), described)
    made.file.close()
    return out.getvalue()


class TableSheet(NamedTuple):
    """A table of a workbook: its name, its columns, its rows, which other files show too."""

    name: str
    fields: tuple[Field[Any], ...]
    rows: Sequence[Sequence[object]]


def list_workbook(book: Book, title: str, summaries: Sequence[ProjectSummary], *sheets: TableSheet) -> bytes:
    """A workbook of tables of other things than projects, which these projects have, and what their columns mean."""
    out = io.BytesIO()
    made = _Workbook.begun(out, book, title, summaries, max(len(sheet.rows) for sheet in sheets))
    for sheet in sheets:
        made.table(*sheet, len(sheet.rows))
    made.notes(_origin(book, title, summaries), [(sheet.name, field) for sheet in sheets for field in sheet.fields])
    made.file.close()
    return out.getvalue()


def _day(summaries: Sequence[ProjectSummary]) -> datetime.datetime:
    """The day the file says it was made: that of the newest entry, not of the clock."""
    year, month, day, *_ = (*(int(part) for part in (newest_day(summaries) or "1980").split("-")), 1, 1)
    return datetime.datetime(year, month, day)


def _notes(
    book: Book, title: str, summaries: Sequence[ProjectSummary], listed: IndicatorRows
) -> Iterator[tuple[str, str]]:
    """Where the figures come from, in pairs of a word and what stands beside it."""
    yield from _origin(book, f"{title}绩效评价结果", summaries)
    used = (one.scheme for one in sorted(summaries, key=lambda summary: summary.id))
    schemes = {scheme.slug: scheme for scheme in used if scheme}
    named = "；".join(f"{s.name}{s.number and f'（{s.number}）'}，{s.status}" for s in schemes.values())
    yield "评级办法", named or "公开文件没有写明。"
    if listed is None:
        yield "指标得分", f"超过 {MAX_INDICATOR_ROWS} 行，这里不列；见各年度的工作簿，或每个项目的 JSON 文件。"
    elif not listed:
        yield "指标得分", "公开文件没有列出指标。"


def _origin(book: Book, title: str, summaries: Sequence[ProjectSummary]) -> Iterator[tuple[str, str]]:
    """What every workbook says of itself."""
    site = book.site
    yield "内容", title
    yield "来源", f"{site.name}（{site.host}）" + (f"，{site.url}" if site.url else "")
    yield "由来", "由网站的数据文件按评分方法生成；数据文件据公开文件摘编，出处列在各项目的网页。"
    yield "截至", newest_day(summaries) or "未写收录日期"
    if site.licence:
        yield "数据许可", site.licence
    yield "小数", "照公布的位数显示；空格子表示公开文件未载。"
    yield "本站核算", "列名带“本站核算”的，是由公布的数算出的，不是公开文件所载。"


class _Workbook:
    """A workbook with our styles."""

    def __init__(self, file: Any) -> None:
        self.file = file
        file.formats[0].set_font_size(11)
        style = {"valign": "top", "text_wrap": True}
        self.head = file.add_format({
            "bold": True, "bg_color": "#E8EEF4", "bottom": 1, "valign": "vcenter", "text_wrap": True,
        })  # fmt: skip
        self.text = file.add_format(style)
        self.strong = file.add_format({**style, "bold": True})
        self.numbers: dict[str, Any] = {}

    @classmethod
    def begun(
        cls, out: io.BytesIO, book: Book, title: str, summaries: Sequence[ProjectSummary], rows: int
    ) -> "_Workbook":
        """An empty one; ten thousand rows in memory take as much of it as all else, written row by row none."""
        options = {"constant_memory": True} if rows > MAX_ROWS_IN_MEMORY else {"in_memory": True}
        options |= {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        made = cls(xlsxwriter.Workbook(out, options))
        made.file.set_properties({
            "title": title, "author": book.site.host, "company": book.site.name, "created": _day(summaries),
        })  # fmt: skip
        return made

    def table(self, name: str, fields: tuple[Field[Any], ...], rows: Iterable[Sequence[object]], count: int) -> None:
        """A sheet of so many rows, its head always in sight and on every printed page."""
        sheet = self._sheet(name, [field.heading for field in fields], [field.width for field in fields])
        sheet.autofilter(0, 0, count, len(fields) - 1)
        percent = [field.kind == "百分数" for field in fields]
        made = ([self._cell(sheet, *one) for one in zip(percent, values, strict=True)] for values in rows)
        sheet.add_rows(made, len(fields))

    def notes(self, pairs: Iterable[tuple[str, str]], columns: Iterable[tuple[str, Field[Any]]]) -> None:
        """The last sheet: where the figures come from and what each column means."""
        sheet = self._sheet(NOTES, ["项", "说明", "单位", "含义", "依据"], [12, 40, 8, 56, 50])
        line = 0
        for word, text in pairs:
            line += 1
            sheet.write_string(line, 0, word, self.strong)
            sheet.merge_range(line, 1, line, 4, "", self.text)
            sheet.write_string(line, 1, text, self.text)
        for name, field in columns:
            line += 1
            texts = (f"{name}表的列", field.heading, field.unit, field.meaning, field.rule)
            for column, text in enumerate(texts):
                sheet.write_string(line, column, text, self.text)

    def _sheet(self, name: str, heads: Sequence[str], widths: Sequence[int]) -> RowSheet:
        sheet: RowSheet = begun_sheet(self.file, name, zip(heads, widths, strict=True), self.head)
        sheet.set_row(0, 32)
        return sheet

    def _cell(self, sheet: RowSheet, percent: bool, value: object) -> str:
        if value is None or value == "":
            return ""
        if isinstance(value, str) and not (percent and value.endswith("%")):
            return sheet.text(value, self.text)
        number, shown = _number(f"{value}", percent)
        return sheet.text(shown, self.text) if number is None else sheet.number(number, self._number(shown))

    def _number(self, shown: str) -> Any:
        if shown not in self.numbers:
            self.numbers[shown] = self.file.add_format({"num_format": shown, "valign": "top"})
        return self.numbers[shown]


def begun_sheet(file: Any, name: str, columns: Iterable[tuple[str, int]], head: Any) -> Any:
    """A sheet of A4 paper with its heads, which stay in sight and stand on every printed page; of each its width."""
    sheet = file.add_worksheet(name, RowSheet)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    for column, (title, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    return sheet


@lru_cache(10_000)
def _number(value: str, percent: bool) -> tuple[Decimal | None, str]:
    """A number and the format that shows its places; one with more digits than a spreadsheet keeps stays as it is."""
    number = Decimal(value.removesuffix("%").strip())
    if len(number.as_tuple().digits) > DIGITS:
        return None, value
    places = places_of(number)
    shown = "0" + ("." + "0" * places if places else "")
    # A percent sign in the format shows a hundred times the number.
    return (number.scaleb(-2), f"{shown}%") if percent else (number, shown)
