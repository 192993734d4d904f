"""Adding up records: figures of the parts of a whole, field by field, exactly; the order of the parts changes nothing.

Numbers are added, mappings entry by entry, tuples put behind each other; what is nothing adds nothing, and anything
else (a day, a name) is the same in all parts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from itertools import chain
from typing import Any, TypeVar

from generator.core.number import total


@dataclass(frozen=True)
class Additive:
    """A record of figures that add up; each has a value by default, which adds nothing."""


Figures = TypeVar("Figures", bound=Additive)


def added(kind: type[Figures], parts: Sequence[Figures]) -> Figures:
    """The figures of all parts together; of no part those that a record of this kind has by default."""
    return _added(parts) if parts else kind()


def _added(parts: Sequence[Any]) -> Any:
    known = [part for part in parts if part is not None]
    if len(known) < 2:
        return known[0] if known else None
    match known[0]:
        case int():
            return sum(known)
        case Decimal():
            return total(known)
        case tuple():
            return tuple(chain.from_iterable(known))
        case Mapping():
            found: dict[Any, list[Any]] = {}
            for part in known:
                for key, value in part.items():
                    found.setdefault(key, []).append(value)
            return {key: _added(found[key]) for key in sorted(found)}
        case Additive() as one:
            own = (field.name for field in fields(one))
            return type(one)(**{name: _added([getattr(part, name) for part in known]) for name in own})
        case one:
            assert all(part == one for part in known), f"{one!r} adds up to nothing"
            return one
