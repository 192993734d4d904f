"""同一单位不同年度名称相近的项目，很可能是同一个项目，应写同一个“系列”，各年的结果才能连起来看。"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from generator.checks import Finding
from generator.checks.naming._names import Bodies, core, difference
from generator.checks.naming._slips import slip
from generator.diagnostic import Severity
from generator.model.book import Book
from generator.model.project import Project
from generator.model.scores import ScoreBook

NAME = "系列待定"
SEVERITY: Severity = "提示"
ENDS = 6  # characters at the beginning or the end that two names must share to be compared at all
MOST = 30  # names compared with one that share them, so that thousands alike cost no more


def check(book: Book, _: ScoreBook) -> Iterator[Finding]:
    """Look up, among the unit's projects of earlier years, the one with nearly the same name."""
    bodies = Bodies(book)
    known: dict[tuple[str, str], list[Project]] = defaultdict(list)
    series = {(bodies.key(project.unit), project.series, project.year) for project in book.projects}
    begun: dict[tuple[str, str], set[Decimal]] = defaultdict(set)
    for project in sorted(book.projects, key=lambda one: (one.year, not one.series)):
        unit, name = bodies.key(project.unit), core(project.name)
        keys = {(unit, name), (unit, f"{name[:ENDS]}…"), (unit, f"…{name[-ENDS:]}")} if name else set()
        near = {id(one): one for key in sorted(keys) for one in known[key][-MOST:] if _alike(name, core(one.name))}
        others = [one for one in near.values() if one.year < project.year]
        joined = project.series and begun[unit, project.series] - {project.year}
        begun[unit, project.series].add(project.year)
        if others and not joined:
            other = max(others, key=lambda one: (one.series != "", one.year))
            yield from _told(project, other, (unit, other.series, project.year) in series)
        for key in keys:
            known[key].append(project)


def _alike(one: str, other: str) -> bool:
    """Equal, or so long that a word of two characters more, less or otherwise does not make it another project."""
    if one == other:
        return True
    here, there, before, after = difference(one, other)
    most = max(len(here), len(there)) <= 2 and before + after >= 10 and before > 1
    return most and slip(here, there, other[len(other) - after :])


def _told(project: Project, other: Project, taken: bool) -> Iterator[Finding]:
    alike = f"{other.year} 年的“{other.name}”（{other.marks.file}）"
    if other.series and project.series:
        told = f"系列“{project.series}”与 {alike}的系列“{other.series}”不同，是同一项目的请改为一致"
        yield project, "series", told
    elif other.series and not taken:
        yield project, "name", f"与 {alike}名称相近，是同一项目的请写“系列: {other.series}”"
    elif project.series:
        later = f"{project.year} 年的“{project.name}”（{project.marks.file}）"
        yield other, "name", f"与 {later}名称相近，是同一项目的请写“系列: {project.series}”"
    elif not other.series:
        yield project, "name", f"与 {alike}名称相近，是同一项目的请在两处都写“系列: {other.slug}”"
