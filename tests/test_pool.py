"""Work is shared out over the cores: the order stays, the terminal tells how far it is, a lost process is told."""

import atexit
import io
import os
import signal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generator.pipeline import progress
from generator.pipeline.pool import COPIES, CORES, Ahead, WorkerDied, WorkerPool
from generator.pipeline.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    now = [0]
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: now[0]))
    return now


def told(out: io.StringIO, clock: list[int], seconds: int) -> str:
    """What is written of work that does a tenth every so many seconds."""
    progress = Progress(out)
    for done in range(1, 11):
        progress.tell("2024 年的项目", done * 100, 1000)
        clock[0] += seconds
    progress.close()
    return out.getvalue()


def test_long_work_tells_its_stage_its_count_and_the_rest(clock: list[int]) -> None:
    words = told(Terminal(), clock, 20)
    assert "\r2024 年的项目 200/1000，约还要 1 分 20 秒" in words
    assert "\r2024 年的项目 800/1000，约还要 35 秒" in words
    assert words.endswith(" \r"), "and leaves the line empty"


def test_short_work_and_a_log_hear_nothing(clock: list[int]) -> None:
    assert told(Terminal(), clock, 0) == ""
    assert told(io.StringIO(), clock, 20) == ""


def process(_context: None, _: Any) -> int:
    return os.getpid()


def test_little_work_stays_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CORES, "2")
    with WorkerPool(None) as pool:
        assert set(pool.map("", process, [1, 2])) == {os.getpid()}
        *others, last = pool.map("", process, range(100))
        assert os.getpid() not in others
        assert (last == os.getpid()) is COPIES, "what it loads its copies have"
        assert os.getpid() not in pool.map("", process, range(100))


def whose(_: object) -> int:
    return os.getpid()


def stay(home: int) -> int:
    if os.getpid() != home:
        signal.pause()
    return os.getpid()


def test_what_is_asked_for_later_is_worked_out_by_another_process_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CORES, "2")
    assert (Ahead(whose, None).value != os.getpid()) == COPIES
    assert Ahead(whose, None, copied=False).value == os.getpid()
    dropped = Ahead(stay, os.getpid())
    dropped.drop()
    assert dropped.value == os.getpid(), "who asks all the same is told"
    monkeypatch.setenv(CORES, "1")
    assert Ahead(whose, None).value == os.getpid()


def test_a_few_pieces_of_work_are_done_while_something_else_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CORES, "2")
    with WorkerPool(None) as pool:
        begun = pool.begin(process, range(3))
        assert bool(begun) == COPIES
        if begun:
            assert {*pool.map("字", process, range(2))} == {os.getpid()}, "what is little is done here meanwhile"
            assert os.getpid() not in (found := list(begun)) and len(found) == 3
        assert pool.begin(process, range(100)) is None, "of many, what they take up is given back first"
    monkeypatch.setenv(CORES, "1")
    with WorkerPool(None) as pool:
        assert pool.begin(process, range(3)) is None


def fall(_: None, number: int) -> int:
    if number == 50:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_process_that_the_system_ends_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CORES, "2")
    with WorkerPool(None) as pool, pytest.raises(WorkerDied, match="内存"):
        list(pool.map("", fall, range(100)))
    with WorkerPool(None) as pool, pytest.raises(WorkerDied, match="内存"):
        list(pool.begin(fall, [50]) or pool.map("", fall, range(100)))


def leave(_: None, place: str) -> None:
    atexit.register(write, place)


def write(place: str) -> None:
    Path(place).write_text("好", "utf-8")


def test_what_is_to_be_done_at_the_end_of_a_process_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CORES, "2")
    with WorkerPool(None) as pool:
        list(pool.map("字", leave, [str(tmp_path / str(number)) for number in range(30)]))
    atexit.unregister(write)  # of what is done in this process, at whose end it would be, and at that of no copy
    assert len(list(tmp_path.iterdir())) == 30 - COPIES
