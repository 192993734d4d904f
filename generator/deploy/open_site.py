"""Readers of published sites: a folder, a zip of `make package` or `make archive`, or a web address.

The content is untrusted: no link is followed, and nothing is unpacked or written.
"""

import io
import os
import re
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from generator.deploy import DeployError
from generator.deploy.manifest import ARCHIVE_TOP, INSIDE, LIST_FILE, SUMS, TOP, is_plain, read_listing
from generator.deploy.site_source import LIMITS, Limits, OpenedSite, Stream, UnreadableFile, reason

VERSION = re.compile(r"versions/[0-9a-f]{16}")  # target of the link `current` of a release folder
ENCRYPTED = 1  # flag of a zip entry
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, OverflowError, ValueError, OSError)
LINK = "是链接，没有跟着它读"


@contextmanager
def open_site(where: str, limits: Limits = LIMITS) -> Iterator[OpenedSite]:
    """Open the site at a folder, zip or web address. Raises `DeployError` if it cannot be read."""
    path = Path(where)
    try:
        if where.lower().startswith(("http://", "https://")):
            from generator.deploy.web_site import WebSite  # slow to import

            yield WebSite(where, limits)
        elif path.is_dir():
            yield _FolderSite(_root(path), limits)
        elif path.is_file():
            with _opened_zip(path, limits) as file:
                yield _ZipSite(file, limits)
        else:
            raise DeployError(f"没有找到“{where}”。请写明网站的文件夹、make package 的压缩包，或以 http 开头的网址。")
    except OSError as error:
        raise DeployError(f"读不了“{where}”：{reason(error)}。请检查路径、权限或磁盘，再运行一次。") from error


def _root(path: Path) -> Path:
    """Return the folder of the site: within a release folder or an unpacked package, else the folder itself."""
    roots = (path, path / "current", path / INSIDE)
    root = next((root for root in roots if any((root / name).is_file() for name in ("index.html", LIST_FILE))), path)
    if root != path and root.is_symlink() and not VERSION.fullmatch(root.readlink().as_posix()):
        raise DeployError(f"“{root}”是指到“{root.readlink()}”的链接，不是 make publish 做的，没有跟着它读。")
    return root


class _FolderSite(OpenedSite):
    def __init__(self, root: Path, limits: Limits) -> None:
        super().__init__(limits)
        self._root = root
        self._odd: list[UnreadableFile] = []
        self._files = frozenset(self._list())

    def _list(self) -> Iterator[str]:
        """Yield the regular files; record everything else in `_odd`."""
        folders, count = [""], 0
        while folders:
            folder = folders.pop()
            try:
                with os.scandir(self._root / folder) as entries:
                    for entry in entries:
                        name, count = folder + entry.name, count + 1
                        if count > self.limits.files:
                            raise DeployError(f"“{self._root}”里超过 {self.limits.files} 个文件，不像网站，没有读。")
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(f"{name}/")
                        elif entry.is_file(follow_symlinks=False):
                            yield name
                        else:
                            why = LINK if entry.is_symlink() else "不是普通文件，没有读"
                            self._odd.append(UnreadableFile(name, why, altered=True))
            except OSError as error:
                self._odd.append(UnreadableFile(folder or ".", f"文件夹打不开，{reason(error)}"))

    def names(self) -> Sequence[str]:
        return sorted(self._files)

    def oddities(self) -> Iterator[UnreadableFile]:
        yield from sorted(self._odd, key=str)

    def opened(self, name: str) -> tuple[AbstractContextManager[Stream], int] | None:
        if name not in self._files:
            return None
        file = (self._root / name).open("rb")
        return file, os.fstat(file.fileno()).st_size

    def unreadable(self, name: str, error: Exception) -> UnreadableFile:
        return UnreadableFile(name, reason(error) if isinstance(error, OSError) else "读的时候变了")

    def outside(self, name: str) -> bytes | None:
        file = self._root.parent / name
        plain = self._root.name == INSIDE and "/" not in name and file.is_file() and not file.is_symlink()
        return file.read_bytes()[: self.limits.whole] if plain else None


class _BoundedReader(io.BufferedReader):
    """File reader that limits the size of one read, since a zip states the size of its directory itself."""

    most = 0

    def read(self, size: int | None = -1, /) -> bytes:
        if size and size > self.most:
            raise zipfile.BadZipFile("a directory that is too large")
        return super().read(size)


@contextmanager
def _opened_zip(path: Path, limits: Limits) -> Iterator[zipfile.ZipFile]:
    with _BoundedReader(io.FileIO(path)) as raw:
        raw.most = limits.directory
        try:
            file = zipfile.ZipFile(raw)
        except DAMAGED as error:
            raise DeployError(f"“{path}”不是完整的 zip 压缩包，或者目录太大。请重新取一份。") from error
        with file:
            yield file


class _ZipSite(OpenedSite):
    def __init__(self, file: zipfile.ZipFile, limits: Limits) -> None:
        super().__init__(limits)
        self._zip = file
        folders = {entry.filename for entry in file.infolist() if entry.filename.endswith("/") and not entry.file_size}
        self._entries = {entry.filename: entry for entry in file.infolist() if entry.filename not in folders}
        tops = (top for top in (TOP, ARCHIVE_TOP) if any(name.startswith(f"{top}/{INSIDE}/") for name in self._entries))
        self._home = next((f"{top}/" for top in tops), "")
        self._top = f"{self._home}{INSIDE}/" if self._home else ""

    def names(self) -> Sequence[str]:
        return sorted(name.removeprefix(self._top) for name in self._entries if name.startswith(self._top))

    def oddities(self) -> Iterator[UnreadableFile]:
        sums = self.outside(SUMS)
        if self._home and sums is None:
            yield UnreadableFile(SUMS, "压缩包里没有，打包后删去了", altered=True)
        known = {f"{self._home}{name}" for name in (SUMS, *read_listing(sums or b"")[0])}
        for name, count in Counter(entry.filename for entry in self._zip.infolist()).items():
            if why := self._oddity(name, count, known):
                yield UnreadableFile(name, why, altered=True)

    def _oddity(self, name: str, count: int, known: Container[str]) -> str:
        """Return why an entry, of which there are `count`, is not as packed; empty if it is."""
        if not is_plain(name.removesuffix("/")):
            return "解压时会写到别处"
        if count > 1 and name in self._entries:
            return f"同名的有 {count} 个，解压出来不知是哪一个"
        if stat.S_ISLNK(self._zip.getinfo(name).external_attr >> 16):
            return LINK
        if name in self._entries and not name.startswith(self._top) and name not in known:
            return f"{SUMS} 里没有，打包后加进来的"
        return ""

    def opened(self, name: str) -> tuple[AbstractContextManager[Stream], int] | None:
        entry = self._entries.get(self._home + name[3:] if name.startswith("../") else self._top + name)
        if entry is None:
            return None
        if entry.flag_bits & ENCRYPTED or entry.compress_type not in METHODS:
            raise UnreadableFile(name, "加了密，或不是打包时用的压缩方法，打包后换过", altered=True)
        return self._zip.open(entry), entry.file_size

    def unreadable(self, name: str, error: Exception) -> UnreadableFile:
        return UnreadableFile(name, "在压缩包里残缺，解不开", altered=True)

    def outside(self, name: str) -> bytes | None:
        return self.read(f"../{name}") if self._home else None
