"""The desk in a browser when things go wrong, and where no script runs: nothing typed is lost."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import waitress
from playwright.sync_api import Browser, Page

from tests.site.conftest import script
from tests.support.desk import Visitor, desk_of, stop

pytestmark = pytest.mark.browser
FIELD = "[name='f:预算/支出']"


class Listening:
    """The desk of a test at a port, which can be stopped and started."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.port = visitor, 0
        self.start()

    def start(self) -> None:
        self.server: Any = waitress.create_server(self.visitor.app, host="127.0.0.1", port=self.port, threads=4)
        self.port = self.visitor.app.guard.port = self.server.effective_port
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        stop(self.server, self.thread)

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def come(self, page: Page) -> Page:
        """Come with the token, and open a project."""
        self.visitor.app.guard.token = "once"
        page.request.get(f"{self.root}/?token=once")  # as a page it would load itself anew in the midst of the next
        page.goto(f"{self.root}/projects/2017/menhu")
        page.evaluate(script("unfold"))
        return page


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Listening]:
    with desk_of(tmp_path) as visitor:
        listening = Listening(visitor)
        yield listening
        listening.stop()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[[bool], Page]]:
    contexts = []

    def new(script: bool) -> Page:
        contexts.append(chromium.new_context(java_script_enabled=script, locale="zh-CN"))
        return contexts[-1].new_page()

    yield new
    for context in contexts:
        context.close()


def test_a_field_is_saved_by_its_button_where_no_script_runs(
    desk: Listening, open_page: Callable[[bool], Page], tmp_path: Path
) -> None:
    page = desk.come(open_page(False))
    page.fill(FIELD, "48万元")
    page.locator("button.main[name=save]").click()
    assert page.locator(".told", has_text="已保存：预算/支出：49万元 → 48万元").count() == 1
    assert "支出: 48万元" in (tmp_path / "content/projects/2017/menhu.yml").read_text()


def test_what_was_typed_while_the_desk_was_away_is_saved_when_it_is_back(
    desk: Listening, open_page: Callable[[bool], Page], tmp_path: Path
) -> None:
    file = tmp_path / "content/projects/2017/menhu.yml"
    page = desk.come(open_page(True))
    page.fill("[name='f:指标体系/0/下级/1/评分/得分']", "19")  # not left yet: counted, not saved
    page.locator("#receipt", has_text="3.92 + 19").wait_for()
    assert "得分: 20" in file.read_text()
    page.locator("[name='f:指标体系/0/下级/1/评分/得分']").press("Tab")
    page.locator("#saved", has_text="19").wait_for()
    desk.stop()
    page.fill(FIELD, "48万元")
    page.locator(FIELD).press("Tab")
    page.locator("#trouble", has_text="连不上工作台").wait_for()
    assert page.input_value(FIELD) == "48万元" and "支出: 49万元" in file.read_text()
    desk.start()
    page.context.clear_cookies()
    page.fill(FIELD, "47万元")
    page.locator(FIELD).press("Tab")
    page.locator("#trouble", has_text="会话已结束").wait_for()
    other = page.context.new_page()
    desk.come(other)
    other.fill("[name='f:简称']", "另一个窗口")
    other.locator("[name='f:简称']").press("Tab")
    other.locator("#saved", has_text="已保存").wait_for()
    page.fill(FIELD, "46万元")
    page.locator(FIELD).press("Tab")
    page.locator("#trouble", has_text="在别处改过").wait_for()
    page.locator("button.main[name=save]").click()
    page.locator("th", has_text="预算/支出").wait_for()
    assert page.input_value(FIELD) == "46万元" and "支出: 49万元" in file.read_text()
    page.locator("button.main[name=save]").click()
    page.locator(".told", has_text="已保存").wait_for()
    assert "支出: 46万元" in file.read_text() and "简称: 另一个窗口" in file.read_text()
