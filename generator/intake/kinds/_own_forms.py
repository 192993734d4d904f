"""Forms of ours, as a workbook or a document: lists in one cell, values found twice, forms of another version."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import get_args

from generator.forms.layouts import FormLayout
from generator.intake.addressed import Steps
from generator.intake.drafted import Entry, PaperKind
from generator.intake.paper import Refused, Spot

ITEM = re.compile(r"(\d+)、\s*")
UNNUMBERED = "这一段没有编号，或与别的重号，按第 {} 项读"
TWICE = "表里是“{}”，其他内容里是“{}”，按表里的读"


def other_version(file: str, name: str, version: str) -> Refused:
    """Why a form of another version than the one in use is not read."""
    told = f"这是“{name}”第 {version} 版，不是现在用的"
    return Refused(file, f"{told}；请运行 make form 做一份新的，把内容填进去再交来")


def kind_of(layout: FormLayout) -> PaperKind:
    """The kind of paper that a form is."""
    kind: PaperKind = next(one for one in get_args(PaperKind) if one == layout.NAME)
    return kind


def list_entries(path: Steps, text: str, spot: Spot) -> Iterator[tuple[Steps, Entry]]:
    """Yield the values of a cell that holds a list, an item a line; `*` in the path stands for the number of the item.

    Where the items are records (主要绩效.*.内容), a line says itself which of them it belongs to.
    """
    lines = [line for part in text.split("\n") if (line := part.strip())]
    if path[-1] == "*":
        yield from (((*path[:-1], Fraction(number)), Entry(line, spot)) for number, line in enumerate(lines))
        return
    for number, line, doubts in _items(lines):
        yield tuple(Fraction(number) if step == "*" else step for step in path), Entry(line, spot, doubts)


def _items(lines: Sequence[str]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Yield each item of a numbered list from 0; an only one needs no number, of others the lack of it is doubted."""
    last = -1
    for line in lines:
        match = ITEM.match(line)
        number = int(match[1]) - 1 if match else -1
        sure = number > last or len(lines) == 1
        last = number if number > last else last + 1
        if text := line[match.end() :] if match else line:
            yield last, text, () if sure else (UNNUMBERED.format(last + 1),)


def reconciled(shown: Entry, other: Entry) -> Entry:
    """Return the value of a field that the form and 其他内容 have both.

    The latter has it to the letter (9.5分 for 9.5); where it has another value, that of the form counts and is doubted.
    """
    same = _loose(shown.text) == _loose(other.text)
    return other if same else shown.doubted(TWICE.format(shown.text, other.text))


def _loose(text: str) -> str:
    """A text without what a form shows elsewhere: a unit, the word for points, blanks."""
    return re.sub(r"\s|万元$|分$", "", text)
