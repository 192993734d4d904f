"""Sources: digests of content files, cached by file metadata.

A file is unchanged while size, times and inode are, as in Git. A file modified just before the last scan is read again,
since two versions might have the same time.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TypeVar

from generator.core.files import FileAltered, is_utf8
from generator.load import BY_PROJECT, RELEASES
from generator.load.attachment import FOLDER
from generator.pipeline.context import BuildContext
from generator.pipeline.store import DATABASE_ERRORS, Store, StoreError, delete, is_damaged

Result = TypeVar("Result")

FOLDERS = (*BY_PROJECT, RELEASES)  # within `content/`, with one file per project
TICK = 20_000_000  # nanoseconds; resolution of file times


class FileState(NamedTuple):
    """Size, modification and metadata change times (nanoseconds) and inode of a file."""

    size: int
    mtime: int
    ctime: int
    inode: int


class Sources:
    """Files below `FOLDERS` by address within `content/`, as of the start of a run."""

    def __init__(self, content: Path, store: Store) -> None:
        """Scan all files, and load the digests of unchanged ones from the store."""
        self.content, self.store = content, store
        self.now = _time_of_disk(store.folder)
        self.linked = False  # True if a folder is a symbolic link, which is not followed
        self.files = dict(self._look())
        rows = store.connection.execute(
            "SELECT address, size, mtime, ctime, inode, digest FROM source WHERE max(mtime, ctime) + ? < seen", (TICK,)
        )
        self.digests: dict[str, str] = {
            address: digest for address, *state, digest in rows if self.files.get(address) == tuple(state)
        }
        self._known = set(self.digests)

    def digest(self, address: str) -> str:
        """Return the SHA-256 of a file; empty if it cannot be read."""
        if address not in self.digests:
            try:
                data = (self.content / address).read_bytes()
            except OSError:
                return ""
            self.digests[address] = sha256(data).hexdigest()
        return self.digests[address]

    def all(self) -> Mapping[str, str] | None:
        """Return the digests of all files by address; None if there are symbolic links."""
        return None if self.linked else {address: self.digest(address) for address in sorted(self.files)}

    def below(self, folder: str) -> Mapping[str, str]:
        """Return the digests of the files below a folder, by address."""
        return {address: self.digest(address) for address in sorted(self.files) if address.startswith(f"{folder}/")}

    def is_current(self) -> bool:
        """True if no file has changed since the scan."""
        return dict(self._look()) == self.files

    def save(self) -> None:
        """Store the digests for the next run."""
        fresh = [
            (address, *self.files[address], self.now, digest)
            for address, digest in self.digests.items()
            if address not in self._known and address in self.files
            and is_utf8(address)  # other names are reported as mistakes
        ]  # fmt: skip
        with self.store.connection as connection:
            connection.executemany("INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?, ?, ?)", fresh)
        self._known.update(self.digests)

    def _look(self) -> Iterator[tuple[str, FileState]]:
        pending = [(str(self.content / folder), f"{folder}/") for folder in FOLDERS]
        for folder, address in pending:
            entries: list[os.DirEntry[str]] = []
            with suppress(OSError), os.scandir(folder) as scanned:  # reported by readers of the folder
                entries = list(scanned)
            for entry in entries:
                with suppress(OSError):
                    if entry.is_dir(follow_symlinks=False):
                        pending.append((entry.path, f"{address}{entry.name}/"))
                    elif entry.is_dir():
                        self.linked = True
                    else:
                        status = entry.stat()
                        state = FileState(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
                        yield f"{address}{entry.name}", state


def _time_of_disk(folder: Path) -> int:
    """Return the current time of the file system in nanoseconds; it may differ from the system clock."""
    (mark := folder / ".lock").touch()
    return mark.stat().st_mtime_ns


def with_store(context: BuildContext, run: Callable[[Store, Sources], Result]) -> Result:
    """Call `run` with the store of the output folder and the current sources.

    On a damaged store or altered files, discards these and calls `run` once more. Raises `FileAltered` if that fails
    again, `StoreError` if the store cannot be read or written for another reason.
    """
    for last in (False, True):
        try:
            with closing(Store(context.folder)) as store:
                sources = Sources(context.paths.content, store)
                store.site_key = context.site_key(sources.below(FOLDER))
                try:
                    result = run(store, sources)
                except FileAltered:
                    if last:
                        raise
                    store.discard_altered()
                    continue
                sources.save()
                return result
        except DATABASE_ERRORS as error:
            if last or not is_damaged(error):
                raise StoreError.of(context.folder, error) from error
            delete(context.folder)
    raise AssertionError("the last call returns or raises")
