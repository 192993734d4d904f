"""What `make bench` builds from: synthetic projects that are sound, and the same whenever they are made."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from generator.model.ledger import ITEM_STATES
from generator.rules import rules
from tests.support.cases import Run
from tools.bench import forms
from tools.bench.__main__ import MEASURED, README, written
from tools.bench.changes import change_scheme, rename_project, rename_unit, reword, reword_page
from tools.bench.district import district
from tools.bench.measure import Peak
from tools.bench.measure import run as run_measured
from tools.bench.parts import EVERY_KEY, PARTS, SOME_PLACES
from tools.bench.synthetic import synthetic
from tools.bench.words import PLACES


def test_the_projects_and_each_change_that_is_measured_pass_the_checks(run: Run, tmp_path: Path) -> None:
    content = tmp_path / "content"
    synthetic(content, 14)
    changes = {
        reword: set(),
        rename_unit: set(),
        rename_project: {"项目名称不一"},
        change_scheme: set(),
        reword_page: set(),
    }
    for change, remarks in changes.items():
        before = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
        with change(content, 0).made() as changed:
            assert [path for path, text in before.items() if path.read_bytes() != text] == [changed]
            status, printed, _ = run("check", "--format", "json", "--content", content, "--out", tmp_path / "out")
        assert (status, {one["check"] for one in json.loads(printed)["diagnostics"]}) == (0, remarks)
        assert all(path.read_bytes() == text for path, text in before.items()), "what was changed is put back"


def test_they_hold_every_scoring_rule(tmp_path: Path) -> None:
    synthetic(tmp_path / "content", 7)
    (file,) = tmp_path.rglob("*-00000.yml")
    assert set(re.findall(r"方法: ([^,}\s]+)", file.read_text("utf-8"))) == set(rules())


def test_the_same_number_gives_the_same_files_and_fewer_are_the_first_of_more(tmp_path: Path) -> None:
    made = []
    for place, count in enumerate((15, 15, 30)):
        folder = tmp_path / str(place)
        synthetic(folder, count)
        files = (path for path in sorted(folder.rglob("*")) if path.is_file())
        made.append({path.relative_to(folder): path.read_bytes() for path in files})
        assert sum(path.parts[0] == "projects" for path in made[-1]) == count
    assert made[0] == made[1]
    assert made[0].items() <= made[2].items()


def test_the_district_has_units_renamed_and_every_state_of_the_ledger_and_passes_the_checks_stage_by_stage(
    tmp_path: Path,
) -> None:
    content = tmp_path / "content"
    district(content, bureaus=2)
    files = list((content / "projects").rglob("*.yml"))
    assert len(files) == 50 and {file.parent.name for file in files} == {"2020", "2021", "2022", "2023", "2024"}
    text = "".join(file.read_text("utf-8") for file in files)
    assert all(f"状态: {state}" in text for state in ITEM_STATES)
    assert all(word in text for word in ("延期:", "佐证:", "核实:", "上年同类:", "应整改金额:", "协办单位:"))
    assert all(f"决定: {word}" in text for word in ("增加", "保持", "核减")) and "例外理由:" in text
    assert "澜川区教育局" in text and "澜川区教育体育局" in text
    command = (sys.executable, "-m", "tools.bench.stages", "check", "--format", "json", "--content", str(content))
    printed = subprocess.run((*command, "--out", str(tmp_path / "out")), stdout=subprocess.PIPE, check=True).stdout
    told, _, stages = printed.decode().rstrip().rpartition("\n")
    assert {one["check"] for one in json.loads(told)["diagnostics"]} == {"权重变动", "例外无理由"}
    assert set(json.loads(stages)) == {"校验", "其余"}


def test_a_part_that_is_left_out_leaves_the_rest_as_it_was(tmp_path: Path) -> None:
    def told(folder: Path, leave_out: tuple[str, ...] = ()) -> dict[str, list[str]]:
        synthetic(folder, 26, left_out=leave_out)
        return {file.name: re.findall(r"[^\s{},]+", file.read_text("utf-8")) for file in folder.rglob("*.yml")}

    whole, changed = told(tmp_path / "whole"), {}
    for part, keys in PARTS.items():
        without = told(tmp_path / part, keys)
        assert all(not Counter(words) - Counter(whole[name]) for name, words in without.items())
        changed[part] = {name for name in whole if whole[name] != without.get(name)}
    assert {"units.yml"} < changed["结果应用"] and {"categories.yml"} < changed["问题归类"]
    assert all(any(re.search(r"-\d{5}\.yml", name) for name in names) for names in changed.values())
    synthetic(some := tmp_path / "some", 26, left_out=EVERY_KEY, whole=SOME_PLACES)
    files = list(some.rglob("*-[0-9][0-9][0-9][0-9][0-9].yml"))
    kept = {file.name for file in files if any(f"{key}:" in file.read_text("utf-8") for key in EVERY_KEY)}
    slugs = tuple(slug for place, slug in PLACES if place in SOME_PLACES)
    assert kept == {file.name for file in files if file.name.startswith(slugs)} and 0 < len(kept) < len(files)


def test_the_memory_of_a_command_is_that_of_all_its_processes() -> None:
    one = r"import os, sys; kept = bytes(range(250)) * 160_000; os.write(1, b'.'); sys.stdin.read()"
    start = f"subprocess.Popen([sys.executable, '-c', {one!r}])"
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


def test_a_command_that_is_measured_tells_what_it_cost_and_one_that_fails_what_it_said(tmp_path: Path) -> None:
    cost = run_measured((sys.executable, "-c", "kept = bytes(range(250)) * 160_000"), tmp_path)
    assert cost.memory > 40 and cost.wall > 0 and cost.cpu > 0
    with pytest.raises(SystemExit, match=r"(?s)没有运行成功.*ValueError: 不行"):
        run_measured((sys.executable, "-c", "raise ValueError('不行')"), tmp_path)


def test_readme_shows_what_was_measured() -> None:
    text = README.read_text()
    assert written(text, json.loads(MEASURED.read_text())) == text


@pytest.mark.slow
def test_forms_are_made_and_all_taken_back_without_a_difference(tmp_path: Path) -> None:
    costs = dict(forms.measured(tmp_path, 3))  # a command that fails, or leaves something to do, ends the measuring
    assert list(costs) == [forms.WORKBOOKS, forms.DOCUMENTS, forms.IMPORTED]
    assert {file.suffix for file in (tmp_path / "out/forms").iterdir()} == {".xlsx", ".docx"}
    made = list((tmp_path / "out/forms").glob("*.xlsx"))
    assert made and len(list((tmp_path / "out/import").glob("*校验结果*.xlsx"))) == len(made)
