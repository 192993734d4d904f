"""Downloads: one kind a file, found by its folder. An export module has one or more of these, each giving `Export`s:

- `of_case(case)`: the files of one project, of which everything is at hand;
- `of_year(views, year, leaves)`: those of one year; `views` may hold that year alone, `leaves` every scored indicator
  of it, None where there are too many to list;
- `exports(views, leaves)`: those of all projects together;
- `summaries(views, made)`: what speaks of the other downloads (checksums, the data package); these come last.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from generator.core.registry import discover
from generator.views import Portfolio, ProjectDetail
from generator.views.detail import IndicatorRow
from generator.views.download import Download, Export

MAX_INDICATOR_ROWS = (
    10_000  # rows: a sheet with more opens slowly, and writing it would double the work of a large build
)

IndicatorRows = Sequence[IndicatorRow] | None


def of_case(detail: ProjectDetail) -> Iterator[Export]:
    """The files of one project."""
    return (export for module in _having("of_case") for export in module.of_case(detail))


def of_year(portfolio: Portfolio, year: int, listed: IndicatorRows) -> Iterator[Export]:
    """The files of one year."""
    return (export for module in _having("of_year") for export in module.of_year(portfolio, year, listed))


def of_all(portfolio: Portfolio, listed: IndicatorRows) -> Iterator[Export]:
    """The files of all projects together."""
    return (export for module in _having("exports") for export in module.exports(portfolio, listed))


def summaries(portfolio: Portfolio, made: Iterable[Download]) -> Iterator[Export]:
    """What speaks of the others, in the order of their addresses."""
    known = tuple(sorted(made))
    for module in _having("summaries"):
        for export in module.summaries(portfolio, known):
            known = (*known, export.listed)
            yield export


def _having(name: str) -> list[Any]:
    return [module for module in discover(__name__) if hasattr(module, name)]


def json_bytes(value: Any) -> bytes:
    """JSON a person can read: one line for each key, and for each object of a list; decimals are strings already.

    Objects may be given one after the other: ten thousand of them take much room.
    """
    if isinstance(value, dict):
        return ("{\n" + ",\n".join(f" {_text(key)}: {_value(one)}" for key, one in value.items()) + "\n}\n").encode()
    return (_value(value) + "\n").encode()


def _value(value: Any) -> str:
    if isinstance(value, Iterator) or (isinstance(value, list) and value and isinstance(value[0], dict)):
        lines = ",\n".join(f"  {_text(item)}" for item in value)
        return f"[\n{lines}\n ]" if lines else "[]"
    return _text(value)


_text = json.JSONEncoder(ensure_ascii=False).encode  # made once: making one takes longer than a short text
