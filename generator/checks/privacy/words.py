"""Sensitive words and the list of them."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from generator.checks import Violation, check, site_check
from generator.checks.privacy._published import published_texts
from generator.checks.records import cache_last
from generator.checks.text_index import text_index
from generator.core.record import Record
from generator.model.book import Book, SensitiveWord
from generator.model.project import Project

WordFinder = Callable[[str], Iterator[SensitiveWord]]
WORD_GAP = r"[\s，,、]*"  # what may stand where the list has a space


@check("敏感用语", "警告", reviewed=True)
def sensitive_words(project: Project, book: Book) -> Iterator[Violation]:
    """公开的文字里没有 content/sensitive.yml 所列的敏感用语；清单里写明的例外说法可以出现。"""
    if not book.sensitive:
        return
    yield from _in_texts(project, book)


@site_check.part_of(sensitive_words)
def sensitive_words_on_pages(book: Book) -> Iterator[Violation]:
    find, _heads = _word_finder(book.sensitive)
    texts = published_texts(book) if book.sensitive else ()
    for record, field, text in texts:
        for word in find(text):
            yield record, field, f"写有“{word.word}”：{_reason(word)}，请改写；这里不能豁免"
    for overview in book.overviews if book.sensitive else ():
        yield from _in_texts(overview, book)


def _in_texts(top: Record, book: Book) -> Iterator[Violation]:
    find, heads = _word_finder(book.sensitive)
    for record, field, text, _is_remark in text_index(top).matching(heads):
        yield from ((record, field, f"写有“{word.word}”：{_reason(word)}，请改写") for word in find(text))


@cache_last
def _word_finder(words: tuple[SensitiveWord, ...]) -> tuple[WordFinder, re.Pattern[str]]:
    """Return a finder for the whole list, longer words first, and a pattern of the heads of the words."""
    ordered = sorted(words, key=lambda word: -len(word.word))
    heads = sorted({word.word.split()[0] for word in words})
    pattern = re.compile("|".join(f"({_loose(word.word)})" for word in ordered))
    return partial(_find_words, pattern, ordered), re.compile("|".join(map(re.escape, heads)))


def _find_words(pattern: re.Pattern[str], words: list[SensitiveWord], text: str) -> Iterator[SensitiveWord]:
    for match in pattern.finditer(text):
        word = words[(match.lastindex or 1) - 1]
        if not _is_excepted(text, match, word):
            yield word


def _is_excepted(text: str, match: re.Match[str], word: SensitiveWord) -> bool:
    """Return whether a match is part of a wider word that is allowed."""
    for wider in word.exceptions:
        for inner in re.finditer(_loose(word.word), wider):
            begin = match.start() - inner.start()
            if begin >= 0 and text.startswith(wider, begin):
                return True
    return False


def _loose(word: str) -> str:
    return WORD_GAP.join(re.escape(part) for part in word.split())


def _reason(word: SensitiveWord) -> str:
    return word.reason.rstrip("。；，")


@site_check("用语清单", "错误", waivable=False)
def word_list(book: Book) -> Iterator[Violation]:
    """敏感用语清单（content/sensitive.yml）里，词不重复，也不只有一个字；例外说法要含有所例外的词。"""
    first: dict[str, int] = {}
    for word in book.sensitive:
        bare = _bare(word.word)
        if bare in first:
            yield word, "word", f"“{word.word}”与第 {first[bare]} 行重复，请删去一个"
        elif len(bare) < 2:
            yield word, "word", f"“{word.word}”只有一个字，会查出许多无关的话，请写得长一些"
        first.setdefault(bare, word.at("word").line)
        for number, wider in enumerate(word.exceptions):
            if bare not in _bare(wider) or bare == _bare(wider):
                yield word, ("exceptions", number), f"例外“{wider}”应是含有“{word.word}”的更长的说法，请改正"


def _bare(text: str) -> str:
    return "".join(text.split())
