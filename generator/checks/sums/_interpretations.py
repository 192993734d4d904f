"""Interpretations of a rule: every formula it may mean, and every rounding.

What the paper states is no choice: only the fields a rule names in `formulas` take another word, never a direction, a
target or a weight.
"""

import dataclasses
import typing
from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import Any

from generator.core.number import Rounding, RoundingMode, places_of
from generator.core.record import key_of
from generator.rules import Rule, RuleContext

Choice = list[dict[str, tuple[Any, str]]]  # by field: a value and the words for it, none for the declared one


@dataclasses.dataclass(frozen=True)
class Interpretation:
    """What would have to be written of the rule, and of the scheme's rounding, for other points to come out."""

    of_rule: tuple[str, ...]
    of_scheme: tuple[str, ...]

    def __str__(self) -> str:
        return "、".join(f"“{words}”" for words in (*self.of_rule, *self.of_scheme))


def interpretation_of(rule: Rule, context: RuleContext, printed: Decimal) -> Interpretation | None:
    """The interpretation nearest to the declared one that gives the printed points."""
    fits = (one for one, points in _all(rule, context, printed) if points == printed)
    return min(fits, key=lambda found: len(found.of_rule) + 2 * len(found.of_scheme), default=None)


def _all(rule: Rule, context: RuleContext, printed: Decimal) -> Iterator[tuple[Interpretation, Decimal | None]]:
    choices = [_choices(rule, name) for name in rule.formulas]
    for rounding, of_scheme in _roundings(context.rounding, printed):
        for chosen in product(*choices):
            changes = {name: value for choice in chosen for name, (value, _) in choice.items()}
            words = tuple(word for choice in chosen for _, word in choice.values() if word)
            working = dataclasses.replace(rule, **changes).evaluate(dataclasses.replace(context, rounding=rounding))
            yield Interpretation(words, of_scheme), working.points


def _choices(rule: Rule, name: str) -> Choice:
    key, hint = key_of(type(rule), name), typing.get_type_hints(type(rule))[name]
    words = {True: "是", False: "否"} if hint is bool else {word: word for word in typing.get_args(hint)}
    now = getattr(rule, name)
    others = [(value, f"{key}: {word}") for value, word in words.items() if value != now]
    return [{name: choice} for choice in ((now, ""), *others)]


def _roundings(own: Rounding, printed: Decimal) -> Iterator[tuple[Rounding, tuple[str, ...]]]:
    for places in {own.places, min(own.places, places_of(printed))}:
        digits = (f"小数位数: {places}",) if places != own.places else ()
        for mode in typing.get_args(RoundingMode):
            of_scheme = (f"舍入方式: {mode}",) if mode != own.mode else ()
            yield Rounding(mode, places), (*digits, *of_scheme)
