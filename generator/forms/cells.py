"""Cells of forms made from content: the value at a path with its words and its hint, put into rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.forms.layout import Content, FormCell, Path, Worked
from generator.model.field_table import NUMERIC, FormField, field_at

# Words of the official form before the first row of the money below the total; they are no part of its name.
INCLUDING = "其中："
FIRST_PART: Path = ("自评表", "资金", 1, "名称")
NUMBERED = re.compile(r"\d+、")
BARE_FIGURE = re.compile(r"-?\d+(,\d{3})*(\.\d+)?", re.ASCII)
IN_RULE = {"目标值": ("目标",), "实际值": ("实际", "完成率")}  # what rules call it


def at(content: Any, path: Path) -> Any:
    """Return the value at a path of the content, None where there is none."""
    for step in path:
        if isinstance(step, str) and isinstance(content, Mapping):
            content = content.get(step)
        elif isinstance(step, int) and isinstance(content, Sequence) and not isinstance(content, str):
            content = content[step] if step < len(content) else None
        else:
            return None
    return content


def text_at(content: Any, path: Path) -> str:
    """Return the value at a path as the text of one cell: lines of a list one below the other, 是 and 否."""
    value = at(content, path)
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "\n".join(str(line) for line in value)
    return {True: "是", False: "否"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def without_unit(text: str, unit: str) -> str:
    """Return a figure as a cell shows it whose head tells the unit; one with another unit keeps it."""
    bare = text.removesuffix(unit)
    return bare if unit and BARE_FIGURE.fullmatch(bare) else text


def with_unit(text: str, unit: str) -> str:
    """Return a figure as a data file has it, with its unit."""
    return f"{text}{unit}" if BARE_FIGURE.fullmatch(text) else text


def value_cell(content: Content, path: Path, row: int, column: int, *, rows: int = 1, columns: int = 1) -> FormCell:
    """Return the cell of a field: its text, kind, words and hint, all as the table of fields has them."""
    field = field_at(path, _method(content, path))
    cell = FormCell(row, column, text_at(content, path), rows=rows, columns=columns, role="value", path=path)
    return _as_field(cell, field) if field else cell


def _method(content: Content, path: Path) -> str:
    """Return the 评分方法 of a path that leads into 评分."""
    return text_at(content, (*path[: path.index("评分") + 1], "方法")) if "评分" in path else ""


def _as_field(cell: FormCell, field: FormField) -> FormCell:
    unit, many = field.unit, field.many and not isinstance(cell.path[-1], int)
    return cell._replace(
        text=without_unit(cell.text, unit),
        role="number" if field.kind in NUMERIC and not many else "value",
        words=field.words or (("是", "否") if field.kind == "是否" else ()),
        hint=field.hint,
        lines=many and not field.below,
        unit=unit,
    )


def lines_of(path: Path, text: str) -> Iterator[tuple[Path, str]]:
    """Yield each line of a list that is not blank, with its path; `*` stands for its number in `path`."""
    for number, line in enumerate(text.split("\n")):
        if line:
            yield tuple(number if step == "*" else step for step in path), line


def line_numbers(cell: FormCell) -> list[str]:
    """Return the words before each line of a cell: `1、` and so on if the lines are numbered, else nothing."""
    lines = cell.text.split("\n")
    counted = cell.numbered and (len(lines) > 1 or NUMBERED.match(cell.text))
    return [f"{number}、" if counted else "" for number in range(1, len(lines) + 1)]


def is_asked(content: Content, path: Path) -> bool:
    """Return whether a form asks for a value: the content has it, or has its key with nothing behind it yet."""
    above = at(content, path[:-1])
    return isinstance(above, Mapping) and path[-1] in above


class FormRows:
    """The cells of one table on a grid of so many columns; `row` is the one being filled."""

    def __init__(self, content: Content, columns: int) -> None:
        self.content, self.columns = content, columns
        self.cells: list[FormCell] = []
        self.repeated: list[int] = []
        self.row = 0

    def end(self, repeated: bool = False) -> None:
        """Go on to the next row; one that is `repeated` may be copied by whoever fills the form in."""
        if repeated:
            self.repeated.append(self.row)
        self.row += 1

    def label(self, text: str, column: int, columns: int = 1, rows: int = 1, head: bool = False) -> None:
        """A word of the form itself."""
        self.cells.append(
            FormCell(self.row, column, text, rows=rows, columns=columns, role="head" if head else "label")
        )

    def beside(self, first: int, label: FormCell) -> None:
        """Put a label to the left of the cells from the `first` one on, which move to the right."""
        moved = [cell._replace(column=cell.column + label.columns) for cell in self.cells[first:]]
        self.cells[first:] = [label, *moved]

    def value(self, path: Path, column: int, columns: int = 1, rows: int = 1, **more: Any) -> None:
        """A value of the content, or the blank for it."""
        cell = value_cell(self.content, path, self.row, column, rows=rows, columns=columns)
        self.cells.append(cell._replace(**more))

    def worked(self, how: Worked, column: int, columns: int = 1, rows: int = 1, path: Path = ()) -> None:
        """A figure that follows from others; at a `path` that the content asks for it is what the paper prints."""
        printed = path if path and is_asked(self.content, path) else ()
        self.cells.append(
            FormCell(self.row, column, "", rows, columns=columns, role="number", path=printed, worked=how)
        )

    def measured(self, path: Path, key: str, column: int) -> None:
        """目标值 or 实际值; where a row has none of its own, what its rule was given is shown there."""
        node = at(self.content, path) or {}
        rule = node.get("评分") or {}
        key_in_rule = next((word for word in IN_RULE.get(key, ()) if rule.get(word)), "")
        if not key_in_rule or key in node:
            self.value((*path, key), column)
            return
        sign = rule.get("方向", "") if key == "目标值" else ""
        text, how = f"{sign}{rule[key_in_rule]}{rule.get('单位', '')}", Worked("照写", ((*path, "评分", key_in_rule),))
        self.cells.append(FormCell(self.row, column, text, role="value", worked=how))

    def points(self, leaf: Path, column: int, columns: int = 1, rows: int = 1) -> None:
        """The points of an indicator: as printed, as awarded, or as its rule gives them."""
        node = at(self.content, leaf) or {}
        rule = node.get("评分") or {}
        method, given, printed = (*leaf, "评分", "方法"), (*leaf, "评分", "得分"), (*leaf, "公布", "得分")
        if text_at(self.content, printed) or (not rule and is_asked(self.content, printed)):
            self.value(printed, column, columns, rows)
        elif rule.get("方法", "评定") == "评定":
            self.value(given, column, columns, rows, role="number", given=((method, "评定"),))
        else:
            self.worked(Worked("得分", (leaf,), (*leaf, "得分")), column, columns, rows, printed)


def spread(count: int, columns: int) -> list[tuple[int, int]]:
    """Return start and width of each of `count` cells that together fill a row."""
    ends = [columns * (number + 1) // count for number in range(count)]
    return [(end - (end - start), end - start) for start, end in zip([0, *ends], ends, strict=False)]


def is_leaf(node: Content) -> bool:
    """Return whether an indicator of a content has none below it."""
    return not node.get("下级")


def leaves(nodes: Sequence[Content], path: Path) -> list[Path]:
    """Return the ways down to the indicators that are scored."""
    paths: list[Path] = []
    for number, node in enumerate(nodes):
        node_path = (*path, number)
        paths += [node_path] if is_leaf(node) else leaves(node["下级"], (*node_path, "下级"))
    return paths


def depth(nodes: Sequence[Content]) -> int:
    return max((1 + depth(node.get("下级") or ()) for node in nodes), default=0)
