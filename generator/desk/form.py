"""Form of a data file: its tree as sections, rows and inputs, made from the field table, and what was typed as changes.

An input is named by its way down the tree (`预算/金额`, `指标体系/0/权重`); no other name leads anywhere.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias, TypeVar

from generator.checks import is_waivable
from generator.core.diagnostic import UNVERIFIED, Diagnostic
from generator.core.record import Record, Waiver
from generator.intake.comparison import FieldChange
from generator.intake.drafted import Entry
from generator.intake.drafted import Node as Value
from generator.load.data_file import ALONE, BEHIND
from generator.load.schema import plan_of
from generator.load.source import MappingNode, ScalarNode, SequenceNode, join, label, position
from generator.model.field_table import NUMERIC, FormField, fields_of
from generator.model.project import Project
from generator.rules import rules

Change: TypeAlias = FieldChange
Step: TypeAlias = str | int
Way = tuple[Step, ...]
PLAIN_DEPTH = 1  # of sections whose empty fields are all shown; deeper ones, and rows, offer theirs in a list
LONG = 40  # characters that a line holds
RULE, METHOD, REMARK = "评分", "方法", "说明"
UNREGISTERED = "未登记"


Part = TypeVar("Part", "Input", "Group")


class Told(NamedTuple):
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
    told: list[Told] = field(default_factory=list)

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
    offers: tuple[str, ...] = ()
    hint: str = ""
    is_row: bool = False
    is_list: bool = False
    first: bool = True
    new: bool = False
    told: list[Told] = field(default_factory=list)

    def inputs(self) -> "Iterator[Input]":
        for part in self.parts:
            if isinstance(part, Input):
                yield part
            else:
                yield from part.inputs()

    def groups(self) -> "Iterator[Group]":
        yield self
        for part in self.parts:
            if isinstance(part, Group):
                yield from part.groups()

    @property
    def count(self) -> int:
        """How many things are wrong in it."""
        return sum(len(group.told) for group in self.groups()) + sum(len(one.told) for one in self.inputs())

    @property
    def is_open(self) -> bool:
        return (
            self.new
            or any(group.new or group.told for group in self.groups())
            or any(one.told or one.new for one in self.inputs())
        )


def way_of(name: str) -> Way:
    """Return the way that a name of an input stands for."""
    return tuple(int(step) if step.isdecimal() and step.isascii() else step for step in name.split("/"))


def at_path(root: Any, way: Sequence[Step]) -> Any:
    """Return the node at a way, None where there is none."""
    node = root
    for step in way:
        if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        elif isinstance(node, MappingNode) and isinstance(step, str):
            node = next((below for key, below in node.value if _word(key) == step), None)
        else:
            return None
    return node


class FormBuilder:
    """Makes the form of one tree; `add` are the ways of what is to be filled in and is not there, `typed` what was."""

    def __init__(
        self, root: Any, told: Sequence[Diagnostic], add: Collection[str] = (), typed: Mapping[str, str] | None = None
    ) -> None:
        self.root, self.typed = root, typed or {}
        self.add = {
            *add,
            *(way for way in self.typed if at_path(root, way_of(way)) is None and self.typed[way].strip()),
        }
        self.told = [Told(one, number) for number, one in enumerate(told)]
        self.places: dict[tuple[int, int], Input | Group] = {}
        self.fields: dict[str, Input | Group] = {}

    def form(self) -> Group:
        """Return the whole form, each diagnostic at the input it is about, else at its section."""
        top = Group("", "")
        top.parts = list(self._fields(self.root, Project, (), "", shown_whole=True))
        top.offers = tuple(self._offers)
        for one in self.told:
            part = self._place(one, top)
            part.told.append(one._replace(way=part.way))
        return top

    def _place(self, told: Told, top: Group) -> "Input | Group":
        where = told.diagnostic.place
        found = self.fields.get(where.field) or self.places.get((where.line, where.column))
        steps = where.field
        while not found and "." in steps:
            steps = steps.rpartition(".")[0]
            found = self.fields.get(steps)
        return found or top

    def _fields(
        self, node: Any, noun: type[Record] | None, way: Way, shown: str, shown_whole: bool
    ) -> "Iterator[Input | Group]":
        """Yield the parts of a mapping, in the order of the field table; what it does not know comes last."""
        known = dict(fields_of(noun)) if noun else {}
        written = {_word(key): below for key, below in node.value} if isinstance(node, MappingNode) else {}
        offers = []
        for key, about in known.items():
            below, here = written.get(key), (*way, key)
            name = _name(here)
            wanted = name in self.add or any(other.startswith(f"{name}/") for other in self.add)
            where = self._where(node, noun, shown, key)
            if below is not None or wanted:
                yield self._part(below, about, here, where, new=below is None)
            elif about.required or (shown_whole and about.below is None and about.kind not in ("评分方法", REMARK)):
                yield self._input(None, about, here, where)
            else:
                offers.append(key)
        for key, below in written.items():
            if key not in known:
                yield self._any(below, (*way, key), join(shown, key), key)
        self._offers = offers

    def _where(self, node: Any, noun: type[Record] | None, shown: str, key: str) -> str:
        schema = plan_of(noun).fields.get(key) if noun else None
        if schema and schema.transparent and isinstance(node, MappingNode):
            return shown.removesuffix(f".{label(noun, node, 0)}")
        return join(shown, key)

    def _part(self, node: Any, about: FormField, way: Way, shown: str, new: bool) -> "Input | Group":
        if about.kind == "评分方法":
            return self._rule(node, about, way, shown, new)
        if about.kind == REMARK:
            return self._input(node, about, way, shown) if _is_text(node) else self._any(node, way, shown, about.key)
        if about.below is None:
            nested = isinstance(node, SequenceNode) and not all(isinstance(item, ScalarNode) for item in node.value)
            wrong = isinstance(node, MappingNode) or (isinstance(node, SequenceNode) and not about.many)
            return self._any(node, way, shown, about.key) if nested or wrong else self._input(node, about, way, shown)
        if isinstance(node, SequenceNode) or (node is None and about.many):
            return self._rows(node, about, way, shown)
        if isinstance(node, ScalarNode):
            return self._input(node, about, way, shown)
        group = Group(_name(way), about.key, hint=about.meaning, new=new)
        return self._filled(group, node, about.below, shown)

    def _filled(self, group: Group, node: Any, noun: type[Record] | None, shown: str) -> Group:
        """Return a group with the fields of a record."""
        way = way_of(group.way)
        whole = group.new or (len(way) <= PLAIN_DEPTH and not any(isinstance(step, int) for step in way))
        group.parts = list(self._fields(node, noun, way, shown, whole))
        group.offers = tuple(self._offers)
        return self._noted(group, node, shown)

    def _rows(self, node: Any, about: FormField, way: Way, shown: str) -> Group:
        group = Group(_name(way), about.key, hint=about.meaning, is_list=True)
        items = list(node.value) if node is not None else []
        fresh = {way_of(name)[len(way)] for name in self.add if way_of(name)[: len(way)] == way and name != _name(way)}
        count = max([len(items), *(step + 1 for step in fresh if isinstance(step, int))])
        if (node is None and not count) or _name(way) in self.add:
            count += 1
        for number in range(count):
            item, here = items[number] if number < len(items) else None, (*way, number)
            where = join(shown, label(about.below, item, number + 1)) if item is not None else ""
            if isinstance(item, ScalarNode):
                row: Input | Group = self._input(item, about, here, where)
            else:
                title = _title(item, about, number)
                group_of_row = Group(_name(here), title, is_row=True, first=number == 0, new=item is None)
                row = self._filled(group_of_row, item, about.below, where)
            group.parts.append(row)
        return self._noted(group, node, shown)

    def _rule(self, node: Any, about: FormField, way: Way, shown: str, new: bool) -> Group:
        method = at_path(node, (METHOD,)) if node is not None else None
        word = self.typed.get(_name((*way, METHOD))) or (str(method.value) if isinstance(method, ScalarNode) else "")
        group = Group(_name(way), about.key, hint=about.meaning, new=new)
        choice = Input(_name((*way, METHOD)), METHOD, word, words=tuple(rules()), required=True, new=new)
        group.parts = [self._noted(choice, method, join(shown, METHOD))]
        noun = rules().get(word)
        if noun:
            rest = self._fields(node, noun, way, shown, shown_whole=True)
            group.parts += (part for part in rest if part.label != METHOD)
            group.offers = tuple(self._offers)
        return self._noted(group, node, shown)

    def _any(self, node: Any, way: Way, shown: str, name: str) -> "Input | Group":
        """Return what the field table does not describe, as it is written."""
        if isinstance(node, ScalarNode):
            only = Input(_name(way), name, self.typed.get(_name(way), _text(node)))
            return self._noted(only, node, shown)
        group = Group(_name(way), name)
        pairs = (
            [(_word(key), below) for key, below in node.value]
            if isinstance(node, MappingNode)
            else list(enumerate(node.value))
        )
        for key, below in pairs:
            shown_key = str(key + 1) if isinstance(key, int) else key
            group.parts.append(self._any(below, (*way, key), join(shown, shown_key), shown_key))
        return self._noted(group, node, shown)

    def _input(self, node: Any, about: FormField, way: Way, shown: str) -> Input:
        lines = about.many and about.below is None
        name = _name(way)
        one = Input(name, about.key, self.typed.get(name, _text(node)), about.hint, about.unit, about.words, lines)
        one.required, one.new = about.required, name in self.add
        one.numeric = about.kind in NUMERIC and not lines
        if about.kind == "是否":
            one.words = ("是", "否")
        return self._noted(one, node, shown)

    def _noted(self, part: Part, node: Any, shown: str) -> Part:
        if shown:
            self.fields.setdefault(shown, part)
        if node is not None:
            self.places.setdefault(position(node), part)
        return part


def _word(key: Any) -> str:
    return str(key.value).strip() if isinstance(key, ScalarNode) else ""


def _name(way: Way) -> str:
    return "/".join(map(str, way))


def _is_text(node: Any) -> bool:
    return node is None or isinstance(node, ScalarNode)


def _text(node: Any) -> str:
    """Return a value as it is typed: a list of lines, or the lines of a text."""
    if node is None:
        return ""
    if isinstance(node, SequenceNode):
        return "\n".join(" ".join(str(item.value).split("\n")).strip() for item in node.value)
    return "\n".join(line.strip() for line in str(node.value).strip("\n").split("\n"))


def _title(item: Any, about: FormField, number: int) -> str:
    words = label(about.below, item, 0) if item is not None else ""
    name = at_path(item, ("名称",))
    if isinstance(name, ScalarNode) and name.value.strip() != words:
        words = f"{'' if words == '0' else words} {name.value.strip()}".strip()
    if words in ("", "0") and isinstance(item, MappingNode):
        words = next((_text(below)[:LONG] for _, below in item.value if isinstance(below, ScalarNode)), "")
    return f"{about.key} {number + 1}" + (f"：{words}" if words not in ("", "0") else "")


def changes_of(root: Any, typed: Mapping[str, str]) -> list[Change]:
    """Return what was typed as changes of a tree; what is as it was is none."""
    changes: list[Change] = []
    missing: dict[Way, dict[Way, Value]] = {}
    for name, text in typed.items():
        way, node = way_of(name), at_path(root, way_of(name))
        new = [line.strip() for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
        about = _about(root, way)
        lines = bool(about and about.many and about.below is None)
        if node is None:
            if new:
                top = next(way[:end] for end in range(1, len(way) + 1) if at_path(root, way[:end]) is None)
                missing.setdefault(top, {})[way[len(top) :]] = _value(new, lines)
        elif isinstance(node, SequenceNode):
            changes += _line_changes(node, way, new)
        elif isinstance(node, ScalarNode) and "\n".join(new) != "\n".join(filter(None, _text(node).split("\n"))):
            old = _text(node)
            changes.append(
                FieldChange("改", way, name, _value(new, lines), old)
                if new
                else FieldChange("删", way, name, None, old)
            )
    changes = _whole_removals(root, changes)
    for top, values in missing.items():
        how = "加" if isinstance(top[-1], int) else "补"
        changes.append(FieldChange(how, _last_place(root, top, changes), _name(top), _nested(values)))  # type: ignore[arg-type]
    return changes


def removal(root: Any, way: Way) -> list[Change]:
    """Return the change that takes away a row or a section; a list that loses its last row goes."""
    node = at_path(root, way)
    return _whole_removals(root, [FieldChange("删", way, _name(way), None, "")]) if node is not None else []


def _about(root: Any, way: Way) -> FormField | None:
    """Return the field of the table that a way leads to."""
    noun: Any = Project
    about = None
    for place, step in enumerate(way):
        if isinstance(step, str):
            about = fields_of(noun).get(step) if noun else None
            if about is None:
                return None
            if about.kind == "评分方法":
                method = at_path(root, (*way[: place + 1], METHOD))
                noun = rules().get(str(method.value)) if isinstance(method, ScalarNode) else None
            else:
                noun = about.below
    return about


def _value(lines: Sequence[str], several: bool) -> Value:
    if several and len(lines) > 1:
        return [Entry(line) for line in lines]
    return Entry("".join(lines))


def _line_changes(node: SequenceNode, way: Way, new: Sequence[str]) -> Iterator[Change]:
    if not all(isinstance(item, ScalarNode) for item in node.value):
        return
    old = _text(node).split("\n")
    if not new:
        yield FieldChange("删", way, _name(way), None, "；".join(old))
        return
    for number, (was, now) in enumerate(zip(old, new, strict=False)):
        if was != now:
            yield FieldChange("改", (*way, number), f"{_name(way)}/{number + 1}", Entry(now), was)
    for number in range(len(old), len(new)):
        yield FieldChange("加", (*way, number), f"{_name(way)}/{number + 1}", Entry(new[number]))
    for number in range(len(new), len(old)):
        yield FieldChange("删", (*way, number), f"{_name(way)}/{number + 1}", None, old[number])


def _whole_removals(root: Any, changes: Sequence[Change]) -> list[Change]:
    """Take away a section that loses all it has: a key with nothing under it would be a mistake."""
    done = list(changes)
    while True:
        for above in {change.path[:-1] for change in done if change.how == "删" and len(change.path) > 1}:
            gone = [change for change in done if change.how == "删" and change.path[:-1] == above]
            kept = [change for change in done if change not in gone and change.path[: len(above)] == above]
            if len(gone) == len(at_path(root, above).value) and not kept:
                rest = [change for change in done if change not in gone]
                done = [*rest, FieldChange("删", above, _name(above), None, "；".join(one.old for one in gone))]
                break
        else:
            return done


def _last_place(root: Any, top: Way, changes: Sequence[Change]) -> Way:
    """Return the way of a new row as the splice counts it: behind the last one."""
    if isinstance(top[-1], str):
        return top
    rows = at_path(root, top[:-1])
    before = sum(change.how == "加" and change.path[:-1] == top[:-1] for change in changes)
    return (*top[:-1], len(rows.value) + before)


def _nested(values: Mapping[Way, Value]) -> Value:
    """Return values by their ways as one tree."""
    if () in values:
        return values[()]
    steps: dict[Step, dict[Way, Value]] = {}
    for way, value in values.items():
        steps.setdefault(way[0], {})[way[1:]] = value
    if all(isinstance(step, int) for step in steps):
        return [_nested(steps[step]) for step in sorted(steps, key=int)]
    return {str(step): _nested(below) for step, below in steps.items()}


def waiver_change(root: Any, way: Way, check: str, reason: str, office: str) -> Change | None:
    """Return the change that answers a check with a reason (原文如此) beside a value; None where there is one."""
    below = {field_key(Waiver, "reason"): Entry(reason), field_key(Waiver, "office"): Entry(office)}
    above = way if isinstance(at_path(root, way), MappingNode) else way[:-1]
    while above and not isinstance(at_path(root, above), MappingNode):
        above = above[:-1]
    remark = at_path(root, (*above, REMARK))
    if remark is None:
        return FieldChange("补", (*above, REMARK), REMARK, {check: below})
    if isinstance(remark, ScalarNode):
        return FieldChange(
            "改", (*above, REMARK), REMARK, {"备注": Entry(_text(remark).replace("\n", "")), check: below}
        )
    if at_path(remark, (check,)) is not None:
        return None
    return FieldChange("补", (*above, REMARK, check), check, below)


def field_key(noun: type[Record], name: str) -> str:
    """Return the Chinese key of a field."""
    return next(key for key, about in fields_of(noun).items() if about.name == name)
