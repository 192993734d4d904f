"""Takes the picture README shows from the site as it is now (`make screenshots`)."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.site.conftest import CHROMIUM, FLAGS, ROOT
from tests.support.building import build

PICTURE = ROOT / "theme/screenshot.png"
README = """<body style="margin:0;background:#e8e8e4;display:flex;gap:24px;padding:24px;width:1552px">
<iframe src="{site}/2017/index.html" style="flex:1040px;height:900px;border:0"></iframe>
<iframe src="{site}/2017/shipin-huiyi.html" style="flex:0 0 440px;height:900px;border:0"></iframe></body>"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        build(ROOT / "content", Path(folder))
        file = Path(folder, "readme.html")
        file.write_text(README.format(site="site"), "utf-8")
        browser = play.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, "--hide-scrollbars"])
        page = browser.new_page(viewport={"width": 1600, "height": 948})
        page.goto(file.as_uri())
        page.wait_for_timeout(500)
        page.screenshot(path=PICTURE)
        browser.close()
    print(f"已更新 {PICTURE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
