"""单位: the list of units, and for each unit its projects over the years."""

from collections.abc import Iterator

from generator.model.book import Unit
from generator.pages import Page, PageInput, newest, shows
from generator.pages._tags import column
from generator.views import Portfolio, Totals


def pages(material: PageInput) -> Iterator[Page]:
    """The list."""
    views = material.views
    listed = tuple((unit, Totals(views.of_unit(unit)), Totals(views.evaluated_by(unit))) for unit in views.book.units)
    about = "按单位查看绩效评价结果。"
    yield Page(
        "units/index.md",
        "单位",
        "units",
        shows(units=listed),
        about,
        wide=True,
        tags=column("单位", about, "单位"),
        changed=newest(views.cards),
    )


def of_unit(views: Portfolio, unit: Unit) -> Page:
    """The page of a unit."""
    mine, evaluated = Totals(views.of_unit(unit)), Totals(views.evaluated_by(unit))
    about = f"{unit.name}的绩效评价结果。"
    return Page(
        f"units/{unit.slug}.md",
        unit.name,
        "unit",
        shows(unit=unit, mine=mine, evaluated=evaluated),
        about,
        wide=True,
        tags=column(unit.name, about, unit.name),
        changed=newest((*mine.cards, *evaluated.cards)),
    )
