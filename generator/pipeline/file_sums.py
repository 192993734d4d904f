"""File sums: the checksum of each project file, attachment and kept version; known of those that are as they were.

A file is as it was while size, times and inode are the same, which is what Git goes by. One that was written so shortly
before it was looked at that two versions may bear the same time is read again.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from generator.core.paths import Paths
from generator.load import BY_PROJECT, RELEASES
from generator.pipeline.persistence import store, stored

FOLDERS = (*BY_PROJECT, RELEASES)  # of the content, with a file for each project
TICK = 20_000_000  # nanoseconds in which a file can change twice without another time


# What tells one version of a file from another without reading it: size, times of change (in nanoseconds) of what is
# in it and of what is known of it, inode.
FileFacts = tuple[int, int, int, int]


class KeptSums(NamedTuple):
    """What is kept: the time by the disk at which the files were looked at, and of each its facts and checksum."""

    time: int
    sums: Mapping[str, tuple[FileFacts, str]]


class FileSums:
    """The files below the folders of `content/` that are looked at project by project, by their addresses in it."""

    def __init__(self, paths: Paths) -> None:
        """Look at all of them; where nothing is kept (`out` is None) no checksum is known."""
        self.content, self.place = paths.content, paths.out and paths.out / "state/files"
        self.odd = False  # whether something there is neither a file nor a folder, or cannot be looked at
        self.found: Mapping[str, FileFacts | None] = {}  # None for a folder
        self.known: dict[str, str] = {}
        self.kept = KeptSums(0, {})
        if not self.place or not (now := _time_of_disk(self.place.parent)):
            self.odd = True
            return
        self.now, self.found = now, self._look()
        self.kept = stored(self.place) or self.kept
        for address, (facts, checksum) in self.kept.sums.items():
            if self.found.get(address) == facts and max(facts[1:3]) + TICK < self.kept.time:
                self.known[address] = checksum

    def get(self, address: str) -> str:
        """The checksum of a file where it is known, else nothing."""
        return self.known.get(address, "")

    def learn(self, address: str, data: bytes) -> str:
        """The checksum of a file that was read."""
        checksum = self.known[address] = sha256(data).hexdigest()
        return checksum

    def read_all(self) -> Mapping[str, str] | None:
        """The checksums of all files and folders; None where one cannot be read, or is a link: it may show anything."""
        with suppress(OSError):
            for address, facts in self.found.items():
                if facts and address not in self.known:
                    self.learn(address, (self.content / address).read_bytes())
            return None if self.odd else {address: self.get(address) for address in self.found}
        return None

    def is_current(self) -> bool:
        """Whether nothing has changed since it was looked at."""
        return self._look() == self.found

    def save(self) -> None:
        """Keep what is known for the next run."""
        sums = {at: (facts, self.known[at]) for at, facts in self.found.items() if facts and at in self.known}
        if self.place and sums != self.kept.sums:
            self.kept = KeptSums(self.now, sums)
            store(self.place, self.kept)

    def _look(self) -> Mapping[str, FileFacts | None]:
        found: dict[str, FileFacts | None] = {}
        self.odd = False
        todo = [(str(self.content / folder), f"{folder}/") for folder in FOLDERS]
        for folder, address in todo:
            try:
                entries = list(os.scandir(folder))
            except FileNotFoundError:
                continue
            except OSError:
                self.odd = True
                continue
            found[address[:-1]] = None
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    todo.append((entry.path, f"{address}{entry.name}/"))
                elif entry.is_file(follow_symlinks=False):
                    now = entry.stat(follow_symlinks=False)
                    found[f"{address}{entry.name}"] = now.st_size, now.st_mtime_ns, now.st_ctime_ns, now.st_ino
                else:
                    self.odd = True
        return found


def _time_of_disk(folder: Path) -> int:
    """The time as the disk tells it, which need not be that of this machine; 0 where nothing can be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (mark := folder.parent / ".lock").touch()
        return mark.stat().st_mtime_ns
    except OSError:
        return 0
