"""Edits of a data file: its text is changed at exactly the places that differ; comments and all else stay as they are.

What is changed is found by its way down in the tree that `load` makes of the text. What comes out is not trusted: it is
read again, and only counts where it says exactly what was meant.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from generator.core.diagnostic import UNVERIFIED, Diagnostic
from generator.draft.form import quoted
from generator.intake.comparison import FieldChange, Path
from generator.intake.drafted import Blank, Entry, draft_lines, entries, says
from generator.intake.drafted import Node as Value
from generator.load.source import MappingNode, Node, OpenedFile, ScalarNode, SequenceNode, node_at, parse

Plain: TypeAlias = "str | dict[str, Plain] | list[Plain]"


MARK = re.compile(rf"[ \t]+#[ \t]*{UNVERIFIED}.*")
BOM = b"\xef\xbb\xbf"


def changed(raw: bytes, opened: OpenedFile, changes: Sequence[FieldChange]) -> bytes | None:
    """Return the bytes of a file with all changes made, read again; None if they do not say exactly that."""
    windows = b"\r" in raw
    if windows and not raw.count(b"\r\n") == raw.count(b"\r") == raw.count(b"\n"):
        return None
    text = edited(opened.text, opened.root, changes)
    reread = parse(text, opened.file)
    if isinstance(reread, Diagnostic) or plain_tree(reread.root) != intended(plain_tree(opened.root), changes):
        return None
    return (BOM if raw.startswith(BOM) else b"") + (text.replace("\n", "\r\n") if windows else text).encode()


def edited(text: str, root: Node, changes: Iterable[FieldChange]) -> str:
    """Return the text with all changes made; lines end with a newline only."""
    editor = _Editor(text, root)
    for change in changes:
        editor.do(change)
    return editor.finish()


def plain_tree(node: Any) -> Plain:
    """Return the content of a tree without places."""
    if isinstance(node, ScalarNode):
        return str(node.value)
    if isinstance(node, MappingNode):
        return {str(key.value).strip(): plain_tree(below) for key, below in node.value}
    return [plain_tree(item) for item in node.value]


def intended(tree: Plain, changes: Sequence[FieldChange]) -> Plain:
    """Return the tree as it is to be once the changes are made; items are taken away last, from the end."""
    removals = sorted(
        (change for change in changes if change.how == "删"), key=lambda change: _place(change.path), reverse=True
    )
    for change in (*(change for change in changes if change.how != "删"), *removals):
        above: Any = tree
        for step in change.path[:-1]:
            above = above[step]
        last = change.path[-1]
        if change.how == "删":
            del above[last]
        elif change.how == "加":
            above.append(_plain_value(change.value))
        else:
            above[last] = _plain_value(change.value)
    return tree


def _place(path: Path) -> tuple[tuple[int, str], ...]:
    """Return a path for sorting, items by number."""
    return tuple((step, "") if isinstance(step, int) else (0, step) for step in path)


def _plain_value(value: "Value | None") -> Plain:
    if isinstance(value, Entry):
        return value.text
    if isinstance(value, Mapping):
        return {key: _plain_value(below) for key, below in value.items() if says(below)}
    return [] if isinstance(value, Blank) else [_plain_value(item) for item in value or ()]


def _in_flow(value: Value) -> str:
    """Return a value on one line, as it stands within brackets."""
    if isinstance(value, Entry):
        return quoted(value.text, flow=True)
    if isinstance(value, Mapping):
        pairs = ((key, below) for key, below in value.items() if says(below))
        return f"{{{', '.join(f'{key}: {_in_flow(below)}' for key, below in pairs)}}}"
    return "" if isinstance(value, Blank) else f"[{', '.join(map(_in_flow, value))}]"


# At one place of the text: first what belongs into the line, then the comment behind it, then what goes below it;
# what lies deeper goes first.
BEFORE, BEHIND, BELOW = 1000, 2000, 4000


class _Piece(NamedTuple):
    """Replacement of a part of the text, with its turn where several are at one place."""

    start: int
    end: int
    turn: int
    new: str


class _Editor:
    """Gathers what is to be replaced in a text, and puts it there at the end."""

    def __init__(self, text: str, root: Node) -> None:
        self.text, self.root = text, root
        self.pieces: list[_Piece] = []
        self.removed: dict[Path, set[int]] = {}  # places of keys and items that go, by the path of what holds them

    def do(self, change: FieldChange) -> None:
        above = self._at(change.path[:-1])
        if change.value is None:
            step = change.path[-1]
            keys = [key.value.strip() for key, _ in self._rows(above)] if isinstance(step, str) else []
            self.removed.setdefault(change.path[:-1], set()).add(step if isinstance(step, int) else keys.index(step))
        elif change.how == "改":
            if isinstance(change.value, list) and not self._is_in_flow(change.path):
                self._replace_with_lines(above, self._at(change.path), change.value)
            else:
                self._replace(self._at(change.path), change.value, self._is_in_flow(change.path))
        elif change.how == "补":
            self._insert(above, {str(change.path[-1]): change.value}, len(change.path))
        else:
            self._insert(above, [change.value], len(change.path))

    def finish(self) -> str:
        for path, places in self.removed.items():
            self._remove(self._at(path), places)
        parts, done = [], 0
        for start, end, _, new in sorted(self.pieces, key=lambda piece: piece[:3]):
            parts += [self.text[done:start], new]
            done = max(done, end)
        return "".join((*parts, self.text[done:]))

    def _at(self, path: Path) -> Any:
        node = node_at(self.root, path)
        assert node is not None, "a change is of something that is there"
        return node

    def _is_in_flow(self, path: Path) -> bool:
        return any(_is_flow(self.text, self._at(path[:length])) for length in range(len(path)))

    def _line_end(self, index: int) -> int:
        end = self.text.find("\n", index)
        return len(self.text) if end < 0 else end

    def _replace(self, node: Any, value: Value, in_flow: bool) -> None:
        new = quoted(value.text, flow=in_flow) if isinstance(value, Entry) else _in_flow(value)
        start, end = node.start_mark.index, content_end(self.text, node)
        blank = " " if start and self.text[start - 1] == ":" else ""  # `key:` with nothing behind it
        mark = MARK.match(self.text, end)  # the doubt about the old value goes with it
        self.pieces.append(_Piece(start, mark.end() if mark else end, BEFORE, blank + new))
        self._doubt(end, value)

    def _replace_with_lines(self, above: Any, node: Any, values: list[Value]) -> None:
        """Put a list below its key, a line each."""
        start = node.start_mark.index
        while self.text[start - 1] == " ":
            start -= 1
        pad = " " * above.start_mark.column
        lines = [line.text for line in draft_lines({"-": values})][1:]
        self.pieces.append(
            _Piece(start, content_end(self.text, node), BEFORE, "".join(f"\n{pad}{line}" for line in lines))
        )

    def _insert(self, above: Any, value: Mapping[str, Value] | Sequence[Value], depth: int) -> None:
        """Put a key or an item at the end of its block, or before the bracket that closes it."""
        end = content_end(self.text, above)
        if _is_flow(self.text, above):
            place = content_end(self.text, self._rows(above)[-1][1]) if above.value else end - 1
            self.pieces.append(
                _Piece(place, place, BEFORE - depth, (", " if above.value else "") + _in_flow(value)[1:-1])
            )
            self._doubt(end, value)
            return
        if isinstance(value, Mapping):
            lines = [line.text for line in draft_lines(value)]
        else:
            lines = [line.text for line in draft_lines({"-": value})][1:]
        pad, place = " " * above.start_mark.column, self._line_end(end)
        self.pieces.append(_Piece(place, place, BELOW - depth, "".join(f"\n{pad}{line}" for line in lines)))

    def _doubt(self, index: int, value: Value) -> None:
        """Say at the end of the line what is to be verified."""
        doubts = tuple(dict.fromkeys(doubt for _, entry in entries(value) for doubt in entry.doubts))
        if doubts:
            place = self._line_end(index)
            self.pieces.append(_Piece(place, place, BEHIND, f"  # {UNVERIFIED}：{'；'.join(doubts)}"))

    def _remove(self, above: MappingNode | SequenceNode, places: Collection[int]) -> None:
        """Take away keys or items; where the first key of an item goes, the next that stays stands behind its dash."""
        rows = self._rows(above)
        stays = next((place for place in range(len(rows)) if place not in places), len(rows))
        begin = int(rows[0][0].start_mark.index)
        before = self.text[self.text.rfind("\n", 0, begin) + 1 : begin]
        is_item = isinstance(above, MappingNode) and bool(before.strip())
        if _is_flow(self.text, above):
            pieces = self._flow_pieces(rows, places, stays)
        elif is_item and stays in range(1, len(rows)):
            pieces = [(begin, int(rows[stays][0].start_mark.index))]
            pieces += [self._lines(rows[place]) for place in places if place > stays]
        else:
            pieces = [self._lines(rows[place]) for place in places]
        self.pieces += (_Piece(start, end, BEFORE, "") for start, end in pieces)

    def _flow_pieces(
        self, rows: Sequence[tuple[Any, Any]], places: Collection[int], stays: int
    ) -> list[tuple[int, int]]:
        """Return the parts of a line that go: those in front of what stays with the comma behind them."""
        starts = [int(first.start_mark.index) for first, _ in rows]
        ends = [content_end(self.text, last) for _, last in rows]
        if stays == len(rows):
            return [(starts[0], ends[-1])]
        return [
            (starts[place], starts[place + 1]) if place < stays else (ends[place - 1], ends[place]) for place in places
        ]

    def _lines(self, row: tuple[Any, Any]) -> tuple[int, int]:
        """Return the whole lines of a key or an item."""
        start = self.text.rfind("\n", 0, int(row[0].start_mark.index)) + 1
        return start, min(self._line_end(content_end(self.text, row[1])) + 1, len(self.text))

    def _rows(self, above: MappingNode | SequenceNode) -> list[tuple[Any, Any]]:
        return list(above.value) if isinstance(above, MappingNode) else [(item, item) for item in above.value]


def _is_flow(text: str, node: Node) -> bool:
    """True for a list or a mapping in brackets."""
    return not isinstance(node, ScalarNode) and text[node.start_mark.index] in "[{"


def content_end(text: str, node: Any) -> int:
    """Return the end of the content of a node in its text, without the lines below a block."""
    if not isinstance(node, ScalarNode) and not _is_flow(text, node):
        last = node.value[-1]
        return content_end(text, last[1] if isinstance(node, MappingNode) else last)
    end = int(node.end_mark.index)
    while end > node.start_mark.index and text[end - 1] == "\n":
        end -= 1
    return end
