"""What was handed over, unpacked and opened by double click in a real browser."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.site.test_pages import AXE
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


def opened(chromium: Browser, unpacked: Path, width: int = 1280, dark: bool = False) -> tuple[Page, list[str]]:
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light", locale="zh-CN"
    )
    page, troubles = context.new_page(), list[str]()
    inside = unpacked.as_uri()
    page.on(
        "request", lambda request: None if request.url.startswith((inside, "data:")) else troubles.append(request.url)
    )
    left = "net::ERR_ABORTED"  # what a reader who went on did not wait for
    page.on("requestfailed", lambda request: None if request.failure == left else troubles.append(request.url))
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto((unpacked / "部署说明.html").as_uri())
    return page, troubles


def test_from_the_instructions_one_click_opens_the_site(chromium: Browser, unpacked: Path) -> None:
    page, troubles = opened(chromium, unpacked)
    page.get_by_role("link", name="打开网站").click()
    assert page.url == (unpacked / "site/index.html").as_uri()
    page.get_by_role("link", name="2017年度").first.click()
    page.get_by_role("link", name="视频会议").first.click()
    assert "视频会议" in page.get_by_role("heading", level=1).inner_text()
    assert troubles == []
    page.context.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_instructions_fit_the_screen_and_axe_finds_nothing(
    chromium: Browser, unpacked: Path, width: int, dark: bool
) -> None:
    page, troubles = opened(chromium, unpacked, width, dark)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    assert [(one["id"], node["target"], node["failureSummary"]) for one in found for node in one["nodes"]] == []
    assert troubles == []
    page.context.close()


def test_the_instructions_print_on_a_few_sheets(chromium: Browser, unpacked: Path) -> None:
    page, _ = opened(chromium, unpacked)
    sheets = page.pdf(prefer_css_page_size=True)
    assert 2 <= sheets.count(b"/Type /Page\n") <= 4
    page.context.close()
