"""Work is shared out over the cores: the order stays, the terminal tells how far it is, a lost process is told."""

import io
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generator.pipeline import pool
from generator.pipeline.pool import CORES, Pool, Progress, WorkerDied
from tests.support.waiting import LIMIT, wait_until

ROOT = Path(__file__).parent.parent


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    now = [0]
    monkeypatch.setattr(pool, "time", SimpleNamespace(monotonic=lambda: now[0]))
    return now


def output(out: io.StringIO, clock: list[int], seconds: int) -> str:
    """What is written of work that does a tenth every so many seconds."""
    progress = Progress(out)
    for done in range(1, 11):
        progress.show("2024 年的项目", done * 100, 1000)
        clock[0] += seconds
    progress.clear()
    return out.getvalue()


def test_long_work_tells_its_stage_its_count_and_the_rest(clock: list[int]) -> None:
    words = output(Terminal(), clock, 20)
    assert "\r2024 年的项目 200/1000，约还要 1 分 20 秒" in words
    assert "\r2024 年的项目 800/1000，约还要 35 秒" in words
    assert words.endswith(" \r"), "and leaves the line empty"


def test_short_work_and_a_log_hear_nothing(clock: list[int]) -> None:
    assert output(Terminal(), clock, 0) == ""
    assert output(io.StringIO(), clock, 20) == ""


def process(_context: None, _: Any) -> int:
    return os.getpid()


def test_little_work_stays_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CORES, "2")
    pool = Pool(None)
    assert set(pool.map("", process, [1, 2])) == {os.getpid()}
    assert os.getpid() not in pool.map("", process, range(100))
    assert os.getpid() not in pool.map("", process, [1, 2], [100, 100]), "what takes long is shared out"
    assert set(pool.map("", process, [1, 2], [100, 1])) == {os.getpid()}, "beside which there is nothing to do"


def number(_: None, number: int) -> int:
    return number


def test_results_come_in_the_order_of_the_items(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CORES, "3")
    assert list(Pool(None).map("", number, range(200))) == list(range(200))


def fall(_: None, number: int) -> int:
    if number == 50:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_process_that_the_system_ends_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CORES, "2")
    with pytest.raises(WorkerDied, match="内存"):
        list(Pool(None).map("", fall, range(100)))


def mark(place: Path, number: int) -> int:
    (place / str(os.getpid())).touch()
    if number == 90:
        signal.pause()
    return number


WAITING = """
from pathlib import Path
from generator.pipeline.pool import Pool
from tests.test_pool import mark
list(Pool(Path({place!r})).map("", mark, range(200)))  # the other process has work of its own after 90
"""


def test_processes_end_when_the_main_one_is_killed(tmp_path: Path) -> None:
    main = subprocess.Popen(
        [sys.executable, "-c", WAITING.format(place=str(tmp_path))], cwd=ROOT, env={**os.environ, CORES: "2"}
    )
    wait_until(lambda: len(list(tmp_path.iterdir())) == 2, lambda: main.poll() is None)
    workers = [int(path.name) for path in tmp_path.iterdir()]
    main.kill()
    main.wait(LIMIT)
    wait_until(lambda: not any(map(alive, workers)))


def alive(process: int) -> bool:
    """Whether a process is there, and not only its last word to a parent that does not listen."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
