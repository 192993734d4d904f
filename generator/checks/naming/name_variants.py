"""一份数据里，单位、项目、系统只有一个名称：与登记的或前面写明的名称只差一两个字的，很可能是写错了。"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._text_index import text_index
from generator.checks._texts import texts
from generator.checks.naming._names import plain, thing
from generator.checks.naming._typos import near_misses
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.project import Project

NAME = "名称不一"
SEVERITY: Severity = "警告"
PIECES = re.compile(r"[，、；。：:,;()（）《》“”\s]")
SYSTEM = re.compile(r"[\u4e00-\u9fffA-Za-z]{6,30}?(?:系统|平台|网站|门户|数据库)(?=的|$)")


def check(project: Project, book: Book) -> Iterator[Violation]:
    """Look through the texts of each project for what is nearly one of its names."""
    units = _units(book, project)
    if not any(_typos(project, units, text_index(project).whole)):
        return
    pieces = [(record, field, text) for record, field, text, is_remark in texts(project) if not is_remark]
    starts, at = [], 0
    for piece in pieces:
        starts.append(at)
        at += len(piece[2]) + 1
    found: dict[str, list[tuple[int, str]]] = {}
    for spot, variant, name in _longest(_typos(project, units, "\n".join(p[2] for p in pieces))):
        found.setdefault(variant, []).append((spot, name))
    for variant, hits in found.items():
        spot, name = hits[0]
        record, field = pieces[bisect_right(starts, spot) - 1][:2]
        times = f"（共 {len(hits)} 处）" if len(hits) > 1 else ""
        yield record, field, f"“{variant}”{times}是不是“{name}”？请对照原件核对"


def _typos(project: Project, bodies: list[tuple[str, ...]], text: str) -> Iterator[tuple[int, str, str]]:
    own = frozenset(name for names in bodies for name in names)
    declared, back = _names(project, bodies), text[::-1]
    systems = _systems(project) - declared
    for name in sorted(declared | systems | own):
        legitimate = declared | systems | own if name in systems else declared | own
        for spot, variant in near_misses(name, text, back, body=name in own):
            if not any(variant in other for other in legitimate):
                yield spot, variant, name


def _longest(hits: Iterator[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Of hits one inside the other, only the widest; in the order of the text."""
    kept: list[tuple[int, str, str]] = []
    for hit in sorted(hits, key=lambda one: (one[0], -len(one[1]), one[2])):
        if not kept or hit[0] + len(hit[1]) > kept[-1][0] + len(kept[-1][1]):
            kept.append(hit)
    return kept


def _units(book: Book, project: Project) -> list[tuple[str, ...]]:
    """The names of each body of this project."""
    evaluation = project.evaluation
    named = (project.unit, *project.authority_names, evaluation.client, evaluation.agency)
    units = (book.unit(name) for name in named if name)
    return list(dict.fromkeys(unit.names for unit in units if unit))


def _names(project: Project, bodies: list[tuple[str, ...]]) -> set[str]:
    """What the file declares to be names, each also with the other names of the body it begins with."""
    parts = (part.name for part in project.budget.parts)
    declared = (project.name, project.short, project.evaluation.report_name, *parts)
    names = {thing(name) for name in declared if name}
    for own in bodies:
        for name in tuple(names):
            head = max((one for one in own if name.startswith(one)), key=len, default="")
            names |= {other + name[len(head) :] for other in own if head}
    return names


def _systems(project: Project) -> set[str]:
    """The systems that 项目内容 lists."""
    lines = (piece for line in project.content for piece in PIECES.split(line))
    return {plain(found.group()) for piece in lines if (found := SYSTEM.match(piece))}
