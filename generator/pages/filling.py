"""填报说明: all schemes, frameworks, scoring rules and checks, for those who fill in data files."""

import re
from collections.abc import Iterator
from itertools import groupby

from generator.checks import all_checks
from generator.model.book import Book
from generator.pages import Page, PageKind, shows
from generator.pages._tags import column
from generator.pages.methods import interval, joined, rule_texts
from generator.views import Portfolio

KINDS = (PageKind(re.compile(r"filling\.html"), "填报说明", listing=True),)


def pages(book: Book, portfolio: Portfolio) -> Iterator[Page]:
    """The one page; schemes that projects go by are described on the page for readers (methods.py)."""
    in_use = {scheme.slug for scheme, _ in portfolio.schemes}
    families = groupby(all_checks(), lambda about: (about.family, about.purpose))
    about = "供填写数据的工作人员查阅：可以选用的评级办法、指标体系框架、评分方法，以及发布前查什么。"
    yield Page(
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
        about,
        tags=column("填报说明", about, "填报", kind="信息公开，政策文件"),
    )
