"""The preview as who edits sees it: how long from the saved file to the page in the browser that shows it."""

import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

from tools.bench.changes import Change, file_of, rename_project, reword
from tools.bench.measure import Cost
from tools.bench.ours import COMMAND, HOME

TIMES = 5
PATIENCE, PAUSE = 60, 4  # seconds
RELOADING = re.compile(rb"livereload\((\d+), (\d+)\);")


def measured(content: Path, out: Path) -> dict[str, Cost]:
    """The median seconds after a sentence was changed, and after a name was that lists and charts show."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = (*COMMAND, "serve", "--port", str(port), "--content", str(content), "--out", str(out))
    server = subprocess.Popen(
        command, cwd=HOME, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        assert server.stdout
        for line in server.stdout:
            if b"http://" in line:
                break
        Thread(target=server.stdout.read, daemon=True).start()  # lest it wait for someone to listen
        site = f"http://127.0.0.1:{port}"
        return {
            "预览中改一段文字，看项目页": _median("预览中改一段文字，看项目页", content, reword, own, site),
            "预览中改项目名称，看项目页": _median("预览中改项目名称，看项目页", content, rename_project, own, site),
            "预览中改项目名称，看年度页": _median("预览中改项目名称，看年度页", content, rename_project, of_year, site),
        }
    finally:
        os.killpg(server.pid, signal.SIGTERM)  # a command in the background would not hear of Ctrl+C
        server.communicate()


def own(file: Path) -> str:
    """The page of the project itself."""
    return f"{file.parent.name}/{file.stem}.html"


def of_year(file: Path) -> str:
    """The page of its year."""
    return f"{file.parent.name}/index.html"


def _median(name: str, content: Path, change: Change, page: Callable[[Path], str], site: str) -> Cost:
    seconds = [_seen(content, number, change, page, site) for number in range(TIMES + 1)][1:]
    print(f"{name}：{'、'.join(f'{one:.2f}' for one in seconds)} s", file=sys.stderr, flush=True)
    return Cost(statistics.median(seconds), 0, 0)


def _seen(content: Path, number: int, change: Change, page: Callable[[Path], str], site: str) -> float:
    """The seconds from an edit until the page, loaded again whenever its script is told to, shows the new words."""
    address = f"{site}/{page(file_of(content, number))}"
    before = _get(address)
    words, begun = change(content, number).write().encode(), time.perf_counter()
    shown, count = before, before.count(words)
    while shown.count(words) == count:
        reloading = RELOADING.search(shown)
        assert reloading
        _get(f"{site}/livereload/{reloading[1].decode()}/{reloading[2].decode()}")
        shown = _get(address)
        if time.perf_counter() > begun + PATIENCE:
            sys.exit(f"预览没有显示改动：{address}")
    seconds = time.perf_counter() - begun
    time.sleep(PAUSE)  # until all of the site is made again
    return seconds


def _get(address: str) -> bytes:
    with urlopen(address) as response:
        body: bytes = response.read()
    return body
