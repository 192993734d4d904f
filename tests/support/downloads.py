"""Downloads of many projects, as a build makes them."""

from collections.abc import Iterator

from generator import exports
from generator.views import Portfolio
from generator.views.download import Export


def all_files(portfolio: Portfolio) -> Iterator[Export]:
    """Make the files of each year and of the site."""
    for year in portfolio.years:
        yield from exports.year_files(portfolio, year)
    yield from site_files(portfolio)


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """Make the files of all projects together."""
    known = {"book": portfolio.book, "portfolio": portfolio}
    for module in exports.registry().site.values():
        yield from module.make(**{key: known[key] for key in module.given})
