"""Faults while publishing: told in words with a remedy; readers keep one whole version, and the next run mends."""

import errno
import fcntl
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.deploy import DeployError
from generator.deploy.chain import HEADING, ReleaseChain
from generator.deploy.manifest import CHAIN_FILE
from generator.deploy.release_log import ReleaseLog
from generator.deploy.verify import verify
from tests.support.deploying import DAY, log_beside, package, publish
from tests.support.releases import seen

pytestmark = pytest.mark.usefixtures("quick_disk")
WRITES = ((Path, "write_bytes"), (Path, "write_text"), (Path, "mkdir"), (shutil, "copyfile"), (Path, "symlink_to"))


@pytest.fixture
def home(tmp_path: Path, site: Callable[[str], Path]) -> Path:
    """A folder to which a and then b were published."""
    for word in "ab":
        publish(site(word), tmp_path / "srv", log_beside(tmp_path / "srv"))
    return tmp_path / "srv"


def lines(log: ReleaseLog) -> int:
    """How many publications are recorded."""
    chain = log.kept()
    return len(chain.lines) if chain else 0


class FullDisk:
    """A disk on which nothing can be written from the n-th write on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, left: int) -> None:
        self.left = left
        for owner, name in WRITES:
            monkeypatch.setattr(owner, name, self._limited(getattr(owner, name)))

    def _limited(self, write: Callable[..., Any]) -> Callable[..., Any]:
        def limited(*words: Any, **more: Any) -> Any:
            self.left -= 1
            if self.left < 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return write(*words, **more)

        return limited


def test_whichever_write_finds_the_disk_full_readers_have_a_whole_version_and_the_next_run_mends(
    tmp_path: Path, home: Path, site: Callable[[str], Path]
) -> None:
    source, messages = site("c"), set()
    for left in range(99):
        place = tmp_path / f"try{left}"
        for name in ("srv", "srv.content"):
            shutil.copytree(tmp_path / name, tmp_path / name.replace("srv", place.name), symlinks=True)
        log = log_beside(place)
        with pytest.MonkeyPatch.context() as patched:
            FullDisk(patched, left)
            try:
                publish(source, place, log)
                break
            except DeployError as why:
                messages.add(str(why).replace(place.name, "srv"))
        assert seen(place / "current") in "bc"
        publish(source, place, log)
        assert seen(place / "current") == "c" and lines(log) == 3
        assert verify(str(place), log.kept()).faults == ()
    assert left > 8 and all("空间不够" in words or "磁盘" in words for words in messages), messages


def test_two_who_publish_or_pack_the_same_content_at_once_do_not_meet(
    tmp_path: Path, home: Path, site: Callable[[str], Path]
) -> None:
    log, source = log_beside(home), site("c")
    handle = os.open(log.file.parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        for act in (lambda: publish(source, home, log), lambda: package(source, tmp_path / "c.zip", log)):
            with pytest.raises(DeployError, match=r"另一个 make publish 或 make package 正在用.*请等它结束"):
                act()
    finally:
        os.close(handle)
    assert (seen(home / "current"), lines(log), (tmp_path / "c.zip").exists()) == ("b", 2, False)


def test_with_a_clock_behind_the_last_publication_nothing_is_packed_either(
    tmp_path: Path, home: Path, site: Callable[[str], Path]
) -> None:
    with pytest.raises(DeployError, match=r"本机的日期是 2026-11-01，早于上一次发布的 2026-11-20.*请校准本机的日期"):
        package(site("c"), tmp_path / "c.zip", log_beside(home, date(2026, 11, 1)))
    assert not [*tmp_path.glob("c.zip*")] and lines(log_beside(home)) == 2


def test_an_older_state_that_is_published_or_packed_again_is_told_as_such(
    tmp_path: Path, home: Path, site: Callable[[str], Path]
) -> None:
    words = f"注意：这一次的内容与第 1 次（{DAY}）发布的相同，是退回了更早的内容。"
    assert words in [*publish(site("a"), home, log_beside(home)).lines(gone_back=False)]
    package(site("c"), tmp_path / "c.zip", log_beside(home))
    assert words not in [*package(site("a"), tmp_path / "a.zip", log_beside(home)).lines(tmp_path / "a.zip")]
    assert "与第 4 次" in "".join(package(site("c"), tmp_path / "c.zip", log_beside(home)).lines(tmp_path / "c.zip"))


def test_a_record_without_its_last_lines_is_completed_from_what_readers_have_only_when_asked(
    home: Path, site: Callable[[str], Path]
) -> None:
    log = log_beside(home)
    whole = log.file.read_text()
    log.file.write_text("".join(whole.splitlines(keepends=True)[:2]))
    with pytest.raises(DeployError, match=r"发布链有 2 次，.*只记到第 1 次：多出来的不是从这里发布的"):
        publish(site("c"), home, log)
    publish(site("c"), home, log_beside(home, recover=True))
    assert log.file.read_text().startswith(whole) and lines(log) == 3


def test_a_chain_of_readers_that_was_cut_or_is_gone_stops_publishing_until_the_folder_is_put_aside(
    home: Path, site: Callable[[str], Path]
) -> None:
    log, file = log_beside(home), home / "current" / CHAIN_FILE
    for damage, words in (
        (lambda: file.write_text(HEADING), "一次发布也没有记"),
        (file.unlink, "却没有发布链：不是丢了"),
    ):
        damage()
        assert verify(str(home), log.kept()).faults
        with pytest.raises(DeployError, match=words):
            publish(site("b"), home, log)
    home.rename(home.with_name("evidence"))
    publish(site("b"), home, log)
    assert file.read_text() == log.file.read_text() and verify(str(home), log.kept()).faults == ()


def test_where_only_the_chain_of_the_record_is_lost_the_count_does_not_begin_anew(
    tmp_path: Path, home: Path, site: Callable[[str], Path]
) -> None:
    log = log_beside(home)
    package(site("c"), tmp_path / "c.zip", log)
    log.file.unlink()
    for act in (lambda: publish(site("c"), tmp_path / "new", log), lambda: package(site("c"), tmp_path / "n.zip", log)):
        with pytest.raises(DeployError, match="不见了，旁边以前公布的记录还在，没有发布"):
            act()
    shutil.rmtree(log.file.parent)
    with pytest.raises(DeployError, match=r"“.*c\.zip”里的网站已发布过 3 次，没有发布"):
        package(site("c"), tmp_path / "c.zip", log)
    first = publish(site("c"), tmp_path / "new", log)
    assert [*first.lines(gone_back=False)][-2].startswith("发布链从这一次记起。以前发布过的，是发布记录丢了")


def test_where_chain_and_record_are_both_lost_the_count_begins_anew_only_when_asked(
    home: Path, site: Callable[[str], Path]
) -> None:
    log = log_beside(home)
    for file in (log.file, log.values, home / "current" / CHAIN_FILE):
        file.unlink()
    with pytest.raises(DeployError, match=r"却没有发布链.*没有发布。请从备份或版本库取回；.*加 RECOVER=1"):
        publish(site("c"), home, log)
    assert (home / "current/index.html").read_text().startswith("<title>b")
    publish(site("c"), home, log_beside(home, recover=True))
    assert ReleaseChain.read((home / "current" / CHAIN_FILE).read_text()).lines[0].number == lines(log) == 1
