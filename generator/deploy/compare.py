"""Comparison of two sites file by file, with likely causes of differences: a check of reproducible builds."""

import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO

from generator.deploy import DeployError
from generator.deploy.build_record import FILES, RECORD_FILE, BuildRecord
from generator.deploy.manifest import CHAIN_FILE, LIST_FILE, listing_digest, named, read_listing
from generator.deploy.open_site import DAMAGED, open_site
from generator.deploy.site_source import LIMITS, OpenedSite

PACKED = (".xlsx", ".docx", ".zip")
SAME_INSIDE, OTHER = "压缩出来的字节不同，里面的内容相同", "内容不同"
ONLY_FIRST, ONLY_SECOND = "只有前一个有", "只有后一个有"
OwnRecord = Callable[[str], BuildRecord]


@dataclass(frozen=True)
class SiteComparison:
    """Differences between two sites, in sentences, and remarks."""

    differences: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Side:
    """One of the two sites: location, files with checksums, build record (None if unknown)."""

    where: str
    site: OpenedSite
    sums: Mapping[str, str]
    record: BuildRecord | None

    @property
    def digest(self) -> str:
        return listing_digest(self.sums)


def compare(place: str, other: str, own: OwnRecord) -> SiteComparison:
    """Compare two sites; `own` returns the build record of an unpublished site, by the digest of its file list.

    Raises `DeployError` if one of them cannot be read.
    """
    with ExitStack() as both:
        first, second = (_side(where, both.enter_context(open_site(where)), own) for where in (place, other))
        differences = _differences(first, second)
        if not differences:
            same = f"两个网站相同：各有 {len(first.sums)} 个文件，逐个一致，文件清单的 SHA-256 都是 {first.digest}。"
            return SiteComparison((), (same,))
        return SiteComparison(tuple(_lines(differences)), tuple(_causes(first, second)))


def _side(where: str, site: OpenedSite, own: OwnRecord) -> _Side:
    names, listed = site.names(), site.read(LIST_FILE)
    if names is None:
        if listed is None:
            raise DeployError(f"“{where}”没有发布清单（{LIST_FILE}），列不出它的文件，不能比较。")
        sums, _ = read_listing(listed)
    else:
        sums = {name: site.digest(name) or "" for name in names if name not in (LIST_FILE, CHAIN_FILE)}
    if "index.html" not in sums:
        raise DeployError(f"“{where}”里没有网站的首页 index.html，不能比较。")
    kept = site.outside(RECORD_FILE)
    record = BuildRecord.read(kept) if kept else None if listed else own(listing_digest(sums))
    return _Side(where, site, sums, record)


def _differences(first: _Side, second: _Side) -> Mapping[str, list[str]]:
    """Return the names of differing files by kind of difference."""
    names: dict[str, list[str]] = {}
    for name in sorted(first.sums.keys() | second.sums.keys()):
        left, right = first.sums.get(name), second.sums.get(name)
        if left != right:
            kind = ONLY_SECOND if left is None else ONLY_FIRST if right is None else _difference(first, second, name)
            names.setdefault(kind, []).append(name)
    return names


def _difference(first: _Side, second: _Side, name: str) -> str:
    if not name.endswith(PACKED):
        return OTHER
    left, right = (_unpacked(side.site.read(name, side.site.limits.whole) or b"") for side in (first, second))
    return SAME_INSIDE if left is not None and left == right else OTHER


def _unpacked(data: bytes) -> Mapping[str, bytes] | None:
    """Return the entries of a zip by name; None if it is damaged or unpacks to more than the limit."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > LIMITS.whole:
                return None
            return {entry.filename: packed.read(entry) for entry in packed.infolist()}
    except DAMAGED:
        return None


def _lines(differences: Mapping[str, list[str]]) -> Iterator[str]:
    for kind in (OTHER, SAME_INSIDE, ONLY_FIRST, ONLY_SECOND):
        yield from named(differences.get(kind, []), kind)


def _causes(first: _Side, second: _Side) -> Iterator[str]:
    for which, side in (("前", first), ("后", second)):
        yield f"{which}一个：{side.where}，文件 {len(side.sums)} 个，文件清单的 SHA-256 是 {side.digest}。"
    unknown = [side for side in (first, second) if side.record is None]
    yield from (f"“{side.where}”没有附{RECORD_FILE}，说不出不同的原因。" for side in unknown)
    if first.record and second.record:
        causes = tuple(first.record.causes(second.record))
        yield from causes
        if not causes:
            yield "程序、库和数据都相同：有一个在做好以后改过，请分别用 make verify 核验。"
    for side in (first, second):
        if side.record and side.record.entries.get(FILES) not in (None, side.digest):
            yield f"“{side.where}”的文件与它自己的{RECORD_FILE}不符，做好以后改过。"
