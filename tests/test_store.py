"""The store keeps the results of tasks: what was done is not done again, and damage costs nothing but time."""

import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.core.files import FileAltered
from generator.pipeline.pool import CORES, Pool
from generator.pipeline.store import (
    DATABASE_ERRORS,
    FILE,
    MADE,
    Result,
    Store,
    delete,
    is_damaged,
    read_file,
    read_parts,
)
from generator.pipeline.tasks import SITE, OutputFile, Parts, Task, TaskResult
from tests.support.drawing import drawing

DONE: list[str] = []


class Context(NamedTuple):
    made: Path


def shout(_: Context, word: str) -> TaskResult:
    DONE.append(word)
    return TaskResult(word.upper(), [OutputFile(SITE, f"{word}.txt", word.encode())], {"twice": word.encode() * 2})


def whisper(_: Context, word: str) -> TaskResult:
    return TaskResult(word)


def tasks(*words: str) -> list[Task]:
    return [Task(word, shout, word) for word in words]


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process, so that it can be counted what was done."""
    monkeypatch.setenv(CORES, "1")
    DONE.clear()


def run(out: Path, wanted: Sequence[Task], site_key: str = "site") -> list[Result]:
    """The results of a whole run, after which what it did not ask for is gone."""
    with closing(Store(out)) as store:
        store.site_key = site_key
        results = store.run(Pool(Context(out / MADE)), "字", wanted)
        store.drop_unused()
        return results


def values(out: Path, *words: str) -> list[Any]:
    return [result.value for result in run(out, tasks(*words))]


def texts(out: Path) -> list[str]:
    return sorted(path.read_text() for path in (out / MADE).rglob("*") if path.is_file())


def file_of(out: Path, text: str) -> Path:
    digest = sha256(text.encode()).hexdigest()
    return out / MADE / digest[:2] / digest[2:]


def test_what_was_done_is_not_done_again(tmp_path: Path) -> None:
    assert values(tmp_path, "a", "b") == values(tmp_path, "a", "b") == ["A", "B"]
    assert DONE == ["a", "b"]


def test_only_what_has_another_key_is_done_and_what_is_gone_leaves_nothing(tmp_path: Path) -> None:
    values(tmp_path, "a", "b", "c")
    DONE.clear()
    assert values(tmp_path, "a", "bb", "d") == ["A", "BB", "D"]
    assert DONE == ["bb", "d"]
    assert texts(tmp_path) == ["a", "bb", "d"]


def test_another_function_or_another_site_key_is_another_task(tmp_path: Path) -> None:
    run(tmp_path, tasks("a"))
    assert [result.value for result in run(tmp_path, [Task("a", whisper, "a")])] == ["a"]
    run(tmp_path, tasks("a"))
    run(tmp_path, tasks("a"), "another program")
    assert DONE == ["a", "a", "a"]


def test_an_identity_stands_for_arguments_that_follow_from_it(tmp_path: Path) -> None:
    for args in ("a", "b"):
        assert run(tmp_path, [Task("a", shout, args, identity="one")])[0].value == "A"
    assert DONE == ["a"]


def test_results_can_be_read_with_any_sqlite_browser(tmp_path: Path) -> None:
    run(tmp_path, tasks("a"))
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        assert connection.execute("SELECT name FROM task").fetchall() == [("a",)]
        rows = connection.execute("SELECT tree, address, digest, size FROM output").fetchall()
        assert rows == [("site", "a.txt", sha256(b"a").hexdigest(), 1)]


def test_a_part_is_read_by_its_digest_by_whoever_is_given_it(tmp_path: Path) -> None:
    first, second = (result.parts["twice"] for result in run(tmp_path, tasks("a", "b")))
    assert read_parts(tmp_path, Parts([second, first, second])) == [b"bb", b"aa", b"bb"]
    assert read_file(tmp_path, sha256(b"a").hexdigest()) == b"a"
    with pytest.raises(FileAltered):
        read_parts(tmp_path, ["0" * 64])
    with pytest.raises(FileAltered):
        read_file(tmp_path, "0" * 64)


@pytest.mark.parametrize("harm", ["", "A", "another", None])
def test_what_is_not_as_it_was_written_is_discarded_when_it_is_looked_for(tmp_path: Path, harm: str | None) -> None:
    run(tmp_path, tasks("a", "b"))
    if harm is None:
        file_of(tmp_path, "a").unlink()
    else:
        file_of(tmp_path, "a").write_text(harm)
    with closing(Store(tmp_path)) as store:
        store.discard_altered()
    DONE.clear()
    assert values(tmp_path, "a", "b") == ["A", "B"]
    assert DONE == ["a"]
    assert texts(tmp_path) == ["a", "b"]


@drawing(40)
@given(place=st.integers(0, 2**20), flipped=st.integers(0, 255))
@example(place=7959, flipped=1)  # the key in the row of a task is no text any more, and that in its index is
def test_a_store_that_is_damaged_anywhere_gives_what_a_new_one_gives(place: int, flipped: int) -> None:
    """With the bits of one byte flipped, or with none flipped and what comes after it cut off."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        run(out, tasks("a", "b"))
        damaged = bytearray((out / FILE).read_bytes())
        place %= len(damaged)
        damaged[place] ^= flipped
        if not flipped:
            del damaged[place:]
        (out / FILE).write_bytes(damaged)
        assert _in_spite_of_damage(out) == ["A", "B"]
        DONE.clear()
        assert values(out, "a", "b") == ["A", "B"]
        assert DONE == []


def _in_spite_of_damage(out: Path) -> list[Any]:
    """As a build does: where the file is no whole database, it begins anew."""
    try:
        return values(out, "a", "b")
    except DATABASE_ERRORS as error:
        assert is_damaged(error), error
        delete(out)
        return values(out, "a", "b")


def test_a_store_of_another_version_is_replaced(tmp_path: Path) -> None:
    run(tmp_path, tasks("a"))
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert values(tmp_path, "a") == ["A"]
    assert DONE == ["a", "a"]


def test_results_are_adopted_from_another_folder_as_far_as_their_files_are_whole(tmp_path: Path) -> None:
    run(tmp_path / "there", tasks("a", "b", "c"))
    shutil.copytree(tmp_path / "there", tmp_path / "copied", copy_function=shutil.copyfile)  # with other times
    file_of(tmp_path / "copied", "b").write_text("x")
    with closing(Store(tmp_path / "here")) as store:
        store.adopt(tmp_path / "copied")
        store.adopt(tmp_path / "none")
    DONE.clear()
    assert values(tmp_path / "here", "a", "b", "c") == ["A", "B", "C"]
    assert DONE == ["b"]
    assert texts(tmp_path / "here") == ["a", "b", "c"]


def test_what_is_adopted_is_checked_and_the_other_folder_left_as_it_is(tmp_path: Path) -> None:
    run(tmp_path / "there", tasks("a", "b"))
    with closing(sqlite3.connect(tmp_path / "there" / FILE)) as connection:
        connection.execute("UPDATE part SET data = 'x' WHERE data = ?", (b"aa",))
        connection.commit()
    (tmp_path / "later" / MADE).mkdir(parents=True)
    shutil.copy(tmp_path / "there" / FILE, tmp_path / "later")
    with closing(sqlite3.connect(tmp_path / "later" / FILE)) as connection:
        connection.execute("PRAGMA user_version = 99")
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / FILE).write_bytes(b"no database" * 1000)
    others = [tmp_path / name / FILE for name in ("there", "later", "damaged")]
    before = [file.read_bytes() for file in others]
    with closing(Store(tmp_path / "here")) as store:
        for file in others:
            store.adopt(file.parent)
    assert [file.read_bytes() for file in others] == before
    DONE.clear()
    assert values(tmp_path / "here", "a", "b") == ["A", "B"]
    assert DONE == ["a"]


def test_several_processes_give_what_one_gives_in_the_same_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [f"w{number}" for number in range(100)]
    alone = values(tmp_path / "one", *words)
    assert words == DONE
    DONE.clear()
    monkeypatch.setenv(CORES, "3")
    assert values(tmp_path / "three", *words) == alone
    assert DONE == []
    assert texts(tmp_path / "one") == texts(tmp_path / "three")


def test_the_last_complete_build_is_known_by_its_inputs(tmp_path: Path) -> None:
    for inputs in ("one", "two"):
        with closing(Store(tmp_path)) as store:
            assert store.complete(inputs) is None
            store.set_complete(inputs, f"of {inputs}")
            assert store.complete(inputs) == f"of {inputs}"
    with closing(Store(tmp_path)) as store:
        assert store.complete("one") is None
