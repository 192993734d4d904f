"""敏感用语清单（content/sensitive.yml）里，词不重复，也不只有一个字；例外说法要含有所例外的词。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.book import Book

NAME = "用语清单"
SEVERITY: Severity = "错误"
WAIVABLE = False


def check_site(book: Book) -> Iterator[Violation]:
    """Go through the list."""
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
