"""The release chain: what was published is only gone on from; every rewriting is found, by us and with `sha256sum`."""

import errno
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.checksum import carried_digest, sealed
from generator.deploy import DeployError
from generator.deploy.archive import archive
from generator.deploy.build_record import BuildRecord
from generator.deploy.chain import HEADING, InvalidChain, ReleaseChain, sm3
from generator.deploy.compare import compare
from generator.deploy.manifest import CHAIN_FILE, LIST_FILE, listing, read_site_tree, shortened
from generator.deploy.verify import RecordCheck, SiteVerification, kept_chain, verify
from generator.pages.verify import COMMANDS
from tests.support.deploying import log_beside, package, publish, roll_back, served
from tests.support.releases import lay_out, seen

pytestmark = pytest.mark.usefixtures("quick_disk")
DAYS = tuple(date(2026, 11, day) for day in (20, 21, 22))


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A folder to which a, b and c were published on three days; a zip of the last lies beside it."""
    home = tmp_path / "srv"
    for word, day in zip("abc", DAYS, strict=True):
        publish(lay_out(tmp_path / "sites" / word, word), home, log_beside(home, day))
    package(tmp_path / "sites/c", tmp_path / "c.zip", log_beside(home, DAYS[-1]))
    return home


def kept(home: Path) -> ReleaseChain:
    """The chain as it was recorded."""
    chain = log_beside(home).kept()
    assert chain
    return chain


# ---- the chain in itself ----


def chain_of(*lists: bytes) -> ReleaseChain:
    chain = ReleaseChain()
    for files in lists:
        chain = chain.extended(files, DAYS[0])
    return chain


def test_a_chain_reads_as_it_was_written_and_the_same_files_again_are_no_new_publication() -> None:
    chain = chain_of(b"a", b"b", b"b", b"a")
    assert ReleaseChain.read(chain.text) == chain
    assert [line.number for line in chain.lines] == [1, 2, 3]
    again = chain.same_before()
    assert again and again.number == 1
    assert (
        len(chain.lines[0].sm3) == 64
        and sm3(b"a") == "623476ac18f65a2909e43c7fec61b49c7e764a91a18ccb82f1917a29c86c5e88"
    )


@given(st.data())
def test_any_change_of_an_older_line_is_found(data: st.DataObject) -> None:
    chain = chain_of(b"a", b"b", b"c")
    last = len(chain.lines[-1].text)
    place = data.draw(st.integers(0, len(chain.text) - last - 1))
    letter = data.draw(st.sampled_from("0123456789abcdef #-\n").filter(lambda symbol: symbol != chain.text[place]))
    with pytest.raises(InvalidChain):
        ReleaseChain.read(chain.text[:place] + letter + chain.text[place + 1 :])


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("", "标题"),
        ("2018\n", "标题"),
        (HEADING + "1 2026-11-20\n", "第 1 次的一行残缺"),
        (HEADING + chain_of(b"a", b"b").lines[1].text, "第 1 次的一行写成了第 2 次"),
        (chain_of(b"a").text.rstrip(), "残缺"),
        (chain_of(b"a").text.replace("11-20", "13-20"), "日期“2026-13-20”不存在"),
    ],
)
def test_what_is_no_chain_is_told_with_its_place(wrong: str, words: str) -> None:
    with pytest.raises(InvalidChain, match=words):
        ReleaseChain.read(wrong)


def test_a_day_before_the_one_above_is_no_chain() -> None:
    chain = chain_of(b"a").extended(b"b", DAYS[1])
    earlier = chain.text.replace("2 2026-11-21", "2 2026-11-19")
    with pytest.raises(InvalidChain, match="早于前一次"):
        ReleaseChain.read(earlier)


# ---- publishing goes on from what was published ----


def test_every_publication_adds_a_line_and_readers_get_the_list_it_names(published: Path) -> None:
    chain, tree = kept(published), read_site_tree(published.parent / "sites/c")
    assert [(line.number, line.day) for line in chain.lines] == list(zip((1, 2, 3), DAYS, strict=True))
    assert (published / "current" / LIST_FILE).read_text() == listing(tree.sums)
    assert (published / "current" / CHAIN_FILE).read_text() == chain.text


def test_publishing_the_same_again_or_packing_it_adds_none_and_going_back_adds_one_that_says_so(
    published: Path,
) -> None:
    before = kept(published)
    again = publish(published.parent / "sites/c", published, log_beside(published, date(2027, 1, 1)))
    assert not again.entered and again.turn.written == 0 and again.chain == before == kept(published)
    back = roll_back(published, log_beside(published, date(2027, 1, 1)))
    assert back.entered and len(back.chain.lines) == 4 and seen(published / "current") == "b"
    assert "与第 2 次（2026-11-21）发布的相同" in "".join(back.lines(gone_back=True))


DAMAGES: Mapping[str, tuple[Callable[[Path], object], str]] = {
    "lost": (Path.unlink, "不见了，而“.*”里的网站已发布过 3 次.*RECOVER=1"),
    "edited": (
        lambda file: file.write_text(file.read_text().replace("2 2026-11-21", "2 2026-11-20")),
        "被改过或残缺：第 3 次所记的上一行",
    ),
    "cut": (lambda file: file.write_text(file.read_text()[:-9]), "被改过或残缺：第 3 次的一行残缺"),
    "another": (lambda file: file.write_text(chain_of(b"x", b"y").text), "从第 1 次起不同"),
    "binary": (lambda file: file.write_bytes(b"\xff\xfe"), "读不了发布记录"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_record_that_does_not_agree_with_what_readers_have_stops_publishing(published: Path, name: str) -> None:
    damage, words = DAMAGES[name]
    damage(log_beside(published).file)
    before = (published / "current").resolve()
    for act in (partial(publish, lay_out(published.parent / "sites/d", "d")), roll_back):
        with pytest.raises(DeployError, match=words):
            act(published, log=log_beside(published, DAYS[-1]))
    assert (published / "current").resolve() == before


def test_a_lost_record_is_taken_back_from_what_readers_have_when_asked(published: Path) -> None:
    before = kept(published)
    log_beside(published).file.unlink()
    publish(lay_out(published.parent / "sites/d", "d"), published, log_beside(published, DAYS[-1], recover=True))
    assert kept(published).continues(before) and len(kept(published).lines) == 4


def test_a_lost_record_is_never_taken_from_nothing(published: Path) -> None:
    log = log_beside(published, DAYS[-1], recover=True)
    shutil.rmtree(log.file.parent)
    for act in (publish, package):
        with pytest.raises(DeployError, match="没有可以照着补记的"):
            act(lay_out(published.parent / "sites/d", "d"), published.with_name("elsewhere"), log)


def test_a_chain_of_readers_that_was_edited_stops_publishing(published: Path) -> None:
    file = published / "current" / CHAIN_FILE
    file.write_text(file.read_text().replace("1 2026-11-20", "1 2026-11-19"))
    with pytest.raises(DeployError, match=r"读者看到的发布链.*被改过或残缺：第 2 次"):
        publish(lay_out(published.parent / "sites/d", "d"), published, log_beside(published, DAYS[-1]))


def continued_by_a_stranger(site: Path) -> None:
    """A page changed, the list made to fit it, and a line added to the chain that fits the list."""
    changed_and_relisted(site)
    chain = ReleaseChain.read((site / CHAIN_FILE).read_text())
    (site / CHAIN_FILE).write_text(chain.extended((site / LIST_FILE).read_bytes(), DAYS[-1]).text)


def changed(site: Path) -> None:
    (site / "2017/a.html").write_text("改过")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (continued_by_a_stranger, "发布链有 4 次，.*只记到第 3 次：多出来的不是从这里发布的，没有发布"),
        (changed, "读者看到的网站与发布时的不同，或者读不了，有 1 处，没有发布.*\n2017/a.html：内容与清单不符"),
        (lambda site: (site / "x.html").write_text("x"), "x.html：清单里没有，发布后加进来的"),
        (lambda site: (site / LIST_FILE).unlink(), "没有发布清单"),
    ],
    ids=["a line", "a page", "a page more", "no list"],
)
def test_what_readers_see_that_was_not_published_from_here_stops_publishing_before_anything_is_written(
    published: Path, change: Callable[[Path], object], words: str
) -> None:
    change((published / "current").resolve())
    before = {path: path.read_bytes() for path in published.parent.rglob("*") if path.is_file()}
    for act in (partial(publish, published.parent / "sites/a"), roll_back):
        with pytest.raises(DeployError, match=words):
            act(published, log=log_beside(published, DAYS[-1]))
    assert before == {path: path.read_bytes() for path in published.parent.rglob("*") if path.is_file()}


def test_a_clock_behind_the_last_publication_is_told_and_nothing_published(published: Path) -> None:
    with pytest.raises(DeployError, match="本机的日期是 2026-11-21，早于上一次发布的 2026-11-22"):
        publish(lay_out(published.parent / "sites/d", "d"), published, log_beside(published, DAYS[1]))
    assert len(kept(published).lines) == 3


def test_a_record_that_cannot_be_written_is_told_and_entered_by_the_next_run(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, log = lay_out(published.parent / "sites/d", "d"), log_beside(published, DAYS[-1])
    with monkeypatch.context() as full:

        def refuse(*_: object) -> None:
            raise OSError(errno.ENOSPC, "full")

        full.setattr("generator.deploy.release_log.write_atomic", refuse)
        with pytest.raises(DeployError, match="网站已经发布，但写不了发布记录"):
            publish(site, published, log)
    assert len(kept(published).lines) == 3
    again = publish(site, published, log)
    assert again.entered and len(kept(published).lines) == 4


# ---- verifying ----


def verification(where: Path, chain: ReleaseChain | None) -> SiteVerification:
    return verify(str(where), chain)


def test_a_published_folder_and_its_archive_verify(published: Path) -> None:
    for where in (published, published / "current", published.parent / "c.zip"):
        result = verification(where, kept(published))
        assert result.faults == () and "全部一致" in result.notes[-1] and "核对了 6 个文件" in result.notes[0]
    assert "没有留存的发布链可以比对" in "".join(verification(published, None).notes)


def test_a_site_behind_an_address_is_verified_compared_and_archived_file_by_file(
    published: Path, tmp_path: Path
) -> None:
    with served(published / "current") as root:
        address = f"{root}/index.html"
        assert verify(address, kept(published)).faults == ()
        assert compare(address, str(published), lambda files: BuildRecord({})).differences == ()
        taken = archive(address, tmp_path / "g.zip", kept(published), lambda tables, day: {})
        assert (
            taken.contents.files
            == archive(str(published), tmp_path / "h.zip", None, lambda tables, day: {}).contents.files
        )
        (published / "current/2017/a.html").unlink()
        assert verify(address, kept(published)).faults == ("2017/a.html：清单里有，网站上没有。",)
    with pytest.raises(DeployError, match=r"读不了“release/files\.txt”：服务器没有接受连接"):
        verify(address, None)


def relisted(site: Path) -> None:
    """The list made to fit the files again."""
    sums = {name: value for name, value in read_site_tree(site).sums.items() if not name.startswith("release/")}
    (site / LIST_FILE).write_text(listing(sums))


def changed_and_relisted(site: Path) -> None:
    """A page changed and the list made to fit it."""
    (site / "2017/a.html").write_text("改过")
    relisted(site)


def rechained(site: Path) -> None:
    """A page changed, the list made to fit it, and the chain made to fit the list, from its first line on."""
    changed_and_relisted(site)
    lists = [b"a", b"b", (site / LIST_FILE).read_bytes()]
    (site / CHAIN_FILE).write_text(chain_of(*lists).text)


REWRITINGS: dict[str, tuple[Callable[[Path], object], str]] = {
    "many pages more": (
        lambda site: [(site / f"{n}.html").write_text("x") for n in range(30)],
        "还有 10 处：清单里没有，发布后加进来的 10 处",
    ),
    "page and list": (changed_and_relisted, "SHA-256 与发布链第 3 次所记的不符"),
    "page, list and chain": (rechained, "从第 1 次起与留存的发布链不同"),
    "the list cut": (lambda site: (site / LIST_FILE).write_text("x\n"), "第 1 行不是"),
    "no chain": (lambda site: (site / CHAIN_FILE).unlink(), "没有发布链"),
    "an empty chain": (lambda site: (site / CHAIN_FILE).write_text(HEADING), "一次发布也没有记"),
    "an older day": (
        lambda site: (site / CHAIN_FILE).write_text(
            (site / CHAIN_FILE).read_text().replace("1 2026-11-20", "1 2026-11-19")
        ),
        "第 2 次所记的上一行与上一行不符",
    ),
    "the SM3": (
        lambda site: (site / CHAIN_FILE).write_text((site / CHAIN_FILE).read_text()[:-3] + "00\n"),
        "SM3 与发布链第 3 次所记的不符|从第 3 次起",
    ),
}


@pytest.mark.parametrize("name", REWRITINGS)
def test_every_rewriting_is_found(name: str, published: Path) -> None:
    rewrite, words = REWRITINGS[name]
    rewrite((published / "current").resolve())
    assert re.search(words, "\n".join(shortened(verification(published, kept(published)).faults)))


RECORDS = {
    "data/2017/a.json": sealed(b'{\n "id": "2017/a",\n "name": "\xe7\x94\xb2"\n}\n'),
    "data/2017/b.json": sealed(b'{\n "id": "2017/b",\n "name": "\xe4\xb9\x99"\n}\n'),
}
DIGESTS = {name[5:-5]: carried_digest(data) for name, data in RECORDS.items()}
TABLE = "".join(f"{at},{digest}\r\n" for at, digest in [("\ufeff项目标识", "记录校验值"), *DIGESTS.items()])


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("data/2017/a.json", "甲", "丙", ("data/2017/a.json：记录与它自带的校验值不符",)),
        ("data/checksums.csv", DIGESTS["2017/a"], "0" * 64, ("data/checksums.csv：项目 2017/a 的校验值与",)),
        ("data/checksums.csv", "2017/b,", "2017/c,", ("项目 2017/b 的校验值与", "项目 2017/c 的校验值与")),
    ],
    ids=["record", "table", "project"],
)
def test_a_record_that_was_changed_is_found_though_list_and_chain_were_made_to_fit(
    name: str, old: str, new: str, words: tuple[str, ...]
) -> None:
    def faults(files: Mapping[str, bytes]) -> list[str]:
        check = RecordCheck()
        for path, data in files.items():
            check.add(path, data)
        return list(check.faults())

    whole = {**RECORDS, "data/checksums.csv": TABLE.encode()}
    assert faults(whole) == []
    lines = faults({**whole, name: whole[name].decode().replace(old, new).encode()})
    assert len(lines) == len(words) and all(word in line for word, line in zip(words, lines, strict=True))


def test_what_is_no_published_site_is_said_so(tmp_path: Path, published: Path) -> None:
    (tmp_path / "x.zip").write_text("x")
    for where, words in (
        (tmp_path / "none", "没有找到"),
        (tmp_path / "x.zip", "不是完整的 zip"),
        (tmp_path / "sites/a", "没有发布清单"),
    ):
        with pytest.raises(DeployError, match=words):
            verification(where, None)
    with pytest.raises(DeployError, match="不是完整的发布链"):
        kept_chain(tmp_path / "x.zip")
    assert kept_chain(log_beside(published).file) == kept(published)


def test_the_commands_of_the_page_find_the_same_with_sha256sum_alone(published: Path) -> None:
    site = (published / "current").resolve()

    def agree() -> list[bool]:
        ran = (subprocess.run(line, shell=True, cwd=site, check=False, capture_output=True) for line in COMMANDS)
        return [process.stdout.decode().endswith("一致\n") for process in ran]

    assert agree() == [True, True, True]
    (site / "2017/a.html").write_text("改过")
    assert agree() == [False, True, True]
    relisted(site)
    assert agree() == [True, False, True]
    text = log_beside(published).file.read_text()
    for older in (text.replace("2 2026-11-21", "2 2026-11-20"), text.replace("1 2026-11-20", "1 2026-11-19")):
        (site / CHAIN_FILE).write_text(older)
        assert agree() == [True, False, False]
