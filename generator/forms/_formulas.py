"""Formulas of a form: totals, rates, points, and the colours of cells that break a rule one file can show."""

from collections.abc import Sequence
from typing import Any

from generator.core.formula import guarded
from generator.forms._book import BookInProgress, CellRef, column_letters
from generator.forms.figures import figure_of
from generator.forms.layout import FormCell, Path, Worked

PLACES = 4  # of a rate, 98.09%
DIFFERENCE = "+0.00;-0.00;0.00"
PERCENT, SIGNED = "0.00%", '"{}"{}'


def formula_of(book: BookInProgress, sheet: str, worked: Worked) -> str:
    """The formula of a cell that follows from others; empty where none of them is in the workbook."""
    refs = [book.refs[path] for path in worked.of if path in book.refs]
    if worked.how == "合计":
        ranges = ",".join(_ranges(refs, sheet))
        return f'=IF(COUNT({ranges})=0,"",{guarded(f"SUM({ranges})", 9)})' if refs else ""
    if len(refs) < len(worked.of):
        return ""
    if worked.how == "已知":
        return ""
    first, *rest = (ref.text(sheet) for ref in refs)
    if worked.how == "相减":
        less = guarded(f"{first}-{rest[0]}", 9)
        return f'=IF(AND(ISNUMBER({first}),ISNUMBER({rest[0]})),{less},"")'
    if worked.how == "相除":
        rate = f"ROUND({guarded(f'{first}/{rest[0]}')},{PLACES})"
        return f'=IF(AND(ISNUMBER({first}),ISNUMBER({rest[0]})),IF({rest[0]}=0,"",{rate}),"")'
    return f'=IF({first}="","",{first})'


def _ranges(refs: Sequence[CellRef], sheet: str) -> list[str]:
    """References one below the other as one range, so that rows put between them count as well."""
    found: list[list[CellRef]] = []
    for ref in sorted(refs):
        last = found[-1][-1] if found else None
        if last and (last.sheet, last.column, last.row + last.rows) == (ref.sheet, ref.column, ref.row):
            found[-1].append(ref)
        else:
            found.append([ref])
    return [
        one[0].text(sheet) if len(one) == 1 else f"{one[0].text(sheet)}:{one[-1].text()[len(one[-1].sheet) + 3 :]}"
        for one in found
    ]


def shown_as(cell: FormCell) -> str:
    """The format of a figure that follows from others."""
    if not cell.worked or cell.worked.how in ("合计", "得分"):
        return "General"
    if cell.worked.how == "相除":
        return PERCENT
    if cell.worked.how == "相减":
        return DIFFERENCE
    sign = cell.text[:1] if cell.text[:1] in "≥≤=" else ""
    figure = figure_of(cell.text.removeprefix(sign))
    return SIGNED.format(sign, figure.shown) if figure else "General"


def colour(book: BookInProgress, sheet: Any, name: str, cells: Sequence[tuple[int, int, FormCell]]) -> None:
    """Mark points above their weight, spending above the budget, and weights that do not add up."""
    style = book.styles.wrong()

    def mark(place: tuple[int, int], condition: str) -> None:
        sheet.conditional_format(*place, *place, {"type": "formula", "criteria": condition, "format": style})

    for row, column, cell in cells:
        here = f"${column_letters(column)}${row + 1}"
        limit = book.refs.get(_limit(cell))
        if limit:
            most = limit.text(name)
            mark((row, column), f"=AND(ISNUMBER({here}),ISNUMBER({most}),{here}>{most})")
        below = _below(book, cell.path)
        if below:
            ranges = ",".join(_ranges(below, name))
            differs = f"{guarded(f'SUM({ranges})', 6)}<>{here}"
            mark((row, column), f"=AND(ISNUMBER({here}),COUNT({ranges})={len(below)},{differs})")


def _limit(cell: FormCell) -> Path:
    """What a figure must not be above: the weight for points, the budget for spending."""
    path = cell.worked.name if cell.worked else cell.path
    if path[-2:] in (("公布", "得分"), ("评分", "得分")):
        return (*path[:-2], "权重")
    if path[-2:] == ("复核", "得分"):
        return (*path[:-2], "权重")
    if path and path[0] == "指标体系" and path[-1] in ("得分", "复核分"):
        return (*path[:-1], "权重")
    limits = {"全年执行数": "全年预算数", "支出": "金额", "得分": "分值"}
    return (*path[:-1], limits[str(path[-1])]) if path and path[-1] in limits else ()


def _below(book: BookInProgress, path: Path) -> list[CellRef]:
    """The weights of the indicators below one, where this is its weight."""
    if not path or path[-1] != "权重":
        return []
    found: list[CellRef] = []
    while (ref := book.refs.get((*path[:-1], "下级", len(found), "权重"))) is not None:
        found.append(ref)
    return found
