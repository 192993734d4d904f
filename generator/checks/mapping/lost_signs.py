"""正文写明“≥95%”“95%以上”的目标，表里不能只写“95%”：丢了符号，就不知道是至少还是正好。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import all_leaves
from generator.checks.mapping._match import HALF, core, likeness, touches
from generator.checks.mapping._rows import rows_of
from generator.core.diagnostic import Severity
from generator.core.record import Record
from generator.model.project import Project

NAME = "比较符号"
SEVERITY: Severity = "警告"
NOTABLE = False

BARE = re.compile(r"(?P<number>\d{1,15}(?:\.\d{1,10})?)\s?(?P<percent>[%％]?)")
COMPARED = re.compile(
    r"(?P<before>≥|≧|>=|≤|≦|<=|＞|＜|>|<|不低于|不少于|不小于|不超过|不高于|不大于|不多于|超过|高于|大于|小于|低于)\s?"
    r"(?P<one>\d{1,15}(?:\.\d{1,10})?)\s?(?P<p1>[%％]?)|"
    r"(?<![\d.])(?P<two>\d{1,15}(?:\.\d{1,10})?)\s?(?P<p2>[%％]?)\s?[^\d\W]{0,2}?(?P<after>及?以[上内下])"
)
SENTENCE = re.compile(r"[。；\n]")
ComparedNumber = tuple[str, str, str]  # number with percent sign, how it was printed, the sentence


def check(project: Project) -> Iterator[Violation]:
    """Look for each bare number among the compared numbers of the prose, in a sentence on the same thing."""
    compared: list[ComparedNumber] = []
    for record, field, name, target in _targets(project):
        bare = BARE.fullmatch(target.strip())
        if not bare or (bare["percent"] and bare["number"] == "100"):
            continue
        compared = compared or list(_compared(project))
        number = f"{bare['number']}{'%' if bare['percent'] else ''}"
        found = next((how for what, how, line in compared if what == number and _same(name, line)), None)
        if found:
            yield record, field, f"“{name}”的目标值只写“{target}”，正文写的是“{found}”，请核对并补上符号"


def _targets(project: Project) -> Iterator[tuple[Record, str, str, str]]:
    yield from ((row, "target", row.levels[-1], row.target) for row in rows_of(project))
    plain = project.sheet.rows if project.sheet else ()
    yield from ((row, "target", row.levels[-1], row.target) for row in plain if row.levels and not row.sign)
    yield from ((node, "target", node.name, node.target) for node in all_leaves(project) if not node.sign)


def _compared(project: Project) -> Iterator[ComparedNumber]:
    goals, sheet = project.goals, project.sheet
    prose = [line for goal in (sheet.goals if sheet else ()) for line in goal.expected]
    if goals:
        prose += [*goals.overall, *goals.annual, *(line for group in goals.groups for line in group.items)]
    for sentence in (part for line in prose for part in SENTENCE.split(line)):
        for found in COMPARED.finditer(sentence):
            yield _number(found), found[0], sentence
    for row in rows_of(project):
        if whole := COMPARED.fullmatch(row.target.strip()):
            yield _number(whole), whole[0], row.levels[-1]


def _number(found: re.Match[str]) -> str:
    return f"{found['one'] or found['two']}{'%' if found['p1'] or found['p2'] else ''}"


def _same(name: str, sentence: str) -> bool:
    """The sentence names the thing: most of the name's pairs stand in it."""
    return bool(core(name)) and likeness(name, sentence) >= HALF and touches(name, sentence)
