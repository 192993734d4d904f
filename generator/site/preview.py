"""The preview on this machine: the engine's own server, in Chinese and without its log."""

import re
import traceback
from collections.abc import Callable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
NO_SITE_YET = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="1">
<title>还没有网页</title><p>数据有错误，还没有生成网页。请看运行命令的窗口，改正后这里会自动更新。</p></html>"""


class Preview(LiveReloadServer):
    """A server that rebuilds and tells the open pages to load again."""

    def __init__(self, site: Path, rebuild: Callable[[], object], ready: Callable[[], object], port: int) -> None:
        def rebuilt() -> None:
            try:
                rebuild()
            except Exception:  # one that gets through would leave every reader waiting
                traceback.print_exc()

        super().__init__(rebuilt, "127.0.0.1", port, str(site))
        self.ready = ready
        self.error_handler = lambda code: _error_page(site)

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """A page that reloads itself runs the engine's own script, which its policy would forbid."""
        reloading: bytes = super()._inject_js_into_html(POLICY.sub(b"", content), epoch)  # type: ignore[no-untyped-call]
        return reloading

    def server_activate(self) -> None:
        """Begin to listen, then say so."""
        super().server_activate()
        self.ready()


def _error_page(site: Path) -> bytes:
    """What a reader of the preview sees where there is no page: the site's own words, or that there is no site yet."""
    page = site / "404.html"
    return page.read_bytes() if page.is_file() else NO_SITE_YET.encode()
