"""What `make bench` builds from: synthetic projects that are sound, and the same whenever they are made."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.model.ledger import ITEM_STATES
from generator.rules import rules
from tests.support.cases import Run
from tools.bench import ours
from tools.bench.__main__ import DOCUMENT, MEASURED, document
from tools.bench.measure import Peak
from tools.bench.measure import run as run_measured
from tools.bench.synthetic import synthetic
from tools.bench.table import table


def test_the_projects_and_each_change_that_is_measured_pass_the_checks(run: Run, tmp_path: Path) -> None:
    content = tmp_path / "content"
    synthetic(content, 14)
    for change in (ours.reword, ours.rename_unit):
        before = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
        with ours.changed(change, content, 0) as file:
            assert [path for path, text in before.items() if path.read_bytes() != text] == [file]
            status, printed, _ = run("check", "--format", "json", "--content", content, "--out", tmp_path / "out")
        assert (status, json.loads(printed)["diagnostics"]) == (0, [])
        assert all(path.read_bytes() == text for path, text in before.items()), "what was changed is put back"


def test_they_hold_every_scoring_rule_and_every_state_of_the_ledger(tmp_path: Path) -> None:
    synthetic(tmp_path / "content", 100)
    text = "\n".join(file.read_text("utf-8") for file in tmp_path.rglob("*-0????.yml"))
    assert set(re.findall(r"方法: (\S+)", text)) == set(rules())
    assert set(re.findall(r"状态: (\S+)", text)) >= set(ITEM_STATES)
    for key in ("系列", "复核", "自评分值", "结果应用", "例外理由", "问题类别", "延期", "佐证", "核实", "上年同类"):
        assert f"{key}:" in text


def test_the_same_number_gives_the_same_files_and_fewer_are_the_first_of_more(tmp_path: Path) -> None:
    made = []
    for place, count in enumerate((15, 15, 30)):
        folder = tmp_path / str(place)
        synthetic(folder, count)
        files = (path for path in sorted(folder.rglob("*")) if path.is_file())
        made.append({path.relative_to(folder): path.read_bytes() for path in files})
        assert sum(path.parts[0] == "projects" for path in made[-1]) == count
    assert made[0] == made[1]
    fewer = {path: text for path, text in made[0].items() if path.name != "units.yml"}  # it names those that have any
    assert fewer.items() <= made[2].items()


def test_the_memory_of_a_command_is_that_of_all_its_processes() -> None:
    child = r"import os, sys; kept = bytes(range(250)) * 160_000; os.write(1, b'.'); sys.stdin.read()"
    start = f"subprocess.Popen([sys.executable, '-c', {child!r}])"
    many = f"import subprocess, sys; [p.wait() for p in [{start} for _ in '123']]"
    with subprocess.Popen([sys.executable, "-c", many], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        peak = Peak(running.pid)
        assert running.stdin and running.stdout
        assert running.stdout.read(3) == b"..."
        peak.look()
        running.stdin.close()
        running.wait()
        peak.look()
    assert peak.bytes > 120_000_000


def test_a_command_that_is_measured_has_a_cost_and_one_that_fails_ends_with_its_output(tmp_path: Path) -> None:
    cost = run_measured((sys.executable, "-c", "kept = bytes(range(250)) * 160_000"), tmp_path, "一次")
    assert cost.memory > 40 and cost.wall > 0 and cost.cpu > 0
    with pytest.raises(SystemExit, match=r"(?s)没有运行成功.*ValueError: 不行"):
        run_measured((sys.executable, "-c", "raise ValueError('不行')"), tmp_path, "一次")


def test_the_document_shows_the_figures_of_the_last_run() -> None:
    text = DOCUMENT.read_text("utf-8")
    assert document(text, json.loads(MEASURED.read_text("utf-8"))) == text


def test_a_row_says_whether_what_is_asked_is_reached_and_what_was_not_measured() -> None:
    def lines(seconds: float) -> list[str]:
        costs = {ours.CLEAN: (10, 20, 500), ours.NOTHING: (seconds, seconds, 50)}
        return table({"machine": "2 核", "projects": {"1000": {"costs": costs}}})

    assert "| 1000 个项目，没有改动 | 1.5 s | 1.2 s | 达到 |" in lines(1.2)
    assert "| 1000 个项目，没有改动 | 1.5 s | 1.6 s | 没有达到 |" in lines(1.6)
    assert "| 1000 个项目，从头生成的内存峰值 | 1000 MB | 500 MB | 达到 |" in lines(1)
    assert "| 从头生成 1000 个项目，与 MkDocs Material 比 | 0.20 倍 | 没有测 | — |" in lines(1)
