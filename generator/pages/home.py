"""首页: what the site is, the latest year in figures, and the ways in by year, unit and grade."""

from collections import Counter
from collections.abc import Iterator

from generator.pages import CHART_SCRIPTS, Page, PageInput, newest, shows

NEWEST = 8


def pages(material: PageInput) -> Iterator[Page]:
    """The one home page."""
    views = material.views
    years = tuple(views.years())
    units = tuple((unit, len(views.of_unit(unit))) for unit in views.book.units if views.of_unit(unit))
    grades = Counter((card.step, card.rank) for card in views.cards if card.step)
    news = sorted((card for card in views.cards if card.newest), key=lambda card: (-card.year, card.id))
    news.sort(key=lambda card: card.newest.key if card.newest else (), reverse=True)
    yield Page(
        "index.md",
        views.book.site.name,
        "home",
        shows(
            years=years,
            latest=years[0] if years else None,
            units=units,
            grades=tuple((step, rank, count) for (step, rank), count in sorted(grades.items())),
            news=tuple(news[:NEWEST]),
            charts=material.charts,
        ),
        views.book.site.summary,
        wide=True,
        scripts=CHART_SCRIPTS,
        changed=newest(views.cards),
    )
