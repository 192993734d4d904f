"""`SHA256SUMS`: the checksum of every download, in the form that `sha256sum -c` reads."""

from collections.abc import Iterator
from itertools import islice

from generator.core.checksum import SummedPieces
from generator.views.download import DownloadList, Export

TOGETHER = 1000  # lines that are written at once
COVERED = ("data/", "api/", "datapackage.json")


def manifest_files(downloads: DownloadList) -> Iterator[Export]:
    """One line a file, in the order of the addresses."""
    yield Export("SHA256SUMS", SummedPieces(_lines(downloads)))


def _lines(downloads: DownloadList) -> Iterator[bytes]:
    """The lines, so many at a time."""
    lines = (f"{checksum}  {path}\n" for path, checksum in downloads.sums if path.startswith(COVERED))
    while some := "".join(islice(lines, TOGETHER)):
        yield some.encode()
