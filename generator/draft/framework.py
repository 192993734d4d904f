"""The tree of a framework as the tree of a new project: weights where they are fixed, rules as empty forms."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator

from generator.core.diagnostic import UNFILLED
from generator.core.record import key_of, keys_of
from generator.draft.blank import empty, first_in_force, hints, note
from generator.draft.form import FormBlock, FormRow, Value
from generator.model.framework import Framework, Slot, Suggestion
from generator.rules import rules

# What a rule cannot do without although it may be left out: one of several ways to say the same.
ASKED = {"满意度": ("实际", "目标")}
CRITERIA = "要点"


def tree(framework: Framework) -> tuple[FormBlock, ...]:
    """Return the indicators of the first level, with all below them."""
    make = _row_of_form if framework.form == "自评表" else _scored
    return tuple(_indicator(slot, make, top=True) for slot in framework.slots)


def money(framework: Framework) -> tuple[str, ...]:
    """Return the amounts its rules need beside the budget itself, by their English names."""
    rules = [slot.suggestion for slot in framework.nodes() if slot.suggestion]
    bases = {rule.base for rule in rules}
    spent = any(rule.method == "执行率" for rule in rules)
    return (
        *(("spent",) if spent else ()),
        *(name for name, key in (("initial", "年初预算"), ("received", "到位金额")) if key in bases),
    )


def _indicator(slot: Slot, make: Callable[[Slot], Iterable[FormRow]], top: bool = False) -> FormBlock:
    rows = [FormRow("编号", slot.code)] if slot.code else []
    rows.append(FormRow("名称", slot.name or UNFILLED, slot.advice))
    custom = f"多为 {slot.custom}" if slot.custom else ""
    between = slot.weight is None and not top and bool(slot.children)  # many papers weigh the ends of the tree only
    weight = FormRow("权重", UNFILLED if slot.weight is None else f"{slot.weight:f}", custom, optional=between)
    if slot.children:
        below = FormRow("下级", tuple(_indicator(child, make) for child in slot.children))
        return FormBlock((*rows, weight, below))
    return FormBlock((*rows, weight, *make(slot)))


def _scored(slot: Slot) -> Iterator[FormRow]:
    """Yield the scoring of an indicator in a report."""
    suggestion = slot.suggestion or Suggestion(method="评定")
    words = "" if suggestion.method == CRITERIA else "\n".join(f"要点：{text}" for text in slot.criteria)
    yield FormRow("评分", _rule(suggestion, slot.criteria), words=words)


def _row_of_form(slot: Slot) -> Iterator[FormRow]:
    """Yield the fields that a 自评表 prints of an indicator; the execution rate is in its block of funds."""
    if slot.suggestion and slot.suggestion.method == "执行率":
        yield FormRow("评分", _rule(slot.suggestion, ()))
        yield FormRow("公布", FormBlock((FormRow("得分", UNFILLED),), flat=True), "项目资金一行的得分")
        return
    yield FormRow("目标值", UNFILLED)
    yield FormRow("实际值", UNFILLED)
    yield FormRow("评分", FormBlock((FormRow("方法", "评定"), FormRow("得分", UNFILLED)), flat=True))
    yield FormRow("偏差原因", UNFILLED, optional=True)


def _rule(suggestion: Suggestion, criteria: tuple[str, ...]) -> FormBlock:
    """Return the empty form of a rule: what must be written, and what custom fixes."""
    rule = rules()[suggestion.method]
    fixed = {key_of(Suggestion, name): getattr(suggestion, name) for name in ("target", "sign", "way", "base")}
    rows = [FormRow("方法", suggestion.method)]
    for key, f in keys_of(rule).items():
        wanted = f.default is dataclasses.MISSING or key in ASKED.get(suggestion.method, ())
        hint = hints(rule)[f.name]
        if key == CRITERIA and criteria:
            rows.append(FormRow(key, _items(empty(hint), criteria)))
        elif fixed.get(key):
            rows.append(FormRow(key, fixed[key]))
        elif wanted:
            rows.append(FormRow(key, empty(hint), note(hint)))
    return FormBlock(tuple(rows), flat=True)


def _items(form: Value, criteria: tuple[str, ...]) -> Value:
    """One criterion an item, its words filled in."""
    if not isinstance(form, tuple) or not isinstance(form[0], FormBlock):
        return criteria
    first, *rest = (row for row in first_in_force(form[0]).rows if not row.optional)
    return tuple(FormBlock((dataclasses.replace(first, value=text), *rest)) for text in criteria)
