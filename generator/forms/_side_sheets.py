"""The sheets beside the form: 其他内容, what it has no place for, and 填写说明 with the cover and the fields."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.forms._book import BookInProgress, CellRef
from generator.forms._styles import protect, set_up
from generator.forms.address import COVER, GUIDE, OTHERS, VERSION, path_text
from generator.forms.cells import paths_in, without_unit
from generator.forms.figures import CellFigure, figure_of
from generator.forms.layout import Form, FormCell, Path
from generator.model.field_table import NUMERIC, field_at

WORKED_OUT = ("得分", "执行率")  # where these are blank the form has formulas
TO_ADD_ROWS = "要加一行：在两行之间插入一行，照上一行填写；要减一行，整行删去。列宽、排序、筛选都可以动。"
HOW_TO_FILL = (
    "只填白色的格子；灰色的格子是公式或不用填的，自动算出，改不了。",
    "原件空着的照空，不写 0；原件印着“—”“/”的照印。",
    "点一下格子会有提示；右边有箭头的可以从下拉的词里选。",
    "金额的单位印在表头上（万元）；用别的单位的，连单位一起写，如 193690元。",
    "一格里有几条的，一条一行（在 Excel 和 WPS 里按 Alt+回车 换行）。",
    TO_ADD_ROWS,
    "变红的格子有出入：得分大于分值、支出大于预算、下级之和不等于上级，请核对；确实如此的可以不改。",
    "这张表第一列和第一行是隐藏的，记着各格的位置，请不要删去。填好后存成 .xlsx 交回。",
)


@dataclass(frozen=True)
class WorkbookCover:
    """What the cover says of a workbook: which form of which version, of which project, of which year."""

    name: str
    version: str
    project: str
    year: str
    sheets: tuple[str, ...]

    @property
    def cover(self) -> dict[str, str]:
        """The cover, by the words that stand before each."""
        told = (self.name, f"{self.version}.{VERSION}", self.project, self.year, "、".join(self.sheets))
        return dict(zip(COVER, told, strict=True))


class OtherContent:
    """What the form has no place for, a row a value, by its path; anybody may add to it."""

    def __init__(self, book: BookInProgress, content: Any) -> None:
        self.book = book
        there = book.written
        self.rows = [
            (path, text)
            for path, text in paths_in(content)
            if path not in there and path[:-1] not in there and (text or path[-1] not in WORKED_OUT)
        ]
        for row, (path, _) in enumerate(self.rows, 1):
            book.refs.setdefault(path, CellRef(OTHERS, row, 1))

    def write(self) -> None:
        """Two columns: the path, the content."""
        sheet, styles = self.book.file.add_worksheet(OTHERS), self.book.styles
        for column, (head, width) in enumerate((("项目", 40), ("内容", 80))):
            sheet.write_string(0, column, head, styles.word(head=True))
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        set_up(sheet)
        style = styles.plain(locked=False)
        for row, (path, text) in enumerate(self.rows, 1):
            self.book.text(sheet, row, 0, path_text(path), style)
            if figure := _figure(path, text):
                sheet.write_number(row, 1, figure.number, styles.other(figure.shown))
            else:
                self.book.text(sheet, row, 1, text, style, path)


def _figure(path: Path, text: str) -> CellFigure | None:
    """A figure that formulas can reckon with, shown with its unit; texts of digits (2017) stay texts."""
    found = field_at(path)
    if not found or found.kind not in NUMERIC:
        return None
    bare = without_unit(text, found.unit)
    figure = figure_of(bare)
    if not figure or (found.unit and bare == text):
        return None
    return CellFigure(figure.number, f'{figure.shown}"{found.unit}"') if found.unit else figure


def write_guide(book: BookInProgress, form: Form, identity: WorkbookCover, cells: Iterator[FormCell]) -> None:
    """The cover, how to fill the form in, and every field of it."""
    sheet, styles = book.file.add_worksheet(GUIDE), book.styles
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 90)
    row = 0
    for word, text in identity.cover.items():
        sheet.write_string(row, 0, word, styles.word(head=True))
        sheet.write_string(row, 1, text, styles.plain())
        row += 1
    row += 1
    grows = any(table.repeated for table in form.tables)
    told = (line for line in HOW_TO_FILL if grows or line != TO_ADD_ROWS)
    numbered = (f"{number}. {line}" for number, line in enumerate(told, 1))
    for line in (f"怎样填写《{form.title}》", *numbered):
        sheet.merge_range(row, 0, row, 1, "", styles.plain())
        sheet.write_string(row, 0, line, styles.plain(bold=line.startswith("怎样")))
        row += 1
    row += 1
    for column, head in enumerate(("栏目", "填什么")):
        sheet.write_string(row, column, head, styles.word(head=True))
    hints: dict[str, str] = {}
    for cell in cells:
        found = field_at(cell.path)
        if found and cell.hint and cell.role != "label":
            hints.setdefault(found.label(form.name), cell.hint)
    for word, hint in hints.items():
        row += 1
        sheet.write_string(row, 0, word, styles.plain())
        sheet.write_string(row, 1, hint, styles.plain())
    set_up(sheet)
    protect(sheet)
