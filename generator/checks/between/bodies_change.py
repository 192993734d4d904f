"""同一系列前后两年的项目单位、主管部门应相同：单位改了名的在 units.yml 写曾用名，项目转到别的单位的写说明。"""

from collections.abc import Iterator
from functools import partial

from generator.checks import Discrepancy, Fact, _bodies
from generator.checks._facts import Anchor, anchor
from generator.checks.between._years import with_last
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.project import Project

NAME = "单位变动"
SEVERITY: Severity = "提示"
Body = tuple[str, str, Anchor]  # as written, its full name, where
WORDS = ("项目单位", "主管部门")


def extract(project: Project, book: Book) -> tuple[Body, Body] | None:
    """The bodies themselves, so that a short or former name is no change."""
    full = partial(_bodies.full, book)
    unit, authorities = project.unit, project.authority_names
    both = (
        (unit, full(unit), anchor(project, project, "unit")),
        ("、".join(authorities), "、".join(map(full, authorities)), anchor(project, project, "authorities")),
    )
    return both if project.series else None


def compare(facts: list[Fact[tuple[Body, Body]]]) -> Iterator[Discrepancy]:
    """Compare each year with the one before it."""
    for (_who, now), (last, then) in with_last(facts):
        for word, (name, body, where), (before, other, _there) in zip(WORDS, now, then, strict=True):
            if name and before and body != other:
                text = f"{word}是“{name}”，同一系列 {last.year} 年度是“{before}”，请核对系列和单位；改名的登记曾用名"
                yield where, text
