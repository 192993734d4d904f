"""Workbook of an official form: ready to print and to fill in, with drop-downs, hints, formulas and a cover.

Nothing of the content is lost: what the form has no place for stands on a sheet of its own. The same content gives the
same bytes.
"""

import datetime
import io
from typing import Any

import xlsxwriter

from generator.core.number import HALF_UP, Rounding
from generator.forms._book import BookInProgress
from generator.forms._form_sheet import FormSheet
from generator.forms._formulas import colour, formula_of, shown_as
from generator.forms._scoring_sheet import ScoringSheet
from generator.forms._side_sheets import OtherContent, WorkbookCover, write_guide
from generator.forms._styles import Styles
from generator.forms.figures import figure_of
from generator.forms.layouts import FormLayout

DAY = datetime.datetime(2020, 1, 1)  # a file says when it was made; ours must not depend on the clock


def write(layout: FormLayout, content: Any, project: str, rounding: Rounding = HALF_UP) -> bytes:
    """The bytes of the workbook of a form; `project` is its id (2017/shipin-huiyi), "" where it has none yet."""
    form = layout.layout(content)
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    file = xlsxwriter.Workbook(out, options)
    file.set_properties({"title": form.title, "created": DAY})
    book = BookInProgress(file, Styles(file))
    sheet = FormSheet(book, form)
    scoring = ScoringSheet(book, content, rounding)
    others = OtherContent(book, content)
    sheet.write()
    placed = [(row, column, cell) for row, column, _, cell in sheet.placed]
    for row, left, right, cell in sheet.placed:
        if cell.worked:
            style = book.styles.value(shown_as(cell), True, True)
            book.span(sheet.sheet, row, left, row + cell.rows - 1, right, style)
            if formula := formula_of(book, form.name, cell.worked):
                sheet.sheet.write_formula(row, left, formula, style, "")
            elif cell.worked.how == "已知" and (figure := figure_of(cell.text)):
                sheet.sheet.write_number(row, left, figure.number, style)
    colour(book, sheet.sheet, form.name, placed)
    if not layout.PARTIAL:
        scoring.write()
        others.write()
    sheets = tuple(one.name for one in file.worksheets())
    identity = WorkbookCover(form.name, layout.VERSION, project, project.partition("/")[0], sheets)
    write_guide(book, form, identity, (cell for table in form.tables for cell in table.cells))
    file.close()
    return out.getvalue()
