"""The sheet 评分: what each rule is given, and the points that follow from it; a new rule brings its own formula."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.core.formula import RuleCells, cell_formula
from generator.core.number import Percent, Rounding
from generator.forms._book import BookInProgress, CellRef, Worksheet, protect, set_up
from generator.forms.address import SCORING, row_text, sheet_text
from generator.forms.cells import at, text_at, value_cell
from generator.forms.layout import Content, Form, FormCell, Path
from generator.model.field_table import FormField, fields_of
from generator.rules import Rule, rules

HEADS = ("指标", "评分方法", "项目")
WIDTHS = (30, 12, 14)
WIDTH_OF_VALUES = 16
WORDS, FIRST = 3, 4  # columns: the name of a field, where its values begin
IS_PERCENT = 'LEFT(CELL("format",{}),1)="P"'
MONEY = ("金额", "年初预算", "到位金额", "支出", "执行率")  # of 预算: what rules reckon with, in rows of its own
IN_WAN = (
    'IF({0}="","",IF(ISNUMBER({0}),{0},IF(RIGHT({0},2)="万元",VALUE(SUBSTITUTE({0},"万元","")),'
    'IF(RIGHT({0},2)="亿元",VALUE(SUBSTITUTE({0},"亿元",""))*10000,VALUE(SUBSTITUTE({0},"元",""))/10000))))'
)
AS_RATIO = 'IF({0}="","",IF(OR(LEFT(CELL("format",{0}),1)="P",{0}<=2),{0},{0}/100))'
KNOWN_RATIO = 'IF({0}="","",IF(VALUE({0})<=2,VALUE({0}),VALUE({0})/100))'
SPARE = 2  # blank rows below a list
BY_HAND = "没有公式，得分请填在指标表里"
ABOUT = "各项指标按评分方法算得分：左边填写，右边“得分”自动算出。评定的得分直接填在指标表里，不在这里。"


@dataclass
class RuleBlock:
    """The rows of one rule: where each of its fields stands."""

    leaf: Path
    rule: type[Rule]
    row: int
    cells: list[tuple[int, int, FormCell]] = field(default_factory=list)
    labels: list[tuple[int, int, str]] = field(default_factory=list)
    places: dict[str, list[CellRef]] = field(default_factory=dict)
    end: int = 0


class ScoringSheet:
    """The rules whose points a form works out."""

    def __init__(self, book: BookInProgress, form: Form, content: Content, rounding: Rounding) -> None:
        self.book, self.content, self.rounding = book, content, rounding
        self.blocks: list[RuleBlock] = []
        self.points = FIRST + max((_columns_of(rule) for rule in rules().values()), default=0)
        row = 2 + len(MONEY)
        for leaf in dict.fromkeys(_worked_out(form)):
            rule = rules().get(text_at(content, (*leaf, "评分", "方法")))
            if rule:
                self.blocks.append(self._laid_out(leaf, rule, row))
                row = self.blocks[-1].end
        self.bottom = row

    def _laid_out(self, leaf: Path, rule: type[Rule], row: int) -> RuleBlock:
        block = RuleBlock(leaf, rule, row)
        method: Path = (*leaf, "评分", "方法")
        if method not in self.book.written:
            self.book.written.add(method)
            block.cells.append((row, 2, FormCell(row, 2, rule.method, path=method, role="value")))
        for rule_field in fields_of(rule).values():
            path: Path = (*leaf, "评分", rule_field.key)
            if path in self.book.written:
                block.places[rule_field.name] = [self.book.refs[path]]
            elif rule_field.many:
                row = self._list(block, rule_field, path, row)
            else:
                block.labels.append((row, WORDS, rule_field.key))
                self._cell(block, rule_field.name, path, row, FIRST)
                row += 1
        block.end = max(row, block.row + 1)
        self.book.refs[leaf] = CellRef(SCORING, block.row, self.points)
        return block

    def _list(self, block: RuleBlock, list_field: FormField, path: Path, row: int) -> int:
        """Write a list, an item a row, its parts side by side, and spare rows; return the next row."""
        parts = list(fields_of(list_field.below).values()) if list_field.below else []
        parts = [part for part in parts if part.kind != "说明"]
        block.labels += [(row, WORDS, list_field.key), *((row, FIRST + n, part.key) for n, part in enumerate(parts))]
        row += bool(parts)
        for number in range(len(at(self.content, path) or ()) + SPARE):
            for column, part in enumerate(parts, FIRST):
                self._cell(block, f"{list_field.name}.{part.name}", (*path, number, part.key), row, column)
            if not parts:
                self._cell(block, list_field.name, (*path, number), row, FIRST)
            row += 1
        return row

    def _cell(self, block: RuleBlock, name: str, path: Path, row: int, column: int) -> None:
        cell = value_cell(self.content, path, row, column)
        block.cells.append((row, column, cell))
        ref = CellRef(SCORING, row, column)
        block.places.setdefault(name, []).append(ref)
        self.book.refs.setdefault(path, ref)
        self.book.written.add(path)

    def write(self) -> None:
        if not self.blocks:
            return
        sheet, styles = self.book.file.add_worksheet(SCORING), self.book.styles
        sheet.set_column(0, 0, None, None, {"hidden": True})
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.write_string(0, 0, sheet_text(SCORING))
        values = self.points - FIRST
        heads, widths = (
            (*HEADS, *("内容",), *("",) * (values - 1), "得分"),
            (*WIDTHS, *(WIDTH_OF_VALUES,) * (values + 1)),
        )
        for number, (head, width) in enumerate(zip(heads, widths, strict=True), 1):
            sheet.write_string(0, number, str(number))
            sheet.write_string(1, number, head, styles.word(head=True))
            sheet.set_column(number, number, width)
        for row in (1, self.bottom + 1):
            sheet.write_string(row, 0, row_text(row, ()))
        self._write_money(sheet)
        sheet.freeze_panes(2, 0)
        for block in self.blocks:
            self._write_block(sheet, block)
        sheet.write_string(self.bottom + 1, 1, ABOUT, styles.get(font_name="仿宋", font_size=10))
        self.book.help(sheet, (cell for block in self.blocks for cell in block.cells))
        set_up(sheet, landscape=True)
        protect(sheet)

    def _write_money(self, sheet: Worksheet) -> None:
        """The project's money in 万元, whatever unit it is written in."""
        styles = self.book.styles
        for row, key in enumerate(MONEY, 2):
            sheet.write_string(row, 0, row_text(row, ()))
            sheet.write_string(row, WORDS, f"预算{key}" if key != "年初预算" else key, styles.word())
            ref, text = self.book.refs.get(("预算", key)), text_at(self.content, ("预算", key))
            if ref:
                how = (AS_RATIO if key == "执行率" else IN_WAN).format(ref.text(SCORING))
            else:  # the form has no cell for it
                how = (KNOWN_RATIO if key == "执行率" else IN_WAN).format(f'"{text}"')
            formula = f'=IFERROR({how},"")'
            sheet.write_formula(row, FIRST, formula, styles.value("General", True, True), "")

    def _write_block(self, sheet: Worksheet, block: RuleBlock) -> None:
        styles, rows = self.book.styles, dict[int, list[FormCell]]()
        title = " ".join(filter(None, (text_at(self.content, (*block.leaf, key)) for key in ("编号", "名称"))))
        sheet.write_string(block.row, 1, title, styles.word())
        sheet.write_string(block.row, 2, block.rule.method, styles.word())
        for row, column, text in block.labels:
            sheet.write_string(row, column, text, styles.word())
        for row, column, cell in block.cells:
            rows.setdefault(row, []).append(cell)
            if column >= FIRST:
                self.book.put(sheet, row, column, cell)
        for row in range(block.row, block.end):
            sheet.write_string(row, 0, row_text(row, rows.get(row, ())))
        cells = BlockCells(self, block)
        expression = block.rule.formula(cells)
        if expression is None:
            sheet.write_string(block.row, self.points, BY_HAND, styles.word())
            return
        formula = cell_formula(expression, cells.weight, self.rounding.mode, self.rounding.places)
        places = f".{'0' * self.rounding.places}" if self.rounding.places else ""
        sheet.write_formula(block.row, self.points, formula, styles.value(f"0{places}", True, True), "")
        weight = self.book.refs.get((*block.leaf, "权重"))
        same = f'=IF({weight.text(SCORING)}="","",{weight.text(SCORING)})' if weight else '=""'
        for (row, column), step in {(block.row, self.points + 1): same, **cells.steps}.items():
            sheet.write_formula(row, column, step, styles.value("General", True, True), "")


class BlockCells(RuleCells):
    """The cells of one rule, as its formula refers to them."""

    def __init__(self, sheet: ScoringSheet, block: RuleBlock) -> None:
        self.block, self.refs = block, sheet.book.refs
        self.fields = {rule_field.name: rule_field for rule_field in fields_of(block.rule).values()}
        self.defaults: Mapping[str, object] = {
            name: rule_field.default
            for name, rule_field in block.rule.__dataclass_fields__.items()
            if name in self.fields
        }
        self.place = sheet.points
        self.weight = CellRef(SCORING, block.row, sheet.points + 1).text(SCORING)
        self.steps: dict[tuple[int, int], str] = {}
        money = (CellRef(SCORING, row, FIRST).text(SCORING) for row in range(2, 2 + len(MONEY)))
        self.budget, self.initial, self.received, self.spent, self.rate = money

    def _ref(self, name: str) -> str:
        return self.block.places[name][0].text(SCORING)

    def step(self, expression: str) -> str:
        place = (self.block.row + len(self.steps), self.place + 2)
        self.steps[place] = f'=IFERROR({expression},"")'
        return CellRef(SCORING, *place).text(SCORING)

    def value(self, name: str) -> str:
        ref, usual = self._ref(name), _literal(self.defaults[name])
        return f'IF({ref}="",{usual},{ref})' if usual else ref

    def given(self, name: str) -> str:
        return f"COUNTA({self.column(*name.split('.'))})>0" if "." in name else f'{self._ref(name)}<>""'

    def percent(self, name: str) -> str:
        refs = (ref.text(SCORING) for ref in self.block.places[name])
        return f"OR({','.join(IS_PERCENT.format(ref) for ref in refs)})"

    def column(self, name: str, below: str = "") -> str:
        refs = self.block.places[f"{name}.{below}" if below else name]
        return f"{refs[0].text(SCORING)}:{refs[-1].text(SCORING)}"


def _columns_of(rule: type[Rule]) -> int:
    """Count the columns that the values of a rule need: one, or as many as the records of its lists have parts."""
    return max(
        (len(fields_of(rule_field.below)) for rule_field in fields_of(rule).values() if rule_field.below), default=1
    )


def _literal(value: object) -> str:
    """Return a default as it stands in a formula; empty where there is none."""
    if isinstance(value, bool):
        return '"是"' if value else '"否"'
    if isinstance(value, Percent):
        return value.text
    if isinstance(value, str):
        return f'"{value}"' if value else ""
    return "" if value is None or (not isinstance(value, int) and not hasattr(value, "as_tuple")) else str(value)


def _worked_out(form: Form) -> Iterator[Path]:
    """Yield the ways down to the indicators whose points, target or actual value a form takes from their rule."""
    for table in form.tables:
        for cell in table.cells:
            if cell.worked and cell.worked.how in ("得分", "照写"):
                (path,) = cell.worked.of
                yield path if cell.worked.how == "得分" else path[:-2]
