"""Time stamps (RFC 3161): the request as openssl writes it, answers of a real provider, and answers that are none."""

import contextlib
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyasn1.codec.der.encoder import encode
from pyasn1_modules.rfc3161 import TimeStampResp

from generator.deploy import DeployError
from generator.deploy.chain import ReleaseChain
from generator.deploy.release_log import ReleaseLog
from generator.deploy.timestamp import imprint, request, signature, site_path, take_answer, write_request
from generator.deploy.verify import verify
from generator.load.timestamps import InvalidTimestamp, read_timestamp
from generator.pages.verify import of_a_stamp
from tests.support.building import build, tree
from tests.support.cases import BASE, Case, Run
from tests.support.deploying import DAY, log_beside, package, publish
from tests.support.drawing import drawing
from tests.support.releases import lay_out
from tests.support.time_stamping import HAS_OPENSSL, Provider

pytestmark = pytest.mark.usefixtures("quick_disk")
needs_openssl = pytest.mark.skipif(not HAS_OPENSSL, reason="needs the openssl command")
LINE = ReleaseChain().extended(b"a", DAY).lines[0]


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Provider:
    return Provider(tmp_path_factory.mktemp("provider") / "tsa")


@pytest.fixture
def log(tmp_path: Path) -> ReleaseLog:
    """The record of two publications, a and b, in a folder beside `srv`."""
    for word in "ab":
        publish(lay_out(tmp_path / "sites" / word, word), tmp_path / "srv", log_beside(tmp_path / "srv"))
    return log_beside(tmp_path / "srv")


@cache
def answer_of(provider: Provider) -> bytes:
    return provider.answer(request(LINE))


# ---- request and answer ----


@needs_openssl
def test_the_request_is_what_openssl_would_write(provider: Provider) -> None:
    assert request(LINE) == provider.request(LINE.text.encode(), "sha256")


@needs_openssl
@pytest.mark.parametrize("options", [(), ("-token_out",)], ids=["answer", "token alone"])
def test_an_answer_says_what_was_stamped_and_when_and_its_signature_is_checked(
    provider: Provider, tmp_path: Path, options: tuple[str, ...]
) -> None:
    stamp = read_timestamp(1, provider.answer(request(LINE), *options))
    assert stamp.imprint == imprint(LINE) and stamp.is_token == bool(options)
    assert stamp.time.startswith("20") and stamp.time.endswith("（北京时间）") and stamp.serial > 0
    message, sound = signature(stamp, provider.root)
    assert sound and "签名已用" in message
    message, sound = signature(stamp, Provider(tmp_path / "another").root)
    assert not sound and "签名与" in message and "openssl 说：" in message
    message, sound = signature(stamp, None)
    assert sound and "签名没有核验" in message
    with pytest.raises(DeployError, match="没有找到根证书文件"):
        signature(stamp, tmp_path / "none.pem")


@needs_openssl
def test_without_openssl_it_is_said_that_nothing_was_checked(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = read_timestamp(1, provider.answer(request(LINE)))
    monkeypatch.setenv("PATH", "")
    assert signature(stamp, provider.root) == ("签名没有核验：这台机器上没有能用的 openssl 命令", True)


def refused(code: int, words: str = "") -> bytes:
    """The answer of a provider that gives no time stamp."""
    message = TimeStampResp()
    message["status"]["status"] = code
    if words:
        message["status"]["statusString"].append(words)
    return bytes(encode(message))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "不是时间戳服务机构的答复"),
        (b"<html>404</html>", "不是时间戳服务机构的答复"),
        (request(LINE), "不是时间戳服务机构的答复"),
        (b"0\0", "不是时间戳服务机构的答复"),
        (refused(2) + b"\0", "不是时间戳服务机构的答复"),
        (refused(0), "不是时间戳服务机构的答复"),
        (refused(2, "余额不足"), "服务机构没有给时间戳（拒绝：余额不足）"),
        (refused(3), "还在处理"),
        (refused(9), "状态 9"),
    ],
    ids=["empty", "a page", "the request", "nothing", "bytes after it", "no token", "refused", "waiting", "unknown"],
)
def test_an_answer_without_a_time_stamp_is_told_as_what_it_is(data: bytes, words: str) -> None:
    with pytest.raises(InvalidTimestamp) as error:
        read_timestamp(1, data)
    assert words in str(error.value)


@needs_openssl
def test_no_cut_answer_is_taken_for_a_time_stamp(provider: Provider) -> None:
    whole = provider.answer(request(LINE))
    for length in range(len(whole)):
        with pytest.raises(InvalidTimestamp):
            read_timestamp(1, whole[:length])
    with pytest.raises(InvalidTimestamp, match="盖的不是 SHA-256"):
        read_timestamp(1, provider.answer(provider.request(b"x", "sha512")))


@needs_openssl
@given(st.data())
@drawing(200)
def test_an_answer_with_changed_bytes_is_a_time_stamp_or_none_but_never_an_error(
    provider: Provider, data: st.DataObject
) -> None:
    answer = bytearray(answer_of(provider))
    for place in data.draw(st.lists(st.integers(0, len(answer) - 1), min_size=1, max_size=5)):
        answer[place] = data.draw(st.integers(0, 255))
    with contextlib.suppress(InvalidTimestamp):
        read_timestamp(1, bytes(answer))


@given(st.binary(max_size=300))
def test_no_bytes_at_all_are_taken_for_a_time_stamp(data: bytes) -> None:
    with pytest.raises(InvalidTimestamp):
        read_timestamp(1, data)


# ---- with the record of publications ----


@needs_openssl
def test_staff_write_the_request_and_take_in_the_answer(run: Run, provider: Provider, log: ReleaseLog) -> None:
    places = ("--content", log.content)
    status, said, _ = run("timestamp", *places)
    folder = log.content / "releases/timestamps"
    assert status == 0 and said.startswith(f"已写申请 {folder}/2.tsq：第 2 次发布")
    answer = log.content.parent / "回执.tsr"
    answer.write_bytes(provider.answer((folder / "2.tsq").read_bytes()))
    status, said, _ = run("timestamp", *places, answer, "--ca", provider.root)
    assert status == 0 and said.startswith("已收下第 2 次发布") and "签名已用" in said
    assert (folder / "2.tsr").read_bytes() == answer.read_bytes()
    status, said, _ = run("timestamp", *places)
    assert status == 0 and "已有时间戳" in said
    answer.write_bytes(b"x")
    status, _, side = run("timestamp", *places, answer)
    assert status == 1 and side.startswith(f"“{answer}”不是时间戳服务机构的答复")


@needs_openssl
def test_an_answer_for_something_else_is_not_taken_in(provider: Provider, log: ReleaseLog, tmp_path: Path) -> None:
    answer = tmp_path / "a.tsr"
    answer.write_bytes(provider.answer(provider.request(b"x", "sha256")))
    with pytest.raises(DeployError, match="盖的不是本站的发布"):
        [*take_answer(log, answer, None)]
    chain = log.kept()
    assert chain
    answer.write_bytes(provider.answer(request(chain.lines[0])))
    with pytest.raises(DeployError, match="没有收下"):
        [*take_answer(log, answer, Provider(tmp_path / "another").root)]
    assert not (log.content / "releases/timestamps").exists()
    assert "已收下第 1 次发布" in next(take_answer(log, answer, None))


def test_before_the_first_publication_there_is_nothing_to_stamp(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    with pytest.raises(DeployError, match="还没有发布过"):
        [*write_request(ReleaseLog(tmp_path / "content", DAY))]
    log = log_beside(tmp_path / "srv")
    publish(lay_out(tmp_path / "a", "a"), tmp_path / "srv", log)
    with pytest.raises(DeployError, match=r"读不了“.*请检查路径"):
        [*take_answer(log, tmp_path / "none.tsr", None)]


# ---- published ----


@pytest.fixture
def stamped(provider: Provider, log: ReleaseLog, tmp_path: Path) -> Path:
    """A third publication, c, with the time stamp of the second; and a package of it beside."""
    chain, site = log.kept(), lay_out(tmp_path / "sites/c", "c")
    assert chain
    (site / site_path(2)).parent.mkdir(parents=True)
    (site / site_path(2)).write_bytes(provider.answer(request(chain.lines[1])))
    publish(site, tmp_path / "srv", log)
    package(site, tmp_path / "c.zip", log)
    return tmp_path / "srv"


@needs_openssl
def test_verifying_tells_of_time_stamps_and_finds_those_that_do_not_belong(
    provider: Provider, log: ReleaseLog, stamped: Path, tmp_path: Path
) -> None:
    for where in (stamped, tmp_path / "c.zip"):
        result = verify(str(where), log.kept(), provider.root)
        assert result.faults == () and "第 2 次发布的时间戳：20" in result.notes[3] and "签名已用" in result.notes[3]
    assert "签名没有核验" in "".join(verify(str(stamped), None).notes)
    other = Provider(tmp_path / "another")
    assert "签名与" in "".join(verify(str(stamped), None, other.root).faults)
    site = (stamped / "current").resolve()
    (site / site_path(2)).rename(tmp_path / "2.tsr")
    assert verify(str(stamped), None).faults == (f"{site_path(2)}：清单里有，网站上没有。",)
    (site / site_path(2)).write_bytes(other.answer(request(LINE)))
    assert f"{site_path(2)}：盖的不是发布链第 2 次的那一行，时间戳或发布链换过。" in verify(str(stamped), None).faults


@needs_openssl
def test_the_two_lines_of_the_page_check_a_time_stamp_with_openssl_alone(
    provider: Provider, stamped: Path, tmp_path: Path
) -> None:
    site = shutil.copytree((stamped / "current").resolve(), tmp_path / "taken")
    shutil.copy(provider.root, site / "根证书.pem")

    def said() -> str:
        ran = [subprocess.run(line, shell=True, cwd=site, check=False, capture_output=True) for line in of_a_stamp(2)]
        return (ran[-1].stdout + ran[-1].stderr).decode()

    assert "Verification: OK" in said()
    chain = site / "release/chain.txt"
    chain.write_text(chain.read_text().replace("2 2026-11-20", "2 2026-11-19"))
    assert "Verification: FAILED" in said()


@needs_openssl
@pytest.mark.parametrize(
    ("name", "stamped", "words"),
    [
        ("1.tsr", True, "盖的不是发布链第 1 次的那一行"),
        ("9.tsr", True, "发布链上没有第 9 次"),
        ("1.tsr", False, "不是时间戳服务机构的答复"),
    ],
    ids=["another line", "no such line", "garbage"],
)
def test_a_time_stamp_that_does_not_belong_is_never_published(
    name: str, stamped: bool, words: str, provider: Provider, log: ReleaseLog, tmp_path: Path
) -> None:
    site = lay_out(tmp_path / "sites/c", "c")
    (site / "release/timestamps").mkdir(parents=True)
    (site / "release/timestamps" / name).write_bytes(provider.answer(request(LINE)) if stamped else b"x")
    for act in (lambda: publish(site, tmp_path / "srv", log), lambda: package(site, tmp_path / "c.zip", log)):
        with pytest.raises(DeployError, match=f"{words}(.|\n)*没有发布。请把 content/releases/timestamps"):
            act()
    chain = log.kept()
    assert chain and len(chain.lines) == 2


@needs_openssl
def test_the_site_lists_its_time_stamps_and_carries_them_and_a_file_that_is_none_is_told(
    provider: Provider, tmp_path: Path
) -> None:
    content = Case(BASE, "", (), (), "").lay_out(tmp_path / "in")
    folder = content / "releases/timestamps"
    folder.mkdir(parents=True)
    (folder / "1.tsq").write_bytes(request(LINE))
    (folder.parent / "chain.txt").write_text(f"{LINE}\n")
    assert build(content, tmp_path / "out").sound
    assert "还没有时间戳" in (tmp_path / "out/site/verify.html").read_text()
    (folder / "1.tsr").write_bytes(provider.answer(request(LINE)))
    build(content, tmp_path / "out")
    files = tree(tmp_path / "out/site")
    page = files["verify.html"].decode()
    assert files[site_path(1)] == (folder / "1.tsr").read_bytes()
    assert 'href="./release/timestamps/1.tsr"' in page and "（北京时间）" in page and "没有替您核验签名" in page
    (folder / "回执.tsr").write_bytes(b"x")
    (folder / "2.tsr").write_bytes(b"x")
    lines = sorted(
        str(diagnostic) for diagnostic in build(content, tmp_path / "out").diagnostics if diagnostic.check == "时间戳"
    )
    assert [line.partition(": ")[0].rpartition("/")[2] for line in lines] == ["2.tsr", "回执.tsr"]
    assert "不是时间戳服务机构的答复" in lines[0] and "make timestamp ANSWER=文件" in lines[1]
