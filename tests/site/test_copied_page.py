"""Text of a project's page as a real browser gives it: it reads back as the text that our own renderer gives."""

from typing import Any

import pytest

from generator.intake.drafted import Node
from generator.views import ProjectDetail
from tests.support.building import ROOT
from tests.support.intake_cases import texts
from tests.support.page_text import pages_of
from tests.test_own_pages import read_back


@pytest.fixture(scope="module")
def rendered() -> list[tuple[ProjectDetail, str]]:
    return list(pages_of(ROOT / "content"))


def test_what_a_browser_copies_reads_back_as_our_rendering_of_the_same_page(
    visit: Any, rendered: list[tuple[ProjectDetail, str]]
) -> None:
    visitor = visit("file")
    for detail, text in rendered:
        copied = visitor.open(f"{detail.id}.html").evaluate("document.querySelector('article').innerText")
        assert values(copied) == values(text), detail.id


def values(text: str) -> object:
    found: Node = read_back(text, ROOT / "content").values
    return texts(found)
