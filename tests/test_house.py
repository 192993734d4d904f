"""The structure of the program: layers, names, lint; no committed file names a machine or a registry."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from graphlib import TopologicalSorter
from importlib.metadata import distributions
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "generator").rglob("*.py"))
SHA512 = re.compile(r"sha512-[A-Za-z0-9+/]{86}==")


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )  # -z: without it, names in Chinese come out as escapes
    return [ROOT / name for name in listed.stdout.split("\0") if (ROOT / name).is_file()]


def test_every_module_says_its_subject() -> None:
    assert [path for path in MODULES if not path.read_text().startswith('"""')] == []


def test_a_room_imports_only_rooms_below_it() -> None:
    result = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr


def test_no_float_is_made_in_any_room() -> None:
    for path in MODULES:
        if path.name in ("reader.py", "mistakes.py"):  # how like each other two words are is no figure of ours
            continue
        text = path.read_text()
        for node in ast.walk(ast.parse(text)) if re.search(r"\d\.|\.\d|\d[eE]|float", text) else ():
            is_float = isinstance(node, ast.Constant) and isinstance(node.value, float)
            calls_float = isinstance(node, ast.Name) and node.id == "float"
            assert not is_float and not calls_float, f"{path}:{getattr(node, 'lineno', 0)}"


def test_no_constructor_is_given_more_than_four_values_by_position() -> None:
    for path in MODULES:
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
            name = getattr(call.func, "id", "") or getattr(call.func, "attr", "")
            assert len(call.args) <= 4 or not name.lstrip("_")[:1].isupper(), f"{path}:{call.lineno}"


def test_no_tracked_file_names_a_registry_a_machine_or_what_lies_outside() -> None:
    bad = re.compile(
        "|".join(("py" + r"pi\.org", "python" + "hosted", "npm" + r"js\.org", r"\.\./sha" + "red", r"/work/" + "main"))
    )
    for path in tracked():
        if path.suffix not in (".png", ".ico"):
            assert not bad.search(path.read_text("utf-8", errors="ignore")), path


def test_every_package_of_the_theme_is_locked_by_its_hash_and_by_no_address() -> None:
    locked = json.loads((ROOT / "theme/package-lock.json").read_text("utf-8"))["packages"]
    own = json.loads((ROOT / "theme/package.json").read_text("utf-8"))
    packages = {path: entry for path, entry in locked.items() if path}  # the one without a path is the theme itself
    assert {f"node_modules/{name}" for name in own["dependencies"] | own["devDependencies"]} <= set(packages)
    unlocked = [path for path, entry in packages.items() if not SHA512.fullmatch(entry.get("integrity", ""))]
    assert unlocked == []
    assert [path for path, entry in packages.items() if "resolved" in entry] == []


def test_every_library_is_locked_by_its_hash_and_comes_as_a_wheel() -> None:
    locked = dict[str, str]()
    for path in ROOT.glob("requirements*.txt"):
        entries = re.split(r"^(?=\S)", re.sub(r"^ *#.*\n", "", path.read_text("utf-8"), flags=re.M), flags=re.M)[1:]
        for entry in entries:
            pinned = re.match(r"([\w.-]+)==(\S+)[^\\]*(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n\Z", entry)
            assert pinned, entry
            locked[pinned[1]] = pinned[2]
    installed = {re.sub("[-_.]+", "-", library.name).lower(): library.version for library in distributions()}
    assert installed.items() <= locked.items(), "pip too is the locked one, and setuptools is gone"
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert len(re.findall(r"-m pip install .*--require-hashes \$\(WHEELS\)$", makefile, re.M)) == 1
    assert "WHEELS ?= --only-binary=:all:\n" in makefile and makefile.count("pip install") == 1


def test_without_chromium_the_last_line_says_what_was_skipped_and_how_to_get_it(tmp_path: Path) -> None:
    for tool in ("node", "git"):
        if program := shutil.which(tool):
            (tmp_path / tool).symlink_to(program)
    command = [
        sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/site/test_charts_live.py", "-k",
        "in_the_dark",
    ]  # fmt: skip
    bare = {key: value for key, value in os.environ.items() if key != "CI"} | {"PATH": str(tmp_path)}
    ran = subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.splitlines()[-1].endswith("apt-get install chromium fonts-noto-cjk")
    result = subprocess.run(command, cwd=ROOT, env=bare | {"CI": "true"}, capture_output=True, text=True, check=False)
    assert result.returncode == 1, "under CI a missing browser is an error, not a skip"


def test_no_module_imports_itself_by_a_detour_not_even_for_its_types() -> None:
    graph = grimp.build_graph("generator")
    order = TopologicalSorter({module: graph.find_modules_directly_imported_by(module) for module in graph.modules})
    order.prepare()  # raises where there is a loop, and names it


def test_no_class_name_has_two_meanings_in_one_package() -> None:
    places: dict[tuple[Path, str], list[str]] = defaultdict(list)
    for path in MODULES:
        for name in re.findall(r"^ *class (\w+)[(:\[]", path.read_text(), re.M):
            places[path.parent, name].append(path.name)
    assert {name: files for name, files in places.items() if len(files) > 1} == {}


def test_the_linter_and_the_type_checker_look_at_every_module() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--show-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    mine = {str(path) for path in tracked() if path.suffix == ".py"}
    assert mine <= set(shown.stdout.splitlines())
    folders = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]["files"]
    assert {Path(path).relative_to(ROOT).parts[0] for path in mine} <= set(folders)
