"""查询: all projects as a complete table, over which the script of the page finds and filters."""

from collections.abc import Iterator

from generator.pages import Page, PageInput, newest, shows
from generator.pages._tags import column

LISTED = 2000  # above so many projects the page leads to the tables of the years instead of holding all of them
SCRIPTS = (
    "search/records.js",
    "search/index.js",
    *(
        f"assets/js/{name}.js"
        for name in ("finding", "pieces", "search", "fulltext", "records", "matching", "download", "query")
    ),
)


def pages(material: PageInput) -> Iterator[Page]:
    """The one query page."""
    cards = tuple(sorted(material.views.cards, key=lambda card: (-card.year, card.id)))
    about = "按项目、单位、结论查找绩效评价结果。"
    yield Page(
        "query.md",
        "查询",
        "query",
        shows(cards=cards if len(cards) <= LISTED else (), years=material.views.spans),
        about,
        SCRIPTS,
        wide=True,
        tags=column("查询", about, "查询"),
        changed=newest(cards),
    )
