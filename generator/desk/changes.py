"""Changes of a data file: places in its tree by their way, and what was typed there as changes.

A way is the steps from the root down, keys and numbers of items from 0; an input is named by it (`预算/金额`,
`指标体系/0/权重`).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from generator.core.record import Record, Waiver
from generator.intake.comparison import FieldChange
from generator.intake.drafted import Entry
from generator.intake.drafted import Node as Value
from generator.load.source import MappingNode, Node, ScalarNode, SequenceNode, node_at
from generator.model.field_table import FormField, fields_of
from generator.model.project import Project
from generator.rules import rules

Step: TypeAlias = str | int
Way = tuple[Step, ...]
METHOD, REMARK, RULE = "方法", "说明", "评分方法"


def way_of(name: str) -> Way:
    """Return the way that a name of an input stands for."""
    return tuple(int(step) if step.isdecimal() and step.isascii() else step for step in name.split("/"))


def name_of(way: Way) -> str:
    """Return the name of the input at a way."""
    return "/".join(map(str, way))


def text_of(node: Node | None) -> str:
    """Return a value as it is typed: a list of texts, or the lines of a text."""
    if node is None:
        return ""
    if isinstance(node, SequenceNode):
        return "\n".join(" ".join(str(item.value).split("\n")).strip() for item in node.value)
    return "\n".join(line.strip() for line in str(node.value).strip("\n").split("\n"))


def changes_of(root: Node, typed: Mapping[str, str]) -> list[FieldChange]:
    """Return the texts typed into inputs, by name, as changes of a tree; unchanged ones are left out."""
    changes: list[FieldChange] = []
    added: dict[Way, dict[Way, Value]] = {}  # by the way of the highest node that is missing
    for name, text in typed.items():
        way = way_of(name)
        lines = [line.strip() for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
        node = node_at(root, way)
        if node is not None:
            changes += _changes_at(root, node, way, lines)
        elif lines:
            top = next(way[:end] for end in range(1, len(way) + 1) if node_at(root, way[:end]) is None)
            added.setdefault(top, {})[way[len(top) :]] = _value(lines, _is_list(root, way))
    changes = _whole_removals(root, changes)
    for top, values in added.items():
        place = _last_place(root, top, changes)
        changes.append(FieldChange("加" if isinstance(top[-1], int) else "补", place, name_of(top), _nested(values)))
    return changes


def _changes_at(root: Node, node: Node, way: Way, lines: Sequence[str]) -> Iterator[FieldChange]:
    """Yield the changes that give a node these lines."""
    if isinstance(node, SequenceNode):
        yield from _line_changes(node, way, lines)
        return
    old = text_of(node)
    if isinstance(node, ScalarNode) and "\n".join(lines) != "\n".join(filter(None, old.split("\n"))):
        value = _value(lines, _is_list(root, way)) if lines else None
        yield FieldChange("改" if lines else "删", way, name_of(way), value, old=old)


def removal(root: Node, way: Way) -> list[FieldChange]:
    """Return the change that takes away a row or a section; a list that loses its last row goes."""
    return _whole_removals(root, [_removed(way, "")]) if node_at(root, way) is not None else []


def _removed(way: Way, old: str, name: str = "") -> FieldChange:
    return FieldChange("删", way, name or name_of(way), None, old=old)


def _is_list(root: Node, way: Way) -> bool:
    """True if the field at a way holds a list of texts."""
    field = _field_at(root, way)
    return bool(field and field.many and field.below is None)


def _field_at(root: Node, way: Way) -> FormField | None:
    """Return the field of the table that a way leads to."""
    noun: type[Record] | None = Project
    field = None
    for place, step in enumerate(way):
        if isinstance(step, int):
            continue
        field = fields_of(noun).get(step) if noun else None
        if field is None:
            return None
        noun = field.below
        if field.kind == RULE:
            method = node_at(root, (*way[: place + 1], METHOD))
            noun = rules().get(str(method.value)) if isinstance(method, ScalarNode) else None
    return field


def _value(lines: Sequence[str], is_list: bool) -> Value:
    if is_list and len(lines) > 1:
        return [Entry(line) for line in lines]
    return Entry("".join(lines))


def _line_changes(node: SequenceNode, way: Way, new: Sequence[str]) -> Iterator[FieldChange]:
    """Yield the changes that give a list of texts these items."""
    if not all(isinstance(item, ScalarNode) for item in node.value):
        return
    old = text_of(node).split("\n")
    if not new:
        yield _removed(way, "；".join(old))
        return
    for number in range(max(len(old), len(new))):
        place, name = (*way, number), f"{name_of(way)}/{number + 1}"
        if number >= len(new):
            yield _removed(place, old[number], name)
        elif number >= len(old):
            yield FieldChange("加", place, name, Entry(new[number]))
        elif old[number] != new[number]:
            yield FieldChange("改", place, name, Entry(new[number]), old=old[number])


def _whole_removals(root: Node, changes: Sequence[FieldChange]) -> list[FieldChange]:
    """Replace the removals of all that a section has by its own: a key with nothing under it would be a mistake."""
    done = list(changes)
    while True:
        for above in {change.path[:-1] for change in done if change.how == "删" and len(change.path) > 1}:
            gone = [change for change in done if change.how == "删" and change.path[:-1] == above]
            kept = [change for change in done if change not in gone and change.path[: len(above)] == above]
            section = node_at(root, above)
            if section is not None and len(gone) == len(section.value) and not kept:
                rest = [change for change in done if change not in gone]
                done = [*rest, _removed(above, "；".join(change.old for change in gone))]
                break
        else:
            return done


def _last_place(root: Node, top: Way, changes: Sequence[FieldChange]) -> Way:
    """Return the way of a new row as the splice counts it: behind the last one."""
    rows = node_at(root, top[:-1])
    if isinstance(top[-1], str) or rows is None:
        return top
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


def waiver_change(root: Node, way: Way, check: str, reason: str, office: str) -> FieldChange | None:
    """Return the change that answers a check with a reason (原文如此) beside a value; None where there is one."""
    waiver = {field_key(Waiver, "reason"): Entry(reason), field_key(Waiver, "office"): Entry(office)}
    above = next(way[:end] for end in range(len(way), -1, -1) if not end or _is_mapping(root, way[:end]))
    place = (*above, REMARK)
    remark = node_at(root, place)
    if remark is None:
        return FieldChange("补", place, REMARK, {check: waiver})
    if isinstance(remark, ScalarNode):
        note = Entry(text_of(remark).replace("\n", ""))
        return FieldChange("改", place, REMARK, {"备注": note, check: waiver})
    if node_at(remark, (check,)) is not None:
        return None
    return FieldChange("补", (*place, check), check, waiver)


def _is_mapping(root: Node, way: Way) -> bool:
    return isinstance(node_at(root, way), MappingNode)


def field_key(noun: type[Record], name: str) -> str:
    """Return the Chinese key of a field."""
    return next(key for key, field in fields_of(noun).items() if field.name == name)
