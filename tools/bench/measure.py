"""Runs a command as users would and measures it: seconds, processor seconds, peak memory of all its processes."""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

# Seconds between two looks at the memory, and between two at what is shared: every look slows what is measured.
EVERY, AGAIN = 0.25, 1
PAGE = os.sysconf("SC_PAGE_SIZE")
# Modules are compiled once, as on any machine: a setting of whoever measures is not what the program costs.
UNWANTED = "PYTHONDONTWRITEBYTECODE"


class Cost(NamedTuple):
    """Cost of a command: seconds on the clock, of all processors together, and megabytes at the highest."""

    wall: float
    cpu: float
    memory: float

    def __str__(self) -> str:
        return f"{self.wall:.2f} s（处理器 {self.cpu:.2f} s，{self.memory:.0f} MB）"


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*map(statistics.median, zip(*costs, strict=True)))


def run(command: Sequence[str], folder: Path, name: str) -> Cost:
    """Run a command to its end and print its cost; one that fails ends the measuring with its output."""
    started = time.perf_counter()
    environment = {key: value for key, value in os.environ.items() if key != UNWANTED}
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
        peak = Peak(process.pid)
        peak.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        peak.stop()
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    if process.returncode:
        sys.exit(f"没有运行成功：{' '.join(command)}\n{text[-3000:]}")
    cost = Cost(wall, usage.ru_utime + usage.ru_stime, max(peak.bytes / 1e6, usage.ru_maxrss * 1024 / 1e6))
    print(f"{name}：{cost}", file=sys.stderr, flush=True)
    return cost


class Peak(threading.Thread):
    """The highest sum of memory of a process and all below it; what several share is counted once (PSS)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.bytes, self.over = pid, 0, threading.Event()
        self.highest, self.asked = 0, 0.0

    def run(self) -> None:
        while not self.over.wait(EVERY):
            self.look()

    def look(self) -> None:
        pids = _tree(self.pid)
        most = sum(map(_resident, pids))  # counts again what processes share
        # The exact sum is slow to ask for, and holds up those that are asked.
        if len(pids) == 1:
            self.bytes = max(self.bytes, most)
        elif most > self.bytes and (most > 1.02 * self.highest or time.monotonic() > self.asked + AGAIN):
            self.bytes = max(self.bytes, sum(map(_share, pids)))
            self.highest, self.asked = max(self.highest, most), time.monotonic()

    def stop(self) -> None:
        self.over.set()
        self.join()


def _tree(pid: int) -> list[int]:
    pids = [pid]
    for process in pids:
        with suppress(OSError):  # it has ended meanwhile
            for task in os.listdir(f"/proc/{process}/task"):  # noqa: PTH208
                pids += map(int, _read(f"/proc/{process}/task/{task}/children").split())
    return pids


def _resident(pid: int) -> int:
    fields = _read(f"/proc/{pid}/statm").split()
    return int(fields[1]) * PAGE if fields else 0


def _share(pid: int) -> int:
    for line in _read(f"/proc/{pid}/smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return _resident(pid)  # a system that does not tell it: what is shared is counted again


def _read(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:  # it has ended meanwhile
        return ""
