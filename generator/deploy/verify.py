"""Verification of a published site: its files against their list, the list against the chain, the chain in itself.

Whoever keeps a chain from an earlier day learns too whether what was published since then only went on from there.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.core.checksum import carried_digest, record_digest
from generator.deploy import DeployError
from generator.deploy.chain import NO_SM3, InvalidChain, ReleaseChain, sm3
from generator.deploy.changes.published import RECORD
from generator.deploy.manifest import CHAIN_FILE, INSIDE, LIST_FILE, SUMS, named, read_listing, sha256
from generator.deploy.site_source import OpenedSite, SiteSource, open_site
from generator.deploy.timestamp import signature, site_stamps

TABLE = "data/checksums.csv"
IDENTITY, DIGEST = "项目标识", "记录校验值"  # heads of its columns


@dataclass(frozen=True)
class SiteVerification:
    """Result of a verification: faults and notes, in sentences."""

    faults: tuple[str, ...]
    notes: tuple[str, ...]


class RecordCheck:
    """Check of records: each carries a digest of itself, which is also in their table, and the two must agree."""

    def __init__(self) -> None:
        self.records: dict[str, str] = {}
        self._table: Mapping[str, str] | None = None
        self._faults: list[str] = []

    def add(self, name: str, data: bytes) -> None:
        """Take in a file of the site, if it is a record or the table."""
        if record := RECORD.fullmatch(name):
            self.records[record[1]] = carried_digest(data)
            if carried_digest(data) not in ("", record_digest(data)):  # records of old publications carry none
                self._faults.append(f"{name}：记录与它自带的校验值不符，记录或校验值改过。")
        elif name == TABLE:
            rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig", "replace"), newline=""))
            self._table = {row.get(IDENTITY, ""): row.get(DIGEST, "") for row in rows}

    def faults(self) -> Iterator[str]:
        """Yield what does not agree, once all files were taken in."""
        yield from self._faults
        if self._table is None:
            return
        for project in sorted({*self._table, *self.records}):
            if self._table.get(project) != self.records.get(project):
                yield f"{TABLE}：项目 {project} 的校验值与 data/{project}.json 自带的不同。"


def kept_chain(file: Path) -> ReleaseChain:
    """Return a chain that somebody kept; raises `DeployError`."""
    try:
        return ReleaseChain.read(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, InvalidChain) as wrong:
        raise DeployError(f"“{file}”不是完整的发布链（{wrong}）。请写明当时留存的 chain.txt。") from wrong


def verify(where: str, kept: ReleaseChain | None, authority: Path | None = None) -> SiteVerification:
    """Look at everything; `kept` is a chain from an earlier day, `authority` the root certificate of time stamps.

    Raises `DeployError` where no site can be read.
    """
    with open_site(where) as site:
        data = site.read(LIST_FILE)
        if data is None:
            raise DeployError(
                f"“{where}”没有发布清单（{LIST_FILE}），不是用 make publish 或 make package 发布的网站，无从核验。"
            )
        sums, wrong_lines = read_listing(data)
        faults = [f"{LIST_FILE} 第 {number} 行不是“校验和  文件名”的样子，改过或残缺。" for number in wrong_lines]
        records = RecordCheck()
        faults += _files(site, sums, records)
        faults += records.faults()
        faults += _beside(site)
        chain, wrong = _chain(site)
        faults += wrong
        if chain:
            faults += _last(chain, data)
            faults += _kept(chain, kept)
            stamped, wrong = _stamps(site, sums, chain, authority)
            faults += wrong
    notes = [f"核对了 {len(sums)} 个文件" + (f"、{len(records.records)} 条记录。" if records.records else "。")]
    if chain and chain.lines:
        last = chain.lines[-1]
        notes.append(f"发布链共 {last.number} 次，最近一次 {last.day}，文件清单的 SHA-256 是 {last.files}。")
        notes += stamped
    if kept is None:
        notes.append("没有留存的发布链可以比对，只能看出网站自身前后是否一致。")
    if not faults:
        notes.append(
            "全部一致：文件与清单、记录与校验值、清单与发布链、发布链前后各行"
            + ("、与留存的发布链。" if kept else "。")
        )
    return SiteVerification(tuple(faults), tuple(notes))


def _files(site: SiteSource, sums: Mapping[str, str], records: RecordCheck) -> Iterator[str]:
    gone, changed = [], []
    for name, value in sums.items():
        data = site.read(name)
        if data is None:
            gone.append(name)
            continue
        records.add(name, data)
        if sha256(data) != value:
            changed.append(name)
    present = site.names()
    listed = {*sums, LIST_FILE, CHAIN_FILE}
    extra = [] if present is None else [name for name in present if name not in listed]
    for names, what in (
        (changed, "内容与清单不符，发布后改过"),
        (gone, "清单里有，网站上没有"),
        (extra, "清单里没有，发布后加进来的"),
    ):
        yield from named(names, what)


def _beside(site: OpenedSite) -> Iterator[str]:
    """Check the files beside the site in a package or an archive by the checksums there."""
    sums, _ = read_listing(site.beside(SUMS) or b"")
    others = {name: site.beside(name) for name in sums if not name.startswith(f"{INSIDE}/")}
    yield from named([name for name, data in others.items() if data is None], f"{SUMS} 里有，压缩包里没有")
    changed = [name for name, data in others.items() if data is not None and sha256(data) != sums[name]]
    yield from named(changed, f"内容与 {SUMS} 不符，打包后改过")


def _chain(site: SiteSource) -> tuple[ReleaseChain | None, list[str]]:
    data = site.read(CHAIN_FILE)
    if data is None:
        return None, [f"{CHAIN_FILE}：没有发布链。"]
    try:
        return ReleaseChain.read(data.decode("utf-8", "replace")), []
    except InvalidChain as wrong:
        return None, [f"{CHAIN_FILE}：{wrong}。"]


def _last(chain: ReleaseChain, listing: bytes) -> Iterator[str]:
    if not chain.lines:
        yield f"{CHAIN_FILE}：一次发布也没有记。"
        return
    last = chain.lines[-1]
    if last.files != sha256(listing):
        yield f"{LIST_FILE}：SHA-256 与发布链第 {last.number} 次所记的不符，清单或发布链改过。"
    elif NO_SM3 not in (last.sm3, sm3(listing)) and last.sm3 != sm3(listing):
        yield f"{LIST_FILE}：SM3 与发布链第 {last.number} 次所记的不符。"


def _stamps(
    site: SiteSource, sums: Iterable[str], chain: ReleaseChain, authority: Path | None
) -> tuple[list[str], list[str]]:
    """Return notes and faults of the time stamps."""
    stamps, faults = site_stamps(sums, site.read, chain)
    notes: list[str] = []
    for stamp in stamps:
        verdict, sound = signature(stamp, authority)
        words = f"第 {stamp.number} 次发布的时间戳：{stamp.time}，盖的是发布链的那一行；{verdict}。"
        (notes if sound else faults).append(words)
    return notes, faults


def _kept(chain: ReleaseChain, kept: ReleaseChain | None) -> Iterator[str]:
    if kept is None or chain.continues(kept):
        return
    if kept.continues(chain):
        mine, its = len(chain.lines), len(kept.lines)
        yield f"{CHAIN_FILE}：留存的发布链有 {its} 次，网站上只有 {mine} 次：这是较早的网站，或删去了后来的发布。"
    else:
        yield f"{CHAIN_FILE}：从第 {chain.parting(kept)} 次起与留存的发布链不同，已发布过的被改写了。"
