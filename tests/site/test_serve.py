"""`make serve`, as the staff use it: it says where it listens; edit a file and see it, break it, mend it, Ctrl+C."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from tests.site.conftest import ROOT
from tests.support.cases import BASE, Run
from tests.support.waiting import LIMIT, wait_until

ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+/)\?token=\S+")
PROJECT, PROBLEM = "projects/2017/shipin-huiyi.yml", "视频会议系统相关设施完备性有待进一步加强"


class Serving:
    """A desk that runs beside the test, and a browser that came with the address it told."""

    def __init__(self, home: Path) -> None:
        self.content, self.told, self.home = home / "content", home / "told.txt", home
        shutil.copytree(ROOT / "content", self.content)
        self.good = (self.content / PROJECT).read_text()
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def start(self) -> None:
        """Run the command in a process of its own, and open what it says."""
        command = [sys.executable, "-m", "generator", "serve", "--port", "0", "--no-browser"]  # any that is free
        command += ["--content", str(self.content), "--out", str(self.home / "build")]
        with self.told.open("w") as output:
            environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        self.until(lambda: ADDRESS.search(self.told.read_text()))
        match = ADDRESS.search(self.told.read_text())
        assert match
        self.root = match[1]
        self.browser.open(match[0], timeout=LIMIT)

    def page(self, address: str = "site/2017/shipin-huiyi.html") -> str:
        try:
            with self.browser.open(f"{self.root}{address}", timeout=LIMIT) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as refusal:
            return refusal.read().decode()

    def crowd(self, count: int) -> None:
        """Ask for more at once than the desk has threads, and wait for all answers."""
        port = int(self.root.rpartition(":")[2].rstrip("/"))
        asked = [socket.create_connection(("127.0.0.1", port), LIMIT) for _ in range(count)]
        for connection in asked:
            connection.sendall(b"GET /state HTTP/1.0\r\n\r\n")
        for connection in asked:
            with connection, connection.makefile("rb") as answer:
                assert answer.read().startswith(b"HTTP/1.0 ")

    def write(self, text: str) -> None:
        """Save the file of the project, at once: the desk looks at it at any moment."""
        (self.home / "saved.yml").write_text(text)
        (self.home / "saved.yml").replace(self.content / PROJECT)

    def until(self, happened: Callable[[], object]) -> None:
        wait_until(happened, lambda: self.process.poll() is None)


@pytest.fixture
def serving(tmp_path: Path) -> Serving:
    return Serving(tmp_path)


def test_pages_follow_their_files_and_stay_while_a_file_is_broken(serving: Serving) -> None:
    broken = serving.good.replace("金额: 10.00万元", "金额: 10.00")
    serving.write(broken)
    serving.start()
    try:
        serving.until(lambda: "还没有网页" in serving.page() and '"examined":true' in serving.page("state"))
        serving.write(serving.good)
        serving.until(lambda: PROBLEM in serving.page())
        first = serving.page("state")
        serving.write(serving.good.replace(PROBLEM, "改过的问题"))
        serving.until(lambda: "改过的问题" in serving.page())
        serving.until(lambda: serving.page("state") != first)  # by which open pages know
        serving.write(broken)
        serving.until(lambda: '"job":""' not in serving.page("state"))
        serving.until(lambda: '"job":""' in serving.page("state"))
        assert "改过的问题" in serving.page()
        assert "没有找到这个页面" in serving.page("site/meiyou.html")
        serving.crowd(90)
        serving.process.send_signal(signal.SIGINT)
        assert serving.process.wait(LIMIT) == 0
        assert serving.told.read_text().count("\n") == 1, "nothing but the address"
    finally:
        serving.process.kill()
        serving.process.wait(LIMIT)


def test_a_port_in_use_is_told_in_a_line(run: Run, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        where = ("--content", BASE / "content", "--out", tmp_path / "build")
        status, _, stderr = run("serve", "--no-browser", "--port", str(port), *where)
    assert status == 2
    assert stderr.splitlines()[-1] == f"端口 {port} 用不了（可能已被占用）。请换一个，如 --port 8010"
