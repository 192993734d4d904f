"""每个网页地址只能有一个来源：单位的标识不能重复，单位名称只能属于一个单位，同一年里一个系列只能有一个项目，手写页面不能占用程序生成的地址。"""

from collections.abc import Iterator

from generator.checks import Discrepancy, Fact, Violation
from generator.checks._facts import Anchor, anchor
from generator.core.diagnostic import Severity
from generator.core.record import Record
from generator.model.book import Book
from generator.model.project import Project

NAME = "地址冲突"
SEVERITY: Severity = "错误"
WAIVABLE = False
TAKEN = ("index", "query", "methods", "filling", "glossary", "problems", "404")


def check_site(book: Book) -> Iterator[Violation]:
    """Count what units and pages claim."""
    slugs: dict[str, Record] = {}
    names: dict[str, Record] = {}
    for unit in book.units:
        if unit.slug in slugs:
            line = slugs[unit.slug].at("slug").line
            yield unit, "slug", f"标识“{unit.slug}”与第 {line} 行重复，请改为未用过的标识"
        slugs.setdefault(unit.slug, unit)
        for name in unit.names:
            if name in names:
                yield unit, "name", f"“{name}”与第 {names[name].at().line} 行的单位重名，请删去一个"
            names.setdefault(name, unit)
        if unit.slug == "index":
            yield unit, "slug", "“index”是单位一览页的地址，请改标识"
    for text in book.texts:
        if text.slug in TAKEN:
            yield text, "", f"“{text.slug}”是程序生成的网页的地址，请改文件名"


def check(project: Project) -> Iterator[Violation]:
    """A project must not take the address of its year, nor its series that of the list of series."""
    if project.slug == "index":
        yield project, "", "“index”是年度页的地址，请改文件名"
    if project.series == "index":
        yield project, "series", "“index”是历年对照一览页的地址，请改系列"


def extract(project: Project) -> Anchor | None:
    """Where the series is claimed."""
    return anchor(project, project, "series") if project.series else None


def compare(facts: list[Fact[Anchor]]) -> Iterator[Discrepancy]:
    """Count who claims which year of a series."""
    claimed: dict[tuple[int, str], str] = {}
    for who, where in facts:
        other = claimed.setdefault((who.year, who.series), who.file)
        if other != who.file:
            yield where, f"系列“{who.series}”在 {who.year} 年已有 {other}，请改正其中一个"
