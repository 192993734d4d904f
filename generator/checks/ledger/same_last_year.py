"""“上年同类”写的编号，在同一系列以前年度的台账里要找得到；找不到的，是编号改过，或那一项从台账里失去了。"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from generator.checks import Discrepancy, Fact
from generator.checks._facts import Anchor, anchor
from generator.checks.ledger._items import items
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "上年同类失联"
SEVERITY: Severity = "错误"


class LinkedItems(NamedTuple):
    """The numbers of a project's items, and the links to earlier ones with their places."""

    numbers: tuple[str, ...]
    links: tuple[tuple[str, Anchor], ...]


def extract(project: Project) -> LinkedItems | None:
    """The items, where there are any."""
    found = items(project)
    links = tuple((item.last_year, anchor(project, item, "last_year")) for item in found if item.last_year)
    return LinkedItems(tuple(item.number for item in found if item.number), links) if found else None


def compare(facts: list[Fact[LinkedItems]]) -> Iterator[Discrepancy]:
    """Look each link up in the earlier files of the 系列."""
    series: dict[str, list[Fact[LinkedItems]]] = defaultdict(list)
    for fact in facts:
        if fact[0].series:
            series[fact[0].series].append(fact)
    for who, own in facts:
        if not own.links:
            continue
        earlier = [one for one in series[who.series] if one[0].year < who.year]
        known = {number for _, one in earlier for number in one.numbers}
        for number, where in own.links:
            if not who.series:
                yield where, f"项目没有写“系列”，不知道“{number}”在哪一年的台账里，请补写“系列”"
            elif number not in known:
                years = "、".join(str(one[0].year) for one in sorted(earlier, key=lambda one: one[0].year))
                told = f"同一系列 {years} 年度的台账里没有" if years else "同一系列以前年度没有台账，找不到"
                yield where, f"{told}“{number}”这一项，请核对编号；那一项被删去的，请在原来的文件里补回"
