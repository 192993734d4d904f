"""The archive (归档): one zip of a published site with inventory and metadata, found whole when it is opened."""

import hashlib
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.deploy import DeployError
from generator.deploy.archive import Archive, archive
from generator.deploy.chain import ReleaseChain
from generator.deploy.verify import verify
from generator.exports import catalogue_files
from tests.support.cases import Run
from tests.support.deploying import log_beside, package, publish
from tests.support.page_tables import by_head, csv_lines
from tests.support.releases import lay_out

pytestmark = pytest.mark.usefixtures("quick_disk")
TOP = "jixiao-gongkai-guidang"
ABOUT = '{"site": "某市绩效公开", "host": "某市财政局", "updated": "2026-11-01", "projects": 2, "years": [2018, 2017]}'
PAGE = """<title>=甲项目 - 某市绩效公开</title><meta name="SiteDomain" content="www.example.gov.cn">
<meta name="SiteIDCode" content="1200000000"><meta name="ColumnName" content="2017年度 &amp; 结果">
<meta name="ContentSource" content="某单位"><meta name="PubDate" content="2026-10-01 00:00">
<link rel="canonical" href="https://www.example.gov.cn/2017/a.html">"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder to which a site was published; a package of it lies beside it."""
    site, home = lay_out(tmp_path / "site", "a"), tmp_path / "srv"
    (site / "api/v1").mkdir(parents=True)
    (site / "api/v1/index.json").write_text(ABOUT)
    (site / "2017/a.html").write_text(PAGE)
    (site / "index.html").write_text(PAGE.replace("=甲项目 - ", ""))
    publish(site, home, log_beside(home))
    package(site, tmp_path / "a.zip", log_beside(home))
    return home


def archived(where: Path, file: Path) -> Archive:
    return archive(str(where), file, None, catalogue_files)


def opened(file: Path) -> Mapping[str, bytes]:
    """What is in an archive, by name below its one folder."""
    with zipfile.ZipFile(file) as packed:
        assert packed.testzip() is None
        return {name.removeprefix(f"{TOP}/"): packed.read(name) for name in packed.namelist()}


def test_every_file_is_in_the_inventory_with_size_checksum_and_kind(home: Path, tmp_path: Path) -> None:
    made = archived(home, tmp_path / "g.zip")
    files = opened(tmp_path / "g.zip")
    heads, *listed = csv_lines(files["文件清单.csv"])
    assert heads == ["序号", "文件", "媒体类型", "字节数", "SHA-256"]
    inside = {name: data for name, data in files.items() if name.startswith("site/")}
    assert {(name, int(size), value) for _, name, _, size, value in listed} == {
        (name, len(data), hashlib.sha256(data).hexdigest()) for name, data in inside.items()
    }
    kinds = {name: kind for _, name, kind, *_ in listed}
    assert kinds["site/index.html"] == "text/html" and kinds["site/release/chain.txt"] == "text/plain"
    assert made.contents.size == sum(map(len, inside.values()))


def test_pages_and_metadata_say_what_the_site_says_and_leave_the_rest_blank(home: Path, tmp_path: Path) -> None:
    archived(home, tmp_path / "g.zip")
    files = opened(tmp_path / "g.zip")
    heads, first, second, *_ = csv_lines(files["网页目录.csv"])
    address = "https://www.example.gov.cn/2017/a.html"
    assert by_head(heads, second, "网页目录.csv") == {
        "序号": "2", "题名": "'=甲项目", "栏目": "2017年度 & 结果", "信息来源": "某单位", "发布日期": "2026-10-01",
        "网址": address, "文件": "site/2017/a.html", "档号": "", "保管期限": "",
    }  # fmt: skip
    assert first[6] == "site/index.html"
    _, *pairs = csv_lines(files["元数据.csv"])
    metadata = {name: value for name, value, _ in pairs}
    assert metadata["主办单位"] == "某市财政局" and metadata["网站标识码"] == "1200000000"
    assert metadata["内容"] == "财政项目支出绩效评价结果 2 项" and metadata["年度"] == "2018、2017"
    assert (metadata["第几次发布"], metadata["发布日期"]) == ("1", "2026-11-20")
    assert {metadata[name] for name in ("全宗号", "档号", "保管期限", "移交单位")} == {""}
    chain = ReleaseChain.read(files["site/release/chain.txt"].decode())
    assert metadata["文件清单的SHA-256"] == chain.lines[-1].files
    assert ["移交数据量", "0.001 GB", "", ""] in csv_lines(files["交接登记.csv"])
    with zipfile.ZipFile(io.BytesIO(files["归档目录.xlsx"])) as workbook:
        names = re.findall(r'<sheet name="([^"]+)"', workbook.read("xl/workbook.xml").decode())
    assert names == ["元数据", "网页目录", "文件清单", "交接登记"]


def test_unpacked_it_is_checked_with_sha256sum_alone_and_by_the_program(home: Path, tmp_path: Path) -> None:
    archived(tmp_path / "a.zip", tmp_path / "g.zip")
    assert verify(str(tmp_path / "g.zip"), log_beside(home).kept()).faults == ()
    with zipfile.ZipFile(tmp_path / "g.zip") as packed:
        packed.extractall(tmp_path)
    check = ["sha256sum", "-c", "--quiet", "SHA256SUMS.txt"]
    assert subprocess.run(check, cwd=tmp_path / TOP, check=False).returncode == 0
    (tmp_path / TOP / "元数据.csv").write_text("改过")
    (tmp_path / TOP / "说明.txt").unlink()
    assert verify(str(tmp_path / TOP), None).faults == (
        "元数据.csv：内容与 SHA256SUMS.txt 不符，打包后改过。",
        "说明.txt：SHA256SUMS.txt 里有，压缩包里没有。",
    )


def test_the_same_publication_gives_the_same_archive_and_how_it_was_made_is_kept(home: Path, tmp_path: Path) -> None:
    first, second = (archived(tmp_path / "a.zip", tmp_path / name) for name in ("1.zip", "2.zip"))
    assert first.sum == second.sum
    files = opened(tmp_path / "1.zip")
    assert files["制作记录.txt"] and "制作记录.txt：" in files["说明.txt"].decode("utf-8-sig")
    archived(home, tmp_path / "3.zip")
    assert "制作记录.txt" not in opened(tmp_path / "3.zip")


def test_what_does_not_verify_is_not_archived(home: Path, tmp_path: Path) -> None:
    (home / "current").resolve().joinpath("2017/a.html").write_text("改过")
    with pytest.raises(DeployError, match=r"核验不一致，没有归档。请先查明原因：\n2017/a\.html：内容与清单不符"):
        archived(home, tmp_path / "g.zip")
    with pytest.raises(DeployError, match="没有发布清单"):
        archived(tmp_path / "site", tmp_path / "g.zip")
    assert not [*tmp_path.glob("g.zip*")]


def test_an_archive_that_cannot_be_written_leaves_nothing(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(DeployError, match=r"写不了“.*磁盘"):
        archive(str(home), tmp_path / "g.zip", None, lambda tables, day: {})
    assert not [*tmp_path.glob("g.zip*")]


def test_the_command_archives_the_last_package_unless_told_which_site(run: Run, home: Path, tmp_path: Path) -> None:
    places = ("--content", log_beside(home).content, "--out", tmp_path / "out")
    (tmp_path / "out").mkdir()
    shutil.copy(tmp_path / "a.zip", tmp_path / "out/jixiao-gongkai.zip")
    status, said, _ = run("archive", *places)
    assert status == 0 and said.startswith(f"已归档 {tmp_path}/out/{TOP}.zip：第 1 次发布（2026-11-20），网页 4 页")
    status, said, _ = run("archive", *places, "--site", home, "--file", tmp_path / "交.zip")
    assert status == 0 and said.startswith(f"已归档 {tmp_path}/交.zip")
    status, said, side = run("archive", *places, "--site", tmp_path / "none")
    assert (status, said) == (1, "") and "没有找到" in side
