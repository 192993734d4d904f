"""The house inspects itself: rooms are small and in order, and what README says is what happens."""

import ast
import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.support.cases import BASE, Run

ROOT = Path(__file__).resolve().parent.parent
ROOMS = sorted((ROOT / "generator").rglob("*.py"))
README = ROOT / "README.md"


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


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


def test_readme_names_every_make_target() -> None:
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.M)
    readme = README.read_text()
    assert targets
    assert [target for target in targets if f"make {target}" not in readme] == []


def checked_with(example: str, tmp_path: Path) -> tuple[int, list[str]]:
    """What `check` says of a file of README put among the real ones."""
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content", content)
    (content / "projects/2018/shili.yml").write_text(example)
    ran = subprocess.run(
        [sys.executable, "-m", "generator", "check", "--content", str(content)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return ran.returncode, [line for line in ran.stdout.splitlines() if "shili.yml" in line]


def test_readme_shows_what_an_error_really_looks_like(tmp_path: Path) -> None:
    shown = re.search(r"<!-- error -->\n```yaml\n(.*?)```\n.*?```text\n(.*?)```", README.read_text(), re.S)
    assert shown, "README keeps its example between <!-- error --> and the end of the second block"
    broken, told = shown.groups()
    assert checked_with(broken, tmp_path) == (1, told.splitlines())


def test_the_least_that_readme_asks_for_is_enough(tmp_path: Path) -> None:
    shown = re.search(r"最少只需：\n\n```yaml\n(.*?)```", README.read_text(), re.S)
    assert shown
    assert checked_with(shown[1], tmp_path) == (0, [])


def test_the_waiver_of_readme_answers_what_it_says(tmp_path: Path, run: Run) -> None:
    shown = re.search(r"```yaml\n(说明:\n.*?)```", README.read_text(), re.S)
    assert shown
    content = shutil.copytree(BASE / "content", tmp_path / "content")
    file = content / "projects/2017/menhu.yml"
    odd = "  - 编号: B1\n    名称: 用户满意度，值班13800138000\n" + textwrap.indent(shown[1], "    ")
    file.write_text(file.read_text("utf-8").replace("  - 编号: B2\n    名称: 用户满意度\n", odd), "utf-8")
    status, out, side = run("check", "--content", content)
    assert (status, side) == (0, "已豁免 2 处。\n"), out
    assert all("已豁免" in line for line in out.splitlines())


def test_readme_names_files_that_exist() -> None:
    for name in re.findall(r"`((?:content|generator|theme|tests)/[\w./-]+)`", README.read_text()):
        if "新" not in name and "<" not in name:
            assert (ROOT / name).exists(), name


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


def test_readme_shows_commands_for_a_new_file_that_work(tmp_path: Path) -> None:
    section = README.read_text().partition("## 填报一个项目")[2].partition("\n## ")[0]
    shown = re.findall(r'<!-- new -->\n```sh\nmake new ARGS="(.*)"\n```', section)
    assert len(shown) == 2
    content = shutil.copytree(ROOT / "content", tmp_path / "content")
    for words in shown:
        ran = subprocess.run(
            [sys.executable, "-m", "generator", "new", "--content", str(content), *words.split()],
            cwd=ROOT, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert (ran.returncode, ran.stderr) == (0, "")
        assert "make check" in ran.stdout
