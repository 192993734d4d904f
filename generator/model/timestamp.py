"""Time stamp of a publication (RFC 3161): a provider's signed proof that a digest existed at a time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Timestamp:
    """Content of a time stamp: number of the publication, digest (SHA-256), time, serial number.

    `seconds` is Unix time; `is_token`: `data` is the bare token, without the provider's response.
    """

    number: int
    imprint: str
    seconds: int
    serial: int
    data: bytes
    is_token: bool = False

    @property
    def time(self) -> str:
        """Time in Beijing, as text."""
        return f"{datetime.fromtimestamp(self.seconds, UTC).astimezone(BEIJING):%Y-%m-%d %H:%M:%S}（北京时间）"
