"""Publishing: readers see one whole version whatever happens, and the last one can be gone back to."""

import errno
import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from generator.deploy import DeployError
from generator.deploy.target import MARKER
from tests.support.cases import Run
from tests.support.deploying import publish, roll_back
from tests.support.releases import FILES, seen, tidy
from tests.support.waiting import LIMIT

pytestmark = pytest.mark.usefixtures("quick_disk")
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "srv"


@pytest.fixture
def no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    monkeypatch.setattr(os, "link", refuse)


# ---- publishing ----


def by_steps(*words: str | Path) -> list[str]:
    """Publish step by step in a process of its own; what it tells of that."""
    command = [sys.executable, "-m", "tests.support.publish_by_steps", *map(str, words)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=LIMIT)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout.splitlines()


@pytest.mark.parametrize("links", ["links", "plain"])
def test_killed_before_any_step_readers_see_one_whole_version_and_the_next_run_mends(
    tmp_path: Path, links: str
) -> None:
    assert len(by_steps("killed", tmp_path, links)) == 3


def test_killed_before_any_step_no_state_of_a_project_is_lost_and_the_next_run_keeps_what_is_missing(
    tmp_path: Path,
) -> None:
    (line,) = by_steps("versions", tmp_path)
    assert line.endswith(" steps")


def test_readers_who_ask_all_the_time_get_whole_pages_and_never_an_older_version_again(tmp_path: Path) -> None:
    (line,) = by_steps("read", tmp_path)
    assert line.endswith("5 versions")


@pytest.mark.parametrize("way", ["links", "plain"])
def test_going_back_shows_the_version_before_and_publishing_again_the_new_one(
    home: Path, site: Callable[[str], Path], way: str, request: pytest.FixtureRequest
) -> None:
    if way == "plain":
        request.getfixturevalue("no_links")
    first = publish(site("a"), home)
    second = publish(site("b"), home)
    assert (first.turn.before, second.turn.before, first.linked) == ("", first.turn.version, way == "links")
    gone_back = roll_back(home)
    assert (seen(home / "current"), gone_back.turn.version, gone_back.turn.before) == (
        "a",
        first.turn.version,
        second.turn.version,
    )
    with pytest.raises(DeployError, match="没有更早的一版"):
        roll_back(home)
    assert publish(site("b"), home).turn.written == 0
    assert seen(home / "current") == "b"
    publish(site("c"), home)
    tidy(home, 2)
    roll_back(home)
    assert seen(home / "current") == "b"


def test_an_unchanged_file_is_one_file_in_both_versions(home: Path, site: Callable[[str], Path]) -> None:
    old, new = (publish(site(word), home) for word in "ab")
    inodes = {(home / "versions" / release.turn.version / "assets/same.js").stat().st_ino for release in (old, new)}
    assert len(inodes) == 1 and new.turn.written == len(FILES) + 1


def test_what_was_damaged_by_hand_is_never_gone_back_to(home: Path, site: Callable[[str], Path]) -> None:
    publish(site("a"), home)
    publish(site("b"), home)
    old = next(path for path in (home / "versions").glob("*/a.html")).parent
    (old / "index.html").write_text("改过")
    with pytest.raises(DeployError, match=r"index\.html.*没有退回"):
        roll_back(home)
    assert seen(home / "current") == "b"


@pytest.mark.usefixtures("no_links")
def test_without_links_a_folder_that_someone_changed_is_not_moved_away(home: Path, site: Callable[[str], Path]) -> None:
    publish(site("a"), home)
    (home / "current/index.html").write_text("改过")
    with pytest.raises(DeployError, match="可能有人改过"):
        publish(site("b"), home)
    assert (home / "current/index.html").read_text() == "改过"


def test_files_are_readable_by_a_server_whatever_the_umask(home: Path, site: Callable[[str], Path]) -> None:
    before = os.umask(0o077)
    try:
        publish(site("a"), home)
    finally:
        os.umask(before)
    for path in (home, home / "versions", *(home / "current").resolve().rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path


# ---- what is refused, and what goes wrong ----


def folder_of_others(base: Path) -> Path:
    (base / "别人的").mkdir()
    (base / "别人的/报告.docx").write_text("重要")
    return base / "别人的"


def a_file(base: Path) -> Path:
    (base / "文件").write_text("重要")
    return base / "文件"


REFUSED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "inside the project": (lambda base: ROOT / "build/发布", "在本项目的文件夹里"),
    "the project": (lambda base: ROOT, "在本项目的文件夹里"),
    "above the project": (lambda base: ROOT.parent, "已有别的文件|重叠"),
    "others' files": (folder_of_others, "已有别的文件，不会动它们"),
    "a file": (a_file, "是一个文件"),
    "under a file": (lambda base: a_file(base) / "x", "没有“.*”这个文件夹|不能写入"),
    "a path with a slip": (lambda base: base / "没有/srv", "没有“.*没有”这个文件夹"),
    "inside the site": (lambda base: base / "sites/a/srv", "与生成的网站“.*”重叠"),
    "around the site": (lambda base: base / "sites", "与生成的网站“.*”重叠"),
    "no name at all": (lambda base: Path("/tmp/\0"), "不能写入"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_folder_that_is_not_ours_is_refused_and_left_alone(
    case: str, tmp_path: Path, site: Callable[[str], Path]
) -> None:
    source = site("a")
    where, words = REFUSED[case]
    folder = where(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    for act in (partial(publish, source), roll_back):
        with pytest.raises(DeployError, match=words if act is not roll_back else "。$"):
            act(folder)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("published", [False, True], ids=["first", "update"])
@pytest.mark.parametrize(
    ("error", "words"),
    [(errno.ENOSPC, "空间不够"), (errno.EACCES, "没有写入“.*”的权限"), (errno.EIO, "EIO"), (0, "与原文件不一致")],
    ids=["full", "forbidden", "failing", "scrambled"],
)
def test_when_copying_fails_nothing_is_half_done(
    home: Path, site: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, error: int, words: str, published: bool
) -> None:
    if published:
        publish(site("a"), home)
    before = sorted(home.rglob("*")) if published else []
    copied = shutil.copyfile

    def third(source: Path, target: Path) -> Any:
        if source.name != "index.html":
            return copied(source, target)
        if error:
            raise OSError(error, os.strerror(error))
        return target.write_bytes(source.read_bytes()[:-1] + b"?")

    monkeypatch.setattr(shutil, "copyfile", third)
    with pytest.raises(DeployError, match=words):
        publish(site("b"), home)
    assert home.exists() == published
    assert sorted(home.rglob("*")) == before


def test_a_link_in_the_site_is_not_published(home: Path, site: Callable[[str], Path], tmp_path: Path) -> None:
    (tmp_path / "别人的.txt").write_text("不公开")
    (site("a") / "2017/x.txt").symlink_to(tmp_path / "别人的.txt")
    with pytest.raises(DeployError, match=r"2017/x\.txt”是链接，会把别处的文件也公布出去，没有发布"):
        publish(tmp_path / "sites/a", home)
    assert not home.exists()


def test_a_file_whose_name_is_in_another_encoding_is_not_published(home: Path, site: Callable[[str], Path]) -> None:
    (site("a") / "\udcd6\udcd0.html").write_text("")
    with pytest.raises(DeployError, match=r"\\xdcd6\\xdcd0\.html”的文件名读不懂"):
        publish(site("a"), home)
    assert not home.exists()


def test_too_little_room_is_told_before_anything_is_written(
    home: Path, site: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**9, 10**9 - 100, 100))
    with pytest.raises(DeployError, match=r"空间不够：要 0\.1 MB，只剩 0\.1 MB"):
        publish(site("a"), home)
    assert not home.exists()


def test_two_at_once_do_not_meet(home: Path, site: Callable[[str], Path]) -> None:
    publish(site("a"), home)
    with (home / MARKER).open() as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(DeployError, match="另一个 make publish 正在发布"):
            publish(site("b"), home)
    assert seen(home / "current") == "a"


# ---- the commands ----


def test_the_commands_say_in_chinese_what_they_did_and_what_is_wrong(
    run: Run, tmp_path: Path, home: Path, site: Callable[[str], Path]
) -> None:
    out, content = tmp_path / "out", tmp_path / "content"
    content.mkdir()
    places = ("--content", content, "--out", out)
    for words in (["package", *places], ["publish", *places, home]):
        status, said, side = run(*words)
        assert (status, said, side) == (1, "", f"“{out}/site”里还没有生成好的网站，请先运行 make build。\n")
    shutil.copytree(site("a"), out / "site")
    status, said, _ = run("package", *places)
    assert status == 0 and said.startswith(f"已打包 {out}/jixiao-gongkai.zip：版本 ")
    assert said.splitlines()[-1].startswith("发布链已记到第 1 次")
    status, said, _ = run("publish", *places, home)
    assert status == 0 and f"网站服务器的根目录请指向 {home}/current。" in said
    assert said.splitlines()[-1].startswith("内容与第 1 次")
    assert run("publish", *places, "--back", home) == (1, "", f"“{home}”里没有更早的一版，不能再退。\n")
    shutil.copytree(site("b"), out / "site", dirs_exist_ok=True)
    status, said, _ = run("publish", *places, home)
    assert status == 0 and "BACK=1" in said and "第 2 次" in said
    status, said, _ = run("publish", *places, "--back", home)
    assert status == 0 and said.startswith("已退回上一版 ") and "是退回了更早的内容" in said
    for where in (home, out / "jixiao-gongkai.zip"):
        status, said, side = run("verify", "--content", content, where)
        assert (status, side) == (0, "") if where == home else status == 1, said
    assert "只有 1 次：这是较早的网站" in said
    (home / "current/index.html").write_text("改过")
    status, said, _ = run("verify", "--content", content, home)
    assert (status, said) == (1, "index.html：内容与清单不符，发布后改过。\n")
    status, _, side = run("publish")
    assert status == 2 and side.startswith("请写明发布文件夹。\n")
