"""The package: the same bytes for the same site, whole, with checksums and instructions."""

import errno
import hashlib
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.deploy import DeployError
from generator.site.csp import nginx
from tests.support.deploying import package
from tests.support.releases import seen


def test_the_same_site_gives_the_same_package_wherever_and_whenever_it_was_made(
    tmp_path: Path, site: Callable[[str], Path]
) -> None:
    original = package(site("a"), tmp_path / "one.zip")
    other = shutil.copytree(site("a"), tmp_path / "别处")
    for file in other.rglob("*.html"):
        os.utime(file, (1, 1))
        file.chmod(0o600)
    assert package(other, tmp_path / "two.zip") == original
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert original.sum == hashlib.sha256((tmp_path / "one.zip").read_bytes()).hexdigest()
    assert package(site("b"), tmp_path / "two.zip").version != original.version


def test_the_package_has_one_top_folder_and_checksums_of_every_file(
    tmp_path: Path, site: Callable[[str], Path]
) -> None:
    package(site("a"), tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        names = packed.namelist()
        packed.extractall(tmp_path)
    top = tmp_path / "jixiao-gongkai"
    assert all(name.startswith("jixiao-gongkai/") for name in names)
    assert {name.partition("/")[2] for name in names if not name.isascii()} == {"部署说明.html", "制作记录.txt"}
    assert seen(top / "site") == "a"
    listed = {line.partition("  ")[2] for line in (top / "SHA256SUMS.txt").read_text().splitlines()}
    assert {f"jixiao-gongkai/{name}" for name in listed} == set(names) - {"jixiao-gongkai/SHA256SUMS.txt"}
    check = ["sha256sum", "-c", "--quiet", "SHA256SUMS.txt"]
    assert subprocess.run(check, cwd=top, check=False).returncode == 0
    (top / "site/2017/a.html").write_text("改过")
    assert subprocess.run(check, cwd=top, check=False, capture_output=True).returncode == 1


def test_a_changed_file_of_the_same_length_has_another_time_so_that_browsers_ask_for_it(
    tmp_path: Path, site: Callable[[str], Path]
) -> None:
    times = []
    for word in "ab":
        folder = site(word)
        (folder / "index.html").write_text(f"<title>x</title>收录于 2018-07-03，{word}")
        package(folder, tmp_path / "a.zip")
        with zipfile.ZipFile(tmp_path / "a.zip") as packed:
            times.append({entry.filename.rpartition("/")[2]: entry.date_time for entry in packed.infolist()})
    assert times[0]["index.html"] != times[1]["index.html"]
    assert times[0]["same.js"] == times[1]["same.js"]
    assert {time[:3] for time in times[0].values()} == {(2018, 7, 3)}


def test_the_server_block_carries_the_policy_of_the_pages(tmp_path: Path, site: Callable[[str], Path]) -> None:
    (site("a") / "404.html").write_text("<style>b{}</style>")
    package(tmp_path / "sites/a", tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        block = packed.read("jixiao-gongkai/nginx.conf").decode()
        page = packed.read("jixiao-gongkai/部署说明.html").decode()
    lines = [line for line in nginx("<style>b{}</style>").decode().splitlines() if line.startswith("add_header")]
    assert len(lines) > 3 and "sha256-" in lines[0] and [line for line in lines if f"    {line}\n" not in block] == []
    assert block.count("{") == block.count("}") == 1
    assert "<script" not in page and not re.search(r'(src|href)="(?!#|site/index\.html|data:)', page)


def test_the_name_of_the_site_is_text_on_the_page_of_instructions(tmp_path: Path, site: Callable[[str], Path]) -> None:
    (site("a") / "index.html").write_text("<title>&lt;img src=x onerror=alert(1)&gt;</title>")
    package(tmp_path / "sites/a", tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        page = packed.read("jixiao-gongkai/部署说明.html").decode()
    assert "<img" not in page and "&lt;img src=x" in page


def test_a_package_that_cannot_be_written_leaves_the_last_one(
    tmp_path: Path, site: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    package(site("a"), tmp_path / "a.zip")
    before = (tmp_path / "a.zip").read_bytes()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(DeployError, match="磁盘"):
        package(site("b"), tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_bytes() == before
    assert not (tmp_path / "a.zip.tmp").exists()


def test_a_site_that_changes_while_it_is_packed_is_not_packed(
    tmp_path: Path, site: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    written = zipfile.ZipFile.writestr

    def meanwhile(self: zipfile.ZipFile, *words: Any) -> None:
        (tmp_path / "sites/a/index.html").write_text("<title>b</title>")
        written(self, *words)

    folder = site("a")
    monkeypatch.setattr(zipfile.ZipFile, "writestr", meanwhile)
    with pytest.raises(DeployError, match="变了"):
        package(folder, tmp_path / "a.zip")
    assert not list(tmp_path.glob("a.zip*"))
