"""Releases: the site is copied to a release folder, and the web server's root is switched to it atomically.

A release folder has `versions/<version>/` and the symbolic link `current`, the root of the web server. The link is
replaced when all files of the new version are copied and verified. On file systems without links (Windows shares, USB
sticks) `current` is a folder that is renamed: for a moment there is none, and the next run recovers from a kill then.
"""

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generator.deploy import DeployError
from generator.deploy.chain import InvalidChain, ReleaseChain
from generator.deploy.changes.account import LastPublication, accounted
from generator.deploy.changes.published import PublishedRecord, record_of
from generator.deploy.manifest import (
    CHAIN_FILE,
    LIST_FILE,
    SiteTree,
    is_unchanged,
    listing,
    megabytes,
    read_listing,
    read_site_tree,
    shortened,
)
from generator.deploy.release_log import ReleaseLog
from generator.deploy.target import ReleaseDir, ReleaseManifest, locked_release_dir
from generator.deploy.timestamp import refuse_wrong_stamps
from generator.deploy.verify import verify

NO_WAY_BACK = "所以没有退回上一版：它会收回已经公布的。要收回的，在数据里改回去，照上面写明，再 make publish。"


class _Turn(NamedTuple):
    """Switch of versions: new, current, and previous one (kept for rollback); numbers of files, and of files copied."""

    version: str
    now: str
    before: str
    files: int
    written: int


@dataclass(frozen=True)
class Release:
    """Result of publishing: the switch, `linked` if made by a symbolic link.

    The chain ends with this publication; `entered` is True if its line is new.
    """

    place: Path
    turn: _Turn
    linked: bool
    chain: ReleaseChain
    entered: bool

    def lines(self, gone_back: bool) -> Iterator[str]:
        """Yield the messages for the person who published."""
        version, _, before, files, written = self.turn
        if gone_back:
            yield f"已退回上一版 {version}，共 {files} 个文件。退回前的 {before} 还留着。"
            yield from self.chain.messages(self.entered)
            return
        yield f"已发布到 {self.place}：版本 {version}，{files} 个文件，其中新增或改动 {written} 个。"
        if before:
            yield f"上一版 {before} 保留着，要退回可加 BACK=1 再运行。"
        else:
            yield f"网站服务器的根目录请指向 {self.place}。"
        if not self.linked:
            yield "这里不能用符号链接，新旧两版是用改名替换的，替换的一瞬间可能打不开网页。"
        yield from self.chain.messages(self.entered)


def publish(site: Path, folder: Path, program: Path, log: ReleaseLog) -> Release:
    """Copy the site to the release folder and switch to it; on failure the current version stays."""
    tree = read_site_tree(site)
    with log.locked(), locked_release_dir(folder, program, site) as place, _cleaned_up(place):
        return _publish(tree, place, log)


def roll_back(folder: Path, program: Path, log: ReleaseLog) -> Release:
    """Switch back to the previous version; this is one more publication, of older files."""
    with log.locked(), locked_release_dir(folder, program) as place, _cleaned_up(place):
        return _back(place, log)


@contextmanager
def _cleaned_up(place: ReleaseDir) -> Iterator[None]:
    """Remove incomplete files at the end; raise `DeployError` in place of `OSError`."""
    try:
        yield
    except OSError as error:
        raise DeployError(_explained(error, place.home)) from error
    finally:
        place.cleanup()


def _publish(tree: SiteTree, place: ReleaseDir, log: ReleaseLog) -> Release:
    place.recover()
    now, version = place.current_version(), tree.version
    manifest = place.manifest(version)
    before = manifest.previous if manifest and now in ("", version) else now
    chain = _continued(tree.sums, place, log)
    record = accounted(tree.sums, tree.read, _last(place, log), log.content, log.today)
    refuse_wrong_stamps(tree, chain)
    _require_versions(tree, record, place.manifest(now), log)
    written = _copy_version(tree, place, now)
    place.write_manifest(version, ReleaseManifest(before, tree.sums))
    turn = _Turn(version, now, before=before, files=len(tree.sums), written=written)
    return _show(place, turn, chain, record, log)


def _copy_version(tree: SiteTree, place: ReleaseDir, now: str) -> int:
    """Copy the site to the folder of its version, with the file list; return the number of files copied."""
    old = place.manifest(now)
    _require_space(tree, old, place)
    root = place.version_dir(tree.version, now)
    written = _copy_files(tree, place, root, place.version_dir(now, now) if old else None)
    place.write_file(root / LIST_FILE, listing(tree.sums))
    return written


def _back(place: ReleaseDir, log: ReleaseLog) -> Release:
    place.recover()
    now = place.current_version()
    record = place.manifest(now)
    before = record.previous if record else ""
    older = place.manifest(before)
    if not older:
        raise DeployError(f"“{place.home}”里没有更早的一版，不能再退。")
    for name, value in older.sums.items():
        if not is_unchanged(place.versions / before / name, value):
            raise DeployError(f"上一版的“{name}”被改过或删去了，没有退回；请用当时的压缩包重新发布。")
    chain = _continued(older.sums, place, log)
    root = place.versions / before
    try:
        last = _last(place, log)
        shown = accounted(older.sums, lambda name: (root / name).read_bytes(), last, log.content, log.today)
    except DeployError as error:
        raise DeployError(f"{error}\n{NO_WAY_BACK}") from error
    turn = _Turn(before, now, before=now, files=len(older.sums), written=0)
    return _show(place, turn, chain, shown, log)


def _continued(sums: Mapping[str, str], place: ReleaseDir, log: ReleaseLog) -> ReleaseChain:
    """Return the chain with the publication of some files; what readers have of it must agree with what is recorded."""
    log.require_source(place.current.exists())
    published = _published_chain(place, log)
    chain = log.chain(published, place.home)
    if published:
        _require_untouched(place)
    now = place.current_version()
    if chain == published and place.manifest(now) and (chain != log.kept() or log.versions.empty):
        # The last run was killed before it recorded its publication.
        log.enter(chain, _seen(place, log.known), lambda name: (place.current / name).read_bytes())
    return chain.extended(listing(sums).encode(), log.today)


def _published_chain(place: ReleaseDir, log: ReleaseLog) -> ReleaseChain | None:
    """Return the chain of the current version; None before the first publication."""
    try:
        return ReleaseChain.read((place.current / CHAIN_FILE).read_text("utf-8"))
    except FileNotFoundError:
        if place.current.exists() and not log.recover:
            also = "" if log.kept() else f"，“{log.file}”也没有"
            raise DeployError(
                f"“{place.current}”里已有发布过的网站，却没有发布链{also}：不是丢了，就是从前用没有发布链的程序发布的。"
                "没有发布。请从备份或版本库取回；查明以后确要照留存的接下去、没有留存就从第 1 次记起的，加 RECOVER=1。"
            ) from None
        return None
    except (InvalidChain, UnicodeDecodeError) as error:
        why = error if isinstance(error, InvalidChain) else "不是文本"
        raise DeployError(
            f"读者看到的发布链“{place.current / CHAIN_FILE}”被改过或残缺：{why}。"
            "没有发布，请查明原因，从上一次的压缩包取回。"
        ) from error


def _require_untouched(place: ReleaseDir) -> None:
    """Raise `DeployError` if the current version was changed since its publication."""
    result = verify(str(place.current), None)
    if faults := (*result.faults, *result.unread):
        listed = "\n".join(shortened(faults))
        raise DeployError(
            f"读者看到的网站与发布时的不同，或者读不了，有 {len(faults)} 处，没有发布。请先查明原因：\n{listed}\n"
            "改过、缺少的从上一次的压缩包取回，加进来的移走，再运行一次；"
            f"取不回的，把“{place.home}”整个移到别处留作证据，再发布一次。"
        )


def _require_versions(tree: SiteTree, record: PublishedRecord, old: ReleaseManifest | None, log: ReleaseLog) -> None:
    """Raise `DeployError` if a page of an earlier published version is missing or was changed."""
    log.versions.require_shown(record, tree.sums)
    if old and not log.recover:
        log.versions.require_unchanged(record, old.sums, tree.sums)


def _seen(place: ReleaseDir, before: PublishedRecord) -> PublishedRecord:
    """Return the record of the current version; `before` is the last kept record."""
    return record_of(_seen_sums(place), lambda name: (place.current / name).read_bytes(), before)


def _seen_sums(place: ReleaseDir) -> Mapping[str, str]:
    """Return the digests of the current files by name, from their list if there is one, else from the manifest."""
    if (place.current / LIST_FILE).is_file():
        return read_listing((place.current / LIST_FILE).read_bytes())[0]
    manifest = place.manifest(place.current_version())
    return manifest.sums if manifest else {}


def _last(place: ReleaseDir, log: ReleaseLog) -> LastPublication:
    """Return the last publication: the current version here, if the last publication is that one, else as kept."""
    here = bool(_seen_sums(place)) and _published_chain(place, log) in (log.kept(), None)
    record = log.record((lambda before: _seen(place, before)) if here else None)

    def read(project: str) -> bytes | None:
        file = place.current / f"data/{project}.json"
        return file.read_bytes() if here and file.is_file() else log.versions.last_record(project)

    return LastPublication(record, read, log.last_day)


def _show(place: ReleaseDir, turn: _Turn, chain: ReleaseChain, record: PublishedRecord, log: ReleaseLog) -> Release:
    """Switch to a complete version, and record the publication.

    The chain is written last, before the switch, so that no visible version lists a later publication.
    """
    entered = chain != log.kept()
    log.start(chain)
    place.write_file(place.version_dir(turn.version, turn.now) / CHAIN_FILE, chain.text)
    place.sync_to_disk()
    if turn.now != turn.version:
        place.switch(turn.version, turn.now)
    log.enter(chain, record, lambda name: (place.current / name).read_bytes())
    place.prune({turn.version, turn.before})
    return Release(place.current, turn, place.current.is_symlink(), chain=chain, entered=entered)


def _require_space(tree: SiteTree, old: ReleaseManifest | None, place: ReleaseDir) -> None:
    """Raise `DeployError` if the disk has no space for the new files."""
    kept = set(old.sums.values()) if old else set()
    need = sum(tree.sizes[name] for name, value in tree.sums.items() if value not in kept)
    free = shutil.disk_usage(place.home).free
    if need > free:
        raise DeployError(f"“{place.home}”空间不够：要 {megabytes(need)}，只剩 {megabytes(free)}。")


def _copy_files(tree: SiteTree, place: ReleaseDir, root: Path, last: Path | None) -> int:
    """Copy the files of the site to a folder; return how many. Copies are verified before they are renamed there."""
    fresh, written = place.versions / ".tmp", 0
    place.make_readable(root)
    for name, value in tree.sums.items():
        if is_unchanged(root / name, value):
            continue
        place.make_readable((root / name).parent)
        fresh.unlink(missing_ok=True)
        # A hard link to an unchanged file takes no space, and keeps the time that browser caches depend on.
        if not (last and _linked(last / name, fresh, value)):
            shutil.copyfile(tree.root / name, fresh)
            with suppress(OSError):  # some shares have no permissions
                fresh.chmod(0o644)
            written += 1
            if not is_unchanged(fresh, value):
                raise DeployError(f"“{name}”复制后与原文件不一致，没有发布。请等网站生成结束，或检查磁盘，再运行一次。")
        fresh.replace(root / name)
    return written


def _linked(file: Path, fresh: Path, value: str) -> bool:
    """Create a hard link to a file with this checksum; False if that is impossible."""
    if not is_unchanged(file, value):
        return False
    try:
        os.link(file, fresh)
    except OSError:
        return False
    return True


def _explained(error: OSError, home: Path) -> str:
    """Return the message for an error of the system, with advice."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"“{home}”空间不够，没有发布，原来的网页不变。请腾出空间再运行。"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"没有写入“{home}”的权限，没有发布，原来的网页不变。请换有权限的用户运行。"
    name = errno.errorcode.get(error.errno or 0, "")
    return f"读写“{error.filename or home}”出错（{name}），没有发布，原来的网页不变。请检查磁盘或网络，再运行一次。"
