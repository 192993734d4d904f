"""Takes the picture README shows from the site as it is now (`make screenshots`); with a folder, every page too."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.site.conftest import CHROMIUM, FLAGS, PAGES, ROOT
from tests.support.building import build

PICTURE = ROOT / "theme/screenshot.png"
README = """<body style="margin:0;background:#e8e8e4;display:flex;gap:24px;padding:24px;width:1552px">
<iframe src="{site}/2017/index.html" style="flex:1040px;height:900px;border:0"></iframe>
<iframe src="{site}/2017/shipin-huiyi.html" style="flex:0 0 440px;height:900px;border:0"></iframe></body>"""


def main() -> None:
    """Build the real content and look at it."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        out = Path(folder)
        build(ROOT / "content", out)
        browser = play.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, "--hide-scrollbars"])
        _readme(browser, out)
        for target in sys.argv[1:]:
            _every_page(browser, out / "site", Path(target))
        browser.close()


def _readme(browser: Browser, out: Path) -> None:
    (out / "readme.html").write_text(README.format(site="site"))
    page = browser.new_page(viewport={"width": 1600, "height": 948})
    page.goto(f"file://{out}/readme.html")
    page.wait_for_timeout(500)
    page.screenshot(path=PICTURE)
    print(f"已更新 {PICTURE.relative_to(ROOT)}")


def _every_page(browser: Browser, site: Path, target: Path) -> None:
    for name, width, dark in (("desktop", 1280, False), ("phone", 375, False), ("dark", 1280, True)):
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light")
        for address in PAGES:
            page.goto(f"file://{site}/{address}")
            page.wait_for_timeout(300)
            page.screenshot(path=target / f"{name}-{address.replace('/', '-')}.png", full_page=True)


if __name__ == "__main__":
    main()
