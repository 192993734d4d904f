"""A build killed at its steps on the disk, in a process of its own (see disk_steps).

    python -m tests.support.build_by_steps CONTENT BUILT

BUILT holds the site of an older content, and stays as it is. What it prints are the steps it was killed at; the first
thing that is wrong ends it.
"""

import os
import shutil
import sys
from pathlib import Path

from generator import exports, pages
from generator.checks import all_checks
from generator.core.file_tree import recover
from generator.pipeline.pool import CORES
from tests.support.building import build, tree
from tests.support.disk_steps import killed_at, steps_of

SPREAD = 3  # parts of the way between which it is killed, beside all steps that exchange the site and the last


def kill_at_steps(content: Path, built: Path, home: Path) -> None:
    """Kill a build on top of an older one; readers have the old site or the new one, and the next build is right."""
    old = tree(built / "site")
    load_program()
    shutil.copytree(built, home)

    def act() -> None:
        assert build(content, home).sound

    steps = steps_of(home, act)
    new = {part: tree(home / part) for part in ("docs", "site")}
    assert new["site"] != old
    spread = (len(steps) * part // SPREAD for part in range(1, SPREAD))
    exchange = (number for number, step in enumerate(steps, 1) if step.startswith("os.rename") and "site.new" in step)
    for number in sorted({*spread, *exchange, len(steps)}):
        shutil.rmtree(home)
        shutil.copytree(built, home)
        assert killed_at(number, home, act)
        recover(home / "site")
        assert tree(home / "site") in (old, new["site"]), steps[number - 1]
        steps_of(home, act)  # in a child: what this process had compiled the next would not keep
        assert {part: tree(home / part) for part in new} == new, steps[number - 1]
        print(number, steps[number - 1])


def load_program() -> None:
    """Load what a build loads on its way, once and not in each child."""
    import pypinyin  # noqa: F401

    all_checks()
    exports.registry()
    pages.registry()


if __name__ == "__main__":
    os.environ[CORES] = "1"  # what is killed is one process
    kill_at_steps(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[2]).with_name("killed"))
