"""Manifest of a finished site: its files with checksums; the version is their checksum, so no clock takes part."""

import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.core.files import is_utf8
from generator.deploy import DeployError

LIST_FILE = "release/files.txt"  # of the site as it was made, in the form that `sha256sum -c` reads
CHAIN_FILE = "release/chain.txt"
TOP = "jixiao-gongkai"  # the folder that a package of the site unpacks to
ARCHIVE_TOP = "jixiao-gongkai-guidang"  # the folder that an archive (归档) of it unpacks to
INSIDE = "site"  # the site in it
SUMS = "SHA256SUMS.txt"  # of every file in it; the ending lets a double click on Windows show it
LISTED = re.compile(r"([0-9a-f]{64})  (\S[^\n]*)")
MOST_NAMED = 20  # differences that are told one by one
MOST_WRONG = 1000  # lines of a text that is taken for a list
LONGEST = 300  # characters of a line that tells one


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
        return listing_digest(self.sums)[:16]


def read_site_tree(root: Path) -> SiteTree:
    """Return the site in a folder, which must be there."""
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


def listing_digest(sums: Mapping[str, str]) -> str:
    """Return the SHA-256 of the list, whatever the encoding of names in it."""
    return sha256(listing(sums).encode(errors="surrogateescape"))


def read_listing(data: bytes) -> tuple[Mapping[str, str], list[int]]:
    """Checksums by name, and the numbers of lines that are none of a list, or name a file again or outside the site."""
    sums: dict[str, str] = {}
    wrong: list[int] = []
    for number, line in enumerate(io.BytesIO(data), 1):
        match = LISTED.fullmatch(line.decode("utf-8", "replace").removesuffix("\n"))
        if match and is_plain(match[2]) and match[2] not in sums:
            sums[match[2]] = match[1]
        else:
            wrong.append(number)
            if len(wrong) == MOST_WRONG:
                break
    return sums, wrong


def is_plain(name: str) -> bool:
    """True if a name leads to a file inside the folder that it starts from, on every system."""
    return "\\" not in name and name[1:2] != ":" and not {"", ".", ".."} & {*name.split("/")}


def named(names: Iterable[str], what: str) -> Iterator[str]:
    """Yield sentences that say the same of some files."""
    return (f"{name}：{what}。" for name in names)


def shortened(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines that tell differences, as a terminal can take them: of many the first, and how many more of a kind.

    Names come from others: what is no letter, digit or sign in them is spelled out.
    """
    yield from map(printable, lines[:MOST_NAMED])
    if rest := lines[MOST_NAMED:]:
        kinds = Counter(line.partition("：")[2].rstrip("。") for line in rest).most_common(3)
        yield f"还有 {len(rest)} 处：" + "；".join(f"{printable(kind)} {count} 处" for kind, count in kinds) + "。"


def printable(text: str) -> str:
    """Return a text without characters that move the cursor or are none, and not longer than a few lines."""
    spelled = "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text[: LONGEST + 1])
    return spelled if len(text) <= LONGEST else f"{spelled[:LONGEST]}…"


def megabytes(size: int) -> str:
    """Return a size as people say it, never less than it is."""
    tenths = -(-size * 10 // 1_000_000)
    return f"{tenths // 10}.{tenths % 10} MB"
