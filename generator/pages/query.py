"""查询: all projects as a complete table, over which the script of the page finds and filters."""

from collections.abc import Iterator

from generator.pages import Material, Page, shows

SCRIPTS = ("search/records.js", "assets/js/finding.js", "assets/js/query.js")


def pages(material: Material) -> Iterator[Page]:
    """The one query page."""
    cards = tuple(sorted(material.views.cards, key=lambda card: (-card.year, card.id)))
    yield Page(
        "query.md", "查询", "query", shows(cards=cards), "按项目、单位、结论查找绩效评价结果。", SCRIPTS, wide=True
    )
