"""Time stamp of a publication (RFC 3161): a provider's signed word that a digest was there at a time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Timestamp:
    """Contents of a time stamp: number of the publication, digest (SHA-256), time, serial number.

    `seconds` count since 1970 in UTC; `is_token` says that `data` is the token alone, without the provider's answer.
    """

    number: int
    imprint: str
    seconds: int
    serial: int
    data: bytes
    is_token: bool = False

    @property
    def time(self) -> str:
        """The time as people here read it."""
        return f"{datetime.fromtimestamp(self.seconds, UTC).astimezone(BEIJING):%Y-%m-%d %H:%M:%S}（北京时间）"
