"""Funds in pairs (预算数 | 120.5 | 执行数 | 118.2): the older layout, a figure beside each label, 其中 rows below."""

from generator.intake.drafted import Entry
from generator.intake.paper import Cell
from generator.intake.tables.fund_heads import AMOUNTS, FIELDS, fund_role
from generator.intake.tables.funds import INCLUDING, UNNAMED, FundBlock
from generator.intake.tables.labels import bare
from generator.intake.tables.lines import Line
from generator.intake.tables.values import unit_in

WHOLE = ("资金总额", "年度资金总额", "项目资金总额", "项目总额")


def read_fund_pairs(block: FundBlock, line: Line) -> bool:
    """Read a line of pairs into the block; whether it was one."""
    pairs = [_inside(cell) or (cell, line.right_of(cell)) for cell in line.own]
    figures = [(label, cell) for label, cell in pairs if cell and _is_figure(cell) and not _is_figure(label)]
    roles = [_role(label) for label, _ in figures]
    if not block.paired and not {"planned", "spent"} & set(roles):
        return False
    if sum(map(_is_figure, line.own)) > len(figures):
        return False  # a row whose head is missing
    told = [(role, pair) for role, pair in zip(roles, figures, strict=True) if role in FIELDS]
    if told:
        return _total(block, line, told)
    names = {bare(INCLUDING.sub("", label.line.strip())) for label, _ in figures}
    amounts = [role for role in block.paired if role in AMOUNTS]
    if not figures or len(names) > 1 or len(figures) > len(amounts):
        return False
    label = figures[0][0]
    given = {"name": Entry(INCLUDING.sub("", label.line.strip()).rstrip(":："), label.spot)}
    for role, (beside, cell) in zip(amounts, figures, strict=False):
        block.reading.take(beside)
        block.value(given, role, beside.line, cell)
    block.rows.append(given)
    return True


def _total(block: FundBlock, line: Line, figures: list[tuple[str, tuple[Cell, Cell]]]) -> bool:
    if not block.rows:
        first = figures[0][1][0]
        block.rows.append({"name": Entry("年度资金总额", first.spot, (UNNAMED,))})
        _block_label(block, line)
    for role, (label, cell) in figures:
        block.reading.take(label)
        block.unit = block.unit or unit_in(label.text, plainly=True)
        block.value(block.rows[0], role, label.line, cell)
        block.paired.append(role)
    return True


def _role(label: Cell) -> str:
    """What a figure beside a label is; the whole of the funds is their budget."""
    return fund_role(label.text) or ("planned" if bare(label.text) in WHOLE else "")


def _block_label(block: FundBlock, line: Line) -> None:
    """Take the label of the block beside several lines of pairs, and the unit it names."""
    label = line.own[0]
    if label.rows > 1:
        block.block, block.unit = label, block.unit or unit_in(label.text, plainly=True)
        block.reading.take(label)


def _inside(cell: Cell) -> tuple[Cell, Cell] | None:
    """The label and the figure of a cell that holds both (预算金额：35.8万元)."""
    label, _, figure = cell.text.replace(":", "：").partition("：")
    if not fund_role(label) or not figure.strip():
        return None
    return Cell(label, cell.spot), Cell(figure.strip(), cell.spot)


def _is_figure(cell: Cell) -> bool:
    return any(sign.isdigit() for sign in cell.line[:1])
