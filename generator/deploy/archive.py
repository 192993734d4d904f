"""Archive of a published site (归档, DA/T 80—2019): a zip of all its files with inventory and metadata.

The site is read from its release folder, package or address, and archived only if verification finds no fault.
"""

import html
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generator.deploy import DeployError
from generator.deploy.build_record import RECORD_FILE, VERSION, BuildRecord, notepad_text
from generator.deploy.chain import ReleaseChain
from generator.deploy.manifest import (
    ARCHIVE_TOP,
    CHAIN_FILE,
    INSIDE,
    LIST_FILE,
    SUMS,
    checksum,
    megabytes,
    read_listing,
    sha256,
    shortened,
)
from generator.deploy.open_site import open_site
from generator.deploy.package import Day, replacing, write_zip
from generator.deploy.site_source import OpenedSite
from generator.deploy.verify import verify

META = re.compile(r'<meta name="(\w+)" content="([^"]*)">')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')
TITLE = re.compile(r"<title>([^<]*)</title>")
ABOUT = "api/v1/index.json"
MEDIA_TYPES = {
    "html": "text/html", "css": "text/css", "js": "text/javascript", "txt": "text/plain", "csv": "text/csv",
    "md": "text/markdown", "yml": "application/yaml", "json": "application/json", "xml": "application/xml",
    "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
    "ico": "image/vnd.microsoft.icon",
    "pdf": "application/pdf", "ofd": "application/ofd", "doc": "application/msword", "xls": "application/vnd.ms-excel",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip", "tsr": "application/timestamp-reply",
}  # fmt: skip
OTHERS = "application/octet-stream"


class Table(NamedTuple):
    """Table of the inventory: name, columns with widths in characters, rows."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class ArchivedFile:
    """File of the site: path, size in bytes, SHA-256, media type."""

    path: str
    size: int
    sum: str
    media_type: str


@dataclass(frozen=True)
class Inventory:
    """Contents and metadata of an archived site."""

    files: tuple[ArchivedFile, ...]
    pages: tuple[tuple[str, Mapping[str, str]], ...]  # path; tags (网页标签), title and address
    about: Mapping[str, object]  # content of `ABOUT`
    chain: ReleaseChain
    build: BuildRecord

    @property
    def name(self) -> str:
        return str(self.about.get("site") or "")

    @property
    def size(self) -> int:
        """Size of all files in bytes."""
        return sum(file.size for file in self.files)

    def tables(self) -> tuple[Table, ...]:
        """Return the tables, in the order of the workbook."""
        return (
            Table("元数据", (("项", 24), ("内容", 70), ("说明", 60)), tuple(self._metadata())),
            Table(
                "网页目录",
                (("序号", 6), ("题名", 50), ("栏目", 30), ("信息来源", 28), ("发布日期", 12), ("网址", 50),
                 ("文件", 40), ("档号", 14), ("保管期限", 10)),
                tuple(self._pages()),
            ),
            Table(
                "文件清单",
                (("序号", 6), ("文件", 50), ("媒体类型", 36), ("字节数", 12), ("SHA-256", 68)),
                tuple(self._files()),
            ),
            Table("交接登记", (("项目", 24), ("内容", 60), ("移交单位", 24), ("接收单位", 24)), tuple(self._form())),
        )  # fmt: skip

    def _metadata(self) -> Iterator[tuple[str, str, str]]:
        last, years = self.chain.lines[-1], self.about.get("years")
        _, home = self.pages[0] if self.pages else ("", {})
        kinds = Counter(file.media_type for file in self.files)
        yield "网站名称", self.name, ""
        yield "主办单位", str(self.about.get("host") or ""), ""
        yield "网站域名", home.get("SiteDomain", ""), "网站没有写明网址的空着，请填写"
        yield "网站标识码", home.get("SiteIDCode", ""), "网站没有写明的空着，请填写"
        yield "内容", f"财政项目支出绩效评价结果 {self.about.get('projects', '')} 项", ""
        yield "年度", "、".join(map(str, years)) if isinstance(years, list) else "", ""
        yield "内容截至", str(self.about.get("updated") or ""), ""
        yield "第几次发布", f"{last.number}", "归档的是这一次发布的全部文件"
        yield "发布日期", last.day.isoformat(), ""
        yield "首次发布日期", self.chain.lines[0].day.isoformat(), f"以后各次见 {INSIDE}/release/chain.txt"
        yield "文件清单的SHA-256", last.files, f"即 {INSIDE}/release/files.txt 的 SHA-256"
        yield "文件清单的SM3", "" if last.sm3 == "-" else last.sm3, "GB/T 32905—2016"
        yield "文件数", f"{len(self.files)}", "逐个见“文件清单”"
        yield "网页数", f"{len(self.pages)}", "逐页见“网页目录”"
        yield "数据量", f"{self.size} 字节", f"{gigabytes(self.size)} GB"
        yield "文件格式", "；".join(f"{kind} {count} 个" for kind, count in sorted(kinds.items())), ""
        yield "归档方式", "网站全部文件原样归档，不经转换", "双击其中的 index.html 即可查看，不用服务器，不用联网"
        yield "制作程序", f"绩效公开 {self.build.entries.get(VERSION, '')}".strip(), ""
        yield "参照标准", "DA/T 80—2019 政府网站网页归档指南", ""
        for name in ("全宗号", "档号", "保管期限", "密级", "移交单位", "接收单位", "归档日期"):
            yield name, "", "请移交单位填写"

    def _pages(self) -> Iterator[tuple[str, ...]]:
        for number, (path, tags) in enumerate(self.pages, 1):
            title = tags.get("ArticleTitle") or tags["title"].removesuffix(f" - {self.name}")
            day, _, _ = tags.get("PubDate", "").partition(" ")
            source = tags.get("ContentSource", "")
            column, file = tags.get("ColumnName", ""), f"{INSIDE}/{path}"
            yield f"{number}", title, column, source, day, tags["address"], file, "", ""

    def _files(self) -> Iterator[tuple[str, ...]]:
        for number, file in enumerate(self.files, 1):
            yield f"{number}", f"{INSIDE}/{file.path}", file.media_type, f"{file.size}", file.sum

    def _form(self) -> Iterator[tuple[str, str, str, str]]:
        last = self.chain.lines[-1]
        yield "交接工作名称", f"{self.name}网页归档（第 {last.number} 次发布，{last.day}）", "", ""
        yield "内容描述", "网站的全部文件、文件清单、网页目录、元数据、发布链", "", ""
        yield "移交电子档案数量", f"网页 {len(self.pages)} 页，文件 {len(self.files)} 个", "", ""
        yield "移交数据量", f"{gigabytes(self.size)} GB", "", ""
        yield "数字摘要", f"SHA-256：{last.files}", "", ""
        for name in (
            "载体起止顺序号", "移交载体类型、规格", "准确性检验", "完整性检验", "可用性检验", "安全性检验",
            "载体外观检验", "填表人（签名）", "审核人（签名）", "单位（印章）", "日期",
        ):  # fmt: skip
            yield name, "", "", ""


def inventory(
    names: Sequence[str], read: Callable[[str], bytes | None], chain: ReleaseChain, build: BuildRecord
) -> Inventory:
    """List the files and pages of a site; `read` returns a file by name."""
    files, pages = [], []
    for name in sorted(names):
        data = read(name) or b""
        otherwise = "text/plain" if name.endswith("SHA256SUMS") else OTHERS
        kind = MEDIA_TYPES.get(name.rpartition(".")[2].lower(), otherwise)
        files.append(ArchivedFile(name, len(data), sha256(data), kind))
        if name.endswith(".html"):
            pages.append((name, _tags(data.decode("utf-8", "replace"))))
    pages.sort(key=lambda page: (page[0] != "index.html", page[0]))
    return Inventory(tuple(files), tuple(pages), about=json.loads(read(ABOUT) or b"{}"), chain=chain, build=build)


def gigabytes(size: int) -> str:
    """Format a size in bytes as GB with three decimals, rounded up."""
    thousandths = -(-size // 1_000_000)
    return f"{thousandths // 1000}.{thousandths % 1000:03}"


def _tags(page: str) -> Mapping[str, str]:
    """Return the tags of a page, with its title and canonical address (empty without one)."""
    tags = dict(META.findall(page))
    for name, pattern in (("title", TITLE), ("address", CANONICAL)):
        match = pattern.search(page)
        tags[name] = match[1].strip() if match else ""
    return {name: html.unescape(value) for name, value in tags.items()}


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


def archive(where: str, file: Path, kept: ReleaseChain | None, written: Tables, *, own: bool = False) -> Archive:
    """Archive the site at `where`; `written` converts the tables to files, `kept` and `own` are those of `verify`."""
    result = verify(where, kept, own=own)
    if faults := (*result.faults, *result.unread):
        listed = "\n".join(shortened(faults))
        raise DeployError(f"“{where}”核验不一致，没有归档。请先查明原因：\n{listed}")
    with open_site(where) as site:
        contents = _inventory(site)
        last = contents.chain.lines[-1].day
        day = last.year, last.month, last.day
        others = _other_files(contents, written(contents.tables(), day))
        with replacing(file) as fresh:
            sums = {entry.path: entry.sum for entry in contents.files}
            write_zip(fresh, ARCHIVE_TOP, day, sums, site.read, others)
            fresh.replace(file)
    return Archive(contents, megabytes(file.stat().st_size), checksum(file))


def _inventory(site: OpenedSite) -> Inventory:
    listed, names = read_listing(site.read(LIST_FILE) or b"")[0], site.names()
    chain = ReleaseChain.read((site.read(CHAIN_FILE) or b"").decode())
    files = [*listed, LIST_FILE, CHAIN_FILE] if names is None else [*names]
    return inventory(files, site.read, chain, BuildRecord.read(site.outside(RECORD_FILE) or b""))


def _other_files(contents: Inventory, tables: Mapping[str, bytes]) -> Mapping[str, bytes]:
    record = {RECORD_FILE: contents.build.data} if contents.build.entries else {}
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
    if contents.build.entries:
        yield f"{RECORD_FILE}：网站是用哪一版程序、哪一份数据做的。"
    yield f"{SUMS}：每个文件的 SHA-256。"
    yield ""
    yield "怎样核对（Linux，含麒麟、统信），在这个文件夹里运行："
    yield f"    sha256sum -c --quiet {SUMS} && echo 全部一致"
    yield "Windows 上核对一个文件：certutil -hashfile 文件名 SHA256，与清单里的比对。"
    if any(file.path == "verify.html" for file in contents.files):
        yield "发布链和时间戳怎样核验，见网站的“如何核验”页（site/verify.html）。"
    yield "装有本程序的：make verify SITE=压缩包。"
