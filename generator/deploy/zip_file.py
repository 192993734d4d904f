"""Zip of a site with what lies beside it: its bytes follow from what is in it, wherever and whenever it is written."""

import hashlib
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.deploy import DeployError
from generator.deploy.manifest import INSIDE, SUMS, listing, sha256

Day = tuple[int, int, int]


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """Where to write a file that takes the place of another once it is whole; nothing is left of one that is not."""
    fresh = file.with_name(file.name + ".tmp")
    try:
        yield fresh
    except OSError as trouble:
        raise DeployError(f"写不了“{file}”，请检查能否写入、磁盘是否还有空间，文件是否正在别处打开。") from trouble
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def write_zip(
    file: Path, top: str, day: Day, sums: Mapping[str, str], read: Callable[[str], bytes | None],
    beside: Mapping[str, bytes],
) -> None:  # fmt: skip
    """Write the files of a site, given by name and checksum, and others beside it, with the checksums of all.

    Everything stands in a folder `top`, the site in one inside it.
    """
    listed = {f"{INSIDE}/{name}": value for name, value in sums.items()}
    listed |= {name: sha256(data) for name, data in beside.items()}
    others = {**beside, SUMS: listing(listed).encode()}
    with zipfile.ZipFile(file, "w") as packed:
        for name in sorted(others.keys() | listed.keys()):
            data = others[name] if name in others else read(name.removeprefix(f"{INSIDE}/")) or b""
            if name in listed and sha256(data) != listed[name]:
                raise DeployError("打包时网站的文件变了，请等它写完，再运行一次。")
            packed.writestr(_entry(f"{top}/{name}", data, day), data, zipfile.ZIP_DEFLATED)


def _entry(name: str, data: bytes, day: Day) -> zipfile.ZipInfo:
    """How a file stands in the zip: a day that is the same for all, and a time of day that its bytes decide.

    Most servers tell a new file from the old one by time and size alone: with one time for all, browsers would keep the
    old one of two with the same length. And with a day long past they would keep pages for months without asking.
    """
    second = int.from_bytes(hashlib.sha256(data).digest()[:4]) % 43200 * 2  # zips count in steps of two seconds
    time = second // 3600, second // 60 % 60, second % 60
    entry = zipfile.ZipInfo(name, (*day, *time))
    entry.create_system = 3  # Unix, wherever it is made
    entry.external_attr = 0o100644 << 16
    return entry
