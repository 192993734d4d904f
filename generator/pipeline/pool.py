"""Worker pool: work is spread over the processor's cores; the one module that knows that more than one process runs.

A piece of work is a function that can be named from outside, and what it is given; both travel between processes. Each
process has the pool's context at hand, and hands it to every function. Results come in the order of the work, so that
nothing depends on who was quicker.
"""

import atexit
import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent import futures
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import cached_property
from itertools import chain
from multiprocessing.connection import Connection, wait
from multiprocessing.util import Finalize
from types import TracebackType
from typing import Generic, TypeVar, cast

from generator.pipeline.progress import Progress

CORES = "JXGK_CORES"  # for tests, and for who wants to keep a core for other things
MIN_PARALLEL_ITEMS = 24  # fewer are done before other processes would have started, unless they take long
COPIES = sys.platform == "linux"  # workers are copies of this process, with all it has loaded; elsewhere fresh ones
SINGLE_ITEMS, CHUNK_ITEMS = 24, 8  # handed over one by one, since large ones come first; then so many together
LITTLE_ITEMS = 50  # after which the same processes go on: to make others takes longer than to keep what they took up
BEHIND = 10  # what is not asked for yet waits for what is done now
LOOK = 1  # second, between which Ctrl+C is heard
SELDOM = 50_000, 20, 50  # looking for waste amid all that a piece of work is about costs more than it frees
M_MMAP_THRESHOLD, LARGE_BYTES = -3, 1 << 20  # of glibc: pieces so large go back to the system when they are freed

Context = TypeVar("Context")
Item = TypeVar("Item")
Result = TypeVar("Result")
Func = Callable[[Context, Item], Result]


class WorkerDied(Exception):
    """A worker process was ended from outside; the message says what to do."""


def give_memory_back() -> None:
    """Let glibc give back what is free between pieces in use, and large pieces at once: it would keep them for good."""
    with suppress(AttributeError):  # another C library
        libc = ctypes.CDLL(None)
        libc.mallopt(M_MMAP_THRESHOLD, LARGE_BYTES)
        libc.malloc_trim(0)


class WorkerPool(Generic[Context]):
    """As many processes as there are cores, started when there is enough to do for them.

    Where they are copies they are made anew for each stage that comes after much work: what one has taken up is given
    back, and what they were copied from lies in memory once. Even a single piece of work is then done in a copy.
    """

    def __init__(self, context: Context) -> None:
        """Begin with what every function is handed beside its item."""
        self.context = context
        self.cores = _cores()
        self.pool: futures.ProcessPoolExecutor | None = None
        self.stage, self.large = "", False  # large: there was enough to do for several processes
        self.shared = 0  # pieces of work that the processes there now were given
        self.progress = Progress(sys.stderr)
        gc.set_threshold(*SELDOM)

    def map(
        self, stage: str, func: Func[Context, Item, Result], items: Sequence[Item], efforts: Sequence[int] = ()
    ) -> Iterator[Result]:
        """What the function makes of each item, in their order; progress is told under the name of the stage.

        `efforts` are those of the items, where these differ: beside a large one the others could be done.
        """
        _settle(max(len(items), self.shared))
        if COPIES and stage != self.stage and self.shared > LITTLE_ITEMS:
            self._end()
        self.stage = stage
        saved = sum(efforts) - max(efforts) if efforts else len(items)
        alone = self.cores == 1 or (len(items) < 2 and not COPIES) or (not self.large and saved < MIN_PARALLEL_ITEMS)
        try:
            results = (_do(func, self.context, item) for item in items) if alone else self._shared(func, items)
            for done, result in enumerate(results, 1):
                self.progress.tell(stage, done, len(items))
                yield result
        finally:
            self.progress.close()

    def begin(self, func: Func[Context, Item, Result], items: Sequence[Item]) -> Iterator[Result] | None:
        """The same of a few items, done while the caller does something else; None where that is not possible."""
        if not COPIES or self.cores == 1 or self.shared + len(items) > LITTLE_ITEMS:
            return None
        _settle(0)
        return self._begun(func, [[item] for item in items])

    def _shared(self, func: Func[Context, Item, Result], items: Sequence[Item]) -> Iterator[Result]:
        last = []
        if COPIES and not self.large:  # what one piece of work loads, the copies of this process need not load again
            items, last = items[:-1], [_do(func, self.context, items[-1])]
        self.large = True
        rest = (items[at : at + CHUNK_ITEMS] for at in range(SINGLE_ITEMS, len(items), CHUNK_ITEMS))
        chunks = [*([item] for item in items[:SINGLE_ITEMS]), *rest]
        return chain(self._begun(func, chunks), last)

    def _begun(self, func: Func[Context, Item, Result], chunks: Sequence[Sequence[Item]]) -> Iterator[Result]:
        self.shared += sum(map(len, chunks))
        with _alive(), _uninterrupted():  # halfway through the start of its processes the pool would never end
            return _results(deque(self._pool().submit(_map_chunk, func, chunk) for chunk in chunks))

    def _pool(self) -> futures.ProcessPoolExecutor:
        if self.pool is None:
            method = multiprocessing.get_context("fork" if COPIES else "spawn")
            self.pool = futures.ProcessPoolExecutor(self.cores, method, _start_worker, (self.context,))
        return self.pool

    def __enter__(self) -> "WorkerPool[Context]":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        gc.unfreeze()
        self._end()

    def _end(self) -> None:
        if self.pool:
            with _uninterrupted():
                self.pool.shutdown(cancel_futures=True)
            self.pool, self.shared = None, 0


class Ahead(Generic[Item, Result]):
    """What a function makes of an item: worked out in a copy of this process until it is asked for, or only then."""

    def __init__(self, func: Callable[[Item], Result], item: Item, copied: bool = True) -> None:
        """Begin, unless it is too little for a process of its own or there is no core for one."""
        self.func, self.item = func, item
        self.process = None
        if COPIES and copied and _cores() > 1:
            context = multiprocessing.get_context("fork")
            self.told, telling = context.Pipe(duplex=False)
            self.process = context.Process(target=_tell, args=(telling, func, item), daemon=True)
            with _uninterrupted():
                self.process.start()
            telling.close()

    def drop(self) -> None:
        """Do not ask for it any more."""
        if self.process:
            self.process.kill()  # at once, whatever it has in hand

    @cached_property
    def value(self) -> Result:
        """What it makes of it."""
        if self.process:
            with suppress(EOFError, OSError):  # it was ended from outside
                return cast(Result, self.told.recv())
        return self.func(self.item)


def _tell(telling: Connection, func: Callable[[Item], Result], item: Item) -> None:
    os.nice(BEHIND)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process
    with suppress(OSError):  # nobody asks any more
        telling.send(func(item))


def _settle(items: int) -> None:
    """What is at hand is no waste of the pieces of work that come: it need not be looked through for it, nor copied.

    For a few of them, after a few, memory is not given back: to take it up again costs more than it is worth.
    """
    gc.freeze()
    if items > LITTLE_ITEMS:
        give_memory_back()


@contextmanager
def _alive() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool as trouble:
        raise WorkerDied("有一个工作进程被系统终止，多半是内存不够。请关掉别的程序，再运行一次。") from trouble


def _results(begun: "deque[futures.Future[list[Result]]]") -> Iterator[Result]:
    while begun:
        with _alive(), _uninterrupted():  # what Ctrl+C breaks in on may hold a lock for good
            done = begun.popleft().result() if futures.wait([begun[0]], LOOK).done else None
        yield from done or ()


def _cores() -> int:
    return int(os.environ.get(CORES) or os.cpu_count() or 1)


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


class _Worker:
    """This process as a worker: the context it was started with."""

    context: object = None


def _map_chunk(func: Func[Context, Item, Result], items: Sequence[Item]) -> list[Result]:
    context = cast(Context, _Worker.context)
    return [_do(func, context, item) for item in items]


def _do(func: Func[Context, Item, Result], context: Context, item: Item) -> Result:
    """Do one piece of work and free its waste at once, while there is hardly anything else to look through."""
    result = func(context, item)
    gc.collect(0)
    return result


def _start_worker(context: object) -> None:
    """The first thing a worker process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process
    threading.Thread(target=_end_with_parent, daemon=True).start()
    atexit._clear()  # what a copied process has to end is for that one to end
    Finalize(None, atexit._run_exitfuncs, exitpriority=0)  # such a process ends without them otherwise
    _Worker.context = context
    gc.collect()
    gc.set_threshold(*SELDOM)  # a fresh process has its own
    gc.freeze()  # what is at hand stays, and need not be looked through for waste again and again
    gc.enable()


def _end_with_parent() -> None:
    """End with the main process, however it ended: nobody else would end this one."""
    if parent := multiprocessing.parent_process():
        wait([parent.sentinel])
        os._exit(1)
