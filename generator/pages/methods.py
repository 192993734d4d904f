"""评价等级与计分办法: schemes and scoring rules, those that projects of the site use."""

import inspect
import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.model.book import Book
from generator.model.regulation import ScoreBand
from generator.model.result_use import ACCORDANCE
from generator.pages import NavEntry, Page, shows
from generator.pages._metadata import column
from generator.rules import rules
from generator.views import Portfolio, figure

TITLE = "评价等级与计分办法"
NAV = (NavEntry(7, "数据与说明", "methods.md"),)
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
        return joined(first), *(joined(match[1]) for match in EXAMPLE.finditer(rest))


def pages(book: Book, portfolio: Portfolio) -> Iterator[Page]:
    """Make the one page."""
    used = portfolio.rules
    about = "评价分值与评价结论的对应关系，各项指标得分的计算方法。"
    yield Page(
        "methods.md",
        TITLE,
        "methods",
        shows(
            schemes=portfolio.schemes,
            rules=tuple((rule, used[rule.name]) for rule in rule_texts() if rule.name in used),
            words=book.categories if portfolio.problems.count else (),
            figures=portfolio.problems,
            result_rules=portfolio.result_use.rules,
            accordance=ACCORDANCE,
            interval=interval,
        ),
        description=about,
        tags=column(TITLE, about, "评价等级", "计分办法", kind="信息公开，政策文件"),
    )


def rule_texts() -> tuple[RuleText, ...]:
    """Every scoring rule with what its docstring says."""
    entries = sorted(rules().items())
    return tuple(RuleText(name, number, inspect.getdoc(rule) or "") for number, (name, rule) in enumerate(entries, 1))


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
