"""The whole walk in a browser: from an empty folder and the forms of units to a site published and corrected."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.site.conftest import ROOT, script
from tests.site.test_pages import AXE, AXE_RUN
from tests.support.sent_files import small_pdf
from tests.support.sent_forms import self_evaluation
from tests.support.waiting import LIMIT, wait_until

pytestmark = pytest.mark.browser
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\?token=\S+")
MOST_TABS, AT_ONCE = 1500, 10
# What the desk tells of itself, once that is other than last: which site, whether all is examined, whether it works.
OTHER_STATE = """async last => {
  for (;;) {
    const { site, examined, job } = await (await fetch('/state')).json();
    const now = [site, examined, !job].join();
    if (now !== last) return now;
    await new Promise(done => setTimeout(done, 200));
  }
}"""
WIDE, NARROW = 1440, 360
OTHER_THAN_COLOURS = {"rules": {"color-contrast": {"enabled": False}}}  # which are those of the wide page
NEW_SITE = {"name": "某市预算绩效公开", "host": "某市财政局", "summary": "公开评价结果。", "unit": "某市档案馆"}


class Walker:
    """A clerk at a browser, with the keyboard alone; every page on the way is looked at by axe, wide and narrow."""

    def __init__(self, page: Page, root: str) -> None:
        self.page, self.root = page, root
        self.wrong: list[object] = []
        self.foreign: list[str] = []
        self.looked: set[str] = set()
        self.reached: set[tuple[str, str]] = set()
        self.sit_at(WIDE)
        page.emulate_media(reduced_motion="reduce")
        page.on("request", lambda asked: None if asked.url.startswith(root) else self.foreign.append(asked.url))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda message: self.wrong.append(message.text) if "Security" in message.text else None)

    def sit_at(self, width: int) -> None:
        self.width = width
        self.page.set_viewport_size({"width": width, "height": 900})

    def open(self, address: str) -> None:
        self.page.goto(self.root + address)
        self.look()

    def look(self) -> None:
        """Look at the page: it fits the screen and axe finds nothing; each kind of page once."""
        self.page.wait_for_load_state()
        kind = self.kind()
        if kind in self.looked or kind.startswith("site"):
            return
        self.looked.add(kind)
        self.page.evaluate(script("unfold"))
        self.page.evaluate(AXE)
        width = self.width
        for other, rules in ((WIDE, {}), (NARROW, OTHER_THAN_COLOURS)):
            self.sit_at(other)
            self.wrong += [(kind, other, violation) for violation in self.page.evaluate(AXE_RUN, rules)]
            if self.page.evaluate("document.documentElement.scrollWidth") > other:
                self.wrong.append((kind, other, "wider than the screen"))
        self.sit_at(width)
        self.page.reload()

    def kind(self) -> str:
        """The kind of page this is: its address without what names a paper or a project."""
        return re.sub(r"[0-9a-f]{16}|\d{4}/[\w-]+", "…", re.split(r"[?#]", self.page.url)[0].removeprefix(self.root))

    def reach(self, selector: str) -> None:
        """Press Tab until the focus is there; once on each kind of page, on all of which Tab goes the same way."""
        place = self.page.locator(selector).first
        place.wait_for()
        way = (self.kind(), re.sub(r"[0-9a-f]{16}", "…", selector))
        if way in self.reached:
            place.focus()
            return
        self.reached.add(way)
        self.page.evaluate("document.activeElement.blur(); window.getSelection().removeAllRanges()")
        place.evaluate("node => node.addEventListener('focus', () => { node.dataset.reached = ''; })")
        for _ in range(MOST_TABS // AT_ONCE):
            for _ in range(AT_ONCE):
                self.page.keyboard.down("Tab")  # and held there: as often as pressed, for half of the events
            self.page.keyboard.up("Tab")
            if place.get_attribute("data-reached") is not None:
                place.focus()  # from some steps further on
                return
        raise AssertionError(f"{selector} is not reached by Tab on {self.page.url}")

    def press(self, selector: str) -> None:
        """Reach something and press Enter; gives the page that follows."""
        self.reach(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.look()

    def type(self, selector: str, text: str) -> None:
        self.reach(selector)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def choose(self, selector: str, number: int) -> None:
        """Choose a word of a list by its number."""
        self.reach(selector)
        for _ in range(number):
            self.page.keyboard.press("ArrowDown")

    def unfold(self, selector: str) -> None:
        """Open a section that is folded."""
        if self.page.locator(selector).first.get_attribute("open") is None:
            self.reach(f"{selector} > summary")
            self.page.keyboard.press("Enter")

    def until(self, address: str, happened: Callable[[], object]) -> None:
        """Look at a page, and again whenever the desk tells of another state, until something shows there."""
        last = ""

        def shown() -> object:
            nonlocal last
            try:
                last = self.page.evaluate(OTHER_STATE, last)
                self.page.goto(self.root + address)
                return happened()
            except Error:  # a page that waits for work loads itself anew when that is done
                last = ""
            return False

        wait_until(shown)

    def has(self, words: str) -> bool:
        return words in self.page.locator("main").inner_text()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[str]:
    """The address that a desk of an empty folder tells."""
    (tmp_path / "content").mkdir()
    command = [sys.executable, "-m", "generator", "serve", "--port", "0", "--no-browser"]
    command += ["--content", str(tmp_path / "content"), "--out", str(tmp_path / "build")]
    output = tmp_path / "told.txt"
    with output.open("w") as out:
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT)
    try:
        wait_until(lambda: ADDRESS.search(output.read_text()), lambda: process.poll() is None)
        (address,) = ADDRESS.findall(output.read_text())
        yield address
        assert "Traceback" not in output.read_text()
    finally:
        process.kill()
        process.wait(LIMIT)


def papers(folder: Path) -> dict[str, Path]:
    """Five files as units send them, and one of them once more, corrected."""

    def form(name: str, project: str, unit: str = "某市档案馆", **cells: object) -> Path:
        typed: dict[str, object] = {"B3": f"2018年{project}", "B4": unit, "F4": unit}
        return self_evaluation(folder / f"{name}.xlsx", typed | cells)

    picture = folder / "picture.pdf"
    sent = {
        "repairs": form("repairs", "档案修复"),
        "above": form("above", "网络安全", G11=31),  # of 30
        "museum": form("museum", "文物保护", "某市博物馆"),
        "undated": form("undated", "安防维护", A2="", B3="安防维护"),
        "picture": picture,
        "corrected": form("corrected", "网络安全"),
    }
    picture.write_bytes(small_pdf("0 0 100 100 re f"))
    return sent


def test_from_the_forms_to_the_site_without_yaml_and_without_a_terminal(
    chromium: Browser, desk: str, tmp_path: Path
) -> None:
    """The first half at a wide screen, the second at a narrow one."""
    page = chromium.new_context(locale="zh-CN", accept_downloads=True).new_page()
    page.goto(desk)
    page.wait_for_url(re.compile("/start$"))
    clerk = Walker(page, desk.partition("?")[0])
    clerk.look()
    files = papers(tmp_path / "sent")

    # a new site
    for name, text in NEW_SITE.items():
        clerk.type(f"#{name}", text)
    clerk.press("main form button.main")

    # five files dropped
    corrected = files.pop("corrected")
    drop(clerk, list(files.values()))
    assert page.locator("tbody tr").count() == len(files)
    turns = [page.locator(f"tbody .level[data-level='{word}']").count() for word in ("请单位改", "不收", "待我们核对")]
    assert turns[0] == 1 and turns[1] == 2 and turns[2] >= 1, turns

    # all marks settled, all that is right written
    settle_year(clerk)
    for name in ("repairs", "museum", "undated_2018"):
        settle(clerk, name)
    assert len(list((tmp_path / "content/projects/2018").iterdir())) == 3

    # the other returned and sent in again
    clerk.open("inbox")
    clerk.reach("form[action='/inbox/returned'] button")
    with page.expect_download() as downloaded:
        page.keyboard.press("Enter")
    with ZipFile(downloaded.value.path()) as archive:
        assert len([name for name in archive.namelist() if "校验结果" in name]) == 1
    drop(clerk, [corrected])
    settle(clerk, "corrected")
    assert len(list((tmp_path / "content/projects/2018").iterdir())) == 4

    clerk.sit_at(NARROW)
    mend(clerk)
    look_at_the_site(clerk)
    publish_and_correct(clerk, tmp_path / "public")
    assert clerk.foreign == []
    assert clerk.wrong == []
    page.context.close()


def mend(clerk: Walker) -> None:
    """Mend one project by hand, and add a 整改."""
    clerk.open("projects?q=档案修复")
    clerk.press("tbody a")
    clerk.type("[name='f:简称']", "档案修复")
    clerk.page.keyboard.press("Tab")
    clerk.page.locator("#saved", has_text="已保存").wait_for()
    clerk.press("button[name=add][value='问题整改']")
    clerk.type("[name='f:问题整改/0/问题']", "修复进度偏慢")
    clerk.type("[name='f:问题整改/0/建议']", "增加修复人员")
    clerk.press("button.main[name=save]")
    clerk.unfold("details[id='f:问题整改']")
    clerk.unfold("details[id='f:问题整改/0']")
    clerk.unfold("details[id='f:问题整改/0'] details.offer")
    clerk.press("button[name=add][value='问题整改/0/整改']")
    clerk.type("[name='f:问题整改/0/整改/情况']", "已增加两名修复人员。")
    clerk.choose("[name='f:问题整改/0/整改/状态']", 1)
    clerk.press("button.main[name=save]")


def look_at_the_site(clerk: Walker) -> None:
    """Wait until the site is built, and look at the project that was mended."""
    page = clerk.page
    clerk.until("checks", lambda: clerk.has("网站已是最新的") and page.locator("#job").inner_text() == "")
    clerk.look()
    clerk.open("projects?q=档案修复")
    clerk.press("tbody a")
    with page.context.expect_page() as opened:
        clerk.reach("main a[target=site]")
        page.keyboard.press("Enter")
    # The desk sees what was saved at its next look, and then the page loads anew.
    opened.value.locator("#content", has_text="修复进度偏慢").wait_for()
    opened.value.close()


def publish_and_correct(clerk: Walker, public: Path) -> None:
    """Publish, correct one figure, be asked for the corrections, write them, and publish again."""
    page = clerk.page
    publish(clerk, public)
    assert clerk.has("已发布到")
    clerk.open("projects?q=档案修复")
    clerk.press("tbody a")
    for way in ("预算/年初预算", "自评表/资金/0/年初预算数", "自评表/资金/1/年初预算数"):
        page.evaluate(script("unfold"))
        page.locator("#saved").evaluate("node => { node.textContent = ''; }")
        clerk.type(f"[name='f:{way}']", "121.00万元")
        page.keyboard.press("Tab")
        page.locator("#saved", has_text="已保存").wait_for()
    publish(clerk, public)
    assert clerk.has("没有写明更正") and page.locator("form[action='/publish/corrections']").count() == 3
    while page.locator("form[action='/publish/corrections']").count():
        clerk.type("form[action='/publish/corrections'] input[name=reason]", "决算后更正")
        clerk.type("form[action='/publish/corrections'] input[name=body]", "某市财政局")
        clerk.press("form[action='/publish/corrections'] button")
    publish(clerk, public)
    assert clerk.has("已发布到") and not clerk.has("没有写明更正")
    records = [path.read_text() for path in (public / "current/data/2018").glob("*.json")]
    assert len(records) == 4 and sum("121.00万元" in record and "决算后更正" in record for record in records) == 1


def drop(clerk: Walker, files: list[Path]) -> None:
    """Drop files and wait until they are read."""
    clerk.open("inbox")
    clerk.page.set_input_files("#files", [str(path) for path in files])
    clerk.press("form.drop button")
    clerk.until("inbox", lambda: not clerk.has("正在读"))
    clerk.look()


def settle_year(clerk: Walker) -> None:
    """Say the year of the paper that has none."""
    clerk.press(f"a[href='{link(clerk, 'undated.xlsx')}']")
    clerk.type("#year", "2018")
    clerk.press("form:has(#year) button")
    clerk.until("inbox", lambda: not clerk.has("正在读"))


def link(clerk: Walker, name: str) -> str:
    href: Any = clerk.page.locator("tbody a", has_text=name).first.get_attribute("href")
    return str(href)


def settle(clerk: Walker, name: str) -> None:
    """Settle all marks of a paper, register its unit, and write it."""
    clerk.open("inbox")
    clerk.press(f"a[href='{link(clerk, f'{name}.xlsx')}']")
    while clerk.page.locator("button[name=confirm]").count():
        clerk.press("button[name=confirm]")
    if clerk.page.locator("button[name=register]").count():
        clerk.press("button[name=register]")
        clerk.press("main form button.main")
    assert clerk.has("没有要看的，可以写入"), clerk.page.locator("section[aria-label=读出的内容]").inner_text()
    clerk.press("button[name=write]")
    assert clerk.has("已写入")


def publish(clerk: Walker, folder: Path) -> None:
    clerk.open("publish")
    clerk.type("#folder", str(folder))
    clerk.press("button[name=publish]")
    clerk.until("publish", lambda: clerk.page.locator("#job").inner_text() == "" and not clerk.has("等待"))
    clerk.look()
