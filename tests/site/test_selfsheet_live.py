"""The 自评表 in a browser: on phone and desk nothing breaks, every value is in sight, on A4 it is whole."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import PurePath
from typing import Any

import pytest
from playwright.sync_api import Page
from syrupy.assertion import SnapshotAssertion

from generator.intake.files.text import paper_of_text
from generator.intake.kinds import own_page, recognise
from generator.intake.paper import Refused
from generator.load import read_site
from tests.site.conftest import ROOT, screen
from tests.site.test_pages import WIDTH, found_by_axe
from tests.site.test_snapshots import TextFile
from tests.support.building import MakeOnce, build_sound, docs

EXAMPLES = ROOT / "tests/examples/self-evaluation/content"
NAMES = sorted(path.stem for path in EXAMPLES.glob("projects/2024/*.yml"))
OTHERS = (
    "index.html",
    "2024/index.html",
    "units/ceshi-ju.html",
    "query.html",
    "analysis/index.html",
    "data/index.html",
)
A4_WIDTH = 794 - 2 * 61  # CSS pixels, without margins of 16 mm


@pytest.fixture(scope="module")
def examples(make_once: MakeOnce, serve: Callable[..., str]) -> str:
    """The site of the examples, built where nobody looks for the real one."""
    return serve(make_once("examples", partial(build_sound, EXAMPLES)) / "site")


# The forms differ in their columns; these have all there are. What dark can change are colours, the same on all.
SHAPES, DARK = ("biaozhun", "hubei", "sichuan", "wei-tianbao", "zhiyou-dengji"), ("biaozhun", "wei-tianbao")


@pytest.mark.browser
def test_every_page_fits_and_axe_finds_nothing(visit: Any, examples: str) -> None:
    visitor, book = visit(examples, width=1280), read_site(EXAMPLES).book
    for address in (*(f"2024/{name}.html" for name in NAMES), *OTHERS):
        screen(visitor.page, 1280)
        page, name = visitor.open(address), PurePath(address).stem
        if name in NAMES:
            copied = page.evaluate("document.querySelector('article').innerText")
            assert recognise(paper_of_text("网页.txt", copied), book) == Refused("网页.txt", own_page.REASON), name
        for width in (1280, 360):
            screen(page, width)
            assert page.evaluate(WIDTH) == width, address
        if name in NAMES:
            every_value_is_in_sight_with_the_name_of_its_column(page, 360)
            the_form_is_whole_on_paper(page)
        if name in (*SHAPES, "reexamination"):
            assert found_by_axe(page, whole=name in (*DARK, "reexamination")) == [], name


def every_value_is_in_sight_with_the_name_of_its_column(page: Page, width: int) -> None:
    edges = "cells => cells.filter(c => c.offsetWidth).map(c => c.getBoundingClientRect().right)"
    assert max(page.locator(".selfsheet-form :is(th, td)").evaluate_all(edges)) <= width, page.url
    heads = (
        page.locator(".selfsheet-indicators tbody tr")
        .first.locator("td[data-label]")
        .evaluate_all("cells => cells.filter(c => c.textContent).map(c => getComputedStyle(c, '::before').content)")
    )
    assert not heads or '"分值"' in heads, page.url


def the_form_is_whole_on_paper(page: Page) -> None:
    page.emulate_media(media="print", color_scheme="light")
    screen(page, A4_WIDTH, 1123)
    form = page.locator(".selfsheet-form")
    assert form.evaluate("node => node.scrollWidth - node.clientWidth") <= 1, page.url
    assert form.evaluate("node => node.getBoundingClientRect().right") <= A4_WIDTH, page.url
    page.emulate_media(media="screen")


def test_the_form_is_as_it_was(snapshot: SnapshotAssertion) -> None:
    made = docs(EXAMPLES)
    for name in NAMES:
        match = re.search(r'<div class="sheet selfsheet">.*?(?=\n## )', made[f"2024/{name}.md"].decode(), re.S)
        assert match
        assert match[0] == snapshot(name=name, extension_class=TextFile.of("md"))
