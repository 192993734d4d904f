"""DER, the encoding of certificates and time stamps (X.690): items of a tag and bytes, read strictly and written."""

from typing import NamedTuple

INTEGER, BOOLEAN, OCTETS, NULL, OID, TEXT, TIME, SEQUENCE = 0x02, 0x01, 0x04, 0x05, 0x06, 0x0C, 0x18, 0x30
EXPLICIT = 0xA0  # [0] around an item
LONG, OPEN_END = 0x80, b"\x80"


class InvalidDer(ValueError):
    """Bytes that are no DER, or not the items that were expected."""


class DerItem(NamedTuple):
    """One item: its tag and what it holds."""

    tag: int
    data: bytes

    def items(self, *tags: int) -> list["DerItem"]:
        """The items it holds, which must begin with those of some tags."""
        found = read(self.data)
        if tuple(item.tag for item in found[: len(tags)]) != tags:
            raise InvalidDer
        return found

    @property
    def number(self) -> int:
        """The value of an INTEGER."""
        return int.from_bytes(self.data, signed=True)


def read(data: bytes) -> list[DerItem]:
    """The items that bytes are made of, one after the other; raises `InvalidDer`."""
    found = []
    while data:
        start, length = 2, int.from_bytes(data[1:2])
        if length & LONG:  # so many bytes of length follow; none is the open end that only BER has
            start += length - LONG
            length = int.from_bytes(data[2:start])
        if len(data) < start + length or (start == 2 and data[1:2] == OPEN_END):
            raise InvalidDer
        found.append(DerItem(data[0], data[start : start + length]))
        data = data[start + length :]
    return found


def encoded(tag: int, *parts: bytes) -> bytes:
    """An item that holds some bytes."""
    data = b"".join(parts)
    if len(data) < LONG:
        return bytes((tag, len(data))) + data
    length = len(data).to_bytes(-(-len(data).bit_length() // 8))
    return bytes((tag, LONG + len(length))) + length + data
