"""Unchanged: whether all that a build reads and all that the last one wrote is as it was, so that nothing is to do.

What a build leaves says which checksum its input had and how its trees were listed. Whatever differs from that, or
cannot be told, is settled by the next build.
"""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from generator.core.file_tree import TreeSums, tree_sums
from generator.core.paths import Paths
from generator.pipeline.examination import Examination
from generator.pipeline.file_sums import FOLDERS, FileSums
from generator.pipeline.keys import assets_key, content_key, key_of, program_key, theme_key
from generator.pipeline.persistence import pack, store, stored, unpack
from generator.pipeline.pool import Ahead
from generator.site import SETTINGS_FILE

MANY = 500  # files of projects, of which others look at the trees meanwhile
TREES, BESIDE = ("docs", "site"), (SETTINGS_FILE, "headers/nginx.conf")


class LastBuild(NamedTuple):
    """What the last build that published read and wrote, as checksums, and what it found, packed."""

    inputs: str
    outputs: str
    examination: bytes


class Unchanged:
    """The input of this run beside what the last build left."""

    def __init__(self, paths: Paths, sums: FileSums) -> None:
        """Begin before anything is read, with the files of projects as they are found."""
        assert paths.out, "a build needs a folder"
        self.paths, self.sums, self.out, self.place = paths, sums, paths.out, paths.out / "state/build"
        self.many = len(sums.found) > MANY
        self.docs, self.site = (Ahead(tree_sums, self.out / name, self.many) for name in TREES)
        self.beside = self._beside()

    def examination(self) -> Examination | None:
        """What the last build found, if this one would read and write the same."""
        last: LastBuild | None = stored(self.place)
        if not last or last.inputs != self.inputs:
            self.site.drop()
            return None
        found: Examination = unpack(last.examination)
        return found if last.outputs == self._outputs((self.docs.value, self.site.value)) else None

    def look_again(self) -> None:
        """All is read: begin to look whether somebody changed something meanwhile."""
        self.still = Ahead(Unchanged._is_still, self, self.many)

    def note(self, trees: Iterable[TreeSums], examination: Examination) -> None:
        """Keep what this build read and wrote, if it was so when all was read."""
        self.sums.save()
        if self.inputs and self.still.value:
            store(self.place, LastBuild(self.inputs, self._outputs(trees), pack(examination)))

    def _is_still(self) -> bool:
        return self.sums.is_current() and self._beside() == self.beside

    @cached_property
    def inputs(self) -> str:
        """The key of all that is read; nothing where it cannot be told."""
        sums = self.sums.read_all()
        return "" if sums is None else key_of(self.beside, sums)

    def _beside(self) -> str:
        """The key of all that is read beside the files of projects, and of the names the folders go by."""
        paths = self.paths
        places = str(paths.content), str(paths.root), str(self.out)
        return key_of(program_key(), places, theme_key(paths), assets_key(paths), content_key(paths, FOLDERS))

    def _outputs(self, trees: Iterable[TreeSums]) -> str:
        """The key of what was written."""
        return key_of(tuple(trees), *(_bytes(self.out / name) for name in BESIDE))


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
