"""Workbooks of tables: a sheet for each and 说明; numbers that show every printed digit, texts that are only texts."""

import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from generator.exports._deflated import Deflated, deflated, joined, zip_of
from generator.exports._row_sheet import FORMATS, TEXT_STYLE, sheet_rows
from generator.exports._sheet_pieces import FIRST_LINE, RowsAtHand, RowsText, SheetPieces
from generator.model.book import Site
from generator.views.fields import Field

BELOW = "<!--rows-->"
NOTES = "说明"


class TableSheet(NamedTuple):
    """A table of a workbook: its name, its columns, its rows, some after the others."""

    name: str
    fields: tuple[Field[Any], ...]
    rows: Iterable[RowsText]

    @classmethod
    def of(cls, name: str, fields: tuple[Field[Any], ...], rows: Iterable[Sequence[object]]) -> "TableSheet":
        """One of which the values are known."""
        return cls(name, fields, (RowsAtHand(sheet_rows(fields, rows)),))


class HeadSheet(Worksheet):  # type: ignore[misc]  # it has no types
    """A worksheet with a mark below its head, where the rows of a table belong."""

    def _write_rows(self) -> None:
        super()._write_rows()
        self.fh.write(BELOW)


def workbook(
    site: Site,
    title: str,
    day: str,
    sheets: Iterable[TableSheet],
    more: Iterable[tuple[str, str]] = (),
    pieces: SheetPieces | None = None,
) -> bytes:
    """A workbook of tables, of results of which the newest is of a day; `more` stands in the notes.

    Rows, the next sheet and what stands in the notes are asked for one after the other. The same entries give the same
    bytes, whichever of the `pieces` were made before.
    """
    pieces, below, described = pieces or SheetPieces(), {}, list[tuple[str, Field[Any]]]()
    out = io.BytesIO()
    made = _Workbook(xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False}))
    made.file.set_properties({"title": title, "author": site.host, "company": site.name, "created": _date(day)})
    for number, sheet in enumerate(sheets, 1):
        line, listed = FIRST_LINE, list[Deflated]()
        for rows in sheet.rows:
            piece = pieces.of(rows, line)
            listed.append(piece.text)
            line += piece.lines
        below[f"xl/worksheets/sheet{number}.xml"] = listed
        made.table(sheet, line - FIRST_LINE)
        described += ((sheet.name, field) for field in sheet.fields)
    made.notes((*_origin(site, title, day), *more), described)
    made.file.close()
    return zip_of(_filled(out, below))


def _filled(skeleton: io.BytesIO, below: Mapping[str, Sequence[Deflated]]) -> Iterator[tuple[str, Deflated]]:
    """The files of a workbook, the rows of each sheet in the place of the mark."""
    with zipfile.ZipFile(skeleton) as archive:
        for name in archive.namelist():
            before, _, after = archive.read(name).partition(BELOW.encode())
            yield name, joined((deflated(before), *below.get(name, ()), deflated(after)))


def _date(day: str) -> datetime.datetime:
    """The day the file says it was made: that of the newest entry, not of the clock."""
    year, month, date, *_ = (*(int(part) for part in (day or "1980").split("-")), 1, 1)
    return datetime.datetime(year, month, date)


def _origin(site: Site, title: str, day: str) -> Iterator[tuple[str, str]]:
    """Where the figures come from, in pairs of a word and what stands beside it."""
    yield "内容", title
    yield "来源", f"{site.name}（{site.host}）" + (f"，{site.url}" if site.url else "")
    yield "由来", "由网站的数据文件按评分方法生成；数据文件据公开文件摘编，出处列在各项目的网页。"
    yield "截至", day or "未写收录日期"
    if site.licence:
        yield "数据许可", site.licence
    yield "小数", "照公布的位数显示；空格子表示公开文件未载。"
    yield "本站核算", "列名带“本站核算”的，是由公布的数算出的，不是公开文件所载。"


class _Workbook:
    """A workbook with our styles, the same for all, whichever of them its rows have."""

    def __init__(self, file: Any) -> None:
        self.file = file
        file.formats[0].set_font_size(11)
        style = {"valign": "top", "text_wrap": True}
        self.head = file.add_format({
            "bold": True, "bg_color": "#E8EEF4", "bottom": 1, "valign": "vcenter", "text_wrap": True,
        })  # fmt: skip
        self.text = file.add_format(style)
        self.strong = file.add_format({**style, "bold": True})
        numbers = [file.add_format({"num_format": shown, "valign": "top"}) for shown in FORMATS]
        styles = [one._get_xf_index() for one in (self.head, self.text, *numbers)]  # counted as they are asked for
        assert styles == [*range(TEXT_STYLE - 1, TEXT_STYLE + 1 + len(FORMATS))], "the rows that are kept go by it"

    def table(self, table: TableSheet, count: int) -> None:
        """A sheet of so many rows, its head always in sight and on every printed page."""
        columns = len(table.fields)
        sheet = self._sheet(table.name, [field.heading for field in table.fields], [one.width for one in table.fields])
        sheet._check_dimensions(count, columns - 1)  # it knows of no row below the head
        sheet.autofilter(0, 0, count, columns - 1)

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

    def _sheet(self, name: str, heads: Sequence[str], widths: Sequence[int]) -> HeadSheet:
        sheet: HeadSheet = begun_sheet(self.file, name, zip(heads, widths, strict=True), self.head, HeadSheet)
        sheet.set_row(0, 32)
        return sheet


def begun_sheet(file: Any, name: str, columns: Iterable[tuple[str, int]], head: Any, kind: type | None = None) -> Any:
    """A sheet of A4 paper with its heads, which stay in sight and stand on every printed page; of each its width."""
    sheet = file.add_worksheet(name, kind)
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
