"""Preview server: MkDocs' own, on this machine only, in Chinese and without its log."""

import logging
import os
import posixpath
import re
import traceback
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from generator.site.csp import headers
from generator.site.errors import SiteError

POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
RELOADING = "/livereload.js"
NAMES = ("127.0.0.1", "localhost", "[::1]")  # of this machine
LOOKS = 5  # looks for changes in a second
StartResponse = Callable[[str, list[tuple[str, str]]], object]
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
    """A server that rebuilds and tells the open pages to load again.

    It answers only to the names of this machine, or a page of another site could read drafts by a name of its own that
    leads here (DNS rebinding), and shows only files of the site, not what links lead to.
    """

    def __init__(self, site: Path, rebuild: Callable[[], object], ready: Callable[[int], object], port: int) -> None:
        def rebuilt() -> None:
            try:
                rebuild()
            except Exception:  # one that gets through would leave every reader waiting
                traceback.print_exc()

        super().__init__(rebuilt, "127.0.0.1", port, str(site), polling_interval=1 / LOOKS)
        self.ready, self.site = ready, site
        self.error_handler = lambda code: self._error_page()

    def serve_request(self, environ: Mapping[str, str], start_response: StartResponse) -> Iterable[bytes]:
        (name, rules), *others = headers(self._error_page().decode())
        fields = [(name, f"{rules}; connect-src 'self'"), *others]  # pages ask whether they have changed

        def start(status: str, own: list[tuple[str, str]]) -> object:
            return start_response(status, [*own, *fields])

        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if environ.get("HTTP_HOST", "").removesuffix(f":{self.server_port}") not in NAMES:
            start("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
            return ["预览只回答本机的浏览器，请打开运行命令的窗口里写的地址。".encode()]
        if path == RELOADING:
            start("200 OK", [("Content-Type", "application/javascript")])
            return [self._reloading(environ["QUERY_STRING"])]
        if not self._is_own(path):
            start("404 Not Found", [("Content-Type", "text/html")])
            return [self._error_page()]
        return super().serve_request(environ, start)

    def _is_own(self, path: str) -> bool:
        """True unless a path leads through a link, or is none."""
        place = self.site.resolve() / posixpath.normpath(f"/{path}").lstrip("/")
        return "\0" not in path and os.path.realpath(place) == str(place)

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """Return a page that reloads itself, under the policy that comes with the answer."""
        return POLICY.sub(b"", content) + f'<script src="{RELOADING}?{epoch}"></script>'.encode()

    def _reloading(self, epoch: str) -> bytes:
        """Return the engine's script for a page of this epoch."""
        script: bytes = super()._inject_js_into_html(b"", int(epoch) if epoch.isdecimal() else 0)  # type: ignore[no-untyped-call]
        return script.removeprefix(b"<script>").removesuffix(b"</script>")

    def _error_page(self) -> bytes:
        """Return the page for a missing page: the site's own, or a note that there is no site yet."""
        page = self.site / "404.html"
        return page.read_bytes() if page.is_file() else NO_SITE_YET.encode()

    def server_activate(self) -> None:
        super().server_activate()
        self.ready(self.server_port)
