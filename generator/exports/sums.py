"""`SHA256SUMS`: the checksum of every download, in the form that `sha256sum -c` reads."""

import hashlib
from collections.abc import Iterator

from generator.exports import Export
from generator.view import Views

COVERED = ("data/", "api/", "datapackage.json")


def summaries(views: Views, made: tuple[Export, ...]) -> Iterator[Export]:
    """One line a file, in the order of the addresses."""
    lines = sorted(
        (export.path, hashlib.sha256(export.data).hexdigest()) for export in made if export.path.startswith(COVERED)
    )
    yield Export("SHA256SUMS", "".join(f"{digest}  {path}\n" for path, digest in lines).encode(), "校验和")
