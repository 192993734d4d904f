"""Build record (制作记录): versions and digests of the program, libraries and content that a site was built from.

The file is not part of the site, whose digest is the same on every machine. The digest of several files is that of
their list in the format of `sha256sum`.
"""

import platform
import subprocess
import tomllib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.core.paths import PACKAGE, Paths, node_program, program_files
from generator.deploy.manifest import checksum, listing_digest
from generator.deploy.release_log import INTENDED, VALUES
from generator.load import CHAIN, INBOX, RELEASES, is_junk

RECORD_FILE = "制作记录.txt"
VERSION, PROGRAM = "程序版本", "程序文件的SHA-256"
CONTENT, KEPT = "数据的SHA-256", "留存的旧版和时间戳的SHA-256"
PYTHON_LOCK_FILE, NODE_LOCK_FILE = "requirements.txt", "theme/package-lock.json"
PYTHON_LOCK, NODE_LOCK = f"{PYTHON_LOCK_FILE}的SHA-256", f"{NODE_LOCK_FILE}的SHA-256"
PYTHON, NODE, ZLIB, SYSTEM = "Python", "Node.js", "zlib", "操作系统"
FILES = "网站文件清单的SHA-256"
SEPARATOR = "："
REQUEST = ".tsq"  # for a time stamp
# Causes of differences between two sites with advice, most likely first
CAUSES: Mapping[str, str] = {
    CONTENT: "用的不是同一份数据，请核对 content 文件夹是不是同一版",
    KEPT: "每次发布以后会增加，网站上的旧版和时间戳随之不同",
    VERSION: "请换成同一版程序",
    PROGRAM: "程序、模板或样式的文件不同，请取同一版程序，不要改动",
    PYTHON_LOCK: "Python 的库不同，请用同一版程序里的 requirements.txt，再运行一次 make build",
    NODE_LOCK: "图表库不同，请用同一版程序里的 theme/package-lock.json，再运行一次 make build",
    ZLIB: "压缩出来的字节会不同，工作簿和 Word 文档里面的内容不受影响，写着它们的校验和的文件随之不同",
    SYSTEM: "工作簿里会记下是在哪一种系统上做的，里面的内容不受影响",
    NODE: "图是它画的，可能差在坐标的末位",
    PYTHON: "一般没有影响，其他各项都相同时再看这一项",
}


@dataclass(frozen=True)
class BuildRecord:
    """Record of how a site was built, by the labels of its lines."""

    entries: Mapping[str, str]

    @classmethod
    def read(cls, data: bytes) -> "BuildRecord":
        """Parse a file; lines without separator are ignored."""
        lines = (line.partition(SEPARATOR) for line in data.decode("utf-8-sig", "replace").splitlines())
        return cls({name: value for name, separator, value in lines if separator})

    @property
    def data(self) -> bytes:
        """Content of the file, readable in every editor of Windows."""
        return notepad_text(f"{name}{SEPARATOR}{value}" for name, value in self.entries.items())

    def causes(self, other: "BuildRecord") -> Iterator[str]:
        """Yield the possible causes of differences between two sites, most likely first."""
        for name, advice in CAUSES.items():
            own, others = self.entries.get(name, "（没有写）"), other.entries.get(name, "（没有写）")
            if own != others:
                yield f"{name}不同（{own} 与 {others}）：{advice}。"


def build_record(paths: Paths, files: str) -> BuildRecord:
    """Return the record of a site built by this program from `paths`; `files` is the digest of its file list."""
    package = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text("utf-8"))
    program = _sums(PACKAGE.parent, program_files()) | _sums(paths.root, [*paths.theme_files(), *paths.asset_files()])
    python_lock, node_lock = program.pop(PYTHON_LOCK_FILE), program.pop(NODE_LOCK_FILE)
    return BuildRecord({
        VERSION: package["project"]["version"],
        PROGRAM: listing_digest(program),
        PYTHON_LOCK: python_lock,
        NODE_LOCK: node_lock,
        CONTENT: _digest(paths.content, _content_files(paths.content)),
        KEPT: _digest(paths.content, _kept_files(paths.content / RELEASES)),
        PYTHON: platform.python_version(),
        NODE: _node_version(),
        ZLIB: zlib.ZLIB_RUNTIME_VERSION,
        SYSTEM: platform.system(),
        FILES: files,
    })  # fmt: skip


def notepad_text(lines: Iterable[str]) -> bytes:
    """Encode lines for every editor of Windows: with a byte order mark and CR LF."""
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def _node_version() -> str:
    try:
        ran = subprocess.run([node_program() or "node", "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return "没有"
    return ran.stdout.strip().removeprefix("v")


def _content_files(content: Path) -> Iterator[Path]:
    """Yield the content files that a site is built from, without earlier publications and papers to import."""
    for path in content.rglob("*"):
        first, *_ = path.relative_to(content).parts
        if path.is_file() and first not in (RELEASES, INBOX) and not is_junk(path.name):
            yield path


def _kept_files(releases: Path) -> Iterator[Path]:
    """Yield the files of earlier publications that the site shows, without records and requests."""
    for path in releases.rglob("*"):
        own = path.name in (CHAIN, INTENDED, VALUES) or path.suffix == REQUEST
        if path.is_file() and not own and not is_junk(path.name):
            yield path


def _digest(home: Path, files: Iterable[Path]) -> str:
    return listing_digest(_sums(home, files))


def _sums(home: Path, files: Iterable[Path]) -> dict[str, str]:
    sums = {}
    for path in files:
        with suppress(OSError):  # reported by the build
            sums[path.relative_to(home).as_posix()] = checksum(path)
    return sums
