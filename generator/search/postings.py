"""A list of documents as text (steps from one to the next, or one bit a document where shorter), and its shard."""

from base64 import b64encode
from collections.abc import Sequence

MASK = 0xFFFFFFFF


def encode(numbers: Sequence[int], count: int) -> str:
    """The rising numbers, all below `count`, in base64 without padding; `!` in front of bits."""
    steps = bytearray()
    last = -1
    for number in numbers:
        step = number - last - 1
        while step > 127:
            steps.append(step & 127 | 128)
            step >>= 7
        steps.append(step)
        last = number
    if len(steps) * 8 <= count:
        return b64encode(steps).decode().rstrip("=")
    bits = bytearray((count + 7) // 8)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return "!" + b64encode(bits).decode().rstrip("=")


def shard_of(gram: str, shards: int) -> int:
    """The shard a piece lies in; `shards` is a power of two. FNV-1a over the code points."""
    value = 2166136261
    for character in gram:
        value = (value ^ ord(character)) * 16777619 & MASK
    return (value ^ value >> 15) & shards - 1
