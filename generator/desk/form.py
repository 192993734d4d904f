"""Form of a data file: its tree as sections, rows and inputs, made from the field table.

An input is named by its way down the tree (`预算/金额`, `指标体系/0/权重`); no other name leads anywhere.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from generator.checks import is_waivable
from generator.core.diagnostic import UNVERIFIED, Diagnostic
from generator.core.record import Record
from generator.desk.changes import METHOD, REMARK, RULE, Way, name_of, text_of, way_of
from generator.load.data_file import ALONE, BEHIND
from generator.load.schema import plan_of
from generator.load.source import (
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    join,
    key_text,
    label,
    node_at,
    position,
)
from generator.model.field_table import NUMERIC, FormField, fields_of
from generator.model.project import Project
from generator.rules import rules

PLAIN_DEPTH = 1  # of sections whose empty fields are all shown; deeper ones, and rows, offer theirs in a list
LONG = 40  # characters that a line holds
UNREGISTERED, YES_NO = "未登记", ("是", "否")


Part = TypeVar("Part", "Input", "Group")


class PlacedDiagnostic(NamedTuple):
    """Diagnostic beside the input at a way: what can be done about it there."""

    diagnostic: Diagnostic
    number: int
    way: str = ""

    @property
    def words(self) -> str:
        """What it says, without how a mark is taken away from a text: here there is a button."""
        return self.diagnostic.text.removesuffix(f"；{BEHIND}").removesuffix(f"；{ALONE}")

    @property
    def marked(self) -> bool:
        """True for a value that waits to be held against its paper."""
        return self.diagnostic.check == UNVERIFIED

    @property
    def waivable(self) -> bool:
        return is_waivable(self.diagnostic.check)

    @property
    def unregistered(self) -> bool:
        return self.diagnostic.check == UNREGISTERED


@dataclass
class Input:
    """A value: its way, official name, meaning, kind, what is in it, words to choose from, what is wrong with it."""

    way: str
    label: str
    value: str = ""
    hint: str = ""
    unit: str = ""
    words: tuple[str, ...] = ()
    lines: bool = False
    required: bool = False
    numeric: bool = False
    new: bool = False
    diagnostics: list[PlacedDiagnostic] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many lines it is high; 1 for an input of one line."""
        count = sum(1 + len(line) // LONG for line in self.value.split("\n"))
        return max(count, 2) if self.lines else count


@dataclass
class Group:
    """A section or a row: what is in it, what may be added, whether it can be removed or moved."""

    way: str
    label: str
    parts: list["Input | Group"] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)
    hint: str = ""
    is_row: bool = False
    is_list: bool = False
    first: bool = True
    new: bool = False
    diagnostics: list[PlacedDiagnostic] = field(default_factory=list)

    def all_parts(self) -> "Iterator[Input | Group]":
        """Yield the group and all below it."""
        yield self
        for part in self.parts:
            if isinstance(part, Group):
                yield from part.all_parts()
            else:
                yield part

    @property
    def count(self) -> int:
        """How many things are wrong in it."""
        return sum(len(part.diagnostics) for part in self.all_parts())

    @property
    def is_open(self) -> bool:
        return any(part.new or part.diagnostics for part in self.all_parts())


class FormBuilder:
    """Builder of the form of one tree.

    Args:
        root: The tree.
        diagnostics: What is wrong in the file.
        add: Ways of what is to be filled in and is missing.
        typed: Texts to show in place of what is in the file, by way.
    """

    def __init__(
        self,
        root: Node,
        diagnostics: Sequence[Diagnostic],
        add: Collection[str] = (),
        typed: Mapping[str, str] | None = None,
    ) -> None:
        self.root, self.typed = root, typed or {}
        missing = (way for way, text in self.typed.items() if text.strip() and node_at(root, way_of(way)) is None)
        self.add = {*add, *missing}
        self.diagnostics = [PlacedDiagnostic(diagnostic, number) for number, diagnostic in enumerate(diagnostics)]
        self.places: dict[tuple[int, int], Input | Group] = {}
        self.fields: dict[str, Input | Group] = {}

    def form(self) -> Group:
        """Return the whole form, each diagnostic at the input it is about, else at its section."""
        top = Group("", "")
        self._fill(top, self.root, Project, "", shown_whole=True)
        for placed in self.diagnostics:
            part = self._part_of(placed.diagnostic) or top
            part.diagnostics.append(placed._replace(way=part.way))
        return top

    def _part_of(self, diagnostic: Diagnostic) -> "Input | Group | None":
        place, steps = diagnostic.place, diagnostic.place.field
        part = self.fields.get(steps) or self.places.get((place.line, place.column))
        while not part and "." in steps:
            steps = steps.rpartition(".")[0]
            part = self.fields.get(steps)
        return part

    def _fill(self, group: Group, node: Node | None, noun: type[Record] | None, shown: str, shown_whole: bool) -> None:
        """Fill a group with the fields of a record in the order of the field table; unknown ones come last."""
        known = dict(fields_of(noun)) if noun else {}
        written = {key_text(key): below for key, below in node.value} if isinstance(node, MappingNode) else {}
        way = way_of(group.way) if group.way else ()
        for key, about in known.items():
            below, here = written.get(key), (*way, key)
            where = self._where(node, noun, shown, key)
            if below is not None or self._is_added(name_of(here)):
                group.parts.append(self._part(below, about, here, where))
            elif about.required or (shown_whole and about.below is None and about.kind not in (RULE, REMARK)):
                group.parts.append(self._input(None, about, here, where))
            else:
                group.offers.append(key)
        unknown = (key for key in written if key not in known)
        group.parts += (self._as_written(written[key], (*way, key), join(shown, key), key) for key in unknown)

    def _is_added(self, name: str) -> bool:
        return any(way == name or way.startswith(f"{name}/") for way in self.add)

    def _where(self, node: Node | None, noun: type[Record] | None, shown: str, key: str) -> str:
        """Return the path of a field as diagnostics have it."""
        schema = plan_of(noun).fields.get(key) if noun else None
        if schema and schema.transparent and isinstance(node, MappingNode):
            return shown.removesuffix(f".{label(noun, node, 0)}")
        return join(shown, key)

    def _part(self, node: Node | None, about: FormField, way: Way, shown: str) -> "Input | Group":
        if about.kind == RULE:
            return self._rule(node, about, way, shown)
        if node is not None and not _fits(node, about):
            return self._as_written(node, way, shown, about.key)
        if about.below is None or isinstance(node, ScalarNode):
            return self._input(node, about, way, shown)
        if isinstance(node, SequenceNode) or (node is None and about.many):
            return self._rows(node, about, way, shown)
        group = Group(name_of(way), about.key, hint=about.meaning, new=node is None)
        return self._section(group, node, about, shown)

    def _section(self, group: Group, node: Node | None, about: FormField, shown: str) -> Group:
        """Return a group filled with the fields of its record; all of those of a new one, and on the first levels."""
        steps = group.way.split("/")
        whole = group.new or (len(steps) <= PLAIN_DEPTH and not any(map(str.isdecimal, steps)))
        self._fill(group, node, about.below, shown, whole)
        return self._placed(group, node, shown)

    def _rows(self, node: Node | None, about: FormField, way: Way, shown: str) -> Group:
        group = Group(name_of(way), about.key, hint=about.meaning, is_list=True)
        items = node.value if isinstance(node, SequenceNode) else []
        for number in range(self._row_count(node, way)):
            item, here = items[number] if number < len(items) else None, (*way, number)
            where = join(shown, label(about.below, item, number + 1)) if item is not None else ""
            if isinstance(item, ScalarNode):
                group.parts.append(self._input(item, about, here, where))
                continue
            row = Group(name_of(here), _title(item, about, number), is_row=True, first=number == 0, new=item is None)
            group.parts.append(self._section(row, item, about, where))
        return self._placed(group, node, shown)

    def _row_count(self, node: Node | None, way: Way) -> int:
        """Return the number of rows of a list with the added ones; at least one if the list is missing."""
        depth, ways = len(way), [way_of(name) for name in self.add]
        steps = [added[depth] for added in ways if added[:depth] == way and len(added) > depth]
        count = max([len(node.value) if node else 0, *(step + 1 for step in steps if isinstance(step, int))])
        return count + ((node is None and not count) or way in ways)

    def _rule(self, node: Node | None, about: FormField, way: Way, shown: str) -> Group:
        """Return the group of a scoring method: the choice of it, and its own fields."""
        method = node_at(node, (METHOD,)) if node is not None else None
        name, new = name_of((*way, METHOD)), node is None
        word = self.typed.get(name) or (str(method.value) if isinstance(method, ScalarNode) else "")
        group = Group(name_of(way), about.key, hint=about.meaning, new=new)
        choice = Input(name, METHOD, word, words=tuple(rules()), required=True, new=new)
        if noun := rules().get(word):
            self._fill(group, node, noun, shown, shown_whole=True)
        group.parts = [choice, *(part for part in group.parts if part.label != METHOD)]
        self._placed(choice, method, join(shown, METHOD))
        return self._placed(group, node, shown)

    def _as_written(self, node: Node, way: Way, shown: str, name: str) -> "Input | Group":
        """Return what the field table does not describe, as it is written."""
        if isinstance(node, ScalarNode):
            text = self.typed.get(name_of(way), text_of(node))
            return self._placed(Input(name_of(way), name, text), node, shown)
        group = Group(name_of(way), name)
        if isinstance(node, MappingNode):
            pairs = [(key_text(key), below) for key, below in node.value]
            group.parts = [self._as_written(below, (*way, key), join(shown, key), key) for key, below in pairs]
        else:
            for number, item in enumerate(node.value):
                word = str(number + 1)
                group.parts.append(self._as_written(item, (*way, number), join(shown, word), word))
        return self._placed(group, node, shown)

    def _input(self, node: Node | None, about: FormField, way: Way, shown: str) -> Input:
        name, lines = name_of(way), about.many and about.below is None
        value = self.typed.get(name, text_of(node))
        part = Input(
            name,
            about.key,
            value,
            hint=about.hint,
            unit=about.unit,
            words=YES_NO if about.kind == "是否" else about.words,
            lines=lines,
            required=about.required,
            numeric=about.kind in NUMERIC and not lines,
            new=name in self.add,
        )
        return self._placed(part, node, shown)

    def _placed(self, part: Part, node: Node | None, shown: str) -> Part:
        """Note where diagnostics find a part: by the path of its field, by the place of its node."""
        if shown:
            self.fields.setdefault(shown, part)
        if node is not None:
            self.places.setdefault(position(node), part)
        return part


def _fits(node: Node, about: FormField) -> bool:
    """True if the form has a place for a value as it is written: a text, a list of texts, or a record of its fields."""
    if about.kind == REMARK or isinstance(node, ScalarNode):
        return isinstance(node, ScalarNode)
    if about.below is not None:
        return True
    return isinstance(node, SequenceNode) and about.many and all(isinstance(item, ScalarNode) for item in node.value)


def _title(item: Node | None, about: FormField, number: int) -> str:
    """Return the title of a row: its number, what it is known by, its name, else its first text."""
    words = label(about.below, item, 0) if item is not None else "0"
    words = "" if words == "0" else words
    name = node_at(item, ("名称",)) if item is not None else None
    if isinstance(name, ScalarNode) and name.value.strip() != words:
        words = f"{words} {name.value.strip()}".strip()
    if not words and isinstance(item, MappingNode):
        words = next((text_of(below)[:LONG] for _, below in item.value if isinstance(below, ScalarNode)), "")
    return f"{about.key} {number + 1}" + (f"：{words}" if words else "")
