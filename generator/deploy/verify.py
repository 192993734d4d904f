"""Verification of a published site: files against the list, the list against the chain, and the chain itself.

With a chain kept from an earlier day it also verifies that later publications continue it.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.core.checksum import carried_digest, record_digest
from generator.deploy import DeployError
from generator.deploy.chain import NO_SM3, InvalidChain, ReleaseChain, sm3
from generator.deploy.changes.published import RECORD
from generator.deploy.manifest import CHAIN_FILE, INSIDE, LIST_FILE, SUMS, named, read_listing, sha256
from generator.deploy.open_site import open_site
from generator.deploy.site_source import LIMITS, Limits, OpenedSite, UnreadableFile
from generator.deploy.timestamp import IN_SITE, signature, site_stamps

TABLE = "data/checksums.csv"
IDENTITY, DIGEST = "项目标识", "记录校验值"  # heads of its columns
LARGEST_CHAIN = 4_000_000  # bytes; some 20,000 publications
LARGEST_RECORD = 16_000_000
LARGEST_STAMP = 1_000_000
SIGNATURES = 20  # number of time stamps, the last ones, whose signatures are verified


@dataclass(frozen=True)
class SiteVerification:
    """Result of a verification, in sentences.

    Attributes:
        faults: Differences from the publication.
        unread: Files that could not be read.
        notes: Extent of the verification.
    """

    faults: tuple[str, ...]
    unread: tuple[str, ...]
    notes: tuple[str, ...]


class RecordCheck:
    """Check of records: the digest in each must be that of its content, and the one in the table of checksums."""

    def __init__(self) -> None:
        self.records: dict[str, str] = {}
        self.unread: set[str] = set()  # names of files already reported
        self._table: Mapping[str, str] | None = None
        self._faults: list[str] = []

    @staticmethod
    def takes(name: str) -> bool:
        """True if a file of the site is a record or the table."""
        return name == TABLE or bool(RECORD.fullmatch(name))

    def add(self, name: str, data: bytes | None) -> None:
        """Check a file, if it is a record or the table; `data` is None if it is missing."""
        if data is None:
            self.unread.add(name)
        elif record := RECORD.fullmatch(name):
            self.records[record[1]] = carried_digest(data)
            if carried_digest(data) not in ("", record_digest(data)):  # old records have none
                self._faults.append(f"{name}：记录与它自带的校验值不符，记录或校验值改过。")
        elif name == TABLE:
            rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig", "replace"), newline=""))
            try:
                self._table = {row.get(IDENTITY) or "": row.get(DIGEST) or "" for row in rows}
            except csv.Error:
                self._faults.append(f"{name}：不是发布时的表，改过。")

    def faults(self) -> Iterator[str]:
        """Yield the faults, after all files were added."""
        yield from self._faults
        if self._table is None:
            return
        for project in sorted({*self._table, *self.records}):
            unread = f"data/{project}.json" in self.unread
            if self._table.get(project) != self.records.get(project) and not unread:
                yield f"{TABLE}：项目 {project} 的校验值与 data/{project}.json 自带的不同。"


def kept_chain(file: Path) -> ReleaseChain:
    """Read a kept chain. Raises `DeployError` if it is unreadable or invalid."""
    try:
        return ReleaseChain.read(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, InvalidChain) as error:
        why = error if isinstance(error, InvalidChain) else "读不了"
        raise DeployError(f"“{file}”不是完整的发布链（{why}）。请写明当时留存的 chain.txt。") from error


def verify(
    where: str, kept: ReleaseChain | None, authority: Path | None = None, *, own: bool = False, limits: Limits = LIMITS
) -> SiteVerification:
    """Verify a site; `kept` is a chain from an earlier day, `authority` the root certificate of time stamps.

    If `kept` is the publisher's `own` log, publications missing from it are faults. Raises `DeployError` if there is no
    readable site.
    """
    with open_site(where, limits) as site:
        data = site.read(LIST_FILE, limits.whole)
        if data is None:
            raise DeployError(
                f"“{where}”没有发布清单（{LIST_FILE}），不是用 make publish 或 make package 发布的网站，无从核验。"
            )
        sums, wrong_lines = read_listing(data)
        faults = [f"{LIST_FILE}：第 {number} 行不是“校验和  文件名”的样子，改过或残缺。" for number in wrong_lines]
        chain, wrong = _read_chain(site)
        faults += wrong
        vouched: list[str] = []
        if chain:
            faults += _check_last(chain, data)
            faults += _check_kept(chain, kept, own)
            stamped, wrong = _check_stamps(site, sums, chain, authority)
            faults += wrong
            vouched = [*_kept_notes(chain, kept), *stamped]
        records = RecordCheck()
        altered, unread = _check_files(site, sums, records)
        packed = site.outside(SUMS)
        faults += [*altered, *records.faults(), *_check_outside(site, packed, sums)]
        listable = site.names() is not None
    counted = f"核对了 {len(sums)} 个文件" + (f"、{len(records.records)} 条记录。" if records.records else "。")
    notes = [counted, *vouched]
    if not listable:
        notes.append("网址列不出全部文件：清单以外加进去的网页，这样看不出；请用网站的文件夹或压缩包再核验一次。")
    if packed is not None:
        notes.append("网站以外的（部署说明等）只与压缩包自带的校验和核对，请另核对交付时告知的压缩包 SHA-256。")
    if not faults and not unread:
        covered = kept and chain and kept.continues(chain)
        ending = "、与留存的发布链。" if covered else "；现在这一次没有留存的可以作证，连发布链一起改写的看不出。"
        notes.append(f"全部一致：文件与清单、记录与校验值、清单与发布链、发布链前后各行{ending}")
    return SiteVerification(tuple(faults), tuple(unread), tuple(notes))


def _check_files(site: OpenedSite, sums: Mapping[str, str], records: RecordCheck) -> tuple[list[str], list[str]]:
    """Return the differences from the list, and the files that could not be read."""
    gone: list[str] = []
    changed: list[str] = []
    unreadable = [*site.oddities()]
    for name, value in sums.items():
        try:
            digest = _digest(site, name, records)
        except UnreadableFile as error:
            unreadable.append(error)
            records.unread.add(name)
            continue
        if digest != value:
            (gone if digest is None else changed).append(name)
    listed = {*sums, LIST_FILE, CHAIN_FILE}
    faults = [
        *(error.text for error in unreadable if error.altered),
        *named((name for name in site.names() or () if name not in listed), "清单里没有，发布后加进来的"),
        *named(gone, "清单里有，网站上没有"),
        *named(changed, "内容与清单不符，发布后改过"),
    ]
    return faults, [error.text for error in unreadable if not error.altered]


def _digest(site: OpenedSite, name: str, records: RecordCheck) -> str | None:
    """Return the digest of a file, None if it is missing; records are added to `records`."""
    if not records.takes(name):
        return site.digest(name)
    data = site.read(name, min(LARGEST_RECORD, site.limits.whole))
    records.add(name, data)
    return None if data is None else sha256(data)


def _check_outside(site: OpenedSite, packed: bytes | None, sums: Mapping[str, str]) -> Iterator[str]:
    """Yield the faults of the files outside the site folder, by the checksums in the package or archive."""
    if packed is None:
        return
    listed, wrong = read_listing(packed)
    inside = {f"{INSIDE}/{name}": value for name, value in sums.items()}
    inside |= {f"{INSIDE}/{name}": sha256(site.read(name) or b"") for name in (LIST_FILE, CHAIN_FILE)}
    if wrong or inside != {name: value for name, value in listed.items() if name.startswith(f"{INSIDE}/")}:
        yield f"{SUMS}：与网站的文件清单不符，打包后改过。"
    for name in sorted(listed.keys() - inside.keys()):
        try:
            data = site.outside(name)
        except UnreadableFile as error:
            yield error.text
            continue
        if data is None:
            yield f"{name}：{SUMS} 里有，压缩包里没有。"
        elif sha256(data) != listed[name]:
            yield f"{name}：内容与 {SUMS} 不符，打包后改过。"


def _read_chain(site: OpenedSite) -> tuple[ReleaseChain | None, list[str]]:
    data = site.read(CHAIN_FILE, LARGEST_CHAIN)
    if data is None:
        return None, [f"{CHAIN_FILE}：没有发布链。"]
    try:
        return ReleaseChain.read(data.decode("utf-8", "replace")), []
    except InvalidChain as error:
        return None, [f"{CHAIN_FILE}：{error}。"]


def _check_last(chain: ReleaseChain, listing: bytes) -> Iterator[str]:
    if not chain.lines:
        yield f"{CHAIN_FILE}：一次发布也没有记。"
        return
    last = chain.lines[-1]
    if last.files != sha256(listing):
        yield f"{LIST_FILE}：SHA-256 与发布链第 {last.number} 次所记的不符，清单或发布链改过。"
    elif NO_SM3 not in (last.sm3, sm3(listing)) and last.sm3 != sm3(listing):
        yield f"{LIST_FILE}：SM3 与发布链第 {last.number} 次所记的不符。"


def _check_stamps(
    site: OpenedSite, sums: Iterable[str], chain: ReleaseChain, authority: Path | None
) -> tuple[list[str], list[str]]:
    """Return notes and faults of the time stamps."""
    files: dict[str, bytes] = {}
    for name in filter(IN_SITE.fullmatch, sums):
        with suppress(UnreadableFile):  # reported with the files, like missing ones
            if data := site.read(name, LARGEST_STAMP):
                files[name] = data
    stamps, faults = site_stamps(files, files.__getitem__, chain)
    notes: list[str] = []
    for stamp in stamps[-SIGNATURES:]:
        verdict, sound = signature(stamp, authority)
        words = f"第 {stamp.number} 次发布的时间戳：{stamp.time}，盖的是发布链的那一行；{verdict}。"
        (notes if sound else faults).append(words)
    if stamps:
        notes.append(
            f"签名核验无误的时间戳，说明到它那一次为止的各行在那个时间已有、此后没有改过；"
            f"第 {stamps[-1].number} 次以后的没有时间戳。"
        )
    return notes, faults


def _check_kept(chain: ReleaseChain, kept: ReleaseChain | None, own: bool) -> Iterator[str]:
    if kept is None:
        return
    count, recorded = len(chain.lines), len(kept.lines)
    if chain.continues(kept):
        if own and count > recorded:
            yield (
                f"{CHAIN_FILE}：网站上有 {count} 次，本机的发布记录只有 {recorded} 次："
                f"第 {recorded + 1} 次起不是从这里发布的。别处没有发布过、记录也不是旧的，就是有人改了网站。"
            )
    elif kept.continues(chain):
        yield f"{CHAIN_FILE}：留存的发布链有 {recorded} 次，网站上只有 {count} 次：这是较早的网站，或删去了后来的发布。"
    else:
        yield f"{CHAIN_FILE}：从第 {chain.first_difference(kept)} 次起与留存的发布链不同，已发布过的被改写了。"


def _kept_notes(chain: ReleaseChain, kept: ReleaseChain | None) -> Iterator[str]:
    """Yield notes on which publications the kept chain confirms."""
    if not chain.lines:
        return
    last, both = chain.lines[-1], chain.first_difference(kept) - 1 if kept else 0
    yield f"发布链共 {last.number} 次，最近一次 {last.day}，文件清单的 SHA-256 是 {last.files}。"
    if kept is None:
        yield (
            "没有留存的发布链可以比对，只能看出网站自身前后是否一致：能改网站的人可以连清单和发布链一起改写。"
            "请把 release/chain.txt 另存一份，下次写 KEPT=那一份 比对。"
        )
    else:
        vouched = f"到第 {both} 次为止，发布链与留存的逐行相同" if both else "发布链没有一行与留存的相同"
        rest = f"；第 {both + 1} 次起没有留存的可以比对，只能看出前后是否一致" if both < last.number else ""
        yield f"{vouched}{rest}。"
