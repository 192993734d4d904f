"""每个网页地址只能有一个来源：单位的标识不能重复，单位名称只能属于一个单位，同一年里一个系列只能有一个项目，手写页面不能占用程序生成的地址。"""

from collections.abc import Iterator

from generator.checks import Finding
from generator.diagnostic import Severity
from generator.model.book import Book
from generator.model.scores import ScoreBook
from generator.record import Record

NAME = "地址冲突"
SEVERITY: Severity = "错误"
WAIVABLE = False
TAKEN = ("index", "query", "methods", "404")


def check(book: Book, _: ScoreBook) -> Iterator[Finding]:
    """Count who claims what."""
    slugs: dict[str, Record] = {}
    names: dict[str, Record] = {}
    for unit in book.units:
        if unit.slug in slugs:
            yield (
                unit,
                "slug",
                f"标识“{unit.slug}”与第 {slugs[unit.slug].at('slug').line} 行重复，请改为未用过的标识",
            )
        slugs.setdefault(unit.slug, unit)
        for name in unit.names:
            if name in names:
                yield unit, "name", f"“{name}”与第 {names[name].at().line} 行的单位重名，请删去一个"
            names.setdefault(name, unit)
    threads: dict[tuple[str, str], Record] = {}
    for project in book.projects:
        thread = (str(project.year), project.series)
        if project.series and thread in threads:
            other = threads[thread].marks.file
            yield project, "series", f"系列“{project.series}”在 {project.year} 年已有 {other}，请改正其中一个"
        threads.setdefault(thread, project)
    for text in book.texts:
        if text.slug in TAKEN:
            yield text, "", f"“{text.slug}”是程序生成的网页的地址，请改文件名"
    for unit in book.units:
        if unit.slug == "index":
            yield unit, "slug", "“index”是单位一览页的地址，请改标识"
    for project in book.projects:
        if project.slug == "index":
            yield project, "", "“index”是年度页的地址，请改文件名"
