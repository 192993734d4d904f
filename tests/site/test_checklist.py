"""校验清单 in a real browser: ticks are counted and remembered, nothing is fetched, axe finds nothing, it prints."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from generator.cli import main
from tests.site.conftest import screen
from tests.site.test_pages import WIDTH, found_by_axe
from tests.support.cases import BASE, read
from tests.support.waiting import wait_until

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def checklist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list with errors, a warning and a waiver."""
    home = tmp_path_factory.mktemp("checklist")
    content = read(BASE.parent / "load/odd-amounts.case").lay_out(home)
    for change in read(BASE.parent / "checks/编号重复/waived.case").changes:
        change.apply(home)
    (content / "附件.docx").write_text("", "utf-8")
    main(["check", "--content", str(content), "--html", str(home / "清单.html")])
    return home / "清单.html"


def opened(visit: Any, file: Path, **how: Any) -> Page:
    page: Page = visit(file.parent, **how).open(quote(file.name))
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0, "it asks for nothing"
    return page


def test_axe_finds_nothing_and_it_fits_the_screen(visit: Any, checklist: Path) -> None:
    page = opened(visit, checklist, own=True)
    for width in (1280, 375):
        screen(page, width)
        assert page.evaluate(WIDTH) <= width
    page.locator("input").first.check()
    assert found_by_axe(page, narrow=375) == []


def test_ticks_are_counted_and_remembered(visit: Any, checklist: Path) -> None:
    page = opened(visit, checklist, own=True)
    boxes, counter = page.locator("input[type=checkbox]"), page.locator("#counter")
    whole = boxes.count()
    assert whole >= 2 and counter.inner_text() == f"已核对 0 / {whole} 处"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    boxes.nth(1).locator("xpath=..").click()
    assert counter.inner_text() == f"已核对 2 / {whole} 处"
    rest = [False] * (whole - 2)
    wait_until(lambda: remembers(page, [True, True, *rest]))
    assert counter.inner_text() == f"已核对 2 / {whole} 处"
    wait_until(lambda: remembers(page, [False, True, *rest]))


def remembers(page: Page, ticks: list[bool]) -> bool:
    """Whether ticks stand there when it is loaded anew; on a busy machine Chromium gives some files no storage."""
    boxes = page.locator("input[type=checkbox]")
    for number, tick in enumerate(ticks):
        boxes.nth(number).set_checked(tick)
    page.reload()
    return bool(boxes.evaluate_all("all => all.map(box => box.checked)") == ticks)


def test_without_scripts_it_is_whole_and_has_no_counter(visit: Any, checklist: Path) -> None:
    page = opened(visit, checklist, script=False)
    assert page.locator("input[type=checkbox]").count() >= 2
    assert not page.locator("#counter").is_visible()
    assert page.get_by_text("审核人：").is_visible()


def test_it_prints_with_a_line_to_sign_and_without_what_only_a_screen_needs(visit: Any, checklist: Path) -> None:
    page = opened(visit, checklist)
    page.emulate_media(media="print")
    assert page.get_by_text("审核人：").is_visible()
    assert not page.locator("#counter").is_visible()
