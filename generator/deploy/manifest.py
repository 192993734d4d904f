"""Manifest of a finished site: its files with checksums, and a version derived from these alone."""

import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.core.files import is_utf8
from generator.deploy import DeployError

LIST_FILE = "release/files.txt"  # in the format of `sha256sum -c`
CHAIN_FILE = "release/chain.txt"
TOP = "jixiao-gongkai"  # top folder of a package
ARCHIVE_TOP = "jixiao-gongkai-guidang"  # top folder of an archive (归档)
INSIDE = "site"  # folder of the site within both
SUMS = "SHA256SUMS.txt"  # checksums of all files in both; Windows opens .txt on a double click
LISTED = re.compile(r"([0-9a-f]{64})  (\S[^\n]*)")
MAX_LISTED = 20  # differences listed one by one
MAX_WRONG = 1000  # invalid lines after which reading stops
MAX_CHARS = 300  # of a line of output


@dataclass(frozen=True)
class SiteTree:
    """Folder with the checksum and size of each file in it, by name."""

    root: Path
    sums: Mapping[str, str]
    sizes: Mapping[str, int]

    def read(self, name: str) -> bytes:
        return (self.root / name).read_bytes()

    @property
    def version(self) -> str:
        """Version of the site; equal files give equal versions."""
        return listing_digest(self.sums)[:16]


def read_site_tree(root: Path) -> SiteTree:
    """Read the site in a folder. Raises `DeployError` if there is none, or for links and undecodable file names."""
    if not (root / "index.html").is_file():
        raise DeployError(f"“{root}”里还没有生成好的网站，请先运行 make build。")
    paths = sorted(root.rglob("*"))
    if link := next((path for path in paths if path.is_symlink()), None):
        raise DeployError(f"“{link}”是链接，会把别处的文件也公布出去，没有发布。请移走它，再运行一次 make build。")
    if odd := next((path for path in paths if not is_utf8(str(path))), None):
        raise DeployError(f"“{printable(str(odd))}”的文件名读不懂，不是生成的，没有发布。请移走它，再运行一次。")
    files = sorted((path.relative_to(root).as_posix(), path) for path in paths if path.is_file())
    return SiteTree(
        root, {name: checksum(file) for name, file in files}, {name: file.stat().st_size for name, file in files}
    )


def sha256(data: bytes) -> str:
    """Return the SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def checksum(file: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def is_unchanged(file: Path, value: str) -> bool:
    """True if a file exists and has the checksum."""
    return file.is_file() and checksum(file) == value


def listing(sums: Mapping[str, str]) -> str:
    """Format checksums by name as a list for `sha256sum -c`."""
    return "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))


def listing_digest(sums: Mapping[str, str]) -> str:
    """Return the SHA-256 of the list; names may be in any encoding."""
    return sha256(listing(sums).encode(errors="surrogateescape"))


def read_listing(data: bytes) -> tuple[Mapping[str, str], list[int]]:
    """Parse a list: return checksums by name, and the 1-based numbers of invalid lines.

    Invalid are also lines that repeat a name or name a file outside the site.
    """
    sums: dict[str, str] = {}
    wrong: list[int] = []
    for number, line in enumerate(io.BytesIO(data), 1):
        match = LISTED.fullmatch(line.decode("utf-8", "replace").removesuffix("\n"))
        if match and is_plain(match[2]) and match[2] not in sums:
            sums[match[2]] = match[1]
        else:
            wrong.append(number)
            if len(wrong) == MAX_WRONG:
                break
    return sums, wrong


def is_plain(name: str) -> bool:
    """True if a name refers to a file below its base folder, on every system."""
    return "\\" not in name and name[1:2] != ":" and not {"", ".", ".."} & {*name.split("/")}


def named(names: Iterable[str], what: str) -> Iterator[str]:
    """Yield a sentence about each file."""
    return (f"{name}：{what}。" for name in names)


def shortened(lines: Sequence[str]) -> Iterator[str]:
    """Yield printable lines of differences: the first `MAX_LISTED`, and the number of others by kind."""
    yield from map(printable, lines[:MAX_LISTED])
    if rest := lines[MAX_LISTED:]:
        kinds = Counter(line.partition("：")[2].rstrip("。") for line in rest).most_common(3)
        yield f"还有 {len(rest)} 处：" + "；".join(f"{printable(kind)} {count} 处" for kind, count in kinds) + "。"


def printable(text: str) -> str:
    """Escape unprintable characters, and truncate to `MAX_CHARS`."""
    escaped = "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text[: MAX_CHARS + 1])
    return escaped if len(text) <= MAX_CHARS else f"{escaped[:MAX_CHARS]}…"


def megabytes(size: int) -> str:
    """Format a size in bytes as MB with one decimal, rounded up."""
    tenths = -(-size * 10 // 1_000_000)
    return f"{tenths // 10}.{tenths % 10} MB"
