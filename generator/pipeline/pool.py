"""Worker pool: applies a function to many items on all cores.

Functions are module-level and items picklable. Every process has the context of the pool. Results keep the order of
the items.
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
from typing import ClassVar, Generic, TextIO, TypeVar, cast

CORES = "JXGK_CORES"  # environment variable that limits the cores used
MIN_EFFORT = 24  # below it, starting processes costs more than it saves
FORKS = sys.platform == "linux"  # elsewhere processes are spawned and load the program again
SINGLE_ITEMS, CHUNK_ITEMS = 24, 16  # the first are sent one by one, since costly ones come first
LISTEN_SECONDS = 1  # between checks for Ctrl+C
QUIET_SECONDS, PAUSE_SECONDS = 2, 1  # before progress is first shown, and between updates

Context = TypeVar("Context")
Item = TypeVar("Item")
Result = TypeVar("Result")


class WorkerDied(Exception):
    """Worker process killed from outside; the message says what to do."""


class Pool(Generic[Context]):
    """Pool of as many processes as cores, used if the work is worth starting them.

    Processes live for one call of `map`: their memory is released afterwards, and forks inherit what this process has
    loaded.
    """

    def __init__(self, context: Context) -> None:
        """Create a pool with the context passed to every function."""
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
            items: Picklable items.
            efforts: Cost of each item, 1 by default; without enough parallel work, items run in this process.

        Raises:
            WorkerDied: A process was killed from outside.
        """
        parallel = sum(efforts) - max(efforts, default=0) if efforts else len(items)
        in_process = self.cores == 1 or parallel < MIN_EFFORT
        results = (func(self.context, item) for item in items) if in_process else self._spread(func, items)
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
    """Progress of long work on one line of a terminal; silent on other streams.

    In a job of the desk, `listener` is called instead, with stage, items done and number of items.
    """

    listener: ClassVar[Callable[[str, int, int], object] | None] = None

    def __init__(self, stream: TextIO) -> None:
        """Create a progress line; nothing is shown yet."""
        self.stream = stream
        self.stage, self.width = "", 0
        self.begun = self.shown = time.monotonic()

    def show(self, stage: str, done: int, count: int) -> None:
        """Show the number of items done in a stage, and an estimate of the remaining time."""
        if Progress.listener:
            Progress.listener(stage, done, count)
            return
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
    """Block Ctrl+C; threads and processes started meanwhile ignore it for good."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Worker:
    """Context of this process if it is a worker."""

    context: object = None


def _start_worker(context: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _Worker.context = context
    gc.freeze()  # tracing inherited objects would copy their memory


def _end_with_parent() -> None:
    """Exit when the main process is killed, instead of waiting for work forever."""
    if parent := multiprocessing.parent_process():
        wait([parent.sentinel])
        # SIGKILL runs no handlers; on Windows, which has none, neither does SIGTERM.
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def _apply(func: Callable[[Context, Item], Result], items: Sequence[Item]) -> list[Result]:
    context = cast(Context, _Worker.context)
    results = [func(context, item) for item in items]
    # Objects alive now (the program, the summaries of all projects) stay; tracing them took a fifth of a clean build.
    gc.collect()
    gc.freeze()
    return results
