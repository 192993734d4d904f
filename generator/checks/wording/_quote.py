"""Quotations: the few places of a text where a pattern is met, with the words around them."""

import re
from collections.abc import Callable, Iterator

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
MOST_PER_TEXT = 3  # a text that is wrong all over says so in three diagnostics
MOST_CHARS = 16
LONGEST_CLAUSE = 12  # characters of a clause before or behind a passage that are quoted whole
CLAUSE_END = re.compile(r"[，。；：！？;\n]|(?<!\d),|,(?!\d)")


def hits(
    pattern: re.Pattern[str], text: str, keep: Callable[[re.Match[str]], bool] = bool
) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the first few distinct matches, each with its words and the few before and behind it."""
    seen: set[tuple[str, str]] = set()
    for match in filter(keep, pattern.finditer(text)):
        quoted = quotation(text, *match.span())
        if (match[0], quoted) not in seen:
            seen.add((match[0], quoted))
            yield match, quoted
        if len(seen) == MOST_PER_TEXT:
            return


def quotation(text: str, start: int, end: int, room: int = 4) -> str:
    """Quote a passage with its clause, of a long clause a few characters around it; `…` marks where it is cut."""
    before = _end_of_clause(text[max(0, start - LONGEST_CLAUSE - 1) : start], room)
    if end - start > MOST_CHARS:
        return f"{before}{text[start : start + MOST_CHARS].rstrip()}…"
    behind = _end_of_clause(text[end : end + LONGEST_CLAUSE + 1][::-1], room)[::-1]
    return f"{before}{text[start:end]}{behind}".strip()


def _end_of_clause(words: str, room: int) -> str:
    """Return the clause that words end with, of a long one only the last few characters."""
    clause = CLAUSE_END.split(words)[-1].lstrip()
    return clause if len(clause) <= LONGEST_CLAUSE else f"…{clause[-room:]}"
