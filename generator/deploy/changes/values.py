"""Values of a published record by path, in the words of the data file, and differences between two records.

Items of two lists are paired if equal, then by name, then by position.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from json import JSONEncoder
from typing import Any

from generator.core.number import ABSENT

# Keys that may name an item; the first non-empty one counts
LABELS = ("编号", "code", "名称", "name", "事项", "表名", "文件", "标识", "等级")
FLATTENED = ("下级", "children")  # lists that add no step to paths
ECHOED = ("code", "name")  # keys of computed values that repeat declared ones
DECLARED, COMPUTED, OURS = "declared", "computed", "本站核算"
Path = tuple[str, ...]
JsonObject = Mapping[str, Any]
_text = JSONEncoder(ensure_ascii=False, sort_keys=True).encode


@dataclass(frozen=True)
class ValueChange:
    """Changed value: path, old and new text; None for a blank."""

    path: Path
    old: str | None
    new: str | None

    @property
    def field(self) -> str:
        """Dotted path."""
        return ".".join(self.path)


def value_changes(old: JsonObject, new: JsonObject, titles: Mapping[str, str]) -> Iterator[ValueChange]:
    """Yield the differences between two published records (`data/{id}.json`); `titles` name the computed values."""
    yield from _changes((), old.get(DECLARED), new.get(DECLARED), {})
    yield from _changes((OURS,), _own(old), _own(new), titles)


def all_values(record: JsonObject, titles: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    """Yield every value of a published record with its path."""
    yield from leaves((), record.get(DECLARED), {})
    yield from leaves((OURS,), _own(record), titles)


def _own(record: JsonObject) -> JsonObject:
    """Return the computed values without the receipt, which repeats them; dashes become None."""
    own = {key: value for key, value in record.get(COMPUTED, {}).items() if key != "receipt"}
    return {key: None if value == ABSENT else value for key, value in own.items()}


def leaves(path: Path, value: object, titles: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    """Yield every value below a path with its full path."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in ECHOED:
                yield from leaves(_step(path, key, titles), inner, titles)
    elif isinstance(value, list):
        for step, inner in zip(_steps(value), value, strict=True):
            yield from leaves((*path, step), inner, titles)
    elif (text := _printed(value)) is not None:
        yield path, text


def _changes(path: Path, old: object, new: object, titles: Mapping[str, str]) -> Iterator[ValueChange]:
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in (*old, *(key for key in new if key not in old)):
            if key not in ECHOED:
                yield from _changes(_step(path, key, titles), old.get(key), new.get(key), titles)
    elif isinstance(old, list) and isinstance(new, list):
        for step, old_item, new_item in _paired(old, new):
            yield from _changes((*path, step), old_item, new_item, titles)
    elif isinstance(old, Mapping | list) or isinstance(new, Mapping | list):
        yield from (ValueChange(where, text, None) for where, text in leaves(path, old, titles))
        yield from (ValueChange(where, None, text) for where, text in leaves(path, new, titles))
    elif (was := _printed(old)) != (now := _printed(new)):
        yield ValueChange(path, was, now)


def _printed(value: object) -> str | None:
    return None if value in (None, "") else str(value)


def _step(path: Path, key: str, titles: Mapping[str, str]) -> Path:
    return path[:-1] if key in FLATTENED else (*path, titles.get(key, key))


def _paired(old: Sequence[object], new: Sequence[object]) -> Iterator[tuple[str, object, object]]:
    """Pair the items of two lists; yield step, old and new item (None if missing) of each unequal pair."""
    before, after = _steps(old), _steps(new)
    matcher = SequenceMatcher(None, [_text(item) for item in old], [_text(item) for item in new], autojunk=False)
    for how, i1, i2, j1, j2 in matcher.get_opcodes():
        if how == "equal":
            continue
        pairs = _matched(before, after, range(i1, i2), range(j1, j2))
        gone = sorted({*range(i1, i2)} - {*pairs.values()})
        yield from ((before[i], old[i], None) for i in gone)
        yield from ((after[j], old[pairs[j]] if j in pairs else None, new[j]) for j in range(j1, j2))


def _matched(before: Sequence[str], after: Sequence[str], old: Iterable[int], new: Sequence[int]) -> Mapping[int, int]:
    """Match new items to old ones by name; the others in order if equally many are left."""
    rest, pairs = list(old), dict[int, int]()
    for j in new:
        if (same := next((i for i in rest if before[i] == after[j] and not after[j].isdigit()), None)) is not None:
            pairs[j] = same
            rest.remove(same)
    if len(rest) == len(new) - len(pairs):
        pairs |= zip((j for j in new if j not in pairs), rest, strict=True)
    return pairs


def _steps(items: Sequence[object]) -> list[str]:
    """Return the step of each item in a path: its name, else its number; a repeated name gets its number too."""
    steps: list[str] = []
    for number, item in enumerate(items, 1):
        name = next((str(item[key]) for key in LABELS if item.get(key)), "") if isinstance(item, Mapping) else ""
        name = name or str(number)
        steps.append(f"{name}（第{number}项）" if name in steps else name)
    return steps
