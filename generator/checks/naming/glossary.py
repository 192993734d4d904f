"""名词解释（content/glossary.yml）里，一个名词只解释一次，解释不是名词本身。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.book import Book

NAME = "名词解释"
SEVERITY: Severity = "错误"
WAIVABLE = False


def check_site(book: Book) -> Iterator[Violation]:
    """Go through the list."""
    first: dict[str, int] = {}
    for term in book.terms:
        if term.word in first:
            yield term, "word", f"“{term.word}”在第 {first[term.word]} 行已有解释，请删去一个"
        first.setdefault(term.word, term.at("word").line)
        if term.meaning.strip("。 ") == term.word:
            yield term, "meaning", f"“{term.word}”的解释就是它本身，请写明它是什么意思"
