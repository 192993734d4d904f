"""Manifest of a finished site: its files with checksums; the version is their checksum, so no clock takes part."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.deploy import DeployError

LIST_FILE = "release/files.txt"  # of the site as it was made, in the form that `sha256sum -c` reads
CHAIN_FILE = "release/chain.txt"
TOP = "jixiao-gongkai"  # the folder that a package of the site unpacks to
ARCHIVE_TOP = "jixiao-gongkai-guidang"  # the folder that an archive (归档) of it unpacks to
INSIDE = "site"  # the site in it
SUMS = "SHA256SUMS.txt"  # of every file in it; the ending lets a double click on Windows show it
LISTED = re.compile(r"([0-9a-f]{64})  (\S.*)")
MOST_NAMED = 20  # files of one kind that are named one by one


@dataclass(frozen=True)
class SiteTree:
    """A folder and, for each file in it by name, checksum and size."""

    root: Path
    sums: Mapping[str, str]
    sizes: Mapping[str, int]

    def read(self, name: str) -> bytes:
        return (self.root / name).read_bytes()

    @property
    def version(self) -> str:
        """Version of the site: the same files always have the same one."""
        return sha256(listing(self.sums).encode())[:16]


def read_site_tree(root: Path) -> SiteTree:
    """Return the site in a folder, which must be there."""
    if not (root / "index.html").is_file():
        raise DeployError(f"“{root}”里还没有生成好的网站，请先运行 make build。")
    files = sorted((path.relative_to(root).as_posix(), path) for path in root.rglob("*") if path.is_file())
    return SiteTree(
        root, {name: checksum(file) for name, file in files}, {name: file.stat().st_size for name, file in files}
    )


def sha256(data: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def checksum(file: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def is_unchanged(file: Path, value: str) -> bool:
    """True if a file exists and has the checksum."""
    return file.is_file() and checksum(file) == value


def listing(sums: Mapping[str, str]) -> str:
    """Return the checksums as `sha256sum -c` reads them."""
    return "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))


def read_listing(data: bytes) -> tuple[Mapping[str, str], list[int]]:
    """Checksums by name, and the numbers of lines that are none of a list."""
    sums, wrong = {}, []
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        if match := LISTED.fullmatch(line):
            sums[match[2]] = match[1]
        else:
            wrong.append(number)
    return sums, wrong


def named(names: Sequence[str], what: str) -> Iterator[str]:
    """Sentences that say the same of some files; of many the first alone are named."""
    yield from (f"{name}：{what}。" for name in names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        yield f"还有 {len(names) - MOST_NAMED} 个文件{what}。"


def megabytes(size: int) -> str:
    """Return a size as people say it, never less than it is."""
    tenths = -(-size * 10 // 1_000_000)
    return f"{tenths // 10}.{tenths % 10} MB"
