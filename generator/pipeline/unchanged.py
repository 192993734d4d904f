"""Unchanged: whether all that a build reads and all that the last one wrote is as it was, so that nothing is to do.

What a build leaves says which checksum its input had and how its trees were listed. Whatever differs from that, or
cannot be told, is settled by the next build.
"""

from array import array
from collections.abc import Iterable, Mapping
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from generator.core.files import FileState, listing
from generator.core.paths import Paths
from generator.pipeline.examination import Examination
from generator.pipeline.file_sums import FOLDERS, FileSums
from generator.pipeline.keys import assets_key, content_key, key_of, program_key, theme_key
from generator.pipeline.persistence import store, stored

Folders = Iterable[tuple[str, Mapping[str, FileState]]]  # of a tree, in their order
TREES, BESIDE = ("docs", "site"), ("mkdocs.yml", "headers/nginx.conf")


class LastBuild(NamedTuple):
    """What the last build that published read and wrote, as checksums, and what it found."""

    inputs: str
    outputs: str
    examination: Examination


class Unchanged:
    """The input of this run beside what the last build left."""

    def __init__(self, paths: Paths, sums: FileSums) -> None:
        """Begin before anything is read, with the files of projects as they are found."""
        assert paths.out, "a build needs a folder"
        self.paths, self.sums, self.out, self.place = paths, sums, paths.out, paths.out / "state/build"
        self.beside = self._beside()

    def examination(self) -> Examination | None:
        """What the last build found, if this one would read and write the same."""
        last: LastBuild | None = stored(self.place)
        same = last and last.inputs == self._inputs() and last.outputs == self._outputs(map(self._listing, TREES))
        return last.examination if last and same else None

    def note(self, trees: Iterable[Folders], examination: Examination) -> None:
        """Keep what this build read and wrote, unless somebody changed something meanwhile."""
        self.sums.save()
        inputs = self._inputs()
        if inputs and self.sums.is_current() and self._beside() == self.beside:
            store(self.place, LastBuild(inputs, self._outputs(trees), examination))

    def _inputs(self) -> str:
        """The key of all that is read; nothing where it cannot be told."""
        sums = self.sums.read_all()
        return "" if sums is None else key_of(self.beside, sums)

    def _beside(self) -> str:
        """The key of all that is read beside the files of projects, and of the names the folders go by."""
        paths = self.paths
        places = str(paths.content), str(paths.root), str(self.out)
        return key_of(program_key(), places, theme_key(paths), assets_key(paths), content_key(paths, FOLDERS))

    def _outputs(self, trees: Iterable[Folders]) -> str:
        """The key of what was written: size and time of each file."""
        made = sha256()
        for folder, files in chain.from_iterable(trees):
            names = sorted(files)
            facts = array("q", chain.from_iterable(files[name] for name in names))
            made.update("\0".join((folder, *names, "")).encode("utf-8", "surrogateescape") + facts.tobytes())
        for name in BESIDE:
            made.update(_bytes(self.out / name))
        return made.hexdigest()

    def _listing(self, name: str) -> Folders:
        return sorted(listing(self.out / name).items())


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
