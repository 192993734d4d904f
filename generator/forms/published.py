"""Published form: a form as readers take it away: what it rests on below it, nothing of ours in it, nothing to sign."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.core.number import BLANK
from generator.forms.cells import BARE_FIGURE, FIRST_PART, INCLUDING, with_unit
from generator.forms.layout import Form, FormCell, FormTable, Path
from generator.forms.layouts.info_sheet import NAME as INFO_SHEET
from generator.model.budget import PrintedTable
from generator.model.project import Indicator, PrintedPoints, Project

WIDTH = 156  # millimetres
ACHIEVEMENTS: Path = ("主要绩效", "*", "内容")
EXCERPT = "数字、名称、用词照原文，叙述文字从简改写。"


def published(form: Form, project: Project) -> Form:
    return replace(
        form,
        tables=(
            *(_as_printed(table, project) for table in form.tables),
            *(part for table in project.tables for part in _appended(table)),
        ),
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


def _as_printed(table: FormTable, project: Project) -> FormTable:
    """Return a table without computed values, which are not the paper's, and without 分 behind a blank.

    Beside the cells of an indicator stands what is printed of it and has no cell of its own. The head tells 万元 only
    where all amounts are in it.
    """
    cells = [_with_details(_printed_cell(cell), project) for cell in table.cells]
    in_head = all(BARE_FIGURE.fullmatch(cell.text) for cell in cells if cell.unit and cell.text not in ("", *BLANK))
    cells = cells if in_head else [_with_own_unit(cell) for cell in cells]
    by_path = {cell.path: cell for cell in cells if cell.path}
    completed = {cell.path: cell for path, node in _nodes(project) for cell in _completed(path, node, by_path)}
    return replace(table, cells=tuple(completed.get(cell.path, cell) for cell in cells))


def _with_own_unit(cell: FormCell) -> FormCell:
    """Return a cell of a table whose head tells no unit of money."""
    return cell._replace(text=with_unit(cell.text, cell.unit) if cell.path else cell.text.replace("（万元）", ""))


def _printed_cell(cell: FormCell) -> FormCell:
    if cell.path == FIRST_PART:
        return cell._replace(text=cell.text.removeprefix(INCLUDING))  # the paper may not have these words
    if cell.worked:
        return cell._replace(text="", suffix="")
    return cell if cell.text or not cell.suffix else cell._replace(suffix="")


def _with_details(cell: FormCell, project: Project) -> FormCell:
    """Return the cell of 主要绩效 with what the report adds, where there is no published 信息表 to keep to."""
    if cell.path != ACHIEVEMENTS or not project.compiled_from:
        return cell
    return cell._replace(text="\n".join("".join((item.text, *item.detail)) for item in project.achievements))


def _nodes(project: Project) -> Iterator[tuple[Path, Indicator]]:
    """Yield every indicator with its path."""
    nodes: list[tuple[Path, Indicator]] = [(("指标体系", n), top) for n, top in enumerate(project.indicators)]
    for path, node in nodes:
        yield path, node
        nodes += [((*path, "下级", n), child) for n, child in enumerate(node.children)]


def _completed(path: Path, node: Indicator, cells: Mapping[Path, FormCell]) -> Iterator[FormCell]:
    """Yield the cells of an indicator with its code, and with a weight, a rate or a group that have no cell."""
    printed, name = node.printed or PrintedPoints(), (*path, "名称")
    weight_cell = cells.get((*path, "权重"))
    if weight_cell:
        yield weight_cell._replace(text=node.written_weight)
    rate = f"（得分率 {printed.written('rate')}）" if printed.rate else ""
    points = next((cells[*path, *way] for way in (("公布", "得分"), ("评分", "得分")) if (*path, *way) in cells), None)
    if points:
        yield points._replace(suffix=rate)
    if name in cells:
        suffix = "" if weight_cell else node.weight_beside_name
        prefix = f"{node.code} " if node.code else ""
        yield cells[name]._replace(prefix=prefix, suffix=suffix if points else f"{suffix}{rate}")
    for number, row in enumerate(node.rows):
        of_row: Path = (*path, "其中", number)
        row_name = cells.get((*of_row, "名称"))
        if row.above and row_name and (*of_row, "上级指标") not in cells:
            yield row_name._replace(prefix=f"{row.above}：")


def _notes(project: Project, name: str) -> Iterator[str]:
    if name == INFO_SHEET and project.compiled_from:
        yield f"本表由本站据{project.compiled_from}编列，公开文件未附信息表。"
    named = "；".join(
        f"{source.document}之{source.part}" if source.part else source.document for source in project.sources
    )
    yield f"据公开文件摘编：{named}。{EXCERPT}"
