"""Server: the desk on this machine alone, until Ctrl+C."""

import logging
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

import waitress

from generator.core.paths import Paths
from generator.desk import checks, inbox, projects, publishing, site_pages, units
from generator.desk.app import MOST_SENT, App, create_app
from generator.desk.guard import Guard
from generator.desk.state import Desk

THREADS = 8
OPENING = (
    '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={address}"><title>工作台</title>'
)
PARTS = (site_pages.part, inbox.part, checks.part, projects.part, publishing.part, units.part)


class PortTaken(Exception):
    """The port cannot be had; the message says what to do."""


def make_app(paths: Paths, tell: Callable[[str], object]) -> App:
    """Return the application of one content; nothing listens yet."""
    desk = Desk(paths)
    return create_app(desk, Guard(desk.folder, tell), PARTS)


def serve(paths: Paths, port: int, browser: bool, tell: Callable[[str], object]) -> None:
    """Serve the desk until interrupted; `tell` is given the address that opens it. Port 0 is any that is free."""
    with socket.socket() as listening:
        if os.name == "posix":  # elsewhere it would let a second program take the port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as trouble:
            raise PortTaken(f"端口 {port} 用不了（可能已被占用）。请换一个，如 --port 8010") from trouble
        _serve(make_app(paths, tell), listening, browser)


def _serve(app: App, listening: socket.socket, browser: bool) -> None:
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a request that waits for a moment is no news
    server = waitress.create_server(
        app, sockets=[listening], threads=THREADS, ident=None, max_request_body_size=MOST_SENT, channel_timeout=60
    )
    app.guard.port = listening.getsockname()[1]
    app.desk.build()
    threading.Thread(target=app.desk.watch, daemon=True).start()
    app.guard.tell(app.guard.address)
    if browser and _has_screen():
        _open(app.desk.folder / "open.html", app.guard.address)
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
        app.desk.close()


def _has_screen() -> bool:
    """True where a browser would have a window; in a terminal it would take the terminal over."""
    return sys.platform != "linux" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _open(file: Path, address: str) -> None:
    """Open the browser by a file for the owner alone: the arguments of a program are seen by everybody."""
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
        opened.write(OPENING.format(address=address))
    webbrowser.open(file.resolve().as_uri())
