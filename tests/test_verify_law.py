"""Verification of whatever others hand over: what was tampered with is told with its cause, what was not passes.

It never ends in a traceback, follows a link, writes, or reads more than its limits allow.
"""

import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.checksum import carried_digest, sealed
from generator.deploy import DeployError
from generator.deploy.chain import HEADING, ReleaseChain
from generator.deploy.manifest import CHAIN_FILE, LIST_FILE, MAX_LISTED, listing, printable, read_site_tree, shortened
from generator.deploy.site_source import LIMITS, Limits
from generator.deploy.verify import SiteVerification, verify
from tests.support.cases import Run
from tests.support.deploying import DAY, log_beside, package, publish
from tests.support.drawing import drawing
from tests.support.releases import lay_out
from tests.support.tampering import (
    ANSWERS,
    ARCHIVE_CHANGES,
    FOLDER_CHANGES,
    NAMELESS,
    Change,
    Server,
    entries,
    tampered_archive,
    tampered_folder,
    written,
)

SMALL = replace(LIMITS, file=100_000, whole=100_000, files=100)
FIELDS = '{\n "id": "2017/a",\n "name": "甲",\n "year": 2017,\n "unit": "某局",\n "declared": {"项目名称": "甲"}\n}\n'
RECORD = sealed(FIELDS.encode())
TABLE = f"\ufeff项目标识,记录校验值\r\n2017/a,{carried_digest(RECORD)}\r\n".encode()
EXAMPLES = 100


class Published:
    """A site that was published and packed, its chain kept."""

    def __init__(self, base: Path) -> None:
        site, self.home = lay_out(base / "sites/a", "a"), base / "srv"
        for name, data in (("data/2017/a.json", RECORD), ("data/checksums.csv", TABLE)):
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_bytes(data)
        publish(site, self.home, log_beside(self.home))
        package(site, base / "a.zip", log_beside(self.home))
        self.zip = (base / "a.zip").read_bytes()
        self.names = sorted(read_site_tree(site).sums)
        self.current = self.home / "current"
        chain = log_beside(self.home).kept()
        assert chain
        self.chain: ReleaseChain = chain


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return Published(tmp_path_factory.mktemp("published"))


def verified(where: Path | str, chain: ReleaseChain | None, limits: Limits = SMALL) -> list[str]:
    """Verify; what is told, the last line alone where all agrees."""
    try:
        result = verify(str(where), chain, limits=limits)
    except DeployError as refusal:
        return [str(refusal)]
    bounded(result)
    lines = [*result.faults, *result.unread]
    assert bool(lines) != ("全部一致" in result.notes[-1])
    return lines or [result.notes[-1]]


def bounded(result: SiteVerification) -> None:
    """What is told fits a terminal."""
    for messages in (result.faults, result.unread, result.notes):
        lines = [*shortened(messages)]
        assert len(lines) <= MAX_LISTED + 1 and all(line.isprintable() and len(line) < 800 for line in lines)


def snapshot(folder: Path) -> list[tuple[str, int, int]]:
    """Every name in a folder, with size and time of the last change."""
    paths = sorted(folder.rglob("*"))
    return [(str(path), path.lstat().st_size, path.lstat().st_mtime_ns) for path in paths]


# ---- archives ----


def test_of_an_archive_every_change_is_told_and_none_where_there_is_none(published: Published) -> None:
    met: set[str] = set()

    @drawing(EXAMPLES)
    @given(tampered_archive(published.zip))
    def law(tampered: tuple[bytes, list[Change]]) -> None:
        data, changes = tampered
        with TemporaryDirectory() as folder:
            file = Path(folder, "a.zip")
            file.write_bytes(data)
            messages = verified(file, published.chain)
            assert [*Path(folder).iterdir()] == [file]
        if not changes:
            assert "全部一致" in messages[0]
        weak = any("release/" in change.name or "SUMS" in change.name for change in changes)  # the lists themselves
        for change in changes:
            met.add(change.kind)
            name = change.name.rpartition("site/")[2].removeprefix("jixiao-gongkai/")
            told_of = [line for line in messages if name in line or printable(name) in line]
            assert (weak and messages) or any(change.words in line for line in told_of), (change, messages)

    law()
    assert met == {*ARCHIVE_CHANGES} - {"a folder"}


def test_an_archive_with_bytes_changed_anywhere_is_told_unless_every_file_in_it_is_whole(published: Published) -> None:
    whole = {entry.filename: data for entry, data in entries(published.zip)}

    @drawing(EXAMPLES)
    @given(st.data())
    def law(data: st.DataObject) -> None:
        packed = bytearray(published.zip)
        for _ in range(data.draw(st.integers(1, 3))):
            start = data.draw(st.integers(0, len(packed) - 1) | st.integers(len(packed) - 900, len(packed) - 1))
            packed[start : start + data.draw(st.integers(1, 9))] = data.draw(st.binary(max_size=9))
        with TemporaryDirectory() as folder:
            file = Path(folder, "a.zip")
            file.write_bytes(packed)
            messages = verified(file, published.chain)
        if "全部一致" in messages[0]:
            with zipfile.ZipFile(io.BytesIO(packed)) as opened:
                assert {entry.filename: opened.read(entry) for entry in opened.infolist()} == whole

    law()


# ---- folders ----


def test_of_a_folder_every_change_is_told_and_no_link_followed(published: Published) -> None:
    met: set[str] = set()

    @drawing(EXAMPLES)
    @given(st.data())
    def law(data: st.DataObject) -> None:
        with TemporaryDirectory() as base:
            site, elsewhere = Path(base, "site"), Path(base, "elsewhere")
            shutil.copytree(published.current, site)
            elsewhere.mkdir()
            changes = data.draw(tampered_folder(published.names, site, elsewhere))
            before = snapshot(Path(base))
            messages = verified(site, published.chain)
            assert snapshot(Path(base)) == before
        if not changes:
            assert "全部一致" in messages[0]
        for change in changes:
            met.add(change.kind)
            assert any(line.startswith(change.name) and change.words in line for line in messages), (change, messages)

    law()
    assert met == {*FOLDER_CHANGES}


def test_lists_chains_and_records_of_any_content_are_told_in_words(published: Published) -> None:
    texts = st.text() | st.text("0123456789abcdef \n,\"'\x00\r", max_size=300)
    right = (published.current / LIST_FILE).read_text()
    chain = published.chain.text
    wholes = [
        "0" * 64 + "  ../../../etc/passwd\n",
        "0" * 64 + "  /etc/passwd\n",
        right,
        right[70:],
        HEADING,
        "\n" * 999,
    ]
    lines = st.sampled_from([*wholes, chain, chain.replace("\n1 ", "\n" + "9" * 5000 + " "), chain[len(HEADING) :]])
    contents = st.binary() | st.lists(texts | lines, max_size=4).map(
        lambda parts: "".join(parts).encode("utf-8", "replace")
    )

    @drawing(EXAMPLES)
    @given(st.sampled_from([LIST_FILE, CHAIN_FILE, "data/2017/a.json", "data/checksums.csv"]), contents, st.booleans())
    def law(name: str, content: bytes, consistent: bool) -> None:
        with TemporaryDirectory() as base:
            site = shutil.copytree(published.current, Path(base, "site"))
            same = content == (site / name).read_bytes()
            (site / name).write_bytes(content)
            if consistent and not name.startswith("release/"):  # as one who can change all would leave it
                sums = {
                    path: value for path, value in read_site_tree(site).sums.items() if not path.startswith("release/")
                }
                (site / LIST_FILE).write_text(listing(sums))
                (site / CHAIN_FILE).write_text(ReleaseChain().extended(listing(sums).encode(), DAY).text)
            messages = verified(site, published.chain)
        assert same == ("全部一致" in messages[0]), messages

    law()


# ---- servers ----


@pytest.fixture(scope="module")
def server(published: Published) -> Iterator[Server]:
    files = {
        path.relative_to(published.current).as_posix(): path.read_bytes()
        for path in published.current.rglob("*")
        if path.is_file()
    }
    server = Server(files)
    yield server
    server.close()


def of_server(server: Server, kinds: Mapping[str, str], chain: ReleaseChain) -> list[str]:
    server.kinds = kinds
    return verified(server.address, chain, replace(SMALL, wait=server.wait, failures=9))


def test_of_an_address_every_answer_is_told_with_its_cause(published: Published, server: Server) -> None:
    met: set[str] = set()

    @drawing(EXAMPLES)
    @given(st.dictionaries(st.sampled_from(published.names), st.sampled_from([*ANSWERS]), max_size=3))
    def law(kinds: dict[str, str]) -> None:
        messages = of_server(server, kinds, published.chain)
        expected = {name: ANSWERS[kind][1] for name, kind in kinds.items() if ANSWERS[kind][1]}
        met.update(kinds.values())
        assert expected or "全部一致" in messages[0]
        for name, words in expected.items():
            assert any(line.startswith(f"{name}：") and words in line for line in messages), (name, words, messages)
        changed = [kinds.get(name) for name in ("data/2017/a.json", "data/checksums.csv")].count("another")
        assert len(messages) <= max(1, len(expected)) + changed, messages

    law()
    assert met == {*ANSWERS}


@pytest.mark.parametrize("kind", [kind for kind, (_, words) in ANSWERS.items() if words])
def test_a_server_that_answers_the_list_like_this_is_told_in_one_line(
    published: Published, server: Server, kind: str
) -> None:
    messages = of_server(server, {LIST_FILE: kind}, published.chain)
    words = {"another": "SHA-256 与发布链", "none": "没有发布清单"}.get(kind, ANSWERS[kind][1])
    assert any(words in line for line in messages) and (kind == "another" or len(messages) == 1), messages


def test_a_server_that_goes_away_is_asked_no_more(published: Published, server: Server) -> None:
    server.kinds = dict.fromkeys(published.names, "nothing")
    result = verify(server.address, published.chain, limits=replace(SMALL, wait=server.wait))
    assert [line.partition("：")[2] for line in result.unread] == ["连接中断。"] * 3 + [
        "服务器接连几次没有答好，或用时太长，没有再问。"
    ] * (len(published.names) - 3)
    assert result.faults == ()


def test_an_address_for_which_the_time_is_up_is_asked_no_more(published: Published, server: Server) -> None:
    server.kinds, ticks = {}, iter(range(0, 10**6, 3600))
    limits = replace(SMALL, wait=server.wait, clock=lambda: next(ticks))
    assert verified(server.address, published.chain, limits)[-1].endswith("用时太长，没有再问。")


NO_ADDRESSES = (
    "http://[::1", "HTTP://[::1?x#y", "http://", "https:///x", "http://a:b/", "http://a:b/页 面", "http://a:99999/",
    "http://\x01/", "http://a b/", "http://" + "x" * 300 + "/", "http://u:p@a/",
)  # fmt: skip


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_an_address_that_is_none_or_leads_nowhere_is_told_in_chinese(published: Published, address: str) -> None:
    (message,) = verified(address, published.chain)
    assert "网址" in message or "服务器" in message


# ---- limits, and what is said at the end ----


def test_more_files_than_a_site_has_are_not_read(published: Published, tmp_path: Path) -> None:
    for number in range(101):
        (tmp_path / f"{number}").mkdir()
    assert "里超过 100 个文件，不像网站" in verified(tmp_path, None)[0]
    (tmp_path / "a.zip").write_bytes(published.zip)
    assert "目录太大" in verified(tmp_path / "a.zip", None, replace(SMALL, directory=100))[0]
    assert "全部文件超过 0.1 MB，没有再读" in "".join(verified(tmp_path / "a.zip", None, replace(SMALL, site=900)))


def test_an_entry_without_a_name_is_told(published: Published, tmp_path: Path) -> None:
    packed = [*entries(published.zip), (zipfile.ZipInfo(NAMELESS), b"")]
    (tmp_path / "a.zip").write_bytes(written(packed, {}))
    assert verified(tmp_path / "a.zip", published.chain) == ["：解压时会写到别处。"]


def test_a_folder_whose_way_in_is_a_link_of_others_is_not_read(published: Published, tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to(published.current.resolve())
    assert "不是 make publish 做的，没有跟着它读" in verified(tmp_path, None)[0]


@pytest.mark.slow
def test_what_is_huge_takes_neither_memory_nor_the_disk(published: Published, tmp_path: Path) -> None:
    """An entry of 150 MB and a sparse page of 40 GB, with 120 MB of memory."""
    site = shutil.copytree(published.current, tmp_path / "site")
    os.truncate(site / "index.html", 40_000_000_000)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for entry, data in entries(published.zip):
            with packed.open(entry.filename, "w", force_zip64=True) as out:
                for _ in range(150 if entry.filename.endswith("/index.html") else 0):
                    out.write(bytes(1_000_000))
                out.write(data)
    program = (
        "import resource, sys; from generator.cli import main;"
        "resource.setrlimit(resource.RLIMIT_AS, (120_000_000,) * 2);"
        "[main(['verify', '--content', sys.argv[1], where]) for where in sys.argv[2:]]"
    )
    command = [sys.executable, "-c", program, *map(str, (tmp_path, site, tmp_path / "a.zip"))]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    output = ran.stdout + ran.stderr
    assert ran.returncode == 0 and "Traceback" not in output, output
    assert "index.html：大于 2000.0 MB，没有读" in output and "index.html：内容与清单不符" in output


def test_the_range_that_is_vouched_for_is_told(published: Published, run: Run, tmp_path: Path) -> None:
    first = ReleaseChain(published.chain.lines[:1])
    (tmp_path / "kept.txt").write_text(first.text)
    publish(lay_out(tmp_path / "b", "b"), tmp_path / "srv", log := log_beside(tmp_path / "srv"))
    publish(lay_out(tmp_path / "c", "c"), tmp_path / "srv", log)
    chain = log.kept()
    assert chain
    (tmp_path / "kept.txt").write_text(ReleaseChain(chain.lines[:1]).text)
    status, said, _ = run("verify", "--content", log.content, "--kept", tmp_path / "kept.txt", tmp_path / "srv")
    assert status == 0 and "到第 1 次为止，发布链与留存的逐行相同；第 2 次起没有留存的可以比对" in said
    assert "现在这一次没有留存的可以作证" in said
    status, said, _ = run("verify", "--content", log.content, tmp_path / "srv")
    assert status == 0 and "到第 2 次为止，发布链与留存的逐行相同。" in said and "、与留存的发布链。" in said
    status, said, _ = run("verify", "--content", tmp_path / "none", tmp_path / "srv")
    assert status == 0 and "能改网站的人可以连清单和发布链一起改写" in said
    (log.content / "releases/chain.txt").write_text(ReleaseChain(chain.lines[:1]).text)
    status, said, _ = run("verify", "--content", log.content, tmp_path / "srv")
    assert status == 1 and "网站上有 2 次，本机的发布记录只有 1 次：第 2 次起不是从这里发布的" in said


def test_what_could_not_be_read_is_no_change_and_no_agreement(run: Run, published: Published, server: Server) -> None:
    server.kinds = {"index.html": "broken off"}
    status, said, side = run("verify", "--content", log_beside(published.home).content, server.address)
    assert status == 2 and "全部一致" not in said and "发布后改过" not in said
    assert "index.html：连接中断。" in side and "有 1 个没有读到，不知道有没有改过，没有核验完。请再运行一次。" in said
    assert "网址列不出全部文件" in said
