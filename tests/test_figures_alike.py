"""Figures look alike on every page: thousands apart, one minus sign, no dash before a figure, one legend a page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.core.display import grouped, part_of, signed, thousands
from tests.support.html import Element, parsed

PRINTED = {
    "infosheet",
    "selfsheet-form",
    "printed-table",
    "parts",
    "parts-done",
    "prose-block",
    "as-printed",
    "volumes",
}  # a paper's own tables
SILENT = {"script", "style", "svg", "code", "pre"}
UNSEPARATED = re.compile(r"(?<![\d.,])\d{4,}(?:\.\d+)? ?[万亿]元")
SEPARATED = re.compile(r"\d,\d{3}(?:\.\d+)? ?万元")
MINUS = re.compile(r"(?<![\w\d—.-])-\d")
GLUED = re.compile(r"(?<!\d)—\d")
WRITTEN = "data/dictionary.md"  # shows values as they stand in downloads
LEGEND = "灰色带虚线的"
OURS = "本站核算"


def cells(element: Element) -> Iterator[str]:
    """Texts of a page beside a paper's own tables, each paragraph, item and cell on its own."""
    for node in element.find("td", "th", "p", "dd", "li", "caption"):
        if any(node.find("td", "p", "li")):
            continue
        yield "".join(text for text in texts(node))


def texts(element: Element) -> Iterator[str]:
    for node in element.inside:
        if isinstance(node, str):
            yield node
        elif node.tag not in SILENT and not node.classes & PRINTED:
            yield from texts(node)


def without_printed(element: Element) -> Element:
    """The page without a paper's own tables."""
    kept = [
        node if isinstance(node, str) else without_printed(node)
        for node in element.inside
        if isinstance(node, str) or not (node.classes & PRINTED or node.tag in SILENT)
    ]
    return Element(element.tag, element.attributes, kept)


@pytest.fixture(scope="module")
def figures(pages: dict[str, str]) -> list[tuple[str, str]]:
    """Every text beside a paper's own tables, and the page it stands on."""
    passages = [
        (address, text)
        for address, page in pages.items()
        for text in cells(without_printed(parsed(page.partition("\n---\n")[2])))
    ]
    assert any(SEPARATED.search(text) for _, text in passages)
    return passages


@pytest.fixture(scope="module")
def pages(district: Path) -> dict[str, str]:
    files = {path.relative_to(district / "docs").as_posix(): path for path in (district / "docs").rglob("*.md")}
    return {address: path.read_text("utf-8") for address, path in files.items() if address != WRITTEN}


@pytest.mark.parametrize("pattern", [UNSEPARATED, MINUS, GLUED], ids=["thousands", "minus", "no-dash-before"])
def test_every_page_prints_figures_in_one_way(figures: list[tuple[str, str]], pattern: re.Pattern[str]) -> None:
    wrong = {
        f"{address}：{match[0]}（{text[max(0, match.start() - 20) : match.end() + 5]}）"
        for address, text in figures
        for match in pattern.finditer(text)
    }
    assert not wrong


def test_a_page_with_figures_of_ours_says_once_how_they_are_told(pages: dict[str, str]) -> None:
    grey = {address: page.count(LEGEND) for address, page in pages.items() if 'class="computed"' in page}
    assert grey
    assert {address: count for address, count in grey.items() if count != 1} == {}


def test_a_column_of_ours_says_so_in_the_labels_of_its_cells_too_which_are_all_that_a_phone_shows(
    pages: dict[str, str],
) -> None:
    labels = {
        (head.text, cell.attributes["data-label"])
        for page in pages.values()
        for table in parsed(page.partition("\n---\n")[2]).find("table")
        for heads in table.find("thead")
        for row in table.find("tr")
        for head, cell in zip(heads.find("th"), row.find("th", "td"), strict=False)
        if OURS in head.text and "data-label" in cell.attributes
    }
    assert len(labels) > 4
    assert {(head, label) for head, label in labels if OURS not in label} == set()


def test_one_place_formats_figures() -> None:
    from decimal import Decimal

    assert (thousands(1206), part_of(657, 1068)) == ("1,206", "657/1,068")
    assert [grouped(Decimal(text)) for text in ("-1234.50", "20.00")] == ["−1,234.50", "20.00"]
    assert [signed(Decimal(text)) for text in ("11.50", "-2.00", "0.00")] == ["+11.50", "−2.00", "0.00"]
