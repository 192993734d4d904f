"""`SHA256SUMS`: the checksum of every download, in the form that `sha256sum -c` reads."""

from collections.abc import Iterator

from generator.core.checksum import SummedPieces
from generator.views.download import DownloadList, Export

COVERED = ("data/", "api/", "datapackage.json")


def manifest_files(downloads: DownloadList) -> Iterator[Export]:
    """One line a file, in the order of the addresses."""
    lines = (f"{checksum}  {path}\n" for path, checksum in downloads.sums if path.startswith(COVERED))
    yield Export("SHA256SUMS", SummedPieces(map(str.encode, lines)))
