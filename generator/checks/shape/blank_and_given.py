"""一处写明原文没有印（“/”“—”“未载明”），另一处又写了同一个数的，两处必有一处不对。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import all_nodes
from generator.checks.protocol import Value
from generator.core.diagnostic import Severity
from generator.core.record import FieldName, Record
from generator.model.project import Indicator, Project

NAME = "空缺矛盾"
SEVERITY: Severity = "错误"
SAME_IN_SOURCES = (("amount", "amount"), ("spent", "spent"))  # of the budget, and of what a document itself prints
SAME_IN_FUNDS = (("initial", "initial"), ("amount", "planned"), ("received", "received"), ("spent", "spent"),
                 ("rate", "rate"), ("received_rate", "received_rate"))  # fmt: skip


def check(project: Project) -> Iterator[Violation]:
    """Hold every value that is marked as blank against the places that give the same value."""
    for (record, field), (other, given) in _pairs(project):
        if _is_marked(record, field) and (text := _given(other, given)):
            mark, place = record.written(_name(field)), other.at(given)
            words = f"写作“{mark}”，表示原文没有印；“{place.field}”却写了 {text}，请对照原件，改正其中一处"
            yield record, field, words, ((other, given),)


def _pairs(project: Project) -> Iterator[tuple[Value, Value]]:
    """A value and another place where the same is written."""
    budget, printed = project.budget, project.printed
    for states in (source.states for source in project.sources if source.states):
        yield from (((budget, own), (states, there)) for own, there in SAME_IN_SOURCES)
        if printed:
            yield from (((printed, field), (states, field)) for field in ("score", "grade"))
    funds = project.sheet.funds[:1] if project.sheet else ()
    for head in funds:
        yield from (((budget, own), (head, there)) for own, there in SAME_IN_FUNDS)
        if leaf := project.execution:
            yield (head, "weight"), (leaf, "weight")
            yield (leaf, "weight"), (head, "weight")
            yield (head, "points"), _points(leaf)
    for node in all_nodes(project):
        if node.printed:
            yield (node, "weight"), (node.printed, "weight")
            if node.rule and node.rule.as_printed:
                yield (node.printed, "points"), (node.rule, "points")


def _points(leaf: Indicator) -> Value:
    awarded = leaf.rule and leaf.rule.as_printed
    return (leaf.rule, "points") if leaf.rule and awarded else (leaf.printed or leaf, "points")


def _is_marked(record: Record, field: FieldName) -> bool:
    """Whether the file says that the paper leaves it blank."""
    name = _name(field)
    return not getattr(record, name, None) and name in record.marks.texts


def _given(record: Record, field: FieldName) -> str:
    """The value as it is written, empty where there is none or where that is a mark as well."""
    name = _name(field)
    value = getattr(record, name, None)
    return record.written(name) if value is not None and value != "" else ""


def _name(field: FieldName) -> str:
    return field if isinstance(field, str) else field[0]
