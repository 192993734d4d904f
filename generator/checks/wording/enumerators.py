"""一组序号（1. 2. 3.，a. b. c.，（一）（二）（三），①②③）应依次排列，不缺号，不重号。"""

import re
from collections.abc import Iterator
from itertools import islice

from generator.checks import Violation
from generator.checks._numerals import NUMERALS
from generator.checks._texts import lists
from generator.checks.wording._quote import MOST_PER_TEXT
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "序号间断"
SEVERITY: Severity = "提示"
DIGITS = [str(n) for n in range(100)]
CIRCLED = ["", *(chr(n) for n in range(ord("①"), ord("⑳") + 1))]
LETTERS = ["", *"abcdefghijklmnopqrstuvwxyz"]
# How a number is written, and what it is written with, in order; the group of a pattern is the number.
STYLES = (
    (re.compile(r"(\d{1,2})[.．、](?!\d)"), DIGITS),
    (re.compile(r"[（(](\d{1,2})[）)]"), DIGITS),
    (re.compile(r"(\d{1,2})[）)]"), DIGITS),
    (re.compile("([①-⑳])"), CIRCLED),
    (re.compile("[（(]([一二三四五六七八九十]{1,3})[）)]"), NUMERALS),
    (re.compile("([一二三四五六七八九十]{1,3})、"), NUMERALS),
    (re.compile("([一二三四五六七八九十]{1,3})是"), NUMERALS),
    (re.compile("([a-z])[.．、)）](?![a-z.])"), LETTERS),
    (re.compile("([a-z])(?=[\u4e00-\u9fff])"), LETTERS),
)
STARTS = re.compile(r"^|(?<=[。；：;:\s])(?=[\da-z（(①-⑳一二三四五六七八九十])")
HEAD = re.compile(r"[\da-z（(①-⑳一二三四五六七八九十]")
# The second number of a text: the first alone is never wrong.
TRIGGERS = (
    re.compile(
        r"[。；：;:\s][（(]?(?:\d{1,2}[.．、）)]|[①-⑳]|[一二三四五六七八九十]{1,3}[、是）)]|[a-z][.．、)）一-鿿])"
    ),
)
ListNumber = tuple[int, int, str]  # style, value, as written


def check_text(text: str) -> Iterator[str]:
    """The numbers inside one text, where a sentence or a part of one begins with them."""
    numbers = [number for at in STARTS.finditer(text) if (number := _number(text, at.start()))]
    yield from (message for _, message in islice(_gaps(numbers), MOST_PER_TEXT))


def check(project: Project) -> Iterator[Violation]:
    """The numbers at the beginning of the lines of one list."""
    for record, name, lines in lists(project):
        numbered = [(n, number) for n, line in enumerate(lines) if (number := _number(line.lstrip(), 0))]
        for n, message in _gaps([number for _, number in numbered]):
            yield record, (name, numbered[n][0]), message


def _number(text: str, at: int) -> ListNumber | None:
    if not HEAD.match(text, at):
        return None
    for style, (pattern, order) in enumerate(STYLES):
        found = pattern.match(text, at)
        if found and found[1] in order:
            return style, order.index(found[1]), found[0]
    return None


def _gaps(numbers: list[ListNumber]) -> Iterator[tuple[int, str]]:
    """Each number that does not follow the last of its kind, where that began with 1; 1 ends the groups inside it."""
    groups: dict[int, ListNumber] = {}
    for n, number in enumerate(numbers):
        style, value, written = number
        last = groups.get(style)
        if last and value > 1:
            if value == last[1]:
                yield n, f"序号“{written}”重复了，请核对"
            elif value != last[1] + 1:
                yield n, f"序号从“{last[2]}”接到“{written}”，请核对是否缺项、错号"
        if last:
            order = list(groups)
            for inner in order[order.index(style) + 1 :]:
                del groups[inner]
        if last or value == 1:
            groups[style] = number
