"""Comparison of two sites: the same from the same content and program; else which file differs, and why it may."""

import dataclasses
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.core.paths import Paths
from generator.deploy import DeployError
from generator.deploy.build_record import CONTENT, FILES, KEPT, RECORD_FILE, VERSION, ZLIB, BuildRecord, build_record
from generator.deploy.compare import SiteComparison, compare
from generator.deploy.manifest import TOP, listing, read_site_tree, sha256
from tests.support.cases import Run
from tests.support.deploying import package
from tests.support.releases import lay_out

HERE = {VERSION: "0.2.0", CONTENT: "a" * 64, ZLIB: "1.2.13"}


def compared(first: Path, other: Path, here: Mapping[str, str] = HERE) -> SiteComparison:
    """Two sites compared; what was built here was built so."""
    return compare(str(first), str(other), lambda files: BuildRecord({**here, FILES: files}))


def compared_records(entries: Mapping[str, str], content: Path) -> list[str]:
    """What differs between a record and one of now."""
    now = build_record(Paths(content), entries[FILES])
    return [*BuildRecord(entries).causes(now)]


def workbook(text: str, level: int = 9) -> bytes:
    """A small zip, packed more or less hard."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(zipfile.ZipInfo("sheet.xml"), text, zipfile.ZIP_DEFLATED, level)
    return out.getvalue()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = lay_out(tmp_path / "site-of-ours", "a")
    (folder / "data.xlsx").write_bytes(workbook("<v>87.12</v>" * 99))
    return folder


@pytest.fixture
def other(tmp_path: Path, site: Path) -> Path:
    folder = lay_out(tmp_path / "site-of-others", "a")
    (folder / "data.xlsx").write_bytes((site / "data.xlsx").read_bytes())
    return folder


def test_a_package_and_an_own_build_of_the_same_have_one_digest(tmp_path: Path, site: Path, other: Path) -> None:
    package(site, tmp_path / "a.zip")
    result = compared(tmp_path / "a.zip", other)
    assert result.differences == ()
    assert sha256(listing(read_site_tree(site).sums).encode()) in "".join(result.notes)
    (tmp_path / "unpacked").mkdir()
    zipfile.ZipFile(tmp_path / "a.zip").extractall(tmp_path / "unpacked")
    assert compared(tmp_path / "unpacked" / TOP, tmp_path / "a.zip").differences == ()


def test_every_file_that_differs_is_named_with_how(site: Path, other: Path) -> None:
    (other / "2017/a.html").write_text("另一页")
    (other / "data.xlsx").write_bytes(workbook("<v>87.12</v>" * 99, level=1))
    (other / "new.html").write_text("x")
    (other / "404.html").unlink()
    assert compared(site, other).differences == (
        "2017/a.html：内容不同。",
        "data.xlsx：压缩出来的字节不同，里面的内容相同。",
        "404.html：只有前一个有。",
        "new.html：只有后一个有。",
    )
    (other / "data.xlsx").write_bytes(workbook("<v>88.12</v>"))
    assert "data.xlsx：内容不同。" in compared(site, other).differences
    (other / "data.xlsx").write_bytes(b"PK")
    assert "data.xlsx：内容不同。" in compared(site, other).differences


@pytest.mark.parametrize(
    ("theirs", "words"),
    [
        ({}, "程序、库和数据都相同：有一个在做好以后改过"),
        ({VERSION: "0.3.0"}, "程序版本不同（0.3.0 与 0.2.0）：请换成同一版程序。"),
        ({CONTENT: "b" * 64}, "用的不是同一份数据"),
        ({ZLIB: "1.3.1.zlib-ng"}, "压缩出来的字节会不同"),
    ],
    ids=["nothing known", "version", "content", "zlib"],
)
def test_the_likely_cause_is_told_from_how_both_were_made(
    tmp_path: Path, site: Path, other: Path, theirs: Mapping[str, str], words: str
) -> None:
    (other / "2017/a.html").write_text("另一页")
    (tmp_path / "theirs").mkdir()
    inside = other.rename(tmp_path / "theirs/site")
    digest = sha256(listing(read_site_tree(inside).sums).encode())
    (tmp_path / "theirs" / RECORD_FILE).write_bytes(BuildRecord({**HERE, **theirs, FILES: digest}).data)
    notes = compared(tmp_path / "theirs", site).notes
    assert words in "".join(notes) and len(notes) == 3


def test_a_site_that_was_changed_after_it_was_packed_is_told(tmp_path: Path, site: Path, other: Path) -> None:
    package(other, tmp_path / "a.zip")
    zipfile.ZipFile(tmp_path / "a.zip").extractall(tmp_path)
    (tmp_path / TOP / "site/2017/a.html").write_text("改过")
    assert "与它自己的制作记录.txt不符，做好以后改过" in "".join(compared(tmp_path / TOP, site).notes)


def test_where_nothing_is_known_of_how_a_site_was_made_that_is_said(tmp_path: Path, site: Path, other: Path) -> None:
    package(other, tmp_path / "a.zip")
    zipfile.ZipFile(tmp_path / "a.zip").extractall(tmp_path)
    (tmp_path / TOP / RECORD_FILE).unlink()
    (site / "index.html").write_text("另一页")
    assert "没有附制作记录.txt，说不出不同的原因" in "".join(compared(tmp_path / TOP, site).notes)
    with pytest.raises(DeployError, match=r"没有网站的首页 index\.html"):
        compared(tmp_path / "site-of-ours/2017", site)


def test_a_record_opens_right_in_windows_and_reads_as_it_was_written() -> None:
    record = BuildRecord(dict(HERE))
    assert BuildRecord.read(record.data) == record
    assert record.data.startswith(b"\xef\xbb\xbf") and record.data.count(b"\r\n") == len(HERE)
    assert [*record.causes(dataclasses.replace(record))] == []


def test_the_package_says_how_it_was_made_and_the_command_compares(run: Run, tmp_path: Path, site: Path) -> None:
    out, content = tmp_path / "out", tmp_path / "content"
    content.mkdir()
    (content / "site.yml").write_text("网站名称: 甲")
    out.mkdir()
    site.rename(out / "site")
    assert run("package", "--content", content, "--out", out)[0] == 0
    file = out / f"{TOP}.zip"
    with zipfile.ZipFile(file) as packed:
        record = BuildRecord.read(packed.read(f"{TOP}/{RECORD_FILE}")).entries
    assert len(record) == 11 and all(record.values())
    status, said, _ = run("verify", "--content", content, file, "--against", out / "site")
    assert status == 0 and said.startswith("两个网站相同：各有 7 个文件")
    assert run("timestamp", "--content", content)[0] == 0, "what is only asked for makes no other site"
    assert compared_records(record, content) == []
    (content / "releases/timestamps/1.tsr").write_bytes(b"x")
    assert [line.partition("不同")[0] for line in compared_records(record, content)] == [KEPT]
    (content / "site.yml").write_text("网站名称: 乙")
    (out / "site/index.html").write_text("乙")
    status, said, side = run("verify", "--content", content, file, "--against", out / "site")
    assert (status, said) == (1, "index.html：内容不同。\n") and "用的不是同一份数据" in side
    status, _, side = run("verify", "--content", content, file, "--against", tmp_path / "none")
    assert status == 2 and "没有找到" in side
