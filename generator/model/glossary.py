"""Glossary (名词解释): technical terms explained for the whole site."""

from typing import ClassVar

from generator.core.record import Record, field


class Term(Record):
    """名词: technical term, plain explanation, and source document, if any."""

    labels: ClassVar[tuple[str, ...]] = ("名词",)

    word: str = field("名词", meaning="网页上出现的字样，一字不差")
    meaning: str = field("解释", meaning="一两句话，不懂财政的人也看得明白")
    source: str = field("依据", default="", meaning="哪份文件这样写；没有查到就不写")

    @property
    def anchor(self) -> str:
        """HTML id on the glossary page and of its note."""
        return anchor_of(self.word)


def anchor_of(word: str) -> str:
    """Return the HTML id of a term, without white space."""
    return "term-" + "".join(word.split())
