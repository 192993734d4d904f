"""What was made is kept: a change makes anew only what depends on it, and nothing that is wrong with it does harm."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.files import FileAltered
from generator.core.noting import note
from generator.pipeline import entries, persistence
from generator.pipeline.answers import AnswerKeys
from generator.pipeline.cache import PAGES, BuildCache, OutputFile, Task, TaskResult
from generator.pipeline.entries import CacheEntry
from generator.pipeline.file_table import FileTable
from generator.pipeline.keys import Lazy
from generator.pipeline.pool import COPIES, CORES, WorkerPool
from tests.support.drawing import drawing

DONE: list[str] = []


def shout(_: Any, word: str) -> TaskResult:
    DONE.append(word)
    return TaskResult(word.upper(), (OutputFile(PAGES, f"{word}.txt", word.encode()),))


def whisper(_: Any, word: str) -> TaskResult:
    return TaskResult(word)


def note_down(_: Any, word: str) -> TaskResult:
    DONE.append(word)
    return TaskResult(word, (), (word.encode() * 3, word.encode() * 5))


def of(*words: str) -> list[Task]:
    return [Task(word, shout, word, "context") for word in words]


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process, so that it can be counted what was done."""
    monkeypatch.setenv(CORES, "1")
    DONE.clear()


def run(out: Path | None, tasks: list[Task]) -> list[Any]:
    """The values, as a run of its own gives them."""
    return [kept.value for kept in kept_of(out, tasks)]


def kept_of(out: Path | None, tasks: list[Task], program: str = "program", thorough: bool = True) -> list[CacheEntry]:
    with WorkerPool[Any](None) as pool:
        store = BuildCache(out, program, pool, thorough)
        store.begin()
        kept = store.run("字", {"words": tasks})["words"]
        files = FileTable()
        for one in kept:
            files.add(one.columns)
        store.close(files, {})
    return kept


def made(out: Path) -> list[str]:
    return sorted(path.read_text() for path in (out / "made").rglob("*") if path.is_file())


def file_of(out: Path, text: str) -> Path:
    name = sha256(text.encode()).hexdigest()
    return out / "made" / name[:2] / name[2:]


def test_what_was_done_is_not_done_again(tmp_path: Path) -> None:
    assert run(tmp_path, of("a", "b")) == ["A", "B"]
    assert run(tmp_path, of("a", "b")) == ["A", "B"]
    assert DONE == ["a", "b"]


def test_only_what_is_new_or_has_another_key_is_done_and_what_is_gone_leaves_nothing(tmp_path: Path) -> None:
    run(tmp_path, of("a", "b", "c"))
    DONE.clear()
    changed = Task("b", shout, "bb", "context")
    assert run(tmp_path, [*of("a"), changed, *of("d")]) == ["A", "BB", "D"]
    assert DONE == ["bb", "d"]
    assert made(tmp_path) == ["a", "bb", "d"]


def test_what_a_task_is_given_is_made_only_when_it_is_needed(tmp_path: Path) -> None:
    asked = []

    def make() -> str:
        asked.append(1)
        return "a"

    for _ in range(2):
        assert run(tmp_path, [Task("a", shout, Lazy("key", make), "context")]) == ["A"]
    assert asked == [1]


@pytest.mark.parametrize("harm", ["", "A", "another"])
def test_a_file_that_was_changed_is_made_again(tmp_path: Path, harm: str) -> None:
    run(tmp_path, of("a", "b"))
    file_of(tmp_path, "a").write_text(harm)
    DONE.clear()
    assert run(tmp_path, of("a", "b")) == ["A", "B"]
    assert DONE == ["a"]
    assert made(tmp_path) == ["a", "b"]


def test_a_file_that_is_lost_is_made_again(tmp_path: Path) -> None:
    run(tmp_path, of("a", "b"))
    file_of(tmp_path, "b").unlink()
    DONE.clear()
    run(tmp_path, of("a", "b"))
    assert DONE == ["b"] and made(tmp_path) == ["a", "b"]


def test_what_is_believed_is_not_looked_at(tmp_path: Path) -> None:
    run(tmp_path, of("a", "b"))
    file_of(tmp_path, "b").unlink()
    DONE.clear()
    assert [kept.value for kept in kept_of(tmp_path, of("a", "b"), thorough=False)] == ["A", "B"]
    assert DONE == []


def test_of_what_is_believed_too_nothing_stays_that_nobody_wants(tmp_path: Path) -> None:
    kept_of(tmp_path, of("a", "b"))
    kept_of(tmp_path, of("a", "c"), thorough=False)
    assert made(tmp_path) == ["a", "c"]
    with WorkerPool[Any](None) as pool:  # a run that is ended before it knows what is wanted
        cut = BuildCache(tmp_path, "program", pool, thorough=False)
        cut.begin()
        cut.run("字", {"words": of("a", "d")})
    assert made(tmp_path) == ["a", "c", "d"]
    kept_of(tmp_path, of("a", "b"), thorough=False)
    assert made(tmp_path) == ["a", "b"]


def test_a_blob_is_read_from_its_group_when_it_is_asked_for_and_only_if_it_is_whole(tmp_path: Path) -> None:
    tasks = [Task(word, note_down, word, "context") for word in ("a", "b")]
    for _ in range(2):
        found = kept_of(tmp_path, tasks, thorough=False)
        assert [blob.value for one in found for blob in one.blobs] == [b"aaa", b"aaaaa", b"bbb", b"bbbbb"]
        assert not any(blob.data for one in found for blob in one.blobs)
    changed = [tasks[0], Task("b", note_down, "bb", "context")]
    found = kept_of(tmp_path, changed, thorough=False)
    assert [blob.value for one in found for blob in one.blobs] == [b"aaa", b"aaaaa", b"bb" * 3, b"bb" * 5]
    group = tmp_path / "cache/words"
    group.write_bytes(group.read_bytes()[:-1])
    *_, cut = kept_of(tmp_path, changed, thorough=False)
    with pytest.raises(FileAltered):
        _ = cut.blobs[-1].value
    DONE.clear()
    assert [blob.value for one in kept_of(tmp_path, changed) for blob in one.blobs][-1] == b"bb" * 5
    assert DONE == ["bb"]


def test_what_was_carried_elsewhere_is_known_by_its_bytes(tmp_path: Path) -> None:
    run(tmp_path / "here", of("a", "b"))
    shutil.copytree(tmp_path / "here", tmp_path / "there", copy_function=shutil.copyfile)
    DONE.clear()
    assert run(tmp_path / "there", of("a", "b")) == ["A", "B"]
    assert DONE == []


@drawing(30)
@given(data=st.data())
def test_a_group_that_is_damaged_anywhere_is_as_if_it_had_never_been(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        run(out, of("a", "b"))
        (group,) = (out / "cache").iterdir()
        bytes_of = bytearray(group.read_bytes())
        at = data.draw(st.integers(0, len(bytes_of) - 1))
        if data.draw(st.booleans()):
            bytes_of[at] ^= data.draw(st.integers(1, 255))
        else:
            del bytes_of[at:]
        group.write_bytes(bytes_of)
        DONE.clear()
        assert run(out, of("a", "b")) == ["A", "B"]
        assert DONE == ["a", "b"]
        DONE.clear()
        assert run(out, of("a", "b")) == ["A", "B"]
        assert DONE == []


def test_another_version_of_the_program_makes_everything_anew(tmp_path: Path) -> None:
    run(tmp_path, of("a"))
    DONE.clear()
    kept_of(tmp_path, of("a"), "another program")
    assert DONE == ["a"]


def test_a_task_of_another_context_or_another_function_is_done_again(tmp_path: Path) -> None:
    run(tmp_path, of("a"))
    DONE.clear()
    run(tmp_path, [Task("a", shout, "a", "another context")])
    assert run(tmp_path, [Task("a", whisper, "a", "another context")]) == ["a"]
    assert DONE == ["a"]


def test_without_a_folder_nothing_is_kept() -> None:
    def shouted(_: Any, word: str) -> TaskResult:
        DONE.append(word)
        return TaskResult(word.upper())

    tasks = [Task("a", shouted, "a", "context")]
    assert run(None, tasks) == run(None, tasks) == ["A"]
    assert DONE == ["a", "a"]


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(entries, "write_atomic", full)
    tasks = [Task("a", whisper, "a", "context")]
    assert run(tmp_path, tasks) == run(tmp_path, tasks) == ["a"]


def test_a_run_that_only_looks_up_some_groups_leaves_the_others(tmp_path: Path) -> None:
    run(tmp_path, of("a"))
    with WorkerPool[Any](None) as pool:
        other = BuildCache(tmp_path, "program", pool)
        other.run("数", {"numbers": [Task("1", whisper, "1", "context")]})
    DONE.clear()
    run(tmp_path, of("a"))
    assert DONE == []


def test_several_processes_give_what_one_gives_in_the_same_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [f"w{number}" for number in range(100)]
    alone = run(tmp_path / "one", of(*words))
    assert words == DONE
    DONE.clear()
    monkeypatch.setenv(CORES, "3")
    assert run(tmp_path / "three", of(*words)) == alone
    assert words[-1:] == DONE if COPIES else DONE == [], "the others were done elsewhere"
    assert made(tmp_path / "one") == made(tmp_path / "three")


def test_what_is_begun_before_it_is_asked_for_gives_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CORES, "2")
    for _ in range(2):  # what is kept is not begun
        with WorkerPool[Any](None) as pool:
            store = BuildCache(tmp_path, "program", pool)
            begun = store.begin_run("字", {"some": of("a", "b")}, beside=100)
            assert [one.value for one in store.run("词", {"others": of("c")})["others"]] == ["C"]
            assert [one.value for one in begun()["some"]] == ["A", "B"]
        assert made(tmp_path) == ["a", "b", "c"]
    assert (["c"] if COPIES else ["c", "a", "b"]) == DONE


class Asked:
    """A context in which words are asked for; what they mean may change."""

    def __init__(self, meanings: Mapping[str, object]) -> None:
        self.answers = AnswerKeys({"word": meanings.__getitem__})


class Wavering:
    """One that never says the same twice, as if a file were being written while it is read."""

    def __init__(self) -> None:
        self.said = count()

    @property
    def answers(self) -> AnswerKeys:
        return AnswerKeys({"word": lambda _: next(self.said)})


def look_up(_: Any, word: str) -> TaskResult:
    note("word", word)
    DONE.append(word)
    return TaskResult(word)


def looked_up(out: Path, context: object, *words: str) -> list[str]:
    """What had to be done in a run over some words."""
    DONE.clear()
    with WorkerPool[Any](context) as pool:
        BuildCache(out, "program", pool).run("字", {"words": [Task(word, look_up, word) for word in words]})
    return DONE


def test_only_who_asked_for_what_has_another_answer_is_done_again(tmp_path: Path) -> None:
    assert looked_up(tmp_path, Asked({"a": "甲", "b": "乙"}), "a", "b") == ["a", "b"]
    assert looked_up(tmp_path, Asked({"a": "甲", "b": "丙"}), "a", "b") == ["b"]
    assert looked_up(tmp_path, Asked({"a": "甲", "b": "丙"}), "a", "b") == []
    assert looked_up(tmp_path, Asked({"a": "甲", "b": "乙"}), "a", "b") == ["b"], "no answer of an earlier run is left"


def test_what_was_told_otherwise_while_it_was_done_is_not_believed_by_the_next_run(tmp_path: Path) -> None:
    assert looked_up(tmp_path, Wavering(), "a") == ["a"]
    assert looked_up(tmp_path, Asked({"a": 1}), "a") == ["a"], "the task was told 0, whoever kept its result 1"
    assert looked_up(tmp_path, Asked({"a": 1}), "a") == []


def test_what_another_version_of_the_program_left_is_as_if_it_had_never_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its shape may be another: a build after an update must not stumble over it."""
    persistence.store(tmp_path / "kept", ("of this version", 1))
    assert persistence.stored(tmp_path / "kept") == ("of this version", 1)
    monkeypatch.setattr(persistence, "program_key", lambda: "of the next version")
    assert persistence.stored(tmp_path / "kept") is None
