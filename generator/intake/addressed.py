"""Values by their paths: what a form of ours gives, each value at the way down to it, and the tree that they make."""

from collections.abc import Mapping
from fractions import Fraction

from generator.forms.layout import Path
from generator.intake.drafted import Node

Step = str | Fraction  # a number that is not whole is the place of an item put between two others
Steps = tuple[Step, ...]


def steps_of(path: Path) -> Steps:
    """A path whose numbers leave room between them."""
    return tuple(step if isinstance(step, str) else Fraction(step) for step in path)


def tree_of(values: Mapping[Steps, Node], in_place: bool = False) -> dict[str, Node]:
    """The tree of a data file; items of a list come in the order of their numbers, one close behind the other.

    Those of a form that does not show the whole list stay `in_place`, behind empty ones.
    """
    made = _below(values, in_place)
    return made if isinstance(made, dict) else {}


def _below(values: Mapping[Steps, Node], in_place: bool) -> Node:
    groups: dict[Step, dict[Steps, Node]] = {}
    for (first, *rest), node in values.items():
        groups.setdefault(first, {})[tuple(rest)] = node
    texts = {step: _node(below, in_place) for step, below in groups.items() if isinstance(step, str)}
    numbers = sorted(step for step in groups if isinstance(step, Fraction))
    if in_place and numbers:
        numbers = sorted({*numbers, *map(Fraction, range(int(numbers[-1])))})
    return [_node(groups.get(step, {}), in_place) for step in numbers] if numbers and not texts else texts


def _node(below: Mapping[Steps, Node], in_place: bool) -> Node:
    if () in below and len(below) == 1:
        return below[()]
    return _below({steps: node for steps, node in below.items() if steps}, in_place)
