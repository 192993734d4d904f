"""Worker pool: runs a function over many items on all cores; the one module that knows of other processes.

A function is a module-level one; it and its items travel between processes. Every process has the context of the pool.
Results come in the order of the items, so nothing depends on which process was faster.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent import futures
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import Generic, TextIO, TypeVar, cast

CORES = "JXGK_CORES"  # for tests, and for who wants to keep a core for other things
MIN_EFFORT = 24  # below it, starting processes takes longer than doing the work here
FORKS = sys.platform == "linux"  # elsewhere processes start afresh and load the program again
SINGLE_ITEMS, CHUNK_ITEMS = 24, 8  # the first are handed over one by one, since costly ones come first
LISTEN_SECONDS = 1  # between two looks for Ctrl+C
QUIET_SECONDS, PAUSE_SECONDS = 2, 1  # before the first words of progress, and between them

Context = TypeVar("Context")
Item = TypeVar("Item")
Result = TypeVar("Result")


class WorkerDied(Exception):
    """A worker process was ended from outside; the message says what to do."""


class Pool(Generic[Context]):
    """Runs functions on as many processes as there are cores, where there is enough to do for them.

    The processes last for one call of `map`: whatever memory they took is free afterwards, and where they are forks of
    this process they have all that it has loaded.
    """

    def __init__(self, context: Context) -> None:
        """Begin with the context that every function is given beside its item."""
        self.context = context
        self.cores = int(os.environ.get(CORES) or os.cpu_count() or 1)
        self.progress = Progress(sys.stderr)

    def map(
        self, stage: str, func: Callable[[Context, Item], Result], items: Sequence[Item], efforts: Sequence[int] = ()
    ) -> Iterator[Result]:
        """Apply `func` to the context and each item; results keep the order of the items.

        Args:
            stage: Shown as progress.
            func: A module-level function.
            items: What it is applied to; picklable.
            efforts: The cost of each, 1 each by default; items are done here where little could be done beside.

        Raises:
            WorkerDied: A process was ended from outside.
        """
        parallel = sum(efforts) - max(efforts, default=0) if efforts else len(items)
        here = self.cores == 1 or parallel < MIN_EFFORT
        results = (func(self.context, item) for item in items) if here else self._spread(func, items)
        try:
            for done, result in enumerate(results, 1):
                self.progress.show(stage, done, len(items))
                yield result
        finally:
            self.progress.clear()

    def _spread(self, func: Callable[[Context, Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        rest = (items[start : start + CHUNK_ITEMS] for start in range(SINGLE_ITEMS, len(items), CHUNK_ITEMS))
        chunks = [*([item] for item in items[:SINGLE_ITEMS]), *rest]
        method = multiprocessing.get_context("fork" if FORKS else "spawn")
        executor = futures.ProcessPoolExecutor(self.cores, method, _start_worker, (self.context,))
        try:
            with _uninterrupted():  # an interrupt while processes start would leave an executor that never ends
                pending = deque(executor.submit(_apply, func, chunk) for chunk in chunks)
            while pending:
                with _uninterrupted():  # an interrupt within `wait` may leave a lock held
                    done = futures.wait([pending[0]], LISTEN_SECONDS).done
                if done:
                    yield from pending.popleft().result()
        except BrokenProcessPool as error:
            raise WorkerDied("有一个工作进程被系统终止，多半是内存不够。请关掉别的程序，再运行一次。") from error
        finally:
            with _uninterrupted():
                executor.shutdown(cancel_futures=True)


class Progress:
    """The progress of long work on one line of a terminal; silent where the stream is none."""

    def __init__(self, stream: TextIO) -> None:
        """Begin with nothing shown."""
        self.stream = stream
        self.stage, self.width = "", 0
        self.begun = self.shown = time.monotonic()

    def show(self, stage: str, done: int, count: int) -> None:
        """Show how many of a stage's items are done, and how long the others may take."""
        now = time.monotonic()
        if stage != self.stage:
            self.stage, self.begun = stage, now
        if not self.stream.isatty() or now - self.begun < QUIET_SECONDS or now - self.shown < PAUSE_SECONDS:
            return
        self.shown = now
        minutes, seconds = divmod(int((now - self.begun) * (count - done) / done), 60)
        self._write(f"{stage} {done}/{count}，约还要 {f'{minutes} 分 ' if minutes else ''}{seconds} 秒")

    def clear(self) -> None:
        """Clear the line."""
        if self.width:
            self._write("")

    def _write(self, text: str) -> None:
        width = 2 * len(text)
        self.stream.write(f"\r{text}{' ' * (self.width - width)}\r")
        self.stream.flush()
        self.width = width


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold back Ctrl+C; threads and processes that are started meanwhile leave it to this one for good."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Worker:
    """This process as a worker: the context it was started with."""

    context: object = None


def _start_worker(context: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _Worker.context = context
    gc.freeze()  # what is loaded already stays; going through it again and again is an eighth of a clean build


def _end_with_parent() -> None:
    """End this process when the main one is killed: it would wait for work for ever."""
    if parent := multiprocessing.parent_process():
        wait([parent.sentinel])
        # Not to be waited for by any handler; Windows has no such signal, and there SIGTERM is none to handle either.
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def _apply(func: Callable[[Context, Item], Result], items: Sequence[Item]) -> list[Result]:
    context = cast(Context, _Worker.context)
    return [func(context, item) for item in items]
