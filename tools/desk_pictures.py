"""Takes the pictures of docs/工作台.md (`make screenshots`): papers, what was read, a project, checks, publishing."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.site.conftest import CHROMIUM, FLAGS, ROOT
from tests.support.cases import BASE
from tests.support.sent_forms import self_evaluation

PICTURES = ROOT / "docs/images"
ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+/)\?token=\S+")
WIDTH, HEIGHT = 1200, 700
PAPERS: tuple[tuple[str, dict[str, object]], ...] = (
    ("甲馆自评表.xlsx", {}),
    ("乙馆自评表.xlsx", {"B3": "2018年展览", "G11": 31}),
    ("丙馆自评表.xlsx", {"B3": "2018年文物保护", "B4": "某市博物馆", "F4": "某市博物馆"}),
)


def main() -> None:
    """Serve a small content, walk through it, and look at each page."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        folder = Path(name)
        content = shutil.copytree(BASE / "content", folder / "content")
        command = [sys.executable, "-m", "generator", "serve", "--port", "0", "--no-browser"]
        command += ["--content", str(content), "--out", str(folder / "build")]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as desk:
            try:
                assert desk.stdout
                match = ADDRESS.search(desk.stdout.readline())
                assert match
                browser = play.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, "--hide-scrollbars"])
                page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN")
                page.set_default_timeout(120_000)
                page.goto(match[0])
                page.wait_for_url(re.compile("/projects$"))
                _walk(page, match[1], folder)
                browser.close()
            finally:
                desk.terminate()


def _walk(page: Page, root: str, folder: Path) -> None:
    page.goto(f"{root}inbox")
    page.set_input_files("#files", [str(self_evaluation(folder / name, cells)) for name, cells in PAPERS])
    page.click("form.drop button")
    _wait(page)
    _shot(page, "工作台-收件")
    page.click("tbody a:text-is('丙馆自评表.xlsx')")
    _shot(page, "工作台-对照")
    page.goto(f"{root}projects/2017/menhu")
    page.fill("[name='f:简称']", "门户网站")
    page.keyboard.press("Tab")
    page.locator("#saved", has_text="已保存").wait_for()
    _shot(page, "工作台-项目")
    page.goto(f"{root}publish")
    page.fill("#folder", str(folder / "public"))
    page.click("button[name=publish]")
    _wait(page)
    file = folder / "content/projects/2017/menhu.yml"
    file.write_text(file.read_text("utf-8").replace("金额: 50万元", "金额: 51万元"), "utf-8")
    page.wait_for_timeout(3000)
    _wait(page)
    page.goto(f"{root}checks")
    _shot(page, "工作台-检查")
    file.write_text(
        file.read_text("utf-8").replace("金额: 51万元", "金额: 50万元").replace("2018-06", "2018-07"), "utf-8"
    )
    changed = folder / "content/projects/2018/zhanlan.yml"
    changed.write_text(changed.read_text("utf-8").replace("金额: 10万元", "金额: 11万元"), "utf-8")
    page.goto(f"{root}publish")
    page.fill("#folder", str(folder / "public"))
    page.click("button[name=compare]")
    _wait(page)
    said = (
        "for (const one of document.querySelectorAll('.told')) one.textContent = one.textContent.replaceAll(from, to)"
    )
    page.evaluate(
        f"([from, to]) => {{ document.querySelector('#folder').value = to; {said} }}",
        [str(folder / "public"), "/srv/jixiao-gongkai"],
    )
    _shot(page, "工作台-发布")


def _wait(page: Page) -> None:
    """Wait until the desk has nothing to do."""
    for _ in range(3):
        page.wait_for_timeout(1200)
        page.locator("#job:empty").wait_for(state="attached")


def _shot(page: Page, name: str) -> None:
    page.wait_for_timeout(300)
    page.screenshot(path=PICTURES / f"{name}.png")
    print(f"已更新 docs/images/{name}.png")


if __name__ == "__main__":
    main()
