"""Checksums (SHA-256): of files, and of records that carry their own."""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
CARRIED = re.compile(rb'^ "digest": "([0-9a-f]{64})",\n', re.M)
OPENING = b"{\n"


class InvalidChecksum(ValueError):
    """Text that is no SHA-256; the message says what to write."""


@dataclass(frozen=True)
class Checksum:
    """SHA-256 digest; its own type, so that checks do not take its digits for an identity or account number."""

    text: str

    @classmethod
    def read(cls, text: str) -> Self:
        """Parse 64 hexadecimal digits in any case. Raises `InvalidChecksum`."""
        digits = text.lower()
        if not SHA256.fullmatch(digits):
            raise InvalidChecksum(f"“{text}”不是 SHA-256 校验和，应是 64 位的 0—9、a—f，用 sha256sum 一类的工具算出")
        return cls(digits)


def sealed(record: bytes) -> bytes:
    """Return the file of a JSON record, with a line for its digest inserted at the top.

    The digest is the SHA-256 of the file without that one line, so that `sha256sum` can check it:

        grep -v '^ "digest": ' shipin-huiyi.json | sha256sum

    No text of a data file can match the line: only keys of the record itself are indented by one space.
    """
    line = f' "digest": "{sha256(record).hexdigest()}",\n'
    return OPENING + line.encode() + record.removeprefix(OPENING)


def carried_digest(file: bytes) -> str:
    """Return the digest in the file of a record; empty if it has none."""
    match = CARRIED.search(file)
    return match[1].decode() if match else ""


def record_digest(file: bytes) -> str:
    """Return the digest that the file of a record should carry."""
    return sha256(CARRIED.sub(b"", file)).hexdigest()
