"""评级办法与评分方法: made from the schemes and from the docstrings of rules and checks themselves."""

import inspect
import re
from collections.abc import Iterator
from itertools import groupby

from generator.checks import all_checks
from generator.model.book import Grade
from generator.pages import NavEntry, Page, PageInput, shows
from generator.pages._tags import column
from generator.rules import rules
from generator.views import figure

NAV = (NavEntry(4, "评级与评分", "methods.md"),)


def pages(inputs: PageInput) -> Iterator[Page]:
    """The one methods page."""
    portfolio = inputs.portfolio
    counted = (
        (scheme, sum(summary.scheme is scheme for summary in portfolio.summaries))
        for scheme in portfolio.book.schemes.values()
    )
    schemes = tuple(sorted(counted, key=lambda found: -found[1]))
    methods = tuple((name, joined(inspect.getdoc(rule) or "")) for name, rule in sorted(rules().items()))
    families = groupby(all_checks(), lambda about: (about.family, about.purpose))
    about = "评价分值怎样换成评价结论，每项得分怎样算出，数据发布前查了什么。"
    yield Page(
        "methods.md",
        "评级办法与评分方法",
        "methods",
        shows(
            schemes=schemes,
            frameworks=tuple(portfolio.book.frameworks.values()),
            methods=methods,
            families=tuple((name, purpose, tuple(checks)) for (name, purpose), checks in families),
            interval=interval,
        ),
        about,
        tags=column("评级办法与评分方法", about, "评级办法", "评分方法", kind="信息公开，政策文件"),
    )


def interval(grade: Grade) -> str:
    """A band in the words of a regulation: 75（含）–90; of a scheme known in part what is known of it."""
    lower = "" if grade.lower is None else f"{figure(grade.lower)}{'（含）' if grade.lower_closed else ''}"
    upper = "" if grade.upper is None else f"{figure(grade.upper)}{'（含）' if grade.upper_closed else ''}"
    if lower and upper:
        return f"{lower}–{upper}"
    return f"{lower}以上" if lower else f"{upper}以下" if upper else "（界限未载）"


def joined(text: str) -> str:
    """A text broken into lines in the middle of Chinese, where a line's end is no space."""
    return re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef”’]) *\n *(?=[\u3000-\u9fff\uff00-\uffef“‘])", "", text)
