"""Preview server: MkDocs' own, on this machine only, in Chinese and without its log."""

import logging
import re
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from generator.site.errors import SiteError

POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
LOOKS = 5  # looks for changes in a second
NO_SITE_YET = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="1">
<title>还没有网页</title><p>数据有错误，还没有生成网页。请看运行命令的窗口，改正后这里会自动更新。</p></html>"""


def serve(
    site: Path, rebuild: Callable[[], object], watched: Iterable[Path], port: int, ready: Callable[[int], object]
) -> None:
    """Show the site on this machine and rebuild it whenever something watched changes, until interrupted.

    Port 0 is any that is free; `ready` is called with the port.
    """
    logging.getLogger("mkdocs").addHandler(logging.NullHandler())
    server = Preview(site, rebuild, ready, port)
    for path in watched:
        server.watch(str(path))
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        server.shutdown()
    except (OSError, OverflowError) as trouble:
        server.server_close()
        raise SiteError(f"端口 {port} 用不了（可能已被占用）。请换一个，如 --port 8010") from trouble


class Preview(LiveReloadServer):
    """A server that rebuilds and tells the open pages to load again."""

    def __init__(self, site: Path, rebuild: Callable[[], object], ready: Callable[[int], object], port: int) -> None:
        def rebuilt() -> None:
            try:
                rebuild()
            except Exception:  # one that gets through would leave every reader waiting
                traceback.print_exc()

        super().__init__(rebuilt, "127.0.0.1", port, str(site), polling_interval=1 / LOOKS)
        self.ready = ready
        self.error_handler = lambda code: _error_page(site)

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """Return a page that reloads itself runs the engine's own script, which its policy would forbid."""
        reloading: bytes = super()._inject_js_into_html(POLICY.sub(b"", content), epoch)  # type: ignore[no-untyped-call]
        return reloading

    def server_activate(self) -> None:
        super().server_activate()
        self.ready(self.server_port)


def _error_page(site: Path) -> bytes:
    """Return the page for a missing page: the site's own, or a note that there is no site yet."""
    page = site / "404.html"
    return page.read_bytes() if page.is_file() else NO_SITE_YET.encode()
