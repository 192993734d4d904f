"""Runs a command as users would and watches it: seconds, processor seconds, peak memory of all its processes."""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

EVERY, AGAIN = 0.05, 1  # seconds between two looks at the memory, and between two at what is shared
PAGE = os.sysconf("SC_PAGE_SIZE")
# Modules are compiled once, as on any machine: a setting of whoever measures is not what the program costs.
UNWANTED = "PYTHONDONTWRITEBYTECODE"


@dataclass(frozen=True)
class Cost:
    """What a command cost: seconds on the clock, of all processors together, and megabytes at the highest."""

    wall: float
    cpu: float
    memory: float

    def __add__(self, other: "Cost") -> "Cost":
        """One command after the other."""
        return Cost(self.wall + other.wall, self.cpu + other.cpu, max(self.memory, other.memory))

    def __str__(self) -> str:
        """Seconds, processor seconds, megabytes."""
        return f"{self.wall:.2f} s（处理器 {self.cpu:.2f} s，{self.memory:.0f} MB）"

    def figures(self) -> dict[str, float]:
        """For a file."""
        return {name: round(value, 3) for name, value in asdict(self).items()}


@dataclass(frozen=True)
class Stage(Cost):
    """What a stage of a build cost, and the files it made, with their bytes; stages follow each other."""

    files: int = 0
    bytes: int = 0

    def __add__(self, other: "Cost") -> "Stage":
        """One after the other."""
        files, size = (other.files, other.bytes) if isinstance(other, Stage) else (0, 0)
        both = super().__add__(other)
        return Stage(both.wall, both.cpu, both.memory, self.files + files, self.bytes + size)


def median(costs: Sequence[Cost]) -> Cost:
    """Each figure's own median."""
    rows = zip(*((cost.wall, cost.cpu, cost.memory) for cost in costs), strict=True)
    return Cost(*(statistics.median(row) for row in rows))


def run(command: Iterable[str], where: Path, name: str = "") -> Cost:
    """Run to the end and tell at once what a named one cost; one that fails ends the measuring with what it said."""
    started = time.perf_counter()
    words = list(command)
    with tempfile.TemporaryFile() as said:
        environment = {name: value for name, value in os.environ.items() if name != UNWANTED}
        process = subprocess.Popen(words, cwd=where, env=environment, stdout=said, stderr=subprocess.STDOUT)
        peak = Peak(process.pid)
        peak.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        peak.stop()
        said.seek(0)
        told = said.read().decode("utf-8", "replace")
    if process.returncode:
        sys.exit(f"没有运行成功：{' '.join(words)}\n{told[-3000:]}")
    cost = Cost(wall, usage.ru_utime + usage.ru_stime, max(peak.bytes / 1e6, usage.ru_maxrss * 1024 / 1e6))
    if name:
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
        """Look once."""
        pids = _tree(self.pid)
        most = sum(map(_resident, pids))  # counts again what processes share
        # The exact sum is slow to ask for, and holds up those that are asked.
        if len(pids) == 1:
            self.bytes = max(self.bytes, most)
        elif most > self.bytes and (most > 1.02 * self.highest or time.monotonic() > self.asked + AGAIN):
            self.bytes = max(self.bytes, sum(map(_share, pids)))
            self.highest, self.asked = max(self.highest, most), time.monotonic()

    def stop(self) -> None:
        """Look no more."""
        self.over.set()
        self.join()


def spent(pid: int) -> float:
    """The processor seconds of a process, of those below it, and of those that ended before."""
    ticks = 0
    for one in _tree(pid):
        fields = _read(Path(f"/proc/{one}/stat")).rpartition(")")[2].split()
        ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _tree(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        with suppress(OSError):  # it has ended meanwhile
            for task in os.listdir(f"/proc/{one}/task"):  # noqa: PTH208
                found += map(int, _read(Path(f"/proc/{one}/task/{task}/children")).split())
    return found


def _resident(pid: int) -> int:
    fields = _read(Path(f"/proc/{pid}/statm")).split()
    return int(fields[1]) * PAGE if fields else 0


def _share(pid: int) -> int:
    for line in _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return _resident(pid)  # a system that does not tell it: what is shared is counted again


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # it has ended meanwhile
        return ""


@dataclass(frozen=True)
class Size:
    """A finished site: files, bytes, and the bytes of its project pages, the middle one and the largest."""

    files: int
    bytes: int
    page: int
    largest: int

    @classmethod
    def of(cls, site: Path) -> "Size":
        """Look at every file."""
        files = [path for path in site.rglob("*") if path.is_file()]
        pages = [p.stat().st_size for p in files if p.parent.name.isdigit() and p.suffix == ".html"
                 and p.parent.parent == site and p.name != "index.html"]  # fmt: skip
        return cls(len(files), sum(p.stat().st_size for p in files), int(statistics.median(pages)), max(pages))

    def __str__(self) -> str:
        """Files and megabytes; the middle and the largest project page."""
        pages = f"项目页 {self.page / 1e3:.1f} KB，最大 {self.largest / 1e3:.1f} KB"
        return f"{self.files} 个文件，{self.bytes / 1e6:.0f} MB；{pages}"


def fresh(*folders: Path) -> None:
    """Put out of the way what an earlier run left; after tens of thousands of files were deleted ext4 writes slowly."""
    for folder in filter(Path.exists, folders):
        folder.rename(tempfile.mkdtemp(prefix="old-", dir=folder.parent) + "/old")
