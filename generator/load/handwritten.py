"""Hand-written pages: one that is too long, too deep, or too much work for the Markdown parser gets one plain line.

The parser looks for the other half of every opening sign as far as the paragraph goes, and calls itself once for every
level, so that a slip of a program that wrote the page costs minutes or ends in the middle. What that work will be is
counted here beforehand, each text being read once. No page that someone wrote to be read comes near these limits.
"""

import re
from collections.abc import Iterator
from itertools import accumulate, groupby
from typing import NamedTuple

from generator.core.diagnostic import Diagnostic, Place
from generator.load.source import DEEPEST

LONGEST = 100_000  # characters
MOST_STEPS = 5_000_000  # characters looked at in search of the other halves: a second or two

MARKER = re.compile(r" {0,3}(?:> ?|(?:[*+-]|\d+\.)(?: +|$))")
SPACES = re.compile(r" *")
RULE = re.compile(r" {0,3}([-*_])(?: *\1)+ *")
TABLE_RULE = re.compile(r" *[|:-][|: -]*")
ITEM = re.compile(r"[ >]*(?:[*+-]|\d+\.) ")
TAG = re.compile(r"<(?=[a-zA-Z!?/])|>")
SIGN = re.compile(r"\\.|\]\(|[][()]", re.S)
BACKTICKS = re.compile("`+")
STRESS = re.compile(r"\*+|_+")
MEND = {
    "[": "没有配成对的“[”太多，请在后面补上“]”，或写成“\\[”",
    "(": "后面没有“)”的“](”太多，请补上“)”",
    "<": "没有配成对的“<”太多，请在后面补上“>”，或写成“&lt;”",
    "`": "没有配成对的“`”太多，请补上，或写成“\\`”",
    "*": "连在一起的“*”太多，请删去一些",
    "_": "连在一起的“_”太多，请删去一些",
}


class Search(NamedTuple):
    """A search for the other half of a sign: where the sign stands, and how many characters are looked at."""

    sign: str
    place: int
    steps: int


def excess(text: str, file: str) -> Diagnostic | None:
    """Return the limit that a page exceeds, if any."""
    if len(text) > LONGEST:
        return Diagnostic(Place(file), f"这一页有 {len(text)} 个字，超过 {LONGEST} 个的上限，请分成几页", "文件")
    for number, depth in enumerate(depths(text), 1):
        if depth > DEEPEST:
            words = f"层次超过 {DEEPEST} 层，请检查缩进和行首的“-”“>”等符号"
            return Diagnostic(Place(file, number, 1), words, "格式")
    all_searches = list(searches(text))
    if sum(search.steps for search in all_searches) <= MOST_STEPS:
        return None
    worst = max(all_searches, key=lambda search: (search.steps, -search.place))
    line = text.count("\n", 0, worst.place) + 1
    column = worst.place - text.rfind("\n", 0, worst.place)
    return Diagnostic(Place(file, line, column), MEND[worst.sign], "格式")


def depths(text: str) -> Iterator[int]:
    """Yield the depth of each line in lists and quotations; an indentation only continues an open one."""
    before, blank = 0, True
    for line in text.expandtabs(4).split("\n"):
        depth, marked = _depth(line, before)
        yield depth
        if marked:
            before = depth
        elif blank and line[:1].strip():
            before = 0
        blank = not line.strip()


def _depth(line: str, before: int) -> tuple[int, bool]:
    depth, place, marked = 0, 0, False
    if RULE.fullmatch(line):
        return 0, False
    while True:
        spaces = SPACES.match(line, place)
        inside = min((spaces.end() - place) // 4 if spaces else 0, max(before - depth, 0))
        depth, place = depth + inside, place + 4 * inside
        if marker := MARKER.match(line, place):
            depth, place, marked = depth + 1, marker.end(), True
        elif not inside:
            return depth, marked


def searches(text: str) -> Iterator[Search]:
    """Yield the searches of the parser: for ends of tags in the whole page, for brackets and code in each piece."""
    end = len(text)
    for match in reversed(list(TAG.finditer(text))):
        if match[0] == ">":
            end = match.start()
        else:  # a look at a tag is short, one at a marked section is not
            steps = end - match.start()
            yield Search("<", match.start(), 2 * steps if text.startswith("<![", match.start()) else steps // 4)
    for start, piece in pieces(text):
        for search in (*_brackets(piece), *_code(piece)):
            yield search._replace(place=start + search.place)
    for match in STRESS.finditer(text):  # from each sign of a run to its end, and quickly
        yield Search(match[0][0], match.start(), len(match[0]) ** 2 // 50)


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield the parts in which signs belong together, with their start: paragraphs, items, rows of tables."""
    lines = text.splitlines(keepends=True)
    starts = list(accumulate(map(len, lines), initial=0))
    for blank, numbers in groupby(range(len(lines)), key=lambda number: not lines[number].strip()):
        if not blank:
            yield from _pieces(lines, starts, list(numbers))


def _pieces(lines: list[str], starts: list[int], numbers: list[int]) -> Iterator[tuple[int, str]]:
    first, *rest = numbers
    rows = bool(rest) and _is_table(lines[first], lines[rest[0]])
    items = ITEM.match(lines[first]) is not None
    begun = [first, *(n for n in rest if rows or (items and ITEM.match(lines[n])))]
    for start, end in zip(begun, [*begun[1:], numbers[-1] + 1], strict=True):
        yield starts[start], "".join(lines[start:end])


def _is_table(head: str, rule: str) -> bool:
    cells = [line.strip().strip("|").count("|") for line in (head, rule)]
    return "|" in head and cells[0] == cells[1] and TABLE_RULE.fullmatch(rule.strip()) is not None


def _brackets(piece: str) -> Iterator[Search]:
    """Yield a search from each opening bracket to its own closing one, or to the end; again after every link."""
    open_: dict[str, list[tuple[int, bool]]] = {"[": [], "(": []}
    ended: list[tuple[str, int, int]] = []
    for match in SIGN.finditer(piece):
        sign, place = match[0], match.start()
        for closing, opening in (("]", "["), (")", "(")):
            if sign[0] == closing and open_[opening]:
                start, counts = open_[opening].pop()
                ended += [(opening, start, place)] if counts else []
        if sign[-1] in "[(":
            open_[sign[-1]].append((place, sign != "("))
    ended += ((sign, start, len(piece)) for sign, waiting in open_.items() for start, counts in waiting if counts)
    links = sum(piece.startswith(("](", "]["), end) for _, _, end in ended)
    for sign, start, end in ended:
        times = 1 if piece.startswith(("](", "]["), end) else 1 + links
        yield Search(sign, start, (end - start) * times)


def _code(piece: str) -> Iterator[Search]:
    """Yield a search from each run of backticks to the next of its length; in vain, again after every code."""
    after: dict[int, int] = {}  # where the next run of each length begins
    ways: list[tuple[int, int, int]] = []  # of each run: where it begins, the characters looked at, where its code ends
    for run in reversed(list(BACKTICKS.finditer(piece))):
        start = run.start() + (piece[run.start() - 1 : run.start()] == "\\")
        length, longest = run.end() - start, max(after, default=0)
        if length in after:
            ways.append((start, (after[length] - start) // 4, after[length] + length))
        else:  # the longest that is shorter will do, where none is longer
            ways.append((start, (len(piece) - start) // 4, after[longest] + longest if 0 < longest < length else 0))
        after[run.end() - run.start()] = run.start()
    codes = sum(end > 0 for _, _, end in ways)
    place = 0
    for start, steps, end in reversed(ways):
        if start >= place:
            yield Search("`", start, steps if end else steps * (1 + codes))
            place = max(place, end)
