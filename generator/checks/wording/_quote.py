"""Quotations: the few places of a text where a pattern is met, with the words around them."""

import re
from collections.abc import Callable, Iterator

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
MOST_PER_TEXT = 3  # a text that is wrong all over says so in three diagnostics
MOST_CHARS = 16


def hits(
    pattern: re.Pattern[str], text: str, keep: Callable[[re.Match[str]], bool] = bool
) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the first few distinct matches, each with its words and the few before and behind it."""
    seen: set[str] = set()
    for match in filter(keep, pattern.finditer(text)):
        quoted = quotation(text, *match.span())
        if quoted not in seen:
            seen.add(quoted)
            yield match, quoted
        if len(seen) == MOST_PER_TEXT:
            return


def quotation(text: str, start: int, end: int, room: int = 4) -> str:
    """Quote a passage with the characters around it; of a long one its beginning."""
    if end - start > MOST_CHARS:
        return text[max(0, start - room) : start + MOST_CHARS].strip() + "…"
    return text[max(0, start - room) : end + room].strip()
