"""Findings by cell: what `check` says of a data file, each with the place in the paper that it speaks of."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.core.diagnostic import Diagnostic
from generator.intake.comparison import Path
from generator.intake.drafted import Entry
from generator.intake.paper import Spot
from generator.load.source import MappingNode, Node, SequenceNode, decode, parse, position

POINTS = ("公布", "得分")  # what stands in the paper where a data file may have a rule


class CellFinding(NamedTuple):
    """A diagnostic, and the place in the paper and what stands there; None where it is about no single place."""

    diagnostic: Diagnostic
    spot: Spot | None = None
    shown: str = ""


def findings(
    raw: bytes, file: str, diagnostics: Iterable[Diagnostic], origins: Mapping[Path, Entry]
) -> tuple[CellFinding, ...]:
    """Return the diagnostics of a data file in the order of its lines; `origins` are the values by their way down."""
    text = decode(raw, file)
    opened = text if isinstance(text, Diagnostic) else parse(text, file)
    places = {} if isinstance(opened, Diagnostic) else _places(opened.root)
    return tuple(
        _finding(diagnostic, places, origins)
        for diagnostic in sorted(diagnostics, key=lambda diagnostic: diagnostic.place[1:3])
    )


def _finding(
    diagnostic: Diagnostic, places: Mapping[tuple[int, int], Path], origins: Mapping[Path, Entry]
) -> CellFinding:
    line, column = diagnostic.place.line, diagnostic.place.column
    path = places.get((line, column))
    if path is None:
        on_line = [path for (start_line, _), path in places.items() if start_line == line]
        path = on_line[-1] if on_line else ()
    key = diagnostic.place.field.rpartition(".")[2]  # of a field that is not written the whole record is the place
    if sibling := origins.get((*path, key)) or (key == "评分" and origins.get((*path, *POINTS))):
        return CellFinding(diagnostic, sibling.spot, sibling.text)
    for length in range(len(path), 0, -1):
        above = path[:length]
        entry = origins.get(above) or next((e for key, e in origins.items() if key[:length] == above and e.spot), None)
        if entry and entry.spot:
            return CellFinding(diagnostic, entry.spot, entry.text)
    return CellFinding(diagnostic)


def _places(root: Node) -> Mapping[tuple[int, int], Path]:
    """Return the way down to whatever begins at a line and column; of several the outermost."""
    paths: dict[tuple[int, int], Path] = {}
    for node, path in _walk(root, ()):
        paths.setdefault(position(node), path)
    return paths


def _walk(node: Node, path: Path) -> Iterator[tuple[Node, Path]]:
    yield node, path
    if isinstance(node, MappingNode):
        for key, below in node.value:
            child_path = (*path, str(key.value).strip())
            yield key, child_path
            yield from _walk(below, child_path)
    elif isinstance(node, SequenceNode):
        for number, item in enumerate(node.value):
            yield from _walk(item, (*path, number))
