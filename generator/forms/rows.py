"""Rows of a form in the making: labels, heads and values are put one beside the other, the rows one below the other."""

from collections.abc import Sequence
from typing import Any

from generator.forms.cells import at, text_at, value_cell
from generator.forms.layout import FormCell, Path, Worked

IN_RULE = {"目标值": ("目标",), "实际值": ("实际", "完成率")}  # what rules call it


class FormRows:
    """The cells of one table on a grid of so many columns; `row` is the one being filled."""

    def __init__(self, content: Any, columns: int) -> None:
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
        self.cells.append(FormCell(self.row, column, text, rows, columns, role="head" if head else "label"))

    def value(self, path: Path, column: int, columns: int = 1, rows: int = 1, **more: Any) -> None:
        """A value of the content, or the blank for it."""
        made = value_cell(self.content, path, self.row, column, rows=rows, columns=columns)
        self.cells.append(made._replace(**more))

    def worked(self, how: Worked, column: int, columns: int = 1, rows: int = 1) -> None:
        """A figure that follows from others."""
        self.cells.append(FormCell(self.row, column, "", rows, columns, role="number", worked=how))

    def measured(self, path: Path, key: str, column: int) -> None:
        """目标值 or 实际值; where a row has none of its own, what its rule was given is shown there."""
        node = at(self.content, path) or {}
        rule = node.get("评分") or {}
        told = next((word for word in IN_RULE.get(key, ()) if rule.get(word)), "")
        if not told or key in node:
            self.value((*path, key), column)
            return
        sign = rule.get("方向", "≥") if key == "目标值" else ""
        text, how = f"{sign}{rule[told]}{rule.get('单位', '')}", Worked("照写", ((*path, "评分", told),))
        self.cells.append(FormCell(self.row, column, text, role="value", worked=how))

    def points(self, leaf: Path, column: int, columns: int = 1, rows: int = 1) -> None:
        """The points of an indicator: as printed, as awarded, or as its rule gives them."""
        node = at(self.content, leaf) or {}
        rule = node.get("评分") or {}
        method, given = (*leaf, "评分", "方法"), (*leaf, "评分", "得分")
        if text_at(node, ("公布", "得分")):
            self.value((*leaf, "公布", "得分"), column, columns, rows)
        elif rule.get("方法", "评定") == "评定":
            self.value(given, column, columns, rows, role="number", given=((method, "评定"),))
        else:
            self.worked(Worked("得分", (leaf,), (*leaf, "得分")), column, columns, rows)


def spread(count: int, columns: int) -> list[tuple[int, int]]:
    """Where each of some cells begins and how many columns it takes, so that together they fill a row."""
    ends = [columns * (number + 1) // count for number in range(count)]
    return [(end - (end - start), end - start) for start, end in zip([0, *ends], ends, strict=False)]


def is_leaf(node: Any) -> bool:
    """Whether an indicator of a content has none below it."""
    return not node.get("下级")


def leaves(nodes: Sequence[Any], path: Path) -> list[Path]:
    """The ways down to the indicators that are scored."""
    found: list[Path] = []
    for number, node in enumerate(nodes):
        here = (*path, number)
        found += [here] if is_leaf(node) else leaves(node["下级"], (*here, "下级"))
    return found


def depth(nodes: Sequence[Any]) -> int:
    """How many levels a tree of indicators has."""
    return max((1 + depth(node.get("下级") or ()) for node in nodes), default=0)
