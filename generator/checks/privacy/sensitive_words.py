"""公开的文字里没有 content/sensitive.yml 所列的敏感用语；清单里写明的例外说法可以出现。"""

import re
from collections.abc import Callable, Iterator
from functools import partial

from generator.checks import Violation
from generator.checks._cache_last import cache_last
from generator.checks._text_index import text_index
from generator.checks.privacy._public import public
from generator.core.diagnostic import Severity
from generator.core.record import Record
from generator.model.book import Book, SensitiveWord
from generator.model.project import Project

NAME = "敏感用语"
SEVERITY: Severity = "警告"
REVIEWED = True
WordFinder = Callable[[str], Iterator[SensitiveWord]]
BLANK = r"[\s，,、]*"  # what may stand where the list has a space


def check(project: Project, book: Book) -> Iterator[Violation]:
    """Look for every word of the list in all that a project says."""
    if not book.sensitive:
        return
    yield from _in_texts(project, book)


def check_site(book: Book) -> Iterator[Violation]:
    """Look for them in all else that is published."""
    find, _heads = _finder(book.sensitive)
    found = public(book) if book.sensitive else ()
    for record, field, text in found:
        for word in find(text):
            yield record, field, f"写有“{word.word}”：{_reason(word)}，请改写；这里不能豁免"
    for overview in book.overviews if book.sensitive else ():
        yield from _in_texts(overview, book)


def _in_texts(top: Record, book: Book) -> Iterator[Violation]:
    """Look through a project or an 一览, where a 说明 may answer."""
    find, heads = _finder(book.sensitive)
    for record, field, text, _is_remark in text_index(top).matching(heads):
        yield from ((record, field, f"写有“{word.word}”：{_reason(word)}，请改写") for word in find(text))


@cache_last
def _finder(words: tuple[SensitiveWord, ...]) -> tuple[WordFinder, re.Pattern[str]]:
    """One pattern for the whole list, the longer of two words that begin alike first; and one for the words' heads."""
    ordered = sorted(words, key=lambda word: -len(word.word))
    heads = sorted({word.word.split()[0] for word in words})
    pattern = re.compile("|".join(f"({_loose(word.word)})" for word in ordered))
    return partial(_found, pattern, ordered), re.compile("|".join(map(re.escape, heads)))


def _found(pattern: re.Pattern[str], words: list[SensitiveWord], text: str) -> Iterator[SensitiveWord]:
    for found in pattern.finditer(text):
        word = words[(found.lastindex or 1) - 1]
        if not _is_fine(text, found, word):
            yield word


def _is_fine(text: str, found: re.Match[str], word: SensitiveWord) -> bool:
    """Whether what was found is part of a wider word that may stand."""
    for wider in word.exceptions:
        for inner in re.finditer(_loose(word.word), wider):
            begin = found.start() - inner.start()
            if begin >= 0 and text.startswith(wider, begin):
                return True
    return False


def _loose(word: str) -> str:
    return BLANK.join(re.escape(part) for part in word.split())


def _reason(word: SensitiveWord) -> str:
    return word.reason.rstrip("。；，")
