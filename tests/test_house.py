"""The house inspects itself: rooms are small and in order, and nothing names a machine or a registry."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = sorted((ROOT / "generator").rglob("*.py"))


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )  # -z: without it, names in Chinese come out as escapes
    return [ROOT / name for name in listed.stdout.split("\0") if (ROOT / name).is_file()]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: str(room.relative_to(ROOT)))
def test_a_room_is_small_and_says_its_purpose(room: Path) -> None:
    text = room.read_text()
    assert text.count("\n") <= 250
    assert ast.get_docstring(ast.parse(text)), "the first sentence of a room says what it is for"


def test_a_room_imports_only_rooms_below_it() -> None:
    found = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stdout + found.stderr


def test_no_float_is_made_in_any_room() -> None:
    for room in ROOMS:
        if room.name == "reader.py":  # how like each other two words are is no figure of ours
            continue
        for node in ast.walk(ast.parse(room.read_text())):
            is_float = isinstance(node, ast.Constant) and isinstance(node.value, float)
            calls_float = isinstance(node, ast.Name) and node.id == "float"
            assert not is_float and not calls_float, f"{room}:{getattr(node, 'lineno', 0)}"


def test_no_tracked_file_names_a_registry_a_machine_or_what_lies_outside() -> None:
    bad = re.compile(
        "|".join(("py" + r"pi\.org", "python" + "hosted", "npm" + r"js\.org", r"\.\./sha" + "red", r"/work/" + "main"))
    )
    for path in tracked():
        if path.suffix not in (".png", ".ico"):
            assert not bad.search(path.read_text("utf-8", errors="ignore")), path


def test_without_chromium_the_last_line_says_what_was_skipped_and_how_to_get_it(tmp_path: Path) -> None:
    for tool in ("node", "git"):
        if found := shutil.which(tool):
            (tmp_path / tool).symlink_to(found)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/site/test_charts_live.py",
        "-k",
        "in_the_dark",
    ]
    bare = {key: value for key, value in os.environ.items() if key != "CI"} | {"PATH": str(tmp_path)}
    ran = subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.splitlines()[-1].endswith("apt-get install chromium fonts-noto-cjk")
    told = subprocess.run(command, cwd=ROOT, env=bare | {"CI": "true"}, capture_output=True, text=True, check=False)
    assert told.returncode == 1, "under CI a missing browser is an error, not a skip"
