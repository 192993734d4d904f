"""The steps a program takes on the disk: it is killed before any one of them, or someone looks on before each.

The steps are those Python itself reports (audit events), so no step of a changed program is forgotten. What changes
nothing is left out: after it the disk is as before. A report cannot be called off: who acts is a child.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

KILLED = 9
STEPS = ("open", "os.")  # of which all others consist
READING = ("os.listdir", "os.scandir", "os.walk", "os.fwalk")


def before_each_step(home: Path, look: Callable[[str], None]) -> None:
    """Call a function before each step that can change something in the folder."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if changes(event, arguments, home):
            look(f"{event} {' '.join(map(str, arguments))}")

    sys.addaudithook(hook)


def changes(event: str, arguments: tuple[Any, ...], home: Path) -> bool:
    """Whether a step can change something in the folder."""
    if not event.startswith(STEPS) or event in READING or not any(str(home) in str(argument) for argument in arguments):
        return False
    if event in ("os.remove", "os.mkdir"):
        return os.path.lexists(arguments[0]) == (event == "os.remove")
    return event != "open" or bool(arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def killed_at(step: int, home: Path, act: Callable[[], object]) -> bool:
    """Act in a child that dies before its n-th step in the folder; whether it died there."""
    status, _ = _in_a_child(step, home, act)
    assert status in (0, KILLED), status
    return status == KILLED


def steps_of(home: Path, act: Callable[[], object]) -> list[str]:
    """Act in a child that is left alone; the steps it took in the folder."""
    status, steps = _in_a_child(0, home, act)
    assert status == 0, status
    return steps


def _in_a_child(last: int, home: Path, act: Callable[[], object]) -> tuple[int, list[str]]:
    reader, tell = os.pipe()
    child = os.fork()
    if child == 0:
        steps: list[str] = []

        def count(step: str) -> None:
            steps.append(step)
            if len(steps) == last:
                os._exit(KILLED)

        before_each_step(home, count)
        try:
            act()
        except BaseException:
            os._exit(1)
        with os.fdopen(tell, "w", encoding="utf-8") as parent:
            json.dump(steps, parent)
        os._exit(0)
    os.close(tell)
    with os.fdopen(reader, encoding="utf-8") as steps_told:
        text = steps_told.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), json.loads(text or "[]")
