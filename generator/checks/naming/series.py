"""同一单位不同年度名称相近的项目，很可能是同一个项目，应写同一个“系列”，各年的结果才能连起来看。"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from generator.checks import Discrepancy, Fact
from generator.checks._facts import Anchor, anchor
from generator.checks.naming._names import core, difference
from generator.checks.naming._typos import is_typo
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "系列待定"
SEVERITY: Severity = "提示"
SHARED_CHARS = 6  # characters at the beginning or the end that two names must share to be compared at all
MAX_COMPARED = 30  # names compared with one that share them, so that thousands alike cost no more


class Name(NamedTuple):
    """A project's name, what is left of it for comparing, and where name and series stand."""

    name: str
    core: str
    name_at: Anchor
    series_at: Anchor


def extract(project: Project) -> Name:
    """The name of every project."""
    return Name(project.name, core(project.name), anchor(project, project, "name"), anchor(project, project, "series"))


def compare(facts: list[Fact[Name]]) -> Iterator[Discrepancy]:
    """Look up, among the unit's projects of earlier years, the one with nearly the same name."""
    known: dict[tuple[str, str], list[Fact[Name]]] = defaultdict(list)
    series = {(who.body, who.series, who.year) for who, _ in facts}
    begun: dict[tuple[str, str], set[int]] = defaultdict(set)
    for fact in sorted(facts, key=lambda fact: (fact[0].year, not fact[0].series)):
        who, (_name, name, _at, _series_at) = fact
        unit = who.body
        keys = {(unit, name), (unit, f"{name[:SHARED_CHARS]}…"), (unit, f"…{name[-SHARED_CHARS:]}")} if name else set()
        joined = who.series and begun[unit, who.series] - {who.year}
        begun[unit, who.series].add(who.year)
        if not joined:
            candidates = {one[0].id: one for key in sorted(keys) for one in known[key][-MAX_COMPARED:]}
            others = [one for one in candidates.values() if one[0].year < who.year and _alike(name, one[1].core)]
            if others:
                other = max(others, key=lambda one: (one[0].series != "", one[0].year))
                yield from _discrepancy(fact, other, (unit, other[0].series, who.year) in series)
        for key in keys:
            known[key].append(fact)


def _alike(one: str, other: str) -> bool:
    """Equal, or so long that a word of two characters more, less or otherwise does not make it another project."""
    if one == other:
        return True
    here, there, before, after = difference(one, other)
    most = max(len(here), len(there)) <= 2 and before + after >= 10 and before > 1
    return most and is_typo(here, there, other[len(other) - after :])


def _discrepancy(fact: Fact[Name], earlier: Fact[Name], taken: bool) -> Iterator[Discrepancy]:
    (project, at), (other, at_other) = fact, earlier
    alike = f"{other.year} 年的“{at_other.name}”（{other.file}）"
    if other.series and project.series:
        text = f"系列“{project.series}”与 {alike}的系列“{other.series}”不同，是同一项目的请改为一致"
        yield at.series_at, text
    elif other.series and not taken:
        yield at.name_at, f"与 {alike}名称相近，是同一项目的请写“系列: {other.series}”"
    elif project.series:
        later = f"{project.year} 年的“{at.name}”（{project.file}）"
        yield at_other.name_at, f"与 {later}名称相近，是同一项目的请写“系列: {project.series}”"
    elif not other.series:
        yield at.name_at, f"与 {alike}名称相近，是同一项目的请在两处都写“系列: {other.slug}”"
