"""Changes of a run: which files came and went since the last one, as far as that can be told; else all are looked at.

A run that was ended leaves files that no group knows. So what the last one left is believed only where it was finished.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from generator.core.file_tree import TreeSums
from generator.pipeline.entries import CacheEntry
from generator.pipeline.persistence import store, stored

Entries = Mapping[str, CacheEntry]


class FinishedRun(NamedTuple):
    """What a finished run left: the names of the groups, and the sums of the folders of its trees."""

    groups: str
    trees: Mapping[str, TreeSums]


class RunChanges:
    """What one run changes in one folder."""

    def __init__(self, out: Path) -> None:
        """Begin with nothing known."""
        self.place = out / "state/finished"
        self.certain = False  # whether the groups tell all that is there
        self.trees: Mapping[str, TreeSums] = {}
        self.gone: set[str] = set()  # checksums of files of entries that are kept no longer
        self.folders: set[tuple[str, str]] = set()  # parts, and folders of theirs, in which files came or went

    def begin(self, groups: str) -> None:
        """Take up what the last run left if it was finished; until `end` nobody is to believe it."""
        last: FinishedRun | None = stored(self.place)
        with suppress(OSError):
            self.place.unlink(missing_ok=True)
            self.certain = last is not None and last.groups == groups
            self.trees = last.trees if last else {}

    def note(self, before: Entries, now: Entries) -> None:
        """Note how a group has changed."""
        if self.certain:
            gone = [entry for name, entry in before.items() if now.get(name) is not entry]
            come = [entry for name, entry in now.items() if before.get(name) is not entry]
            self.gone.update(stamp.sum for entry in gone for stamp in entry.files)
            self.folders.update(columns[:2] for entry in (*gone, *come) for columns in entry.columns)

    def end(self, groups: str, trees: Mapping[str, TreeSums]) -> None:
        """The run is finished."""
        store(self.place, FinishedRun(groups, trees))
