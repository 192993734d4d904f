"""Package of the site: a zip of its files with checksums, server configuration and instructions.

Equal sites give equal bytes, on every machine and at any time.
"""

import hashlib
import html
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import SimpleNamespace

from markupsafe import Markup

from generator.core.paths import Paths
from generator.core.templating import environment
from generator.deploy import DeployError
from generator.deploy.build_record import RECORD_FILE, build_record
from generator.deploy.chain import InvalidChain, ReleaseChain
from generator.deploy.changes.account import LastPublication, accounted
from generator.deploy.changes.published import PublishedRecord, record_of
from generator.deploy.manifest import (
    CHAIN_FILE,
    INSIDE,
    LIST_FILE,
    SUMS,
    TOP,
    SiteTree,
    checksum,
    listing,
    megabytes,
    read_listing,
    read_site_tree,
    sha256,
)
from generator.deploy.open_site import open_site
from generator.deploy.release_log import ReleaseLog
from generator.deploy.timestamp import refuse_wrong_stamps
from generator.site.csp import nginx

Day = tuple[int, int, int]

INSTRUCTIONS = "部署说明.html"
SERVER_BLOCK = "nginx.conf"
TITLE = re.compile(r"<title>([^<]*)</title>")
DAY = re.compile(rb"\b(20[0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\b")
HEADER = re.compile(r'add_header (\S+) "([^"]*)"')
ASK_FIRST = ("Cache-Control", "no-cache")  # otherwise browsers choose how long to cache a page
NO_DAY = (b"1980", b"01", b"01")


@dataclass(frozen=True)
class Package:
    """Result of packing: version and number of files of the site, size and checksum of the zip.

    The chain ends with this publication; `entered` is True if its line is new.
    """

    version: str
    files: int
    size: str
    sum: str
    chain: ReleaseChain
    entered: bool

    def lines(self, file: Path) -> Iterator[str]:
        """Yield the messages for the person who packed the site."""
        yield f"已打包 {file}：版本 {self.version}，网站文件 {self.files} 个，{self.size}。解压后先看“部署说明”。"
        yield f"压缩包的 SHA-256：{self.sum}"
        yield from self.chain.messages(self.entered)


def package(site: Path, file: Path, paths: Paths, log: ReleaseLog) -> Package:
    """Write the zip atomically, and record the publication."""
    tree = read_site_tree(site)
    with replacing(file) as fresh:
        with log.locked():
            packed = _packed_chain(file)
            log.require_source(packed is not None)
            chain = log.chain(packed, file)
            if packed and packed.lines and chain == packed != log.kept():
                _enter_packed(file, packed, log)
            live = partial(_packed_record, file) if packed and packed == log.kept() else None
            chain = chain.extended(listing(tree.sums).encode(), log.today)
            last = LastPublication(log.record(live), log.versions.last_record, log.last_day)
            record = accounted(tree.sums, tree.read, last, log.content, log.today)
            log.versions.require_shown(record, tree.sums)
            refuse_wrong_stamps(tree, chain)
            entered = chain != log.kept()
            write_zip(fresh, TOP, _newest_day(tree), tree.sums, tree.read, _other_files(tree, chain, paths))
            log.start(chain)
            fresh.replace(file)
            log.enter(chain, record, tree.read)
        size, digest = megabytes(file.stat().st_size), checksum(file)
        return Package(tree.version, len(tree.sums), size=size, sum=digest, chain=chain, entered=entered)


def _packed_chain(file: Path) -> ReleaseChain | None:
    """Return the chain in the last package; None if there is none or it cannot be read."""
    try:
        with open_site(str(file)) as last:
            return ReleaseChain.read((last.read(CHAIN_FILE) or b"").decode("utf-8", "replace"))
    except (DeployError, InvalidChain):
        return None


def _packed_record(file: Path, before: PublishedRecord) -> PublishedRecord:
    """Return the record of the last package; `before` is the last kept record."""
    with open_site(str(file)) as last:
        sums, _ = read_listing(last.read(LIST_FILE) or b"")
        return record_of(sums, lambda name: last.read(name) or b"", before)


def _enter_packed(file: Path, chain: ReleaseChain, log: ReleaseLog) -> None:
    """Record the last package, if a run was killed before doing so or the record is lost."""
    with open_site(str(file)) as last:
        log.enter(chain, _packed_record(file, log.known), lambda name: last.read(name) or b"")


def _newest_day(tree: SiteTree) -> Day:
    """Return the newest day on any page."""
    pages = (tree.read(name) for name in tree.sums if name.endswith(".html"))
    year, month, day = max((date for page in pages for date in DAY.findall(page)), default=NO_DAY)
    return int(year), int(month), int(day)


def _other_files(tree: SiteTree, chain: ReleaseChain, paths: Paths) -> dict[str, bytes]:
    """Return the files that the package adds to the built site."""
    return {
        **{name: text.encode() for name, text in _instructions(tree, paths.templates).items()},
        RECORD_FILE: build_record(paths, chain.lines[-1].files).data,
        f"{INSIDE}/{LIST_FILE}": listing(tree.sums).encode(),
        f"{INSIDE}/{CHAIN_FILE}": chain.text.encode(),
    }


def _instructions(tree: SiteTree, templates: Path) -> dict[str, str]:
    """Return the page of instructions, and the server configuration that it shows."""
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
        "names": SimpleNamespace(
            top=TOP, site=INSIDE, sums=SUMS, block=SERVER_BLOCK, page=INSTRUCTIONS, record=RECORD_FILE
        ),
    }
    return {INSTRUCTIONS: engine.get_template("handover.html.j2").render(shows), SERVER_BLOCK: block}


def _text(tree: SiteTree, name: str) -> str:
    return (tree.root / name).read_text("utf-8", errors="replace") if name in tree.sums else ""


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """Yield a temporary path for a new version of a file; it is deleted unless renamed to `file`."""
    fresh = file.with_name(file.name + ".tmp")
    try:
        yield fresh
    except OSError as error:
        raise DeployError(f"写不了“{file}”，请检查能否写入、磁盘是否还有空间，文件是否正在别处打开。") from error
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def write_zip(
    file: Path, top: str, day: Day, sums: Mapping[str, str], read: Callable[[str], bytes | None],
    extra: Mapping[str, bytes],
) -> None:  # fmt: skip
    """Write a zip with a top folder: the site's files in `INSIDE`, extra files, and the checksums of all.

    Raises `DeployError` if a file no longer has its checksum.
    """
    listed = {f"{INSIDE}/{name}": value for name, value in sums.items()}
    listed |= {name: sha256(data) for name, data in extra.items()}
    others = {**extra, SUMS: listing(listed).encode()}
    with zipfile.ZipFile(file, "w") as packed:
        for name in sorted(others.keys() | listed.keys()):
            data = others[name] if name in others else read(name.removeprefix(f"{INSIDE}/")) or b""
            if name in listed and sha256(data) != listed[name]:
                raise DeployError("打包时网站的文件变了，请等它写完，再运行一次。")
            packed.writestr(_entry(f"{top}/{name}", data, day), data, zipfile.ZIP_DEFLATED)


def _entry(name: str, data: bytes, day: Day) -> zipfile.ZipInfo:
    """Return the zip entry of a file, dated `day` at a time derived from its bytes.

    Most servers detect changes by time and size alone, so a changed file of equal length needs another time. With a day
    long past, browsers would cache pages for months.
    """
    second = int.from_bytes(hashlib.sha256(data).digest()[:4]) % 43200 * 2  # zips store steps of two seconds
    time = second // 3600, second // 60 % 60, second % 60
    entry = zipfile.ZipInfo(name, (*day, *time))
    entry.create_system = 3  # Unix, on every machine
    entry.external_attr = 0o100644 << 16
    return entry
