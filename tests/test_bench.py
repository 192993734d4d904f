"""What `make bench` builds from: synthetic projects that are sound, and the same whenever they are made."""

import json
import re
import sys
from pathlib import Path

from generator.rules import rules
from tests.support.cases import Run
from tools.bench.__main__ import MEASURED, README, written
from tools.bench.measure import run as measured
from tools.bench.ours import rename, rename_project, reword
from tools.bench.synthetic import synthetic


def test_the_projects_and_each_change_that_is_measured_pass_the_checks(run: Run, tmp_path: Path) -> None:
    content = tmp_path / "content"
    synthetic(content, 14)
    for change, remarks in ((reword, set()), (rename, set()), (rename_project, {"项目名称不一"})):
        before = {path: path.read_bytes() for path in content.rglob("*.yml")}
        change(content, 0)
        assert sum(path.read_bytes() != text for path, text in before.items()) == 1
        status, printed, _ = run("check", "--format", "json", "--content", content, "--out", tmp_path / "out")
        assert (status, {one["check"] for one in json.loads(printed)["diagnostics"]}) == (0, remarks)


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


def test_the_memory_of_a_command_is_that_of_all_its_processes(tmp_path: Path) -> None:
    one = "import sys,subprocess,time; kept = bytearray(40_000_000); time.sleep(0.2);"
    many = (
        f"import subprocess,sys; [p.wait() for p in [subprocess.Popen([sys.executable,'-c',{one!r}]) for _ in '123']]"
    )
    assert measured((sys.executable, "-c", many), tmp_path).memory > 100


def test_readme_shows_what_was_measured() -> None:
    text = README.read_text()
    assert written(text, json.loads(MEASURED.read_text())) == text
