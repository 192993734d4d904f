"""The first visit of 查询, in a browser that has nothing yet: how much it loads before anything is typed."""

import gzip
import sys
import threading
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Response, sync_playwright

from tests.site.conftest import CHROMIUM, FLAGS, _Quiet


def first_visit(site: Path) -> float:
    """Kilobytes (gzip) of the page and of all it asks for."""
    if not CHROMIUM:
        sys.exit("没有 Chromium，不能测量首次打开查询要取多少")
    answers: list[Response] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site), prefix="/"))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - playwright takes no built-in
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/query.html", wait_until="networkidle")
        size = sum(fetched(site, answer) for answer in answers)
        browser.close()
    server.shutdown()
    server.server_close()
    return size / 1000


def fetched(site: Path, answer: Response) -> int:
    """The bytes (gzip) of a file that a browser fetched; it has often let go of them itself when it is asked."""
    return len(gzip.compress((site / unquote(urlsplit(answer.url).path)[1:]).read_bytes()))
