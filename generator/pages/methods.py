"""评价等级与计分办法, 填报说明: schemes and scoring rules, for readers those in use, for staff all with the checks."""

import inspect
import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from generator.checks import all_checks
from generator.model.book import Book
from generator.model.regulation import ScoreBand
from generator.pages import NavEntry, Page, PageKind, shows
from generator.pages._metadata import column
from generator.rules import rules
from generator.views import Portfolio, figure

TITLE = "评价等级与计分办法"
NAV = (NavEntry(4, TITLE, "methods.md"),)
KINDS = (PageKind(re.compile(r"filling\.html"), "填报说明", listing=True),)
EXAMPLE = re.compile(r"^ *(例：.*?)(?=\n\n|\n *- |\Z)", re.M | re.S)


class RuleText(NamedTuple):
    """Documentation of a scoring rule: its name, its 1-based number, its text."""

    name: str
    number: int
    text: str

    @property
    def brief(self) -> tuple[str, ...]:
        """The computation and the examples, without the instructions for staff."""
        first, _, rest = self.text.partition("\n\n")
        return joined(first), *(joined(found[1]) for found in EXAMPLE.finditer(rest))


def pages(book: Book, portfolio: Portfolio) -> Iterator[Page]:
    """Make the page for readers, then the page for staff."""
    yield _methods(book, portfolio)
    yield _filling(book, portfolio)


def _methods(book: Book, portfolio: Portfolio) -> Page:
    """Make the page for readers: what the projects of the site use."""
    used = portfolio.rules
    about = "评价分值怎样对应评价结论，每项指标的得分怎样算出。"
    return Page(
        "methods.md",
        TITLE,
        "methods",
        shows(
            schemes=portfolio.schemes,
            rules=tuple((rule, used[rule.name]) for rule in rule_texts() if rule.name in used),
            result_rules=portfolio.result_use.rules,
            interval=interval,
        ),
        description=about,
        tags=column(TITLE, about, "评价等级", "计分办法", kind="信息公开，政策文件"),
    )


def _filling(book: Book, portfolio: Portfolio) -> Page:
    """Make the page for staff: everything that can be chosen, and the checks."""
    in_use = {scheme.slug for scheme, _ in portfolio.schemes}
    families = groupby(all_checks(), lambda about: (about.family, about.purpose))
    about = "供填写数据的工作人员查阅：可以选用的评级办法、指标体系框架、评分方法，以及发布前查什么。"
    return Page(
        "filling.md",
        "填报说明",
        "filling",
        shows(
            schemes=tuple((scheme, slug in in_use) for slug, scheme in book.schemes.items()),
            frameworks=tuple(book.frameworks.values()),
            result_rules=tuple(book.result_rules.values()),
            rules=tuple((rule, joined(rule.text)) for rule in rule_texts()),
            families=tuple((name, purpose, tuple(checks)) for (name, purpose), checks in families),
            interval=interval,
        ),
        description=about,
        tags=column("填报说明", about, "填报", kind="信息公开，政策文件"),
    )


def rule_texts() -> tuple[RuleText, ...]:
    """Every scoring rule with what its docstring says."""
    found = sorted(rules().items())
    return tuple(RuleText(name, number, inspect.getdoc(rule) or "") for number, (name, rule) in enumerate(found, 1))


def interval(grade: ScoreBand) -> str:
    """A band in the words of a regulation: 75（含）–90; of a scheme known in part what is known of it."""
    lower = "" if grade.lower is None else f"{figure(grade.lower)}{'（含）' if grade.lower_closed else ''}"
    upper = "" if grade.upper is None else f"{figure(grade.upper)}{'（含）' if grade.upper_closed else ''}"
    if lower and upper:
        return f"{lower}–{upper}"
    return f"{lower}以上" if lower else f"{upper}以下" if upper else "（界限未载）"


def joined(text: str) -> str:
    """A text broken into lines in the middle of Chinese, where a line's end is no space."""
    return re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef”’]) *\n *(?=[\u3000-\u9fff\uff00-\uffef“‘])", "", text)
