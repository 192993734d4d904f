"""A desk for tests: its application without a port, and a browser's way to it."""

import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from werkzeug.test import Client, EnvironBuilder, TestResponse

from generator.core.paths import Paths
from generator.desk.app import App
from generator.desk.server import make_app
from tests.support.cases import BASE

PORT = 8765
HOST = f"127.0.0.1:{PORT}"
ORIGIN = f"http://{HOST}"


class Visitor:
    """A browser that came with the token."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.client = Client(app)
        app.guard.port = PORT
        assert self.get(f"/?token={app.guard.token}").status_code == 200

    def get(self, address: str, **given: Any) -> TestResponse:
        return self.client.get(address, base_url=ORIGIN, **given)

    def post(self, address: str, data: Mapping[str, Any] | None = None, **headers: str) -> TestResponse:
        """Send a form of ours."""
        form = {"token": self.app.guard.form_token, **(data or {})}
        builder = EnvironBuilder(
            address, ORIGIN, method="POST", data=form, headers=[("Origin", ORIGIN), *headers.items()]
        )
        environ = builder.get_environ()
        try:
            return self.client.open(environ)
        finally:
            environ["wsgi.input"].close()  # of a large upload a file, which the client itself leaves open
            builder.close()

    def text(self, address: str) -> str:
        answer = self.get(address)
        assert answer.status_code == 200, answer.text
        return answer.text


@contextmanager
def desk_of(home: Path, content: Path = BASE / "content") -> Iterator[Visitor]:
    """The desk of a copy of some content in `home`, and a visitor."""
    shutil.copytree(content, home / "content")
    app = make_app(Paths(home / "content", home / "build"), lambda address: None)
    try:
        yield Visitor(app)
    finally:
        app.desk.close()


def stop(server: Any, thread: threading.Thread) -> None:
    """Stop a server in its own thread: closed by another, it fails where it listens."""

    def close() -> None:
        for channel in list(server.active_channels.values()):  # a browser keeps its lines open
            channel.close()
        server.close()

    with suppress(OSError):  # where the thread was awake already and has closed it
        server.trigger.pull_trigger(close)
    thread.join()
    server.task_dispatcher.shutdown()
