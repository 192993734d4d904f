"""一个单位（没有写的，看全站）的结果应用办法，各管各的年度，不重叠；两个都管的年度不知道按哪个。"""

from collections.abc import Iterator
from itertools import combinations

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.book import Book, Site, Unit
from generator.model.result_use import ResultRule

NAME = "应用办法重叠"
SEVERITY: Severity = "错误"
WAIVABLE = False


def check_site(book: Book) -> Iterator[Violation]:
    """Compare the years of every two rules that are named together."""
    holders: tuple[Site | Unit, ...] = (book.site, *book.units)
    for holder in holders:
        found = [
            (n, book.result_rules[slug]) for n, slug in enumerate(holder.result_rules) if slug in book.result_rules
        ]
        for (_, one), (place, other) in combinations(found, 2):
            both = _years(one) & _years(other)
            if both:
                text = (
                    f"“{other.slug}”与“{one.slug}”都管 {min(both)} 年度的项目，请写明两个办法的“起始年度”“终止年度”，"
                    "使它们不重叠"
                )
                yield holder, ("result_rules", place), text


def _years(rule: ResultRule) -> set[int]:
    return set(range(rule.first or 1949, (rule.last or 2100) + 1))
