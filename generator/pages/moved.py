"""Redirect pages: at addresses of earlier releases of this program, each leads on to where its content is now."""

import re
from collections.abc import Iterator

from generator.model.book import Unit
from generator.pages import OptionalPages, Page, PageKind, shows
from generator.views import Portfolio

OLD = r"problems\.html|reexamination\.html|results/[^/]+\.html|peers/\d{4}\.html"
KINDS = (PageKind(re.compile(OLD), searched=False),)


def pages(portfolio: Portfolio, optional: OptionalPages) -> Iterator[Page]:
    """Lead on to 问题归类 and to the topics of 分析."""
    if portfolio.problems.categorised:
        yield _moved("problems.md", "整改与问题", f"ledger/index.html{'#categories' * optional.categories}")
    if optional.reexamination:
        yield _moved("reexamination.md", "分析", "analysis/index.html#reexamination")
    if optional.results:
        yield _moved("results/index.md", "分析", "../analysis/index.html#results")


def year_pages(portfolio: Portfolio, year: int) -> Iterator[Page]:
    """Lead on from the 同类对照 of a year."""
    if portfolio.totals.peer_groups:
        yield _moved(f"peers/{year}.md", "分析", "../analysis/index.html#peers")


def unit_pages(portfolio: Portfolio, unit: Unit) -> Iterator[Page]:
    """Lead on from the 结果应用 of a unit, and from the 整改台账 of one whose items all are of one project."""
    own = portfolio.of_unit(unit).carried_out
    if len(own.ledger_projects) == 1:
        yield _moved(f"ledger/{unit.slug}.md", unit.name, f"../{own.ledger_page(unit)}")
    if own.result_use.count:
        yield _moved(f"results/{unit.slug}.md", unit.name, f"../units/{unit.slug}.html#results")


def _moved(path: str, title: str, address: str) -> Page:
    return Page(path, title, "moved", shows(address=address), moved=address, listed=False)
