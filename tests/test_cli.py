"""The command line: exit statuses 0, 1 and 2, silence when all is well, Chinese when it is not."""

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.checks import all_checks
from tests.support.cases import BASE, Run, read
from tests.support.waiting import LIMIT

HOME = Path(__file__).parent.parent
GOOD = BASE / "content"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Content with an error and a stray file."""
    content = read(HOME / "tests/cases/load/odd-amounts.case").lay_out(tmp_path)
    (content / "附件.docx").write_text("", "utf-8")
    return content


@pytest.fixture
def warned(tmp_path: Path) -> Path:
    """Content in which only a stray file lies."""
    return read(HOME / "tests/cases/load/stray-file.case").lay_out(tmp_path)


def test_check_is_silent_and_ends_with_0_when_all_is_well(run: Run) -> None:
    assert run("check", "--content", GOOD) == (0, "", "")


def test_check_ends_with_1_when_there_are_errors_and_sums_them_up_on_the_side(run: Run, broken: Path) -> None:
    status, out, side = run("check", "--content", broken)
    assert status == 1
    assert len(out.splitlines()) == 6
    assert side == "共 6 处：错误 5，警告 1。请改正错误后再生成网站。\n"


def test_a_warning_alone_lets_check_pass_unless_it_is_strict(run: Run, warned: Path) -> None:
    status, out, side = run("check", "--content", warned)
    assert (status, side) == (0, "共 2 处：警告 2。请逐处核对。\n")
    summary = "共 2 处：警告 2。从严时有警告也算不通过，请逐处改正。\n"
    assert run("check", "--strict", "--content", warned) == (1, out, summary)


def test_a_warning_keeps_a_strict_build_from_making_anything(run: Run, warned: Path, tmp_path: Path) -> None:
    status, out, side = run("build", "--strict", "--content", warned, "--out", tmp_path / "out")
    assert (status, out.count("\n")) == (1, 2)
    assert side.startswith("共 2 处：警告 2。从严")
    assert not (tmp_path / "out/docs").exists() and not (tmp_path / "out/site").exists()


def test_list_names_every_check_under_its_family_with_its_severity_and_what_it_asks(run: Run) -> None:
    status, out, side = run("check", "--list")
    assert (status, side) == (0, "")
    headings = [line for line in out.splitlines() if not line.startswith("  ")]
    assert headings == list(dict.fromkeys(f"{about.family}：{about.purpose}" for about in all_checks()))
    lines = [line for line in out.splitlines() if line.startswith("  ")]
    assert len(lines) == len(all_checks()) > 0
    for about, line in zip(all_checks(), lines, strict=True):
        assert line.startswith(f"  {about.name}（{about.severity}")
        assert ("可豁免" in line.partition("）")[0]) == about.waivable
        assert ("审查后" in line.partition("）")[0]) == (about.waivable and about.reviewed)
        assert line.endswith("。")


def test_a_folder_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("check", "--content", tmp_path / "没有")
    assert status == 1
    assert out == "没有: 没有找到这个文件夹，请在项目所在的文件夹里运行  [文件]\n"


WRONG_USE = {
    (): "请写明命令。",
    ("chek",): "没有“chek”这个命令。",
    ("check", "--strickt"): "不认识“--strickt”。",
    ("explain", "甲", "乙"): "不认识“乙”。",
    ("check", "--format", "xml"): "没有“xml”这种格式。",
    ("check", "--html"): "“--html”后面要写上内容。",
    ("check", "--content"): "“--content”后面要写上内容。",
    ("check", "--list=all"): "“--list”后面不能写内容。",
    ("serve", "--port", "八千"): "“--port”后面要写数字。",
}


@pytest.mark.parametrize("words", WRONG_USE, ids=" ".join)
def test_wrong_use_ends_with_2_and_a_word_in_chinese_how_to_do_it(words: tuple[str, ...], run: Run) -> None:
    status, out, side = run(*words)
    first, second, *_ = side.splitlines()
    assert (status, out, first) == (2, "", WRONG_USE[words])
    assert second.startswith("用法：python -m generator")


@pytest.mark.parametrize("words", [("-h",), ("check", "-h"), ("build", "--help"), ("serve", "-h")], ids=" ".join)
def test_help_speaks_chinese_and_ends_with_0(words: tuple[str, ...], run: Run) -> None:
    status, out, side = run(*words)
    assert (status, side) == (0, "")
    assert not re.search(r"usage|options|positional|show this", out), out
    assert "显示这份说明" in out


def test_a_score_is_explained_whatever_is_wrong_and_what_was_not_used_is_told(run: Run, broken: Path) -> None:
    _, report, _ = run("check", "--content", broken)
    status, out, summed = run("explain", "2017/menhu", "--content", broken)
    assert (status, summed.splitlines()[1:]) == (
        1,
        ["有错误的数没有用上，上面的核算不完整：", "共 5 处：错误 5。请改正错误后再生成网站。"],
    )
    errors = [line for line in report.splitlines() if "menhu.yml" in line]
    assert out.splitlines()[-len(errors) :] == errors
    assert "B2 用户满意度  —（本站核算 18.00）/20" in out, "what can be worked out is"
    status, explained, summed = run("explain", "2018/zhanlan", "--content", broken)
    assert (status, summed) == (0, "") and "2018年档案展览" in explained, "what other files hold is no matter"


@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_who_stops_answering_gets_no_file(
    run: Run, end: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = shutil.copytree(BASE / "content", tmp_path / "content")
    before = sorted(content.rglob("*"))

    def stop(_: str) -> str:
        raise end

    monkeypatch.setattr("builtins.input", stop)
    monkeypatch.setattr(sys, "stdin", Terminal())
    assert run("new", "--content", content) == (1, "", "\n没有写文件。\n")
    assert sorted(content.rglob("*")) == before


def test_the_command_itself_never_shows_a_traceback_not_even_where_the_screen_knows_no_chinese(broken: Path) -> None:
    for words, status, lines in (
        (["check", "--content", broken], 1, 6), (["chek"], 2, 0), (["check", "--list"], 0, len(all_checks()))
    ):  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", "generator", *words],
            cwd=HOME, env={"LC_ALL": "C", "PATH": "", "PYTHONIOENCODING": "ascii"},
            capture_output=True, timeout=LIMIT, check=False,
        )  # fmt: skip
        assert done.returncode == status and done.stdout.count(b"\n") >= lines
        assert b"Traceback" not in done.stdout + done.stderr
