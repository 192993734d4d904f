"""SiteVerification of a published site: its files against their list, the list against the chain, the chain in itself.

Whoever keeps a chain from an earlier day learns too whether what was published since then only went on from there.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.deploy import DeployError
from generator.deploy.chain import NO_SM3, InvalidChain, ReleaseChain, sm3
from generator.deploy.manifest import CHAIN_FILE, LIST_FILE, sha256
from generator.deploy.record_check import RecordCheck
from generator.deploy.site_source import SiteSource, open_site

LISTED = re.compile(r"([0-9a-f]{64})  (\S.*)")
MOST = 20  # files of one kind that are named one by one


@dataclass(frozen=True)
class SiteVerification:
    """What does not agree, in sentences, and what was looked at."""

    faults: tuple[str, ...]
    notes: tuple[str, ...]


def kept_chain(file: Path) -> ReleaseChain:
    """A chain that somebody kept; raises `DeployError`."""
    try:
        return ReleaseChain.read(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, InvalidChain) as wrong:
        raise DeployError(f"“{file}”不是完整的发布链（{wrong}）。请写明当时留存的 chain.txt。") from wrong


def verify(where: str, kept: ReleaseChain | None) -> SiteVerification:
    """Look at everything; `kept` is a chain from an earlier day. Raises `DeployError` where no site can be read."""
    with open_site(where) as site:
        data = site.read(LIST_FILE)
        if data is None:
            raise DeployError(
                f"“{where}”没有发布清单（{LIST_FILE}），不是用 make publish 或 make package 发布的网站，无从核验。"
            )
        sums, faults = _listed(data.decode("utf-8", "replace"))
        records = RecordCheck()
        faults += _files(site, sums, records)
        faults += records.faults()
        chain, wrong = _chain(site)
        faults += wrong
        if chain:
            faults += _last(chain, data)
            faults += _kept(chain, kept)
    notes = [f"核对了 {len(sums)} 个文件" + (f"、{len(records.records)} 条记录。" if records.records else "。")]
    if chain and chain.lines:
        last = chain.lines[-1]
        notes.append(f"发布链共 {last.number} 次，最近一次 {last.day}，文件清单的 SHA-256 是 {last.files}。")
    if kept is None:
        notes.append("没有留存的发布链可以比对，只能看出网站自身前后是否一致。")
    if not faults:
        notes.append(
            "全部一致：文件与清单、记录与校验值、清单与发布链、发布链前后各行"
            + ("、与留存的发布链。" if kept else "。")
        )
    return SiteVerification(tuple(faults), tuple(notes))


def _listed(text: str) -> tuple[Mapping[str, str], list[str]]:
    """Checksums by name, and what is no line of a list."""
    sums, faults = {}, []
    for number, line in enumerate(text.splitlines(), 1):
        if found := LISTED.fullmatch(line):
            sums[found[2]] = found[1]
        else:
            faults.append(f"{LIST_FILE} 第 {number} 行不是“校验和  文件名”的样子，改过或残缺。")
    return sums, faults


def _files(site: SiteSource, sums: Mapping[str, str], records: RecordCheck) -> Iterator[str]:
    gone, changed = [], []
    for name, value in sums.items():
        data = site.read(name)
        if data is None:
            gone.append(name)
            continue
        records.look(name, data)
        if sha256(data) != value:
            changed.append(name)
    there = site.names()
    extra = (
        [] if there is None else [name for name in there if name not in sums and name not in (LIST_FILE, CHAIN_FILE)]
    )
    for names, what in (
        (changed, "内容与清单不符，发布后改过"),
        (gone, "清单里有，网站上没有"),
        (extra, "清单里没有，发布后加进来的"),
    ):
        yield from (f"{name}：{what}。" for name in names[:MOST])
        if len(names) > MOST:
            yield f"还有 {len(names) - MOST} 个文件{what}。"


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


def _kept(chain: ReleaseChain, kept: ReleaseChain | None) -> Iterator[str]:
    if kept is None or chain.continues(kept):
        return
    if kept.continues(chain):
        mine, its = len(chain.lines), len(kept.lines)
        yield f"{CHAIN_FILE}：留存的发布链有 {its} 次，网站上只有 {mine} 次：这是较早的网站，或删去了后来的发布。"
    else:
        yield f"{CHAIN_FILE}：从第 {chain.parting(kept)} 次起与留存的发布链不同，已发布过的被改写了。"
