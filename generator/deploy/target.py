"""Release folder: its versions, and the switch of the current one."""

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from generator.deploy import DeployError, try_lock
from generator.deploy.manifest import is_unchanged

MARKER = ".jixiao-gongkai"
FOLDER_NOTICE = "这个文件夹由“绩效公开”的 make publish 管理：网站服务器请指向其中的 current，不要在这里放别的文件。\n"
VERSION_NAME = re.compile(r"([0-9a-f]{16})(\.json)?")


@dataclass(frozen=True)
class ReleaseManifest:
    """Manifest of a complete version: previous version, and checksums by file."""

    previous: str
    sums: Mapping[str, str]


class ReleaseDir:
    """Folder managed by `make publish`."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.versions = home / "versions"
        self.current = home / "current"
        self._old = home / "current.old"
        self._link = home / "current.new"

    def current_version(self) -> str:
        """Return the current version; empty before the first. Raises `DeployError` if its files were changed."""
        if self.current.is_symlink():
            return self.current.readlink().name
        if not self.current.exists():
            return ""
        if version := self._identify(self.current):
            return version
        raise DeployError(f"“{self.current}”里的文件不是发布时的样子，可能有人改过。请先把它移到别处，再运行一次。")

    def manifest(self, version: str) -> ReleaseManifest | None:
        """Return the manifest of a version, or None if it is missing or incomplete."""
        try:
            return ReleaseManifest(**json.loads((self.versions / f"{version}.json").read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def write_manifest(self, version: str, record: ReleaseManifest) -> None:
        """Mark a version as complete."""
        text = json.dumps(asdict(record), ensure_ascii=False, indent=1) + "\n"
        self.write_file(self.versions / f"{version}.json", text)

    def write_file(self, file: Path, text: str) -> None:
        """Write a world-readable text file atomically; do nothing if it has this text already."""
        data = text.encode()
        if file.is_file() and file.read_bytes() == data:
            return
        fresh = self.versions / ".tmp"
        self.make_readable(file.parent)
        fresh.unlink(missing_ok=True)  # it may be a hard link to a published file
        fresh.write_bytes(data)
        with suppress(OSError):  # some shares have no permissions
            fresh.chmod(0o644)
        fresh.replace(file)

    def version_dir(self, version: str, now: str) -> Path:
        """Return the folder of a version; `now` is the current one."""
        plain = version == now and not self.current.is_symlink()
        return self.current if plain and self.current.exists() else self.versions / version

    def make_readable(self, path: Path) -> None:
        """Create a folder, and its parents, readable by web servers whatever the umask."""
        if not path.is_dir():
            self.make_readable(path.parent)
            path.mkdir()
            with suppress(OSError):
                path.chmod(0o755)

    def sync_to_disk(self) -> None:
        """Flush all writes to disk, so that no switch survives a power failure without its files."""
        if hasattr(os, "sync"):
            os.sync()

    def switch(self, version: str, now: str) -> None:
        """Make a complete version the current one; `now` is the one it replaces."""
        if self.current.is_symlink() or not self.current.exists():
            self._link.unlink(missing_ok=True)
            try:
                self._link.symlink_to(f"versions/{version}", target_is_directory=True)
            except OSError:
                if self.current.is_symlink():
                    raise
            else:
                self._link.replace(self.current)
                return
        self._switch_by_rename(version, now)

    def _switch_by_rename(self, version: str, now: str) -> None:
        if now:
            self.current.rename(self._old)
        try:
            (self.versions / version).rename(self.current)
        except OSError:
            self.recover()
            raise
        self._archive_current(now)

    def recover(self) -> None:
        """Complete or undo a switch by renaming that was killed halfway."""
        if self._old.is_dir():
            if self.current.exists():
                self._archive_current(self._identify(self._old))
            else:
                self._old.rename(self.current)

    def _archive_current(self, version: str) -> None:
        """Move the replaced version to the other versions."""
        if version and self._old.is_dir():
            shutil.rmtree(self.versions / version, ignore_errors=True)  # a duplicate, left by copying the folder
            self._old.rename(self.versions / version)

    def _identify(self, folder: Path) -> str:
        """Return the version whose files are in a folder, other files aside; empty if there is none."""
        for file in sorted(self.versions.glob("*.json")):
            record = self.manifest(file.stem)
            if record and all(is_unchanged(folder / name, value) for name, value in record.sums.items()):
                return file.stem
        return ""

    def prune(self, kept: Set[str]) -> None:
        """Remove all versions but the kept ones; files with other names stay."""
        for path in sorted(self.versions.iterdir(), key=Path.is_dir):  # manifests first, so that none lacks its files
            match = VERSION_NAME.fullmatch(path.name)
            if match and match[1] not in kept:
                with suppress(OSError):
                    shutil.rmtree(path) if path.is_dir() else path.unlink()

    def cleanup(self) -> None:
        """Remove temporary files, incomplete versions and empty folders."""
        with suppress(OSError):
            for path in (self.versions / ".tmp", self._link):
                path.unlink(missing_ok=True)
            self.prune({file.stem for file in self.versions.glob("*.json")})
            if not os.path.lexists(self.current) and not self._old.exists():
                self.versions.rmdir()


@contextmanager
def locked_release_dir(folder: Path, program: Path, site: Path | None = None) -> Iterator[ReleaseDir]:
    """Lock a release folder, creating it for a first publication of `site`; without `site` it must exist.

    Raises `DeployError` if it is locked, within the folder of the `program`, or in use for something else.
    """
    try:
        home = folder.expanduser().resolve()
        created = _checked(home, program, site)
        marker, place = home / MARKER, ReleaseDir(home)
        with marker.open("a", encoding="utf-8") as notice:
            if site and not notice.tell():
                notice.write(FOLDER_NOTICE)
    except (OSError, RuntimeError, ValueError) as error:
        raise DeployError(f"不能写入“{folder}”，请检查路径是否正确、有没有权限、磁盘是否已满。") from error
    with try_lock(marker, f"另一个 make publish 正在发布到“{home}”，请等它结束。"):
        try:
            yield place
        finally:
            if not place.versions.exists() and not os.path.lexists(place.current):  # no publication yet
                with suppress(OSError):
                    marker.unlink()
                    if created:
                        home.rmdir()


def _checked(home: Path, program: Path, site: Path | None) -> bool:
    """Create the folder if needed; return True if it was created. Raises `DeployError` for unsuitable folders."""
    if home.is_relative_to(program.resolve()):
        raise DeployError(f"“{home}”在本项目的文件夹里，请写明项目以外的文件夹，如 /srv/jixiao-gongkai。")
    if site and (site.resolve().is_relative_to(home) or home.is_relative_to(site.resolve())):
        raise DeployError(f"“{home}”与生成的网站“{site}”重叠，请换一个文件夹。")
    if not (home / MARKER).is_file():
        if not site:
            raise DeployError(f"“{home}”不是 make publish 发布过的文件夹。")
        _require_empty(home)
    created = not home.exists()
    ReleaseDir(home).make_readable(home)
    return created


def _require_empty(home: Path) -> None:
    """Raise `DeployError` unless a folder is empty or can be created."""
    if not home.parent.is_dir():
        raise DeployError(f"没有“{home.parent}”这个文件夹，请检查路径，或先建好它。")
    if home.exists() and not home.is_dir():
        raise DeployError(f"“{home}”是一个文件，请写明一个文件夹。")
    if home.exists() and any(home.iterdir()):
        raise DeployError(f"“{home}”里已有别的文件，不会动它们。请写明一个空的或新的文件夹。")
