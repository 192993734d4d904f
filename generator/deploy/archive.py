"""Archive of the site: files, checksums, a server block and a page of instructions; same site, same bytes."""

import hashlib
import html
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from generator.core.templating import environment
from generator.deploy import DeployError
from generator.deploy.chain import ReleaseChain
from generator.deploy.changes.gate import PublishedRecord, accounted
from generator.deploy.manifest import (
    CHAIN_FILE,
    INSIDE,
    LIST_FILE,
    TOP,
    SiteTree,
    checksum,
    listing,
    megabytes,
    read_site_tree,
    sha256,
)
from generator.deploy.release_log import ReleaseLog
from generator.site.csp import nginx

INSTRUCTIONS = "部署说明.html"
SERVER_BLOCK = "nginx.conf"
SUMS = "SHA256SUMS.txt"  # the ending lets a double click on Windows show it
TITLE = re.compile(r"<title>([^<]*)</title>")
DAY = re.compile(rb"\b(20[0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\b")
HEADER = re.compile(r'add_header (\S+) "([^"]*)"')
ASK_FIRST = ("Cache-Control", "no-cache")  # without it browsers keep a page as long as they think fit
NO_DAY = (b"1980", b"01", b"01")


@dataclass(frozen=True)
class Archive:
    """What was packed: the version of the site, how many files it has, size and checksum of the archive.

    The chain ends with the publication of these files; `entered` says whether that line is new.
    """

    version: str
    files: int
    size: str
    sum: str
    chain: ReleaseChain
    entered: bool
    idle: tuple[str, ...] = ()  # corrections that fit no change, in words

    def lines(self, file: Path) -> Iterator[str]:
        """What the person who packed it should know."""
        yield f"已打包 {file}：版本 {self.version}，网站文件 {self.files} 个，{self.size}。解压后先看“部署说明”。"
        yield f"压缩包的 SHA-256：{self.sum}"
        yield from self.idle
        yield from self.chain.told(self.entered)


def package(site: Path, file: Path, templates: Path, log: ReleaseLog) -> Archive:
    """Write the archive, whole or not at all; what lies beside the site in it is made by `templates`."""
    tree = read_site_tree(site)
    fresh = file.with_name(file.name + ".tmp")
    try:
        with log.locked():
            chain = log.chain(None).extended(listing(tree.sums).encode(), log.today)
            record, idle = accounted(tree.sums, tree.read, log.record(PublishedRecord), log.content, log.today)
            log.versions.require_shown(record, tree.sums)
            entered = chain != log.kept()
            _write(tree, chain, fresh, templates)
            fresh.replace(file)
            log.enter(chain, record, tree.read)
        return Archive(
            tree.version, len(tree.sums), megabytes(file.stat().st_size), checksum(file), chain, entered, idle
        )
    except OSError as trouble:
        raise DeployError(f"写不了“{file}”，请检查能否写入、磁盘是否还有空间，文件是否正在别处打开。") from trouble
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _write(tree: SiteTree, chain: ReleaseChain, file: Path, templates: Path) -> None:
    beside = {name: text.encode() for name, text in _beside(tree, templates).items()}
    beside |= {
        f"{INSIDE}/{LIST_FILE}": listing(tree.sums).encode(),
        f"{INSIDE}/{CHAIN_FILE}": chain.text.encode(),
    }
    sums = {f"{INSIDE}/{name}": value for name, value in tree.sums.items()}
    sums |= {name: sha256(data) for name, data in beside.items()}
    beside[SUMS] = listing(sums).encode()
    pages = (tree.root / name for name in tree.sums if name.endswith(".html"))
    day = max((found for page in pages for found in DAY.findall(page.read_bytes())), default=NO_DAY)
    with zipfile.ZipFile(file, "w") as archive:
        for name in sorted([*sums, SUMS]):
            data = beside[name] if name in beside else (tree.root / name.removeprefix(f"{INSIDE}/")).read_bytes()
            if name in sums and sha256(data) != sums[name]:
                raise DeployError("打包时网站的文件变了，请等生成结束，再运行一次。")
            archive.writestr(_entry(name, data, day), data, zipfile.ZIP_DEFLATED)


def _entry(name: str, data: bytes, day: tuple[bytes, ...]) -> zipfile.ZipInfo:
    """How a file stands in the archive: the newest day of the site, and a time of day that its bytes decide.

    Most servers tell a new file from the old one by time and size alone: with one time for all, browsers would keep the
    old one of two with the same length. And with a day long past they would keep pages for months without asking.
    """
    second = int.from_bytes(hashlib.sha256(data).digest()[:4]) % 43200 * 2  # archives count in steps of two seconds
    year, month, date = (int(part) for part in day)
    entry = zipfile.ZipInfo(f"{TOP}/{name}", (year, month, date, second // 3600, second // 60 % 60, second % 60))
    entry.create_system = 3  # Unix, wherever it is made
    entry.external_attr = 0o100644 << 16
    return entry


def _beside(tree: SiteTree, templates: Path) -> dict[str, str]:
    """What lies beside the site in the archive, apart from the checksums."""
    engine = environment(templates)
    first, lost = (_text(tree, name) for name in ("index.html", "404.html"))
    headers = [*HEADER.findall(nginx(lost).decode()), ASK_FIRST]
    block = engine.get_template("nginx.conf.j2").render(headers=[(name, Markup(value)) for name, value in headers])
    title = TITLE.search(first)
    shows = {
        "style": Markup((templates / "handover.css").read_text("utf-8")),
        "name": html.unescape(title[1]).strip() if title else "网站",
        "version": tree.version,
        "files": len(tree.sums),
        "size": megabytes(sum(tree.sizes.values())),
        "block": block.strip(),
        "headers": headers,
        "names": {"top": TOP, "site": INSIDE, "sums": SUMS, "block": SERVER_BLOCK, "page": INSTRUCTIONS},
    }
    return {INSTRUCTIONS: engine.get_template("handover.html.j2").render(shows), SERVER_BLOCK: block}


def _text(tree: SiteTree, name: str) -> str:
    return (tree.root / name).read_text("utf-8", errors="replace") if name in tree.sums else ""
