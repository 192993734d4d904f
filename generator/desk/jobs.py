"""Jobs: what takes long, or reads files of others, runs in a process of its own that tells how far it is.

Each is forked from one process that has loaded the program (a fork server), since loading takes longer than most jobs;
a system without fork spawns it instead.
"""

import multiprocessing
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Literal

WORK, LOADED = "generator.desk.work", "generator.desk.loaded"
BUILD = "build_site"
STEP, RESULT, ERROR, FAULT = "step", "result", "error", "fault"  # what a process sends
State = Literal["等待", "进行", "完成", "没有做成"]
MEMORY, SECONDS = 4 << 30, 600  # of a process that reads files of others
GENERAL = "程序出了错，没有做成。请再试一次；仍然这样，请把下面的内容交给维护程序的人："
STOPPED = "用的时间或内存太多，已停下，没有改动任何文件。请把文件分成几次交，或者检查是不是放错了文件。"
FULL = "写不了文件，磁盘可能满了。请腾出空间再试一次；填过的内容都还在。"


class JobError(Exception):
    """A job cannot be done; the message says why and what to do."""


@dataclass
class Job:
    """Something to be done: a function of `work` by name with its arguments, how far it is, what came of it.

    `confined`: it reads files of others, and gets so much time and memory and no more. `then` is given the result,
    `failed` the error.
    """

    name: str
    title: str
    args: tuple[object, ...] = ()
    confined: bool = False
    then: Callable[[Any], object] = lambda result: None
    failed: Callable[[str], object] = lambda words: None
    state: State = "等待"
    stage: str = ""
    done: int = 0
    count: int = 0
    result: Any = None
    error: str = ""
    finished: threading.Event = field(default_factory=threading.Event)

    @property
    def progress(self) -> str:
        """How far it is, in words."""
        if self.state == "进行" and self.count:
            return f"{self.title}：{self.stage} {self.done}/{self.count}"
        return f"{self.title}：{self.state}"


class Jobs:
    """The jobs of a desk, one after the other; builds go on beside the others, which nobody is to wait for."""

    def __init__(self) -> None:
        self.waiting: dict[bool, deque[Job]] = {True: deque(), False: deque()}  # builds, and all others
        self.at_work: dict[bool, Job] = {}
        self.last: dict[str, Job] = {}  # by name
        self._changed = threading.Condition()
        self._processes: set[BaseProcess] = set()
        self._over = False
        self._threads = [threading.Thread(target=self._work, args=(builds,), daemon=True) for builds in self.waiting]
        for thread in self._threads:
            thread.start()

    @property
    def running(self) -> Job | None:
        """A job that runs; one that somebody waits for before a build."""
        return next((self.at_work[builds] for builds in (False, True) if builds in self.at_work), None)

    def add(self, job: Job) -> Job:
        """Add a job; one of the same name and arguments that still waits stands for it."""
        with self._changed:
            waiting = self.waiting[job.name == BUILD]
            for other in waiting:
                if (other.name, other.args) == (job.name, job.args):
                    return other
            waiting.append(job)
            self.last[job.name] = job
            self._changed.notify_all()
        return job

    def do(self, job: Job) -> Any:
        """Add a job, wait for it, and return its result. Raises `JobError`."""
        added = self.add(job)
        added.finished.wait()
        if added.error:
            raise JobError(added.error)
        return added.result

    def close(self) -> None:
        """End the process that runs, and begin none any more."""
        with self._changed:
            self._over = True
            self._changed.notify_all()
            for process in self._processes:
                process.kill()
        for thread in self._threads:
            thread.join(10)

    def _work(self, builds: bool) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self.waiting[builds] or self._over)
                if self._over:
                    return
                job = self.at_work[builds] = self.waiting[builds].popleft()
            job.state = "进行"
            try:
                job.result = self._run(job)
                job.then(job.result)
                job.state = "完成"
            except JobError as trouble:
                job.error, job.state = str(trouble), "没有做成"
            except OSError:
                job.error, job.state = FULL, "没有做成"
            except Exception:  # whoever waits for it is to hear, and the next job is to be done
                job.error, job.state = _for_the_maintainer(traceback.format_exc()), "没有做成"
            if job.error:
                with suppress(Exception):  # the same: what is told is told already
                    job.failed(job.error)
            del self.at_work[builds]
            job.finished.set()

    def _run(self, job: Job) -> Any:
        """Do a job in a process of its own and return its result. Raises `JobError`."""
        receiver, sender = multiprocessing.Pipe(duplex=False)
        process = _CONTEXT.Process(target=_perform, args=(sender, job.name, job.args, job.confined))
        kind, value = FAULT, ""
        with receiver:
            self._start(process, sender)
            timer = threading.Timer(SECONDS, process.kill)
            if job.confined:
                timer.start()
            with suppress(EOFError):  # it was ended, and has sent no answer
                while (message := receiver.recv())[0] == STEP:
                    job.stage, job.done, job.count = message[1]
                kind, value = message
            process.join()
            timer.cancel()
        with self._changed:
            self._processes.discard(process)
        if kind == FAULT:
            raise JobError(STOPPED if job.confined else _for_the_maintainer(value))
        if kind == ERROR:
            raise JobError(value)
        return value

    def _start(self, process: BaseProcess, sender: Connection) -> None:
        """Start a process; `sender` is its end of the pipe, and no longer ours."""
        with sender, self._changed:
            process.start()
            self._processes.add(process)
            if self._over:
                process.kill()


def _fork_server() -> Any:
    """Return how processes are started."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([WORK, LOADED])
    return context


_CONTEXT = _fork_server()


def _for_the_maintainer(complaints: str) -> str:
    """Return what is said of a fault of the program, with the end of what it complained of."""
    return f"{GENERAL}\n{complaints[-2000:]}"


def _confine() -> None:
    """Limit the memory and the time of this process, and of those it starts."""
    try:
        import resource
    except ImportError:  # a system without such limits; the clock of the desk ends it there
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _perform(channel: Connection, name: str, args: tuple[object, ...], confined: bool) -> None:
    """Do a job in this process; send each step, then the result."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the desk, which then ends its processes
    if confined:
        _confine()
    from generator.desk import work
    from generator.pipeline.pool import Progress

    Progress.listener = lambda *step: channel.send((STEP, step))
    answer: tuple[str, object]
    try:
        answer = (RESULT, getattr(work, name)(*args))
    except work.TROUBLES as trouble:
        answer = (ERROR, str(trouble))
    except Exception:
        answer = (FAULT, traceback.format_exc())
    channel.send(answer)
