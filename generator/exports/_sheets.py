"""Plain tables as CSV files and one workbook: every cell a text but for those that Excel can sort and add up."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import xlsxwriter

from generator.core.csv_file import csv_file, harmless
from generator.deploy.inventory import Table
from generator.exports._workbook import begun_sheet

WORKBOOK = "归档目录.xlsx"
NUMBERS = ("序号", "字节数")  # columns that can be sorted and added up


def sheets(tables: Sequence[Table], day: tuple[int, int, int]) -> Mapping[str, bytes]:
    """Return a CSV file for each table by its name, and a workbook of all, dated to `day`."""
    return {**{f"{table.name}.csv": _csv(table) for table in tables}, WORKBOOK: _workbook(tables, day)}


def _csv(table: Table) -> bytes:
    return csv_file([head for head, _ in table.columns], (map(harmless, row) for row in table.rows))


def _workbook(tables: Iterable[Table], day: tuple[int, int, int]) -> bytes:
    out = io.BytesIO()
    # Row by row: of a large site the list of files has eighty thousand.
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    file = xlsxwriter.Workbook(out, options)
    file.set_properties({"title": "归档目录", "created": datetime(*day)})
    shape = {"valign": "top", "text_wrap": True, "border": 1}
    head = file.add_format({**shape, "bold": True, "bg_color": "#E8EEF4"})
    text = file.add_format(shape)
    for table in tables:
        sheet = begun_sheet(file, table.name, table.columns, head)
        for line, row in enumerate(table.rows, 1):
            for column, cell in enumerate(row):
                if table.columns[column][0] in NUMBERS:
                    sheet.write_number(line, column, int(cell), text)
                elif cell:
                    sheet.write_string(line, column, cell, text)
                else:
                    sheet.write_blank(line, column, None, text)
    file.close()
    return out.getvalue()
