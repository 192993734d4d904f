"""一万以上的数，千分位逗号要么都用，要么都不用：一个文件里如此，同一系列的各年也如此。"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.checks import Discrepancy, Fact, Violation
from generator.checks._cache_last import cache_last
from generator.checks._facts import Anchor, anchor
from generator.checks._text_index import text_index
from generator.core.diagnostic import Severity
from generator.core.record import FieldName, Record
from generator.model.project import Project

NAME = "数字写法不一"
SEVERITY: Severity = "提示"
NOTABLE = False
RUN = re.compile(r"[0-9０-９][0-9０-９,]{4,}")
GROUPED = re.compile(r"\d{2,3},\d{3}|\d{1,3}(?:,\d{3}){2,}")
BARE = re.compile(r"[1-9]\d{4,8}")
# What is counted stands before a measure word; codes, telephone and document numbers do not.
MEASURE = re.compile(
    r"(?:\.\d+)?[ \u3000]?[余多]?[万亿]?"
    r"(?:人[次日]|[元人次家户个件份台套篇条项册本张株棵只头吨亩米辆架所座间幅部场批笔宗起例枚块名]"
    r"|公[斤里顷]|千[克米]|平方|立方|小时|课时|学时)"
)
INSIDE = re.compile(r"[\dA-Za-z.,，:：/_#＃〔﹝\-－—–第]")  # before a number: it is part of something longer


@dataclass(frozen=True)
class GroupedNumber:
    """A number of five digits or more, and whether it has separators."""

    record: Record
    field: FieldName
    text: str
    grouped: bool


SeparatorUse = tuple[str, bool, Anchor]  # a number, whether it has separators, where


def check(project: Project) -> Iterator[Violation]:
    """Within each file."""
    found = _numbers(project)
    grouped = [number for number in found if number.grouped]
    bare = [number for number in found if not number.grouped]
    if grouped and bare:
        odd, other = (bare[0], grouped[0]) if len(grouped) >= len(bare) else (grouped[0], bare[0])
        message = _message(odd.text, odd.grouped, f"{other.text} ")
        yield odd.record, odd.field, message, ((other.record, other.field),)


def extract(project: Project) -> SeparatorUse | None:
    """The first number of a file that is at one with itself."""
    found = _numbers(project) if project.series else []
    if len({number.grouped for number in found}) != 1:
        return None
    return found[0].text, found[0].grouped, anchor(project, found[0].record, found[0].field)


def compare(facts: list[Fact[SeparatorUse]]) -> Iterator[Discrepancy]:
    """From one year of a series to the next."""
    series: dict[str, list[Fact[SeparatorUse]]] = defaultdict(list)
    for fact in facts:
        series[fact[0].series].append(fact)
    for years in series.values():
        years.sort(key=lambda fact: fact[0].year)
        for (earlier, (before, was_grouped, _at)), (_who, (now, grouped, where)) in pairwise(years):
            if was_grouped != grouped:
                yield where, _message(now, grouped, f"同一系列{earlier.year}年的 {before} ")


def _message(text: str, grouped: bool, other: str) -> str:
    has, lacks = ("用了", "没用") if grouped else ("没用", "用了")
    return f"{text} {has}千分位逗号，{other}{lacks}，请对照原件核对"


@cache_last
def _numbers(project: Project) -> list[GroupedNumber]:
    return list(_read(project))


def _read(project: Project) -> Iterator[GroupedNumber]:
    for record, field, text, is_remark in text_index(project).matching(RUN):
        for found in RUN.finditer(text) if not is_remark else ():
            number = found[0].rstrip(",")
            end = found.start() + len(number)
            grouped = GROUPED.fullmatch(number) is not None
            if not grouped and not BARE.fullmatch(number):
                continue
            if MEASURE.match(text, end) and not INSIDE.match(text[found.start() - 1 : found.start()]):
                yield GroupedNumber(record, field, number, grouped)
