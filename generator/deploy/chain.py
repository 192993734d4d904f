"""Release chain: a hash chain with one line per publication.

After the heading each line has number, day, SHA-256 of the file list, SHA-256 of the previous line, and SM3 (GB/T
32905—2016) of the file list, or `-` if Python's OpenSSL has no SM3. `sha256sum` and `tail` suffice to check it.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.deploy import DeployError
from generator.deploy.manifest import sha256

HEADING = "# 发布链：第几次 日期 文件清单的SHA-256 上一行的SHA-256 文件清单的SM3\n"
LINE = re.compile(r"([1-9]\d{0,8}) (\d{4}-\d\d-\d\d) ([0-9a-f]{64}) ([0-9a-f]{64}) ([0-9a-f]{64}|-)\n", re.ASCII)
NO_SM3 = "-"


class InvalidChain(ValueError):
    """Text that is no valid chain; the message names the publication and the fault."""


@dataclass(frozen=True)
class ReleaseLine:
    """One publication: 1-based number, day, SHA-256 of the file list and of the previous line, SM3 of the file list."""

    number: int
    day: date
    files: str
    before: str
    sm3: str

    @property
    def text(self) -> str:
        return f"{self.number} {self.day.isoformat()} {self.files} {self.before} {self.sm3}\n"


@dataclass(frozen=True)
class ReleaseChain:
    """All publications, oldest first."""

    lines: tuple[ReleaseLine, ...] = ()

    @classmethod
    def read(cls, text: str) -> "ReleaseChain":
        """Parse a chain. Raises `InvalidChain`."""
        heading, *rest = re.findall(r"[^\n]*\n|[^\n]+", text) or [""]
        if heading != HEADING:
            raise InvalidChain("开头一行不是发布链的标题")
        lines: list[ReleaseLine] = []
        for number, line in enumerate(rest, 1):
            lines.append(_read_line(number, line, lines[-1] if lines else None))
        return cls(tuple(lines))

    @property
    def text(self) -> str:
        return HEADING + "".join(line.text for line in self.lines)

    @property
    def _tail(self) -> str:
        return _digest(self.lines[-1] if self.lines else None)

    def extended(self, files: bytes, day: date) -> "ReleaseChain":
        """Return the chain with one more publication; unchanged if the last one had the same files.

        Raises `DeployError` if the day is before the last publication.
        """
        if self.lines and self.lines[-1].files == sha256(files):
            return self
        if self.lines and day < self.lines[-1].day:
            raise DeployError(
                f"本机的日期是 {day}，早于上一次发布的 {self.lines[-1].day}，没有发布。请校准本机的日期，再运行一次。"
            )
        line = ReleaseLine(len(self.lines) + 1, day, files=sha256(files), before=self._tail, sm3=sm3(files))
        return ReleaseChain((*self.lines, line))

    def continues(self, other: "ReleaseChain") -> bool:
        """True if this chain starts with the other."""
        return self.lines[: len(other.lines)] == other.lines

    def is_near(self, line: str) -> bool:
        """True for the text of the last line, or of the line that would follow it."""
        return line == (self.lines[-1].text if self.lines else "") or f" {self._tail} " in line

    def first_difference(self, other: "ReleaseChain") -> int:
        """Return the number of the first publication in which two chains differ, or which one of them lacks."""
        both = zip(self.lines, other.lines, strict=False)
        return 1 + next(
            (index for index, (line, other_line) in enumerate(both) if line != other_line),
            min(len(self.lines), len(other.lines)),
        )

    def messages(self, entered: bool) -> Iterator[str]:
        """Yield the messages for the person who published; `entered` is True if the last line is new."""
        last = self.lines[-1]
        if not entered:
            yield f"内容与第 {last.number} 次（{last.day}）发布的相同，发布链没有变。"
            return
        if last.number == 1:
            yield "发布链从这一次记起。以前发布过的，是发布记录丢了：请先取回 content/releases，再发布。"
        yield f"发布链已记到第 {last.number} 次（{last.day}）。请把 content/releases 一起备份或提交到版本库。"
        if older := self.same_before():
            yield f"注意：这一次的内容与第 {older.number} 次（{older.day}）发布的相同，是退回了更早的内容。"

    def same_before(self) -> ReleaseLine | None:
        """Return the latest earlier publication with the same files as the last; None if there is none."""
        *earlier, last = self.lines
        return next((line for line in reversed(earlier) if line.files == last.files), None)


def _digest(line: ReleaseLine | None) -> str:
    """Return the digest of a line, or of the heading for None."""
    return sha256((line.text if line else HEADING).encode())


def _read_line(number: int, line: str, before: ReleaseLine | None) -> ReleaseLine:
    match = LINE.fullmatch(line)
    if not match:
        raise InvalidChain(f"第 {number} 次的一行残缺或改过")
    if int(match[1]) != number:
        raise InvalidChain(f"第 {number} 次的一行写成了第 {match[1]} 次，中间少了或多了")
    if match[4] != _digest(before):
        raise InvalidChain(f"第 {number} 次所记的上一行与上一行不符，上一行或这一行改过")
    try:
        day = date.fromisoformat(match[2])
    except ValueError as error:
        raise InvalidChain(f"第 {number} 次的日期“{match[2]}”不存在") from error
    if before and day < before.day:
        raise InvalidChain(f"第 {number} 次的日期“{match[2]}”早于前一次")
    return ReleaseLine(number, day, files=match[3], before=match[4], sm3=match[5])


def sm3(data: bytes) -> str:
    """Return the SM3 digest in hexadecimal; `NO_SM3` if Python's OpenSSL has none."""
    return hashlib.new("sm3", data).hexdigest() if "sm3" in hashlib.algorithms_available else NO_SM3
