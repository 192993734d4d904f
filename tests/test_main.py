"""Many files, an impatient user and a reader who walks away: the real command keeps its head."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.pipeline.pool import CORES
from tests.support.waiting import LIMIT

HOME = Path(__file__).parent.parent
REAL = sorted((HOME / "content/projects").rglob("*.yml"))
MEASURE = """
import resource, subprocess, sys
status = subprocess.run(sys.argv[1:], check=False).returncode
print("peak", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
raise SystemExit(status)
"""
# The command, in which Ctrl+C is pressed when it opens a file of a folder for the n-th time, or when a worker is there.
PRESSED = """
import os, runpy, signal, sys
opened, leader = [], os.getpid()
def press(event, arguments):
    if event in ("open", "sqlite3.connect") and "/{file}" in str(arguments[0]):
        opened.append(arguments[0])
        if len(opened) == {time}:
            os.kill(leader, signal.SIGINT)
sys.addaudithook(press)
if "{file}" == "a worker":
    os.register_at_fork(after_in_child=lambda: os.kill(leader, signal.SIGINT))
runpy.run_module("generator", run_name="__main__")
"""
FEW, MANY = 10, 70
MOST = 60  # KB a file, more than twice what it takes


def content_of(files: int, home: Path) -> tuple[Path, list[str]]:
    """So many files, each of its own name, series and bodies; every tenth has a date that is none."""
    content = home / "content"
    shutil.copytree(HOME / "content", content)
    shutil.rmtree(content / "projects")
    wrong = []
    for number in range(files):
        original = REAL[number % len(REAL)]
        text = original.read_text("utf-8").replace("\n系列: ", f"\n系列: di-{number}-", 1)
        text = text.replace("\n项目名称: ", f"\n项目名称: 第{number}号", 1).replace("办公室", f"办公室{number}处")
        if number % 10 == 0:
            text = text.replace("\n项目单位: ", f"\n收录日期: 第{number}天\n项目单位: ", 1)
            wrong.append(f"“第{number}天”不是日期")
        year = int(original.parent.name)
        path = content / f"projects/{year}/{original.stem}-{number}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return content, wrong


def command(content: Path, *options: str | Path) -> list[str]:
    return [sys.executable, "-m", "generator", "check", "--content", str(content), *map(str, options)]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="内存峰值的单位各系统不同")
def test_memory_grows_with_the_files_and_no_faster(tmp_path: Path) -> None:
    peaks = []
    for files in (FEW, MANY):
        content, wrong = content_of(files, tmp_path / str(files))
        ran = subprocess.run(
            [sys.executable, "-c", MEASURE, *command(content, "--out", tmp_path)],
            cwd=HOME, capture_output=True, text=True, check=False,
        )  # fmt: skip
        *_, summary, peak = ran.stderr.splitlines()
        assert ran.returncode == 1, ran.stderr
        assert summary.startswith("共"), summary
        assert [words for words in wrong if words not in ran.stdout] == []
        peaks.append(int(peak.split()[1]))
    assert peaks[1] - peaks[0] < (MANY - FEW) * MOST, peaks


@pytest.mark.parametrize(
    ("file", "time", "cores"),
    [("content/projects", 1, "1"), ("content/projects", 30, "2"), ("a worker", 1, "2"), ("build/store.sqlite", 1, "1")],
    ids=["first project", "last project", "others at work", "opening the store"],
)
def test_ctrl_c_ends_with_a_plain_line(tmp_path: Path, file: str, time: int, cores: str) -> None:
    content, _ = content_of(30, tmp_path)
    code = PRESSED.format(file=file, time=time)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}  # it ends noisily
    ran = subprocess.run(
        [sys.executable, "-c", code, *command(content, "--out", tmp_path / "build")[3:]],
        cwd=HOME, capture_output=True, text=True, check=False, timeout=LIMIT, env={**kept, CORES: cores},
    )  # fmt: skip
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, "", "\n已中断。\n")


@pytest.mark.parametrize("reader", ["head -1", "true"])
def test_a_reader_who_has_seen_enough_gets_no_traceback(reader: str, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(HOME / "tests/cases/base/content", content)
    for number in range(20):  # more than a pipe holds
        (content / f"projects/2018/x-{number}.yml").write_text("".join(f"a{n}: 1\n" for n in range(90)), "utf-8")
    shell = f"{sys.executable} -m generator check --content {content} | {reader}"
    ran = subprocess.run(
        ["sh", "-c", shell], cwd=HOME, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True, text=True, timeout=LIMIT, check=False,
    )  # fmt: skip
    assert len(ran.stdout.splitlines()) == (1 if "head" in reader else 0)
    assert "Traceback" not in ran.stderr
    assert "Error" not in ran.stderr
