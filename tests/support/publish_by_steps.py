"""Publishing step by step, in a process of its own (see disk_steps): killed at any step, and read before each.

    python -m tests.support.publish_by_steps killed FOLDER links|plain
    python -m tests.support.publish_by_steps versions FOLDER
    python -m tests.support.publish_by_steps read FOLDER

What it prints is what it tried; the first thing that is wrong ends it.
"""

import json
import os
import shutil
import sys
import urllib.request
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from generator.deploy import DeployError
from generator.deploy.chain import ReleaseChain
from generator.deploy.manifest import CHAIN_FILE
from generator.deploy.target import ReleaseDir
from generator.deploy.verify import verify
from generator.load.versions import read_version, read_versions
from tests.support.deploying import log_beside, publish, roll_back, served
from tests.support.disk_steps import before_each_step, killed_at
from tests.support.releases import FILES, lay_out, lay_out_project, seen, text_of, tidy


def kill_at_every_step(base: Path, links: bool) -> None:
    """Kill at every step of: the first publishing, an update, going back."""
    sites = {word: lay_out(base / "sites" / word, word) for word in "abc"}
    acts: list[tuple[str, Callable[[Path], object], str, str]] = [
        ("", lambda home: publish(sites["a"], home, log_beside(home)), "", "a"),
        ("ab", lambda home: publish(sites["c"], home, log_beside(home)), "b", "c"),
        ("ab", lambda home: roll_back(home, log_beside(home)), "b", "a"),
    ]
    for before, act, old, new in acts:
        start, home = base / "start", base / "home"
        _emptied(start)
        for word in before:
            publish(sites[word], start, log_beside(start))
        gone, step = 0, 0
        while True:
            step += 1
            _emptied(home)
            if before:
                for name in (home.name, f"{home.name}.content"):
                    shutil.copytree(base / name.replace("home", "start"), base / name, symlinks=True)
            if not killed_at(step, home, partial(act, home)):
                break
            now = seen(home / "current")
            assert now in (old, new) or (now == "" and not links), (old, new, now, step)
            gone += now == "" and old != ""
            refused = False
            try:
                act(home)
            except DeployError as why:
                refused = True
                assert (old, new, now) == ("b", "a", "a"), f"only going back twice: {why}"
            assert seen(home / "current") == new, step
            published, recorded = (
                ReleaseChain.read(file.read_text()) for file in (home / "current" / CHAIN_FILE, log_beside(home).file)
            )
            assert len(published.lines) == len(before) + 1, "entered once"
            assert published == recorded or (refused and published.continues(recorded)), "the next run enters it"
            tidy(home, 1 if not before else 2)
        assert seen(home / "current") == new and step > 3
        assert gone <= 1, "without links there is one moment between two names"
        print(f"links={links} {old or '-'}>{new}: {step - 1} steps, {gone} without a page")


def kill_while_a_version_is_replaced(base: Path) -> None:
    """Kill at every step of publishing the second state of a project; the next run publishes it, or a third one."""
    first, second, third = (date(2026, 11, day) for day in (20, 21, 22))
    start, home = base / "start", base / "home"
    publish(lay_out_project(base / "a", "甲"), start, log_beside(start, first))
    again = lay_out_project(base / "b", "乙", "2026-11-20")
    onward = {  # as it is built where readers see the first state, where they see the second
        "甲": lay_out_project(base / "c1", "丙", "2026-11-20"),
        "乙": lay_out_project(base / "c2", "丙", "2026-11-20", "2026-11-21"),
    }
    seen, step = set(), 0
    while True:
        step += 1
        _emptied(home)
        for name in (home.name, f"{home.name}.content"):
            shutil.copytree(base / name.replace("home", "start"), base / name, symlinks=True)
        if not killed_at(step, home, lambda: publish(again, home, log_beside(home, second))):
            break
        word = json.loads((home / "current/data/2017/p.json").read_text("utf-8"))["declared"]["项目名称"]
        seen.add(word)
        if step % 2:
            publish(again, home, log_beside(home, second))
            expected = ["2026-11-20", "2026-11-21"]
        else:
            publish(onward[word], home, log_beside(home, third))
            expected = ["2026-11-20", "2026-11-22"] if word == "甲" else ["2026-11-20", "2026-11-21", "2026-11-22"]
        kept = read_versions(log_beside(home).content)["2017/p"]
        assert [version.label for version in kept] == expected, (step, word)
        assert all(read_version(log_beside(home).content, version).article for version in kept)
        chain = log_beside(home).kept()
        assert chain and [line.day.isoformat() for line in chain.lines] == expected, step
        assert verify(str(home), chain).faults == ()
    assert seen == {"甲", "乙"}
    print(f"{step - 1} steps")


def _emptied(home: Path) -> None:
    for folder in (home, home.with_name(f"{home.name}.content")):
        shutil.rmtree(folder, ignore_errors=True)


def read_before_every_step(base: Path) -> None:
    """A reader asks a web server for every file before each step of several publishings, and after the last."""
    home, words = base / "home", [f"v{number}" for number in range(5)]
    sites = [lay_out(base / "sites" / word, word) for word in words]
    publish(sites[0], home)
    got: list[str] = []
    with served(home / "current") as address:

        def read(step: str = "") -> None:
            for name in FILES:
                with urllib.request.urlopen(f"{address}/{name}") as answer:
                    got.append(answer.read().decode())

        before_each_step(home, read)
        for site in sites[1:]:
            publish(site, home)
        read()
    order = [page.partition("<title>")[2].partition("</title>")[0] for page in got]
    assert got == list(map(text_of, order)), "only whole pages"
    assert order == sorted(order), "never an older version again"
    assert set(order) == set(words)
    print(f"{len(order)} pages, {len(words)} versions")


if __name__ == "__main__":
    ReleaseDir.sync_to_disk = lambda self: None  # type: ignore[method-assign] # the disk itself is not in this test
    if sys.argv[-1] == "plain":

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(1, "no links here")

        os.symlink = refuse
        Path.symlink_to = refuse  # type: ignore[method-assign]
    if sys.argv[1] == "killed":
        kill_at_every_step(Path(sys.argv[2]), sys.argv[3] == "links")
    elif sys.argv[1] == "versions":
        kill_while_a_version_is_replaced(Path(sys.argv[2]))
    else:
        read_before_every_step(Path(sys.argv[2]))
