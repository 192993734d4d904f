"""问题归类的词表（content/categories.yml）里，类别不重名，一个词只写在一类里，也不只有一个字；例外说法要含有某个词。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.category import UNDECIDED

NAME = "问题词表"
SEVERITY: Severity = "错误"
WAIVABLE = False


def check_site(book: Book) -> Iterator[Violation]:
    """Go through the list."""
    lines: dict[str, int] = {}
    owners: dict[str, str] = {}
    words = {word for one in book.categories for word in one.words}
    for one in book.categories:
        if one.name in lines:
            yield one, "name", f"类别“{one.name}”与第 {lines[one.name]} 行重复，请合成一类"
        elif one.name == UNDECIDED:
            yield one, "name", f"“{UNDECIDED}”是定不下来的问题的写法，不能用作类别，请改名"
        lines.setdefault(one.name, one.at("name").line)
        for number, word in enumerate(one.words):
            if word in owners:
                yield one, ("words", number), f"“{word}”已经写在“{owners[word]}”里，一个词只能属于一类，请删去一个"
            elif len(word) < 2:
                yield one, ("words", number), f"“{word}”只有一个字，会归进许多无关的问题，请写得长一些"
            owners.setdefault(word, one.name)
        for number, wider in enumerate(one.exceptions):
            if wider in words or not any(word in wider for word in words):
                yield one, ("exceptions", number), f"例外“{wider}”应是含有某个词的更长的说法，请改正"
