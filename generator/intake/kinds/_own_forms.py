"""Forms of ours, as a workbook or a document: values by the paths of their cells, blanks for what was taken away."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import get_args

from generator.forms.address import items_of, path_text
from generator.forms.cells import with_unit
from generator.forms.document import as_read
from generator.forms.layout import Path
from generator.forms.layouts import FormLayout
from generator.intake.drafted import AddedItem, Blank, Entry, Node, PaperKind, Usual
from generator.intake.paper import Refused, Spot
from generator.model.field_table import field_at
from generator.model.result import NOT_STATED

ITEM = re.compile(r"(\d+)、\s*")
UNNUMBERED = "这一段没有编号，或与别的重号，按第 {} 项读"
NO_UNIT = "没有写单位，按万元读"
Step = str | Fraction  # a number that is not whole is the place of an item put between two others
Steps = tuple[Step, ...]
BELOW = "下级"
ANSWER = ("整改", "情况")
IDENTITY = ("项目名称", "项目单位", "主管部门", "年度")  # with these alone a form is not filled in
GAP = Fraction(1, 10_000)  # between an item and the one put in behind it


def other_version(file: str, name: str, version: str) -> Refused:
    """Refuse a form of another version than the one in use."""
    reason = f"这是“{name}”第 {version} 版，不是现在用的；请运行 make form 做一份新的，把内容填进去再交来"
    return Refused(file, reason)


def kind_of(layout: FormLayout) -> PaperKind:
    kind: PaperKind = next(name for name in get_args(PaperKind) if name == layout.NAME)
    return kind


def steps_of(path: Path) -> Steps:
    """Return a path whose numbers leave room between them."""
    return tuple(step if isinstance(step, str) else Fraction(step) for step in path)


def path_of_steps(steps: Steps) -> Path:
    """Return a path on the form as it was made; of an item put in, that of the item above."""
    return tuple(step if isinstance(step, str) else int(step) for step in steps)


@dataclass
class OwnValues:
    """Values read so far by their paths.

    `in_head`: the unit of amounts stands in a head of the form (`FormLayout.UNIT_IN_HEAD`).
    """

    in_head: bool
    values: dict[Steps, Node] = field(default_factory=dict)
    lists: list[Steps] = field(default_factory=list)  # paths with `*` of cells that hold a field of all items
    cells: set[Steps] = field(default_factory=set)  # paths of the cells that are still there
    shown: set[Steps] = field(default_factory=set)  # paths of what stood on the form when it was made
    added: bool = False  # a cell that was blank has something in it, other than what the project is called

    def read(self, path: Steps, text: str, spot: Spot, was_filled: bool = False) -> None:
        """Take the text of a cell."""
        before = len(self.values)
        keys = path_of_steps(path[:-1] if path[-1] == "*" else path)
        form_field = field_at(tuple(0 if step == "*" else step for step in keys))
        if "*" in path[:-1]:
            self.lists.append(path)
            items = dict(_list_entries(path, text, spot))
            self.values |= items
            if path[-2:] == ANSWER:  # such a form has no cell for the state
                self.values |= {(*item[:-1], "状态"): Usual(NOT_STATED, spot) for item in items}
        elif path[-1] == "*" or (form_field and form_field.many and not form_field.below and isinstance(path[-1], str)):
            home = path[:-1] if path[-1] == "*" else path
            lines = [line for part in text.split("\n") if (line := part.strip())]
            self.values |= {(*home, Fraction(number)): Entry(line, spot) for number, line in enumerate(lines)}
        elif line := as_read(keys, "".join(part.strip() for part in text.split("\n"))):
            whole = with_unit(line, form_field.unit) if form_field and form_field.unit else line
            doubts = (NO_UNIT,) if whole != line and not self.in_head else ()
            self.values[path] = Entry(whole, spot, doubts)
        self.added = self.added or not (was_filled or path[0] in IDENTITY or len(self.values) == before)

    def meet(self, path: Steps) -> None:
        """Take note that a cell is there, whatever is in it."""
        self.cells.add(path[:-1] if path[-1] == "*" else path)

    def clear(self, path: Steps) -> None:
        """Take note of a cell whose value was taken out of it."""
        if "*" in path[:-1]:
            self.lists.append(path)
        else:
            self.values.setdefault(path[:-1] if path[-1] == "*" else path, Blank())

    def settle(self, shown: Collection[Path]) -> tuple[Steps, ...]:
        """Make blanks of what stood on the form when it was made (`shown`) and is not there; return the items gone."""
        entries = (path for path, node in self.values.items() if isinstance(node, Entry))
        filled = {path[:length] for path in entries for length in range(len(path) + 1)}
        above = {path[:length] for path in self.cells for length in range(len(path))}
        items = {steps_of(path) for path in shown if isinstance(path[-1], int)}
        homes = {path[: path.index("*")] for path in self.lists}
        met = above | self.cells
        gone = tuple(item for item in items - filled if item[:-1] in homes or item not in met)
        for path in self.lists:
            home = path[: path.index("*")]
            for item in (item for item in items if item[:-1] == home):
                self.values.setdefault((*item, *path[len(item) :]), Blank())
        for item in gone:
            self.values = {path: node for path, node in self.values.items() if path[: len(item)] != item}
            self.values[item] = Blank()
        for path in map(steps_of, shown):
            if path not in filled and path not in above and not any(path[: len(item)] == item for item in gone):
                self.values.setdefault(path, Blank())
        self.shown |= set(map(steps_of, shown))
        self._drop_groups()
        return gone

    def filled(self) -> tuple[str, ...]:
        """Return the paths of all values and of their items, as texts; without those of rows put in between."""
        paths: dict[Path, None] = {}
        for steps, node in self.values.items():
            path = path_of_steps(steps)
            if isinstance(node, Entry) and not isinstance(node, Usual) and steps_of(path) == steps:
                paths.update(dict.fromkeys((*items_of(path), path)))
        return tuple(map(path_text, paths))

    def _drop_groups(self) -> None:
        """Drop the groups of indicators whose rows nobody filled in, the deepest first."""
        rows: dict[Steps, set[Steps]] = {}
        for path in self.cells:
            for length, step in enumerate(path):
                if step == BELOW:
                    rows.setdefault(path[:length], set()).add(path[: length + 2])
        for group, below in sorted(rows.items(), key=lambda item: -len(item[0])):
            used = {path[: len(group) + 2] for path in self.values if path[: len(group)] == group}
            if not below & used and not any(row in self.shown and rows.get(row) is None for row in below):
                self.values = {path: node for path, node in self.values.items() if path[: len(group)] != group}

    def tree(self) -> dict[str, Node]:
        """Return the tree of a data file; items keep the places that they had in it, those put in are `AddedItem`."""
        below = _below(self.values)
        return below if isinstance(below, dict) else {}


def _list_entries(path: Steps, text: str, spot: Spot) -> Iterator[tuple[Steps, Entry]]:
    """Yield one field of all items of a list, an item a line; `*` in the path stands for the number of the item."""
    lines = [line for part in text.split("\n") if (line := part.strip())]
    for number, line, doubts in _items(lines):
        yield tuple(Fraction(number) if step == "*" else step for step in path), Entry(line, spot, doubts)


def _items(lines: Sequence[str]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Yield each item of a numbered list from 0; an only one needs no number, of others the lack of it is doubted."""
    last = -1
    for line in lines:
        match = ITEM.match(line)
        number = int(match[1]) - 1 if match else -1
        sure = number > last or len(lines) == 1
        last = number if number > last else last + 1
        if text := line[match.end() :] if match else line:
            yield last, text, () if sure else (UNNUMBERED.format(last + 1),)


def _below(values: Mapping[Steps, Node]) -> Node:
    groups: dict[Step, dict[Steps, Node]] = {}
    for (first, *rest), node in values.items():
        groups.setdefault(first, {})[tuple(rest)] = node
    texts = {step: _node(below) for step, below in groups.items() if isinstance(step, str)}
    numbers = {step for step in groups if isinstance(step, Fraction)}
    if texts or not numbers:
        return texts
    places = sorted({*numbers, *map(Fraction, range(int(max(numbers)) + 1))})
    return [_item(place, groups.get(place, {})) for place in places]


def _node(below: Mapping[Steps, Node]) -> Node:
    return below[()] if () in below else _below(below)


def _item(place: Fraction, below: Mapping[Steps, Node]) -> Node:
    node = _node(below)
    return AddedItem(node) if place.denominator > 1 and isinstance(node, dict) else node
