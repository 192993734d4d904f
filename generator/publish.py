"""A tree of files on disk becomes what it should be: only what differs is written, what is no longer made goes."""

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path


class Copies(Mapping[str, bytes]):
    """Files that were made, and files that are copied as they are, each of these read only when its turn comes."""

    def __init__(self, made: Mapping[str, bytes], places: Mapping[str, Path]) -> None:
        """Begin with what was made, and with where each file lies that is copied, both by address."""
        self._files: Mapping[str, bytes | Path] = {**made, **places}

    def __getitem__(self, name: str) -> bytes:
        file = self._files[name]
        return file.read_bytes() if isinstance(file, Path) else file

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def publish(files: Mapping[str, bytes], folder: Path) -> int:
    """Make `folder` hold exactly `files` (path → bytes); gives the number of files written or removed."""
    changed = 0
    for name, data in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(path.name + ".tmp")
            fresh.write_bytes(data)
            fresh.replace(path)
            changed += 1
    wanted = {folder / name for name in files}
    for root, folders, names in os.walk(folder, topdown=False):
        for name in names:
            if (path := Path(root, name)) not in wanted:
                path.unlink()
                changed += 1
        for name in folders:
            if not any(Path(root, name).iterdir()):
                Path(root, name).rmdir()
    return changed


def swap(fresh: Path, place: Path) -> None:
    """Put a finished tree in the place of the last one; the last good one stays until the new one is whole."""
    old = place.with_name(place.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    fresh.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def recover(place: Path) -> None:
    """Bring back the last good tree after a run that was killed in the middle of `swap`."""
    old = place.with_name(place.name + ".old")
    if old.exists() and not place.exists():
        old.rename(place)
