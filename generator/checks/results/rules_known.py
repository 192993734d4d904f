"""site.yml、units.yml 和数据文件写的结果应用办法，在 actions 文件夹里要有同名文件，并且管得着项目的年度。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.book import Book, Site, Unit
from generator.model.project import Project

NAME = "应用办法未登记"
SEVERITY: Severity = "错误"
WAIVABLE = False


def check(project: Project, book: Book) -> Iterator[Violation]:
    """Look at the rule that a data file names itself."""
    use = project.use
    if use is None or not use.rule:
        return
    rule = book.result_rules.get(use.rule)
    if rule is None and not _unread(book, use.rule):
        yield use, "rule", _missing(book, use.rule)
    elif rule and not rule.valid_in(project.year):
        yield (
            use,
            "rule",
            f"“{use.rule}”不管 {project.year} 年度的项目，请核对；单位和年度已经定了办法的，删去“办法”一行",
        )


def check_site(book: Book) -> Iterator[Violation]:
    """Look at the rules that the site and the units name."""
    holders: tuple[Site | Unit, ...] = (book.site, *book.units)
    for holder in holders:
        for place, slug in enumerate(holder.result_rules):
            if slug not in book.result_rules and not _unread(book, slug):
                yield holder, ("result_rules", place), _missing(book, slug)


def _unread(book: Book, slug: str) -> bool:
    return any(file.endswith(f"actions/{slug}.yml") for file in book.unread)


def _missing(book: Book, slug: str) -> str:
    return f"没有“{slug}”这个结果应用办法，请核对；现有：{'、'.join(book.result_rules) or '无'}"
