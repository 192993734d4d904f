"""The pages that tell of several projects, made in memory from a portfolio."""

from collections.abc import Collection, Iterator

from generator.pages import OptionalPages, PageComposer, registry
from generator.views import Portfolio


def year_pages(composer: PageComposer, listed: Portfolio, year: int) -> Iterator[tuple[str, str]]:
    """The addresses and the Markdown of the pages of a year, without charts and downloads."""
    return composer.year_pages(listed, year, listed.years, (), ())


def unit_pages(composer: PageComposer, listed: Portfolio) -> Iterator[tuple[str, str]]:
    """Those of the pages of every unit."""
    for unit in listed.book.units:
        yield from composer.unit_pages(listed, unit, ())


def site_pages(composer: PageComposer, listed: Portfolio, without: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Those of the pages of no single project, year or unit, but for those of some modules."""
    optional = OptionalPages.of(listed)
    known = {
        "book": listed.book, "portfolio": listed, "charts": (), "downloads": (), "sample": None, "optional": optional,
    }  # fmt: skip
    for name, module in registry().site.items():
        if name not in without:
            yield from composer.site_pages(name, {key: known[key] for key in module.given}, optional)
