"""Published sites as they can be read again: a folder, a zip as `make package` writes it, or an address."""

import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from generator.deploy import DeployError
from generator.deploy.manifest import INSIDE, TOP

WAIT = 60  # seconds for one file of a web server
LARGEST = 500_000_000  # bytes; no file of a site comes near


class SiteSource(Protocol):
    """A site to read from."""

    def names(self) -> Iterable[str] | None:
        """Every file; None where nobody can list them."""
        ...

    def read(self, name: str) -> bytes | None:
        """A file; None where there is none."""
        ...


@contextmanager
def open_site(where: str) -> Iterator[SiteSource]:
    """The site at a folder, in a zip, or behind an address; raises `DeployError`."""
    path = Path(where)
    try:
        if where.startswith(("http://", "https://")):
            yield _WebSite(where)
        elif path.is_dir():
            yield _FolderSite(path / "current" if (path / "current").exists() else path)
        elif path.is_file():
            with zipfile.ZipFile(path) as archive:
                yield _ZipSite(archive)
        else:
            raise DeployError(f"没有找到“{where}”。请写明网站的文件夹、make package 的压缩包，或以 http 开头的网址。")
    except zipfile.BadZipFile as wrong:
        raise DeployError(f"“{where}”不是完整的 zip 压缩包，请重新取一份。") from wrong
    except OSError as trouble:
        raise DeployError(
            f"读不了“{where}”：{trouble.strerror or trouble}。请检查路径、权限或网络，再运行一次。"
        ) from trouble


class _FolderSite:
    def __init__(self, root: Path) -> None:
        self._root = root

    def names(self) -> Iterable[str]:
        files = (path for path in self._root.rglob("*") if path.is_file())
        return sorted(path.relative_to(self._root).as_posix() for path in files)

    def read(self, name: str) -> bytes | None:
        file = self._root / name
        return file.read_bytes() if file.is_file() else None


class _ZipSite:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        entries = {entry.filename for entry in archive.infolist() if not entry.is_dir()}
        inside = f"{TOP}/{INSIDE}/"
        self._top = inside if any(name.startswith(inside) for name in entries) else ""
        self._entries = entries

    def names(self) -> Iterable[str]:
        return sorted(name.removeprefix(self._top) for name in self._entries if name.startswith(self._top))

    def read(self, name: str) -> bytes | None:
        return self._archive.read(self._top + name) if self._top + name in self._entries else None


class _WebSite:
    def __init__(self, address: str) -> None:
        self._address = address.removesuffix("index.html").rstrip("/") + "/"

    def names(self) -> None:
        return None

    def read(self, name: str) -> bytes | None:
        try:
            with urllib.request.urlopen(self._address + quote(name), timeout=WAIT) as answer:
                return bytes(answer.read(LARGEST))
        except urllib.error.HTTPError as trouble:
            if trouble.code in (403, 404, 410):
                return None
            raise
