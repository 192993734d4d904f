"""Digest of a record: the SHA-256 of its file without the one line that carries it, so that `sha256sum` can check it.

    grep -v '^ "digest": ' shipin-huiyi.json | sha256sum

No text of a data file can look like that line: keys of the record alone stand one space from the edge.
"""

import re
from hashlib import sha256

CARRIED = re.compile(rb'^ "digest": "([0-9a-f]{64})",\n', re.M)
OPENING = b"{\n"


def sealed(record: bytes) -> bytes:
    """A record as its file holds it: the line of the digest goes before all others."""
    line = f' "digest": "{sha256(record).hexdigest()}",\n'
    return OPENING + line.encode() + record.removeprefix(OPENING)


def carried(file: bytes) -> str:
    """The digest that a file carries; empty where it carries none."""
    found = CARRIED.search(file)
    return found[1].decode() if found else ""


def made(file: bytes) -> str:
    """The digest that a file should carry."""
    return sha256(CARRIED.sub(b"", file)).hexdigest()
