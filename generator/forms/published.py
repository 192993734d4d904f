"""Published form: a form as readers take it away: what it rests on below it, nothing of ours in it, nothing to sign."""

from collections.abc import Iterator
from dataclasses import replace

from generator.forms.layout import Form, FormCell, FormTable
from generator.forms.layouts.info_sheet import NAME as INFO_SHEET
from generator.model.budget import PrintedTable
from generator.model.project import Project

WIDTH = 156  # millimetres
EXCERPT = "数字、名称、用词照原文，叙述文字从简改写。"


def published(form: Form, project: Project) -> Form:
    return replace(
        form,
        tables=(*map(_as_printed, form.tables), *(table for one in project.tables for table in _appended(one))),
        subtitle=form.subtitle if project.printed_year else "",
        notes=tuple(_notes(project, form.name)),
        signatures=(),
    )


def _appended(table: PrintedTable) -> Iterator[FormTable]:
    """Yield the name of an 附表 and the table, as it is printed."""
    yield FormTable((WIDTH,), (FormCell(0, 0, table.name),), ruled=False)
    lines = (table.head, *table.rows, *((table.foot,) if table.foot else ()))
    cells = (FormCell(row, column, cell) for row, line in enumerate(lines) for column, cell in enumerate(line))
    widest = max(map(len, lines))
    yield FormTable((WIDTH // widest,) * widest, tuple(cells))


def _as_printed(table: FormTable) -> FormTable:
    """Return a table without computed values, which are not the paper's, and without 分 behind a blank."""
    return replace(table, cells=tuple(map(_printed_cell, table.cells)))


def _printed_cell(cell: FormCell) -> FormCell:
    if cell.worked:
        return cell._replace(text="", suffix="")
    return cell if cell.text or not cell.suffix else cell._replace(suffix="")


def _notes(project: Project, name: str) -> Iterator[str]:
    if name == INFO_SHEET and project.compiled_from:
        yield f"本表由本站据{project.compiled_from}编列，公开文件未附信息表。"
    named = "；".join(
        f"{source.document}之{source.part}" if source.part else source.document for source in project.sources
    )
    yield f"据公开文件摘编：{named}。{EXCERPT}"
