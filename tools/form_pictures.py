"""Takes the pictures of docs/收表.md (`make screenshots`): a form, how it is read, what is told of it, its page."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
from playwright.sync_api import Browser, sync_playwright

from generator.cli import main as generator
from tests.site.conftest import CHROMIUM, FLAGS, ROOT

EXAMPLE = ROOT / "tests/examples/self-evaluation/content"
PROJECT, PAGE = "2024/biaozhun", "site/2024/biaozhun.html"
PICTURES = ROOT / "docs/images"
NEEDED = ("soffice", "pdftoppm")
WIDTH, DOTS = 1100, "80"


def main() -> None:
    """Send a form, fill it in with a mistake, import it, and look at all of it."""
    lacking = [name for name in NEEDED if not shutil.which(name)]
    if lacking:
        print(f"没有 {'、'.join(lacking)}，没有更新 docs/收表.md 里的图。", file=sys.stderr)
        return
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        folder = Path(name)
        content = shutil.copytree(EXAMPLE, folder / "content")
        where = ["--content", str(content), "--out", str(folder)]
        generator(["form", PROJECT, *where])
        (form,) = (folder / "forms").iterdir()
        sent = _filled_in(form, folder / "某单位自评表.xlsx")
        generator(["import", str(sent), *where])
        generator(["build", *where])
        _sheet(form, "收表-表样.png", 620)
        _sheet(next((folder / "import").glob("*校验结果*.xlsx")), "收表-校验结果.png", 380)
        browser = play.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, "--hide-scrollbars"])
        _page(browser, next((folder / "import").glob("某单位*.html")), "收表-对照.png")
        _page(browser, folder / PAGE, "收表-网页.png")
        browser.close()


def _filled_in(form: Path, sent: Path) -> Path:
    """The form with more points than an indicator has, as it comes back."""
    book = openpyxl.load_workbook(form)
    book["自评表"]["H15"] = 18  # of 15
    book.save(sent)
    return sent


def _sheet(workbook: Path, name: str, height: int) -> None:
    """The first sheet as it is printed."""
    folder = workbook.parent / "pdf"
    command = ("soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, workbook)
    subprocess.run(command, check=True, capture_output=True)
    pdf, made = folder / f"{workbook.stem}.pdf", PICTURES / name
    crop = ("-x", "0", "-y", "0", "-W", "2000", "-H", str(height))
    only = ("-r", DOTS, "-f", "1", "-l", "1", "-singlefile", *crop)
    subprocess.run(("pdftoppm", "-png", *only, pdf, made.with_suffix("")), check=True)
    print(f"已更新 {made.relative_to(ROOT)}")


def _page(browser: Browser, file: Path, name: str) -> None:
    page = browser.new_page(viewport={"width": WIDTH, "height": 700})
    page.goto(f"file://{file}")
    page.wait_for_timeout(300)
    page.screenshot(path=PICTURES / name)
    print(f"已更新 {(PICTURES / name).relative_to(ROOT)}")


if __name__ == "__main__":
    main()
