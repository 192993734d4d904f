"""Checksum of a file (SHA-256), by which anyone can tell whether a file is the one that was meant."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


class InvalidChecksum(ValueError):
    """The text is no SHA-256; the message tells what to write."""


@dataclass(frozen=True)
class Checksum:
    """A SHA-256: a type of its own, so that its digits are not taken for the number of a person or an account."""

    text: str

    @classmethod
    def read(cls, text: str) -> Self:
        """Read 64 hexadecimal digits, however they are cased."""
        if not SHA256.fullmatch(text.lower()):
            raise InvalidChecksum(f"“{text}”不是 SHA-256 校验和，应是 64 位的 0—9、a—f，用 sha256sum 一类的工具算出")
        return cls(text.lower())


class SummedPieces:
    """Pieces of a file that may be too large to be held as a whole; its size and its SHA-256 are known at their end."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        """Begin with nothing taken."""
        self._pieces = pieces
        self.size, self.sum = 0, ""

    def __iter__(self) -> Iterator[bytes]:
        """The pieces, once."""
        made = sha256()
        for piece in self._pieces:
            made.update(piece)
            self.size += len(piece)
            yield piece
        self.sum = made.hexdigest()

    def __bytes__(self) -> bytes:
        """All of them in one."""
        return b"".join(self)
