"""Packing and publishing as the commands do it: with the program's own templates, outside the program's folder.

The day is always the same unless a test says which.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from generator.core.paths import Paths
from generator.deploy import package as packing
from generator.deploy import release
from generator.deploy.package import Package
from generator.deploy.release import Release
from generator.deploy.release_log import ReleaseLog
from tests.support.building import ROOT

DAY = date(2026, 11, 20)


def log_beside(folder: Path, day: date = DAY, recover: bool = False) -> ReleaseLog:
    """The record of what was published to a folder, in a folder beside it."""
    content = folder.with_name(f"{folder.name}.content")
    content.mkdir(exist_ok=True)
    return ReleaseLog(content, day, recover)


@cache
def _elsewhere(folder: Path) -> "TemporaryDirectory[str]":
    return TemporaryDirectory()


def _log(folder: Path) -> ReleaseLog:
    """A record for tests that are not about it: it leaves nothing beside the folder."""
    return ReleaseLog(Path(_elsewhere(folder).name), DAY)


def package(site: Path, file: Path, log: ReleaseLog | None = None) -> Package:
    """Write the package."""
    log = log or _log(file)
    return packing.package(site, file, Paths(log.content), log)


def publish(site: Path, folder: Path, log: ReleaseLog | None = None) -> Release:
    """Lay the site into the folder."""
    return release.publish(site, folder, ROOT, log or _log(folder))


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder on a web server of this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Stay quiet."""


def roll_back(folder: Path, log: ReleaseLog | None = None) -> Release:
    """Let readers see the version before."""
    return release.roll_back(folder, ROOT, log or _log(folder))
