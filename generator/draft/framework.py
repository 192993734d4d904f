"""The tree of a framework as the tree of a new project: weights where they are fixed, rules as empty forms."""

import dataclasses

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
    """The indicators of the first level, with all below them."""
    return tuple(_indicator(slot, framework.form == "自评表") for slot in framework.slots)


def money(framework: Framework) -> tuple[str, ...]:
    """The amounts its rules need beside the budget itself, by their English names."""
    bases = {slot.suggestion.base for slot in framework.nodes() if slot.suggestion}
    if framework.form == "自评表":  # the form has a column for it
        bases.add("年初预算")
    return tuple(name for name, key in (("initial", "年初预算"), ("received", "到位金额")) if key in bases)


def _indicator(slot: Slot, on_form: bool) -> FormBlock:
    rows = [FormRow("编号", slot.code)] if slot.code else []
    rows.append(FormRow("名称", slot.name or UNFILLED, slot.advice))
    custom = f"多为 {slot.custom}" if slot.custom else ""
    rows.append(FormRow("权重", UNFILLED if slot.weight is None else f"{slot.weight:f}", custom))
    if slot.children:
        rows.append(FormRow("下级", tuple(_indicator(child, on_form) for child in slot.children)))
        return FormBlock(tuple(rows))
    suggestion = slot.suggestion or Suggestion(method="评定")
    if on_form and suggestion.method == "评定":  # the form prints both; other rules know them
        rows += [FormRow("目标值", UNFILLED), FormRow("实际值", UNFILLED)]
    words = "" if suggestion.method == CRITERIA else "\n".join(f"要点：{text}" for text in slot.criteria)
    rows.append(FormRow("评分", _rule(suggestion, slot.criteria), words=words))
    return FormBlock(tuple(rows))


def _rule(suggestion: Suggestion, criteria: tuple[str, ...]) -> FormBlock:
    """The empty form of a rule: what must be written, and what custom fixes."""
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
