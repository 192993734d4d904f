"""What was handed over, unpacked and opened by double click in a real browser."""

import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.site.test_pages import AXE, AXE_RUN
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


def opened(visit: Any, unpacked: Path, width: int = 1280, dark: bool = False) -> Page:
    page: Page = visit(unpacked, width, dark).open(quote("部署说明.html"))
    return page


def test_from_the_instructions_one_click_opens_the_site(visit: Any, unpacked: Path) -> None:
    page = opened(visit, unpacked)
    page.get_by_role("link", name="打开网站").click()
    assert page.url == (unpacked / "site/index.html").as_uri()
    page.get_by_role("link", name="2017年度").first.click()
    page.get_by_role("link", name="视频会议").first.click()
    assert "视频会议" in page.get_by_role("heading", level=1).inner_text()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_instructions_fit_the_screen_and_axe_finds_nothing(
    visit: Any, unpacked: Path, width: int, dark: bool
) -> None:
    page = opened(visit, unpacked, width, dark)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE)
    assert page.evaluate(AXE_RUN, {}) == []


def test_the_instructions_print_on_a_few_sheets(visit: Any, unpacked: Path) -> None:
    page = opened(visit, unpacked)
    sheets = page.pdf(prefer_css_page_size=True)
    assert 2 <= sheets.count(b"/Type /Page\n") <= 4
