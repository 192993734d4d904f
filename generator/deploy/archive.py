"""Archive of a published site to hand over (归档, DA/T 80—2019): all its files with inventory and metadata, in a zip.

Only what was published and agrees with its list and chain is archived, from the folder, the package or the address at
which it was published.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.deploy import DeployError
from generator.deploy.build_record import RECORD_FILE, BuildRecord, notepad_text
from generator.deploy.chain import ReleaseChain
from generator.deploy.inventory import Inventory, Table, inventory
from generator.deploy.manifest import (
    ARCHIVE_TOP,
    CHAIN_FILE,
    INSIDE,
    LIST_FILE,
    MOST_NAMED,
    SUMS,
    checksum,
    megabytes,
    read_listing,
)
from generator.deploy.package import Day, replacing, write_zip
from generator.deploy.site_source import OpenedSite, open_site
from generator.deploy.verify import verify

README = "说明.txt"
Tables = Callable[[tuple[Table, ...], Day], Mapping[str, bytes]]


@dataclass(frozen=True)
class Archive:
    """Result of archiving: inventory, size and checksum of the zip."""

    contents: Inventory
    size: str
    sum: str

    def lines(self, file: Path) -> Iterator[str]:
        """Yield the messages for the person who made the archive."""
        last = self.contents.chain.lines[-1]
        yield (
            f"已归档 {file}：第 {last.number} 次发布（{last.day}），网页 {len(self.contents.pages)} 页，"
            f"文件 {len(self.contents.files)} 个，{self.size}。解压后先看“{README}”。"
        )
        yield f"压缩包的 SHA-256：{self.sum}"
        yield "全宗号、档号、保管期限等请移交单位在“归档目录.xlsx”里填写。"


def archive(where: str, file: Path, kept: ReleaseChain | None, written: Tables) -> Archive:
    """Archive the site at `where`; `kept` is the chain it must continue, `written` makes files of the tables."""
    result = verify(where, kept)
    if result.faults:
        more = f"\n还有 {len(result.faults) - MOST_NAMED} 处。" if len(result.faults) > MOST_NAMED else ""
        listed = "\n".join(result.faults[:MOST_NAMED])
        raise DeployError(f"“{where}”核验不一致，没有归档。请先查明原因：\n{listed}{more}")
    with open_site(where) as site:
        contents = _inventory(site)
        last = contents.chain.lines[-1].day
        day = last.year, last.month, last.day
        others = _beside(contents, written(contents.tables(), day))
        with replacing(file) as fresh:
            sums = {entry.path: entry.sum for entry in contents.files}
            write_zip(fresh, ARCHIVE_TOP, day, sums, site.read, others)
            fresh.replace(file)
    return Archive(contents, megabytes(file.stat().st_size), checksum(file))


def _inventory(site: OpenedSite) -> Inventory:
    listed, names = read_listing(site.read(LIST_FILE) or b"")[0], site.names()
    chain = ReleaseChain.read((site.read(CHAIN_FILE) or b"").decode())
    files = [*listed, LIST_FILE, CHAIN_FILE] if names is None else [*names]
    return inventory(files, site.read, chain, BuildRecord.read(site.beside(RECORD_FILE) or b""))


def _beside(contents: Inventory, tables: Mapping[str, bytes]) -> Mapping[str, bytes]:
    record = {RECORD_FILE: contents.made.data} if contents.made.entries else {}
    return {**tables, **record, README: notepad_text(_readme(contents))}


def _readme(contents: Inventory) -> Iterator[str]:
    last = contents.chain.lines[-1]
    yield f"{contents.name}　网页归档"
    yield ""
    yield f"这是网站第 {last.number} 次发布（{last.day}）的全部文件，参照 DA/T 80—2019《政府网站网页归档指南》整理。"
    yield ""
    yield f"{INSIDE} 文件夹：网站本身，{len(contents.files)} 个文件。双击其中的 index.html 查看，不用服务器，不用联网。"
    yield "归档目录.xlsx：元数据、网页目录、文件清单、交接登记四张表；各表另有同名的 CSV 文件（UTF-8）。"
    yield "    全宗号、档号、保管期限、移交接收单位等，网站自己不知道，空着，请移交单位填写。"
    if contents.made.entries:
        yield f"{RECORD_FILE}：网站是用哪一版程序、哪一份数据做的。"
    yield f"{SUMS}：每个文件的 SHA-256。"
    yield ""
    yield "怎样核对（Linux，含麒麟、统信），在这个文件夹里运行："
    yield f"    sha256sum -c --quiet {SUMS} && echo 全部一致"
    yield "Windows 上核对一个文件：certutil -hashfile 文件名 SHA256，与清单里的比对。"
    yield "发布链和时间戳怎样核验，见网站的“如何核验”页（site/verify.html）。"
    yield "装有本程序的：make verify SITE=压缩包。"
