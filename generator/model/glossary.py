"""Glossary (名词解释): the words of the field that readers may not know, explained once for the whole site."""

from typing import ClassVar

from generator.core.record import Record, field


class Term(Record):
    """名词: a word of the field, what it means in plain words, and the document that says so, where one does."""

    labels: ClassVar[tuple[str, ...]] = ("名词",)

    word: str = field("名词", meaning="网页上出现的字样，一字不差")
    meaning: str = field("解释", meaning="一两句话，不懂财政的人也看得明白")
    source: str = field("依据", default="", meaning="哪份文件这样写；没有查到就不写")

    @property
    def anchor(self) -> str:
        """The id of its place on the page of all terms, and of its note: one without white space."""
        return anchor_of(self.word)


def anchor_of(word: str) -> str:
    """Return the id of the place of a term."""
    return "term-" + "".join(word.split())
