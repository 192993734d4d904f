"""Deflated pieces of a file: compressed apart, they stand behind each other in a zip as if it had been done at once.

So of a large sheet of which a few rows have changed only the pieces that hold these are compressed again.
"""

import io
import struct
import zlib
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

END = b"\x03\x00"  # an empty last block
LOCAL, CENTRAL, LAST = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s4H2LH")
VERSION, DEFLATE, MIDNIGHT, FIRST_DAY = 20, 8, 0, 33  # of the 1st of January 1980, where the time of zips begins
POLYNOMIAL, ONE, X = 0xEDB88320, 1 << 31, 1 << 30  # of CRC-32: the highest bit is the lowest power


class Deflated(NamedTuple):
    """A piece, compressed, and of what was compressed the CRC-32 and the size."""

    data: bytes
    crc: int
    size: int


def deflated(text: bytes) -> Deflated:
    """A piece that others may stand behind."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return Deflated(packer.compress(text) + packer.flush(zlib.Z_FULL_FLUSH), zlib.crc32(text), len(text))


def joined(pieces: Iterable[Deflated]) -> Deflated:
    """A whole file of pieces."""
    out, crc, size = io.BytesIO(), 0, 0
    for piece in pieces:
        out.write(piece.data)
        crc, size = crc_of_both(crc, piece.crc, piece.size), size + piece.size
    out.write(END)
    return Deflated(out.getvalue(), crc, size)


def zip_of(files: Iterable[tuple[str, Deflated]]) -> bytes:
    """A zip of whole files by their names, which are plain ASCII; all bear the same time."""
    out, listed = io.BytesIO(), []
    for name, file in files:
        told = (VERSION, 0, DEFLATE, MIDNIGHT, FIRST_DAY, file.crc, len(file.data), file.size, len(name), 0)
        listed.append(CENTRAL.pack(b"PK\1\2", VERSION, *told, 0, 0, 0, 0, out.tell()) + name.encode())
        out.write(LOCAL.pack(b"PK\3\4", *told) + name.encode())
        out.write(file.data)
    start, contents = out.tell(), b"".join(listed)
    out.write(contents)
    out.write(LAST.pack(b"PK\5\6", 0, 0, len(listed), len(listed), len(contents), start, 0))
    return out.getvalue()


def crc_of_both(first: int, second: int, size: int) -> int:
    """The CRC-32 of two texts behind each other, from that of each and the size of the second.

    The remainder of the first moves up by as many bits as the second has: it is multiplied by that power of x.
    """
    power, at, bits = ONE, 0, 8 * size
    while bits >> at:
        if bits >> at & 1:
            power = _times(_square(at), power)
        at += 1
    return _times(power, first) ^ second


@cache
def _square(times: int) -> int:
    """The remainder of x, squared so many times."""
    return _times(_square(times - 1), _square(times - 1)) if times else X


def _times(one: int, other: int) -> int:
    """The remainder of a product of polynomials whose coefficients are bits."""
    product, bit = 0, ONE
    while one:
        if one & bit:
            product ^= other
            one ^= bit
        bit >>= 1
        other = other >> 1 ^ POLYNOMIAL if other & 1 else other >> 1
    return product
