"""Publishing killed before every step it takes on the disk; tests/test_handover.py runs it in a process of its own.

The steps are those Python itself reports (audit events), so no step of a changed program is forgotten. Steps that only
read are left out: before one the disk is as after the step before it.
"""

import os
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from generator.deploy import DeployError
from generator.deploy.target import ReleaseDir
from tests.support.deploying import publish, roll_back

KILLED = 9
STEPS = ("open", "os.", "shutil.")
READING = ("os.listdir", "os.scandir", "os.walk", "os.fwalk")
FILES = ("index.html", "404.html", "2017/a.html", "assets/site.css")


def lay_out(folder: Path, word: str) -> Path:
    """A site whose files carry the word of its version, but for one that never changes; one page is in no other."""
    for name in (*FILES, f"{word}.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"<title>{word}</title>{word * 50}")
    (folder / "assets/same.js").write_text("same")
    return folder


def seen(folder: Path) -> str:
    """The version a reader sees, whole and alone; empty where there is none; what is mixed or has gaps is an error."""
    if not folder.exists():
        return ""
    found = {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}
    word = found["index.html"].partition("<title>")[2].partition("<")[0]
    expected = dict.fromkeys((*FILES, f"{word}.html"), f"<title>{word}</title>{word * 50}")
    assert found == expected | {"assets/same.js": "same"}, (word, sorted(found))
    return word


def changes(event: str, arguments: tuple[Any, ...], home: Path) -> bool:
    """Whether a step can change something in the folder."""
    if not event.startswith(STEPS) or event in READING or not any(str(home) in str(one) for one in arguments):
        return False
    return event != "open" or bool(arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def killed_at(step: int, home: Path, act: Callable[[], object]) -> bool:
    """Act in a child that dies before its n-th step in the folder; whether it died there."""
    child = os.fork()
    if child == 0:
        count = 0

        def watch(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal count
            if changes(event, arguments, home):
                count += 1
                if count == step:
                    os._exit(KILLED)

        sys.addaudithook(watch)
        try:
            act()
        except BaseException:
            os._exit(1)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, KILLED), status
    return status == KILLED


def tidy(home: Path, kept: int) -> None:
    """Nothing lies about: our mark, what readers see, and the versions with their records."""
    assert {path.name for path in home.iterdir()} == {".jixiao-gongkai", "current", "versions"}
    place = ReleaseDir(home)
    records = {path.stem for path in place.versions.glob("*.json")}
    trees = {path.name for path in place.versions.iterdir() if path.is_dir()}
    assert len(records) == kept and len(list(place.versions.iterdir())) == len(records) + len(trees)
    assert trees == (records if place.current.is_symlink() else records - {place.current_version()})


def try_all(base: Path, links: bool) -> None:
    """Kill at every step of: the first publishing, an update, going back."""
    sites = {word: lay_out(base / "sites" / word, word) for word in "abc"}
    for before, act, old, new in (
        ("", lambda home: publish(sites["a"], home), "", "a"),
        ("ab", lambda home: publish(sites["c"], home), "b", "c"),
        ("ab", roll_back, "b", "a"),
    ):
        start, home = base / "start", base / "home"
        shutil.rmtree(start, ignore_errors=True)
        for word in before:
            publish(sites[word], start)
        gone, step = 0, 0
        while True:
            step += 1
            shutil.rmtree(home, ignore_errors=True)
            if before:
                shutil.copytree(start, home, symlinks=True)
            if not killed_at(step, home, partial(act, home)):
                break
            now = seen(home / "current")
            assert now in (old, new) or (now == "" and not links), (old, new, now, step)
            gone += now == "" and old != ""
            try:
                act(home)
            except DeployError:
                assert act is roll_back and now == new, "going back twice"
            assert seen(home / "current") == new, step
            tidy(home, 1 if not before else 2)
        assert seen(home / "current") == new and step > 3
        assert gone <= 1, "without links there is one moment between two names"
        print(f"links={links} {old or '-'}>{new}: {step - 1} steps, {gone} without a page")


if __name__ == "__main__":
    linked = sys.argv[2] == "links"
    ReleaseDir.sync_to_disk = lambda self: None  # type: ignore[method-assign] # the disk itself is not in this test
    if not linked:

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(1, "no links here")

        os.symlink = refuse
        Path.symlink_to = refuse  # type: ignore[method-assign]
    try_all(Path(sys.argv[1]), linked)
