"""What was handed over, unpacked and opened by double click in a real browser."""

import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.site.conftest import screen
from tests.site.test_pages import WIDTH, found_by_axe
from tests.support.deploying import package

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def unpacked(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that someone gets who unpacks the package; a name with spaces and Chinese is nothing special there."""
    folder = tmp_path_factory.mktemp("收到 的文件")
    package(built / "site", folder / "a.zip")
    with zipfile.ZipFile(folder / "a.zip") as packed:
        packed.extractall(folder)
    return folder / "jixiao-gongkai"


def opened(visit: Any, unpacked: Path) -> Page:
    page: Page = visit(unpacked).open(quote("部署说明.html"))
    return page


def test_from_the_instructions_one_click_opens_the_site(visit: Any, unpacked: Path) -> None:
    page = opened(visit, unpacked)
    page.get_by_role("link", name="打开网站").click()
    assert page.url == (unpacked / "site/index.html").as_uri()
    page.get_by_role("link", name="2017年度").first.click()
    page.get_by_role("link", name="视频会议").first.click()
    assert "视频会议" in page.get_by_role("heading", level=1).inner_text()


def test_the_instructions_fit_the_screen_and_axe_finds_nothing(visit: Any, unpacked: Path) -> None:
    page = opened(visit, unpacked)
    for width in (1280, 320):
        screen(page, width)
        assert page.evaluate(WIDTH) <= width
    assert found_by_axe(page, narrow=320) == []


def test_the_instructions_print_on_a_few_sheets(visit: Any, unpacked: Path) -> None:
    page = opened(visit, unpacked)
    sheets = page.pdf(prefer_css_page_size=True)
    assert 2 <= sheets.count(b"/Type /Page\n") <= 4
