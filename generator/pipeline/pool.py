"""Work is spread over the processor's cores: the one room that knows that more than one process runs.

A piece of work is a function that can be named from outside and what it is given, both of which travel between
processes. Results come in the order of the work, so that nothing depends on who was quicker.
"""

import atexit
import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, repeat
from multiprocessing.connection import wait
from multiprocessing.util import Finalize
from types import TracebackType
from typing import Any, TextIO

CORES = "JXGK_CORES"  # for tests, and for who wants to keep a core for other things
FEW = 24  # pieces of work that are done before other processes would have everything at hand
SINGLY, AT_ONCE = 24, 8  # pieces handed over one by one, since large ones come first, and how many together after that
PATIENCE, PAUSE = 2, 1  # seconds before the first words of progress, and between them


class WorkerDied(Exception):
    """A process of the crew was ended from outside; the message says what to do."""


class WorkerPool:
    """As many processes as there are cores, started when there is enough to do for them."""

    def __init__(self, prepare: Callable[..., Any], *given: Any) -> None:
        """Begin with what each process does first, and what it is given for that."""
        self.first = (prepare, *given)
        self.cores = int(os.environ.get(CORES) or os.cpu_count() or 1)
        self.pool: ProcessPoolExecutor | None = None
        self.progress = Progress(sys.stderr)

    def map(self, stage: str, work: Callable[[Any], Any], things: Sequence[Any]) -> Iterator[Any]:
        """What `work` makes of each thing, in their order."""
        alone = self.cores == 1 or len(things) < (2 if self.pool else FEW)
        try:
            results = map(work, things) if alone else self._shared(work, things)
            for done, result in enumerate(results, 1):
                self.progress.tell(stage, done, len(things))
                yield result
        except BrokenProcessPool as trouble:
            raise WorkerDied("有一个工作进程被系统终止，多半是内存不够。请关掉别的程序，再运行一次。") from trouble
        finally:
            self.progress.close()

    def _shared(self, work: Callable[[Any], Any], things: Sequence[Any]) -> Iterator[Any]:
        rest = (things[at : at + AT_ONCE] for at in range(SINGLY, len(things), AT_ONCE))
        parts = [*([thing] for thing in things[:SINGLY]), *rest]
        with _uninterrupted():  # halfway through the start of its processes the pool would never end
            results = self._pool().map(_each_of, repeat(work), parts)
        return chain.from_iterable(results)

    def _pool(self) -> ProcessPoolExecutor:
        if self.pool is None:
            # A copy of this process has every library loaded; where copies cannot be made, fresh ones are started.
            context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
            self.pool = ProcessPoolExecutor(self.cores, context, _begin, self.first)
        return self.pool

    def __enter__(self) -> "WorkerPool":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.pool:
            self.pool.shutdown(cancel_futures=True)


class Progress:
    """How far long work has come, on one line of a terminal; in a log it is silent."""

    def __init__(self, out: TextIO) -> None:
        """Begin with nothing told."""
        self.out = out
        self.stage, self.width = "", 0
        self.begun = self.told = time.monotonic()

    def tell(self, stage: str, done: int, of: int) -> None:
        """Say how much of a stage is done, and how long the rest of it may take."""
        now = time.monotonic()
        if stage != self.stage:
            self.stage, self.begun = stage, now
        if not self.out.isatty() or now - self.begun < PATIENCE or now - self.told < PAUSE:
            return
        self.told = now
        minutes, seconds = divmod(int((now - self.begun) * (of - done) / done), 60)
        self._write(f"{stage} {done}/{of}，约还要 {f'{minutes} 分 ' if minutes else ''}{seconds} 秒")

    def close(self) -> None:
        """Wipe the line."""
        if self.width:
            self._write("")

    def _write(self, words: str) -> None:
        wide = 2 * len(words)
        self.out.write(f"\r{words}{' ' * (self.width - wide)}\r")
        self.out.flush()
        self.width = wide


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl+C is heard at the end; threads and processes that are started meanwhile leave it to this one for good."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _each_of(work: Callable[[Any], Any], things: Sequence[Any]) -> list[Any]:
    return list(map(work, things))


def _begin(prepare: Callable[..., Any], *given: Any) -> None:
    """The first thing a process of the crew does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the one that leads
    threading.Thread(target=_follow, daemon=True).start()
    Finalize(None, atexit._run_exitfuncs, exitpriority=0)  # such a process ends without them otherwise
    prepare(*given)
    gc.collect()
    gc.freeze()  # what is at hand stays, and need not be looked through for waste again and again
    gc.set_threshold(50_000, 20, 50)
    gc.enable()


def _follow() -> None:
    """End with the one that leads, however it ended: nobody else would end this process."""
    if leader := multiprocessing.parent_process():
        wait([leader.sentinel])
        os._exit(1)
