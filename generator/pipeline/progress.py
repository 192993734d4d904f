"""Progress of long work, as it is told to who waits for it."""

import time
from typing import TextIO

QUIET_SECONDS, PAUSE_SECONDS = 2, 1  # before the first words of progress, and between them


class Progress:
    """Progress of long work, on one line of a terminal; in a log it is silent."""

    def __init__(self, out: TextIO) -> None:
        """Begin with nothing told."""
        self.out = out
        self.stage, self.width = "", 0
        self.begun = self.told = time.monotonic()

    def tell(self, stage: str, done: int, of: int) -> None:
        """Say how much of a stage is done, and how long the rest of it may take."""
        now = time.monotonic()
        if stage != self.stage:
            self.stage, self.begun = stage, now
        if not self.out.isatty() or now - self.begun < QUIET_SECONDS or now - self.told < PAUSE_SECONDS:
            return
        self.told = now
        minutes, seconds = divmod(int((now - self.begun) * (of - done) / done), 60)
        self._write(f"{stage} {done}/{of}，约还要 {f'{minutes} 分 ' if minutes else ''}{seconds} 秒")

    def close(self) -> None:
        """Wipe the line."""
        if self.width:
            self._write("")

    def _write(self, words: str) -> None:
        wide = 2 * len(words)
        self.out.write(f"\r{words}{' ' * (self.width - wide)}\r")
        self.out.flush()
        self.width = wide
