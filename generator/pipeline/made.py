"""Made files: what tasks made, each under its checksum, so that what is the same lies there once."""

import os
from collections.abc import Container, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, Protocol

from generator.core.files import FileAltered, SourceFile, verify, write_atomic
from generator.pipeline.context import BuildContext
from generator.pipeline.file_stamps import FileStamp


class Wanted(Protocol):
    """Checksums of files that are wanted."""

    def beginning(self, digits: str) -> Container[str]:
        """Those that begin with two digits."""

    def among(self, names: set[str]) -> set[str]:
        """Those of some that are wanted."""


class MadeFile(NamedTuple):
    """A file that an earlier task made; reading it raises `FileAltered` where it is not as it was left."""

    path: str
    sum: str

    def read_bytes(self) -> bytes:
        """Its bytes."""
        try:
            with open(self.path, "rb", buffering=0) as file:  # noqa: PTH123 - of thousands a Path takes as long again
                data = file.read()
        except OSError:
            data = b""
        if sha256(data).hexdigest() != self.sum:
            raise FileAltered(self.path)
        return data

    def read_text(self, encoding: str) -> str:
        """Its text."""
        return self.read_bytes().decode(encoding)


def made_file(context: BuildContext, name: str) -> MadeFile:
    """A file that an earlier task of this build made, by its checksum."""
    assert context.paths.out, "a build has a folder"
    return MadeFile(made_path(made_folder(context.paths.out), name), name)


def made_slice(context: BuildContext, stamp: FileStamp, start: int, end: int) -> bytes:
    """Some bytes of a file that a task made; raises `FileAltered` where it is not as it was left."""
    path = made_file(context, stamp.sum).path
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            verify(SourceFile(path, stamp.size, stamp.time), file.fileno())
            file.seek(start)
            return file.read(end - start)
    except OSError:
        raise FileAltered(path) from None


def made_folder(out: Path) -> Path:
    """Where the files that were made lie under their checksums."""
    return out / "made"


def made_path(made: Path, name: str) -> str:
    """Where a file of this checksum lies; tens of thousands are asked for, which as `Path`s takes a second."""
    return f"{made}/{name[:2]}/{name[2:]}"


def sweep(made: Path, wanted: Wanted, among: set[str] | None) -> None:
    """Remove files that are not wanted, of some given by their checksums or (None) of all."""
    for name in _unwanted(made, wanted) if among is None else among - wanted.among(among):
        with suppress(FileNotFoundError):
            os.unlink(made_path(made, name))  # noqa: PTH108


def _unwanted(made: Path, wanted: Wanted) -> Iterator[str]:
    for folder, _, names in os.walk(made):
        kept = wanted.beginning(folder[-2:])
        yield from (name for rest in names if (name := folder[-2:] + rest) not in kept)


def put(made: Path, part: str, address: str, data: bytes | Path, known: str = "") -> FileStamp:
    """Write a file; one that is there already stays as it is, whoever made it and for whichever address.

    Its checksum need not be worked out where it is `known`.
    """
    data = data if isinstance(data, bytes) else data.read_bytes()
    name = known or sha256(data).hexdigest()
    path = made_path(made, name)
    try:
        # A new one, of which nothing is told before it is whole, needs less care than one that the site shows already.
        with open(path, "xb") as new:  # noqa: PTH123
            new.write(data)
    except (FileExistsError, FileNotFoundError):
        write_atomic(Path(path), data)
    return FileStamp(part, address, len(data), os.stat(path).st_mtime_ns, name)  # noqa: PTH116
