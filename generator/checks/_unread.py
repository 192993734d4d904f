"""Unread places: what a check says beside a value that could not be read may only follow from that it is missing."""

from collections.abc import Collection, Iterable


def beside_unread(paths: Iterable[str], unread: Collection[str]) -> bool:
    """Whether a record or a field is, holds, or lies in something that could not be read; paths are as in places."""
    return any(_nested(path, place) for path in paths if path for place in unread)


def _nested(path: str, other: str) -> bool:
    shorter, longer = sorted((path, other), key=len)
    return longer == shorter or longer.startswith(f"{shorter}.")
