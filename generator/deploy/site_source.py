"""Published sites as they can be read again: a folder, a zip as `make package` writes it, or an address."""

import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from generator.deploy import DeployError
from generator.deploy.manifest import ARCHIVE_TOP, INSIDE, TOP

WAIT = 60  # seconds for one file of a web server
LARGEST = 500_000_000  # bytes; no file of a site comes near


class SiteSource(Protocol):
    """A site to read from."""

    def names(self) -> Iterable[str] | None:
        """Return every file; None where nobody can list them."""
        ...

    def read(self, name: str) -> bytes | None:
        """Return a file; None where there is none."""
        ...


class OpenedSite(SiteSource, Protocol):
    """A site where it was opened, with what came with it."""

    def beside(self, name: str) -> bytes | None:
        """Return a file that lies beside the site in a package, unpacked or not; None where there is none."""
        ...


@contextmanager
def open_site(where: str) -> Iterator[OpenedSite]:
    """The site at a folder, in a zip, or behind an address; raises `DeployError`."""
    path = Path(where)
    try:
        if where.startswith(("http://", "https://")):
            yield _WebSite(where)
        elif path.is_dir():
            inside = (path / name for name in ("current", INSIDE) if (path / name / "index.html").is_file())
            yield _FolderSite(path if (path / "index.html").is_file() else next(inside, path))
        elif path.is_file():
            with zipfile.ZipFile(path) as file:
                yield _ZipSite(file)
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

    def beside(self, name: str) -> bytes | None:
        return self.read(f"../{name}") if self._root.name == INSIDE else None


class _ZipSite:
    def __init__(self, file: zipfile.ZipFile) -> None:
        self._zip = file
        entries = {entry.filename for entry in file.infolist() if not entry.is_dir()}
        folders = (f"{top}/{INSIDE}/" for top in (TOP, ARCHIVE_TOP))
        self._top = next((top for top in folders if any(name.startswith(top) for name in entries)), "")
        self._entries = entries

    def names(self) -> Iterable[str]:
        return sorted(name.removeprefix(self._top) for name in self._entries if name.startswith(self._top))

    def read(self, name: str) -> bytes | None:
        return self._entry(self._top + name)

    def beside(self, name: str) -> bytes | None:
        return self._entry(f"{self._top.partition('/')[0]}/{name}") if self._top else None

    def _entry(self, name: str) -> bytes | None:
        return self._zip.read(name) if name in self._entries else None


class _WebSite:
    def __init__(self, address: str) -> None:
        self._address = address.removesuffix("index.html").rstrip("/") + "/"

    def names(self) -> None:
        return None

    def read(self, name: str) -> bytes | None:
        from urllib.error import HTTPError  # slow to load, and every build loads this module
        from urllib.request import urlopen

        try:
            with urlopen(self._address + quote(name), timeout=WAIT) as answer:
                return bytes(answer.read(LARGEST))
        except HTTPError as trouble:
            if trouble.code in (403, 404, 410):
                return None
            raise

    def beside(self, name: str) -> None:
        return None
