"""What the checks of wording share: the few places of a text where a pattern is met, quoted with their neighbours."""

import re
from collections.abc import Callable, Iterator

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
MOST = 3  # a text that is wrong all over says so in three remarks
LONG = 16


def hits(
    pattern: re.Pattern[str], text: str, keep: Callable[[re.Match[str]], bool] = bool
) -> Iterator[tuple[re.Match[str], str]]:
    """The first few places that read differently: the match, and its words with the few before and behind it."""
    seen: set[str] = set()
    for found in filter(keep, pattern.finditer(text)):
        quoted = near(text, *found.span())
        if quoted not in seen:
            seen.add(quoted)
            yield found, quoted
        if len(seen) == MOST:
            return


def near(text: str, start: int, end: int, room: int = 4) -> str:
    """A passage with its neighbours, so that the eye finds it; of a long one its beginning."""
    if end - start > LONG:
        return text[max(0, start - room) : start + LONG].strip() + "…"
    return text[max(0, start - room) : end + room].strip()
