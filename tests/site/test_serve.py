"""`make serve`, as the staff use it: edit a file and see it, break it and be told, mend it, Ctrl+C."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.site import preview as server
from tests.site.conftest import ROOT
from tests.support.cases import BASE, Run
from tests.support.waiting import LIMIT, wait_until

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")
PROJECT, PROBLEM = "projects/2017/shipin-huiyi.yml", "视频会议系统相关设施完备性有待进一步加强"


class Preview:
    """A preview that runs beside the test."""

    def __init__(self, home: Path) -> None:
        self.content, self.told = home / "content", home / "told.txt"
        self.home = home
        shutil.copytree(ROOT / "content", self.content)
        self.good = (self.content / PROJECT).read_text()

    def start(self) -> None:
        """Run the command in a process of its own, and wait until it says where it listens."""
        command = [sys.executable, "-m", "generator", "serve", "--port", "0"]  # any that is free
        command += ["--content", str(self.content), "--out", str(self.home / "build")]
        environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
        with self.told.open("w") as told:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=told, stderr=subprocess.STDOUT)
        self.until(lambda: ADDRESS.search(self.told.read_text()))
        (self.root,) = ADDRESS.findall(self.told.read_text())

    def page(self, address: str = "2017/shipin-huiyi.html") -> str:
        """What a browser gets; nothing while nobody listens."""
        try:
            with urllib.request.urlopen(f"{self.root}{address}", timeout=LIMIT) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as refusal:
            return refusal.read().decode()
        except OSError:
            return ""

    def write(self, text: str) -> None:
        """Save the file of the project, at once: the preview looks at it at any moment."""
        (self.home / "saved.yml").write_text(text)
        (self.home / "saved.yml").replace(self.content / PROJECT)

    def until(self, happened: Callable[[], object]) -> None:
        """Wait for something while the preview runs."""
        wait_until(happened, lambda: self.process.poll() is None)

    def interrupt(self, sites: int) -> None:
        """Press Ctrl+C once so many sites are made: it ends quietly."""
        self.until(lambda: self.told.read_text().count("已生成") >= sites)
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(LIMIT) == 0
        assert "Traceback" not in self.told.read_text()
        assert "INFO" not in self.told.read_text()


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    """A preview of a copy of the real content, not yet started."""
    return Preview(tmp_path)


def test_bad_data_are_told_and_waited_for_pages_follow_their_files_and_stay_while_a_file_is_broken(
    preview: Preview,
) -> None:
    broken = preview.good.replace("金额: 10.00万元", "金额: 10.00")
    preview.write(broken)
    preview.start()
    try:
        preview.until(lambda: "还没有生成网页" in preview.page())
        told = preview.told.read_text().count("没有单位")
        assert told
        preview.write(preview.good)
        preview.until(lambda: PROBLEM in preview.page())
        year = preview.page("2017/index.html")
        preview.write(preview.good.replace(PROBLEM, "改过的问题").replace("驻外办事处视频会议系统", "改过的系统"))
        preview.until(lambda: "改过的问题" in preview.page())
        preview.until(lambda: "改过的系统" in preview.page("2017/index.html"))
        assert "改过的系统" not in year
        preview.write(broken)
        preview.until(lambda: preview.told.read_text().count("没有单位") == 2 * told)
        assert "改过的问题" in preview.page()
        assert "没有找到这个页面" in preview.page("meiyou.html")
        preview.write(preview.good)
        preview.until(lambda: PROBLEM in preview.page())
        preview.interrupt(3)
    finally:
        preview.process.kill()


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[server.Preview]:
    """A preview of a page, with a link that leads out of the site, that no process runs."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text('<meta http-equiv="Content-Security-Policy" content="x"><p>草稿</p>')
    (tmp_path / "draft.txt").write_text("不在网站里")
    (tmp_path / "site/draft.txt").symlink_to(tmp_path / "draft.txt")
    (tmp_path / "site/out").symlink_to(tmp_path)
    preview = server.Preview(tmp_path / "site", lambda: None, lambda port: None, 0)
    preview.server_bind()
    preview.watch(str(tmp_path))
    yield preview
    preview.server_close()


def answer(preview: server.Preview, path: str, host: str = "127.0.0.1:{}") -> tuple[str, dict[str, str], str]:
    """Ask as a browser does that took the address for a machine of this name."""
    started = list[tuple[str, list[tuple[str, str]]]]()
    way, _, query = path.partition("?")
    asked = {"PATH_INFO": way, "QUERY_STRING": query, "HTTP_HOST": host.format(preview.server_port)}
    pieces = preview.serve_request(asked, lambda status, fields: started.append((status, fields)))
    body = b"".join(pieces)
    getattr(pieces, "close", lambda: None)()
    ((status, fields),) = started
    return status[:3], dict(fields), body.decode()


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{}", "localhost:1", "[::1]x:{}", ""])
def test_a_page_of_another_site_cannot_read_drafts(shown: server.Preview, host: str) -> None:
    status, _, body = answer(shown, "/", host)
    assert status == "403" and "草稿" not in body


@pytest.mark.parametrize("host", ["127.0.0.1:{}", "localhost:{}", "[::1]:{}"])
def test_answers_carry_the_policy_of_the_site(shown: server.Preview, host: str) -> None:
    status, fields, page = answer(shown, "/", host)
    assert status == "200" and "草稿" in page and "<meta" not in page
    assert fields["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; ")
    assert fields["X-Content-Type-Options"] == "nosniff" and "'unsafe" not in str(fields)
    (script,) = re.findall(r'<script src="(/livereload\.js\?\d+)"></script>', page)
    assert answer(shown, script)[2].rstrip().endswith(");")


@pytest.mark.parametrize(
    "path", ["/draft.txt", "/out/draft.txt", "/out/", "/a\0b", "/\0", "/../draft.txt", "/" + "a" * 5000]
)
def test_what_links_lead_to_and_what_is_no_path_is_not_found(shown: server.Preview, path: str) -> None:
    status, fields, body = answer(shown, path)
    assert status == "404" and "不在网站里" not in body and "Content-Security-Policy" in fields


def test_a_port_in_use_is_told_in_a_line(run: Run, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, _, told = run("serve", "--port", str(port), "--content", BASE / "content", "--out", tmp_path / "build")
    assert status == 2
    assert told.splitlines()[-1] == f"端口 {port} 用不了（可能已被占用）。请换一个，如 --port 8010"
