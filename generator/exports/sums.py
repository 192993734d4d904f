"""`SHA256SUMS`: the checksum of every download, in the form that `sha256sum -c` reads."""

from collections.abc import Iterator

from generator.views.download import Download, Export

COVERED = ("data/", "api/", "datapackage.json")


def manifest_files(downloads: tuple[Download, ...]) -> Iterator[Export]:
    """One line a file, in the order of the addresses."""
    lines = (f"{file.sum}  {file.path}\n" for file in downloads if file.path.startswith(COVERED))
    yield Export("SHA256SUMS", "".join(sorted(lines, key=lambda line: line.partition("  ")[2])).encode())
