"""Data file: its text becomes one record, or all that is wrong with it; nothing but the text decides, so it caches."""

from typing import Any

from generator.core.diagnostic import UNFILLED, Diagnostic, Place, in_order
from generator.core.record import Record
from generator.load.reader import RecordReader
from generator.load.remark import INVALID
from generator.load.source import parse

MOST_TOLD = 50  # of one file: more than that is no data file, or one mistake with many faces
MOST_UNFILLED = 500  # of one file, told apart from mistakes: a whole drafted file is listed

Read = tuple[Any, tuple[Diagnostic, ...]]  # what a file holds, None where it has mistakes; the mistakes


def read_record(noun: type[Record], text: str, file: str, slug: str = "") -> Read:
    """Read a file that is one record; nouns that have a `slug` are given that of the file."""
    given = {"slug": slug} if slug else {}
    return _read(text, file, lambda reader, root: reader.record(noun, root, "", **given))


def read_records(noun: type[Record], text: str, file: str, name: str) -> Read:
    """Read a file that is a list of records."""
    hint = tuple[noun, ...]  # type: ignore[valid-type]
    return _read(text, file, lambda reader, root: reader.value(hint, root, "", name))


def _read(text: str, file: str, how: Any) -> Read:
    opened = parse(text, file)
    if isinstance(opened, Diagnostic):
        return None, (opened,)
    reader = RecordReader(file)
    value = how(reader, opened.root)
    if value is not INVALID and not reader.found:
        return value, ()
    told, kept = in_order(reader.found), []
    for most, word, group in (
        (MOST_TOLD, "错误", [found for found in told if found.check != UNFILLED]),
        (MOST_UNFILLED, UNFILLED, [found for found in told if found.check == UNFILLED]),
    ):
        if len(group) > most:
            many = f"这个文件有 {len(group)} 处{word}，先列出前 {most} 处，改正后再查其余"
            kept.append(Diagnostic(Place(file), many, "格式"))
        kept.extend(group[:most])
    return None, tuple(kept)
