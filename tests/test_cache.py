"""What was read is kept under build/cache: it saves time, and nothing else ever changes by it."""

import dataclasses
import errno
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import cache
from generator.cache import Cache, Memory
from generator.inspection import inspect
from generator.load import attachment, load, whole
from generator.load.hidden import traces
from generator.load.source import parse
from tests.cases import BASE, Case, Run, read

HOME = Path(__file__).parent.parent
LINES = [line for path in sorted(BASE.rglob("*.yml")) for line in path.read_text("utf-8").splitlines()]


def laid_out(root: Path) -> Path:
    """The base content, in which nothing is wrong."""
    return Case(BASE, "", (), (), "").lay_out(root)


def whole_of(thing: Any) -> Any:
    """All that is in a value, its marks included, which do not count when records are compared."""
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        return type(thing), [whole_of(getattr(thing, field.name)) for field in dataclasses.fields(thing)]
    if isinstance(thing, Mapping):
        return [(whole_of(key), whole_of(value)) for key, value in thing.items()]
    if isinstance(thing, tuple | list):
        return [whole_of(item) for item in thing]
    return repr(thing) if not isinstance(thing, frozenset) else sorted(thing)


def same(content: Path, folder: Path) -> None:
    """With the cache as without: each line that is told, each record, each place."""
    plain, kept = inspect(content), inspect(content, folder)
    assert (plain.diagnostics, plain.waived, plain.scores) == (kept.diagnostics, kept.waived, kept.scores)
    assert plain.book == kept.book
    assert whole_of(plain.book) == whole_of(kept.book)


class Counting:
    """Counts how often something is called."""

    def __init__(self, work: Any) -> None:
        self.work, self.times = work, 0

    def __call__(self, *given: Any) -> Any:
        self.times += 1
        return self.work(*given)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Counting:
    """How many files were parsed."""
    counting = Counting(parse)
    monkeypatch.setattr(whole, "parse", counting)
    return counting


def test_an_unchanged_file_is_not_parsed_again(tmp_path: Path, parsed: Counting) -> None:
    content, folder = laid_out(tmp_path), tmp_path / "cache"
    inspect(content, folder)
    files = len(list(content.rglob("*.yml")))
    assert parsed.times == files == len(list(folder.iterdir()))
    inspect(content, folder)
    assert parsed.times == files
    file = content / "projects/2018/zhanlan.yml"
    file.write_text(file.read_text("utf-8") + "# 一句话\n", "utf-8")
    inspect(content, folder)
    assert parsed.times == files + 1


def test_a_file_with_mistakes_is_not_parsed_again_and_tells_them_again(tmp_path: Path, parsed: Counting) -> None:
    content, folder = laid_out(tmp_path), tmp_path / "cache"
    (content / "projects/2018/zhanlan.yml").write_text("年度: 二〇一八\n", "utf-8")
    (content / "units.yml").write_text("- [\n", "utf-8")
    first = inspect(content, folder)
    times = parsed.times
    again = inspect(content, folder)
    assert not first.sound
    assert (first.diagnostics, first.book.unread) == (again.diagnostics, again.book.unread)
    assert parsed.times == times


@pytest.mark.parametrize("home", ["content", "tests/examples/self-evaluation/content", "tests/cases/base/content"])
def test_every_record_comes_out_of_the_cache_as_it_went_in(home: str, tmp_path: Path) -> None:
    content = shutil.copytree(HOME / home, tmp_path / "content")
    for _ in range(2):
        same(content, tmp_path / "cache")


EDIT = st.tuples(
    st.sampled_from([path.relative_to(BASE).as_posix() for path in sorted(BASE.rglob("*.yml"))]),
    st.sampled_from(("delete", "double", "replace", "move", "undo", "gone", "nothing")),
    st.integers(0, 200),
    st.sampled_from(LINES),
)


@settings(max_examples=25, derandomize=True, database=None)
@given(edits=st.lists(EDIT, min_size=1, max_size=6))
def test_after_any_edits_the_cache_changes_nothing(
    edits: list[tuple[str, str, int, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("edits")
    content = laid_out(root)
    for name, how, number, line in edits:
        path = root / name
        rows = path.read_text("utf-8").split("\n") if path.exists() else [""]
        n = number % len(rows)
        match how:
            case "delete":
                del rows[n]
            case "double":
                rows.insert(n, rows[n])
            case "replace":
                rows[n] = line
            case "move":
                rows.insert(0, "# 往下一行")
            case "undo":
                rows = (BASE / name).read_text("utf-8").split("\n")
        path.write_text("\n".join(rows), "utf-8")
        if how == "gone":
            path.unlink()
        same(content, root / "cache")
        assert len(list((root / "cache").iterdir())) <= len(list(content.rglob("*.yml")))
    shutil.rmtree(root)


def test_an_unchanged_attachment_is_not_looked_into_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content, folder = laid_out(tmp_path), tmp_path / "cache"
    looked = Counting(traces)
    monkeypatch.setattr(attachment, "traces", looked)
    paper, file = content / "files/jieguo.txt", content / "projects/2018/zhanlan.yml"
    paper.parent.mkdir()
    paper.write_text("结果\n", "utf-8")
    text = file.read_text("utf-8")
    file.write_text(text.replace("  类别: 信息表\n", "  类别: 信息表\n  附件: jieguo.txt\n", 1), "utf-8")
    assert list(inspect(content, folder).book.files) == ["jieguo.txt"]
    inspect(content, folder)
    assert looked.times == 1
    paper.write_text("别的结果\n", "utf-8")
    same(content, folder)
    assert looked.times == 3


def test_two_files_that_say_the_same_keep_their_own_places(tmp_path: Path) -> None:
    content, folder = laid_out(tmp_path), tmp_path / "cache"
    text = (content / "projects/2018/zhanlan.yml").read_text("utf-8")
    (content / "projects/2018/zhanlan-er.yml").write_text(text, "utf-8")
    for _ in range(2):
        found = inspect(content, folder).book.projects
        places = {project.slug: project.at("name").file for project in found if project.slug.startswith("zhanlan")}
        assert places == {
            "zhanlan": "content/projects/2018/zhanlan.yml",
            "zhanlan-er": "content/projects/2018/zhanlan-er.yml",
        }


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def flipped(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


def rubbish(path: Path) -> None:
    path.write_bytes(os.urandom(5000))


def foreign(path: Path) -> None:
    """Whole, with its checksum, but no pickle of ours."""
    data = b"hello"
    path.write_bytes(sha256(data).digest() + data)


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def link_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to("nothing")


@pytest.mark.parametrize("harm", [cut, empty, flipped, rubbish, foreign, folder_instead, link_to_nothing])
def test_an_entry_that_is_not_whole_is_as_if_it_were_not_there(harm: Any, tmp_path: Path, parsed: Counting) -> None:
    content, folder = laid_out(tmp_path), tmp_path / "cache"
    before = inspect(content, folder)
    for entry in list(folder.iterdir()):
        harm(entry)
    parsed.times = 0
    after = inspect(content, folder)
    assert whole_of(before.book) == whole_of(after.book)
    assert parsed.times == len(list(content.rglob("*.yml")))
    if harm is not folder_instead:
        inspect(content, folder)
        assert parsed.times == len(list(content.rglob("*.yml"))), "the entries were mended"


def test_a_record_of_another_program_is_never_used(
    tmp_path: Path, parsed: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, folder = laid_out(tmp_path), tmp_path / "cache"
    inspect(content, folder)
    old = {path.name for path in folder.iterdir()}
    monkeypatch.setattr(cache, "_program", lambda: sha256(b"another"))
    parsed.times = 0
    inspect(content, folder)
    assert parsed.times == len(old)
    assert old.isdisjoint(path.name for path in folder.iterdir()), "the old ones are gone"


def test_what_nobody_needs_any_more_goes_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    content, folder = laid_out(tmp_path), tmp_path / "cache"
    inspect(content, folder)
    (folder / "账本.xlsx").write_text("别删", "utf-8")
    (folder / ("0" * 64 + ".123.tmp")).write_text("被打断的一次", "utf-8")
    (content / "projects/2018/zhanlan.yml").unlink()
    inspect(content, folder)
    names = {path.name for path in folder.iterdir()}
    assert "账本.xlsx" in names
    assert len(names) == 1 + len(list(content.rglob("*.yml")))


def test_a_place_where_nothing_can_be_written_only_costs_time(tmp_path: Path) -> None:
    content = laid_out(tmp_path)
    (tmp_path / "file").write_text("", "utf-8")
    same(content, tmp_path / "file/cache")
    same(content, Path("/proc/nowhere"))


@pytest.mark.parametrize("step", ["replace", "open", "mkdir"])
def test_a_full_disk_only_costs_time(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content, folder = laid_out(tmp_path), tmp_path / "cache"

    def full(*given: Any, **_: Any) -> Any:
        if step == "open" and "w" not in given[1:]:
            raise FileNotFoundError
        raise OSError(errno.ENOSPC, "No space left on device")

    if step == "replace":
        monkeypatch.setattr(os, "replace", full)
    elif step == "open":
        monkeypatch.setattr(cache, "open", full, raising=False)
    else:
        monkeypatch.setattr(Path, "mkdir", full)
    kept = inspect(content, folder)
    monkeypatch.undo()
    assert whole_of(kept.book) == whole_of(inspect(content).book)
    assert not folder.exists() or list(folder.iterdir()) == [], "nothing half written is left"


def test_what_cannot_be_kept_is_worked_out(tmp_path: Path) -> None:
    memory = Cache(tmp_path / "cache")
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    assert memory.recall(lambda: deep, "深") is deep
    while deep:
        deep = deep[0]


def test_keys_do_not_run_into_each_other(tmp_path: Path) -> None:
    memory = Cache(tmp_path / "cache")
    for number, key in enumerate([("ab", "c"), ("a", "bc"), ("abc",), ("abc", ""), ("a", b"bc", "")]):
        assert memory.recall(partial(int, number), *key) == number
    assert Memory().recall(lambda: 7, "ab", "c") == 7


def test_two_runs_at_once_do_not_hurt_each_other(tmp_path: Path) -> None:
    contents = [laid_out(tmp_path / name) for name in ("one", "two")]
    for number in range(30):
        for content in contents:
            text = (content / "projects/2018/zhanlan.yml").read_text("utf-8")
            changed = text.replace("10万元", f"{number + 1}万元")
            (content / f"projects/2018/zhanlan-{number}.yml").write_text(changed, "utf-8")
    command = [sys.executable, "-m", "generator", "check", "--out", str(tmp_path / "build"), "--content"]
    runs = [
        subprocess.Popen([*command, contents[n % 2]], cwd=HOME, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for n in range(4)
    ]
    answers = [(*run.communicate(), run.returncode) for run in runs]
    assert len(set(answers)) == 1
    assert b"Traceback" not in answers[0][1]
    for content in contents:
        same(content, tmp_path / "build/cache")


def test_check_keeps_what_it_read_in_the_folder_it_is_given_and_nowhere_else(run: Run, tmp_path: Path) -> None:
    content = read(HOME / "tests/cases/load/odd-amounts.case").lay_out(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    plain = run("check", "--content", content)
    assert sorted(tmp_path.rglob("*")) == before
    kept = [run("check", "--content", content, "--out", tmp_path / "build") for _ in range(2)]
    assert kept == [plain, plain]
    assert any((tmp_path / "build/cache").iterdir())
    shutil.rmtree(tmp_path / "build")
    assert run("check", "--content", content, "--out", tmp_path / "build") == plain


def test_check_of_the_own_content_keeps_what_it_read_in_build(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run("check")[0] == 0
    assert len(list((tmp_path / "build/cache").iterdir())) == len(list((tmp_path / "content").rglob("*.yml")))


def test_records_are_the_same_after_a_journey() -> None:
    book, _ = load(HOME / "content")
    for project in book.projects:
        there = pickle.loads(pickle.dumps(project))
        assert whole_of(there) == whole_of(project)
