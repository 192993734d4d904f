"""Problem categories (问题类别): the word list, and classification of problems by words."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import ClassVar, NamedTuple

from generator.core.record import Record, field
from generator.model.ledger import Finding
from generator.model.report import Prose

UNDECIDED = "待归类"  # category of a problem that words do not decide
# Where words are looked for; a later place counts where those before are even.
PLACES = ("问题", "问题详情", "建议")

Words = tuple[str, ...]


class ProblemCategory(Record):
    """类别: name, meaning, characteristic words, and phrases (例外) that contain a word but do not count."""

    labels: ClassVar[tuple[str, ...]] = ("类别",)

    name: str = field("类别", meaning="名称，如资金管理")
    meaning: str = field("含义", meaning="一句话，哪些问题属于这一类")
    words: Prose = field("词", meaning="问题里出现的字样，一个词只写在一类里")
    exceptions: Prose = field("例外", default=(), meaning="含有某个词、但哪一类都不表示的说法")


class CategoryEvidence(NamedTuple):
    """Distinct words of one category in a problem, by place: 问题, 问题详情, 建议."""

    category: str
    words: tuple[Words, ...]

    @property
    def counts(self) -> tuple[int, ...]:
        """Number of distinct words in each place."""
        return tuple(map(len, self.words))

    def until(self, place: int) -> str:
        """Return the words of the first places: 问题中的“验收”“归档”，建议中的“档案”."""
        pairs = zip(PLACES[: place + 1], self.words, strict=False)
        return "，".join(f"{where}中的{''.join(f'“{word}”' for word in words)}" for where, words in pairs if words)


class Classification(NamedTuple):
    """Category of a problem: the one `declared` in the data file, else the one decided by its words.

    `category` is empty if the site has no list and the file declares none. `evidence` holds the categories with words
    in the problem, ordered by counts in `PLACES`.
    """

    category: str = ""
    declared: bool = False
    by_words: str = ""
    evidence: tuple[CategoryEvidence, ...] = ()

    @property
    def alone(self) -> "Classification":
        """Copy without evidence, for long lists."""
        return Classification(self.category, self.declared)

    @property
    def decisive(self) -> int:
        """Index of the deciding place: the first in which the two leading categories differ."""
        if len(self.evidence) < 2:
            places = self.evidence[0].words if self.evidence else ()
            return next((index for index, words in enumerate(places) if words), 0)
        first, second = (evidence.counts for evidence in self.evidence[:2])
        return next((index for index in range(len(PLACES)) if first[index] != second[index]), len(PLACES) - 1)

    @property
    def tied(self) -> Sequence[CategoryEvidence]:
        """Leading categories with equal counts; empty if one leads alone."""
        even = [evidence for evidence in self.evidence if evidence.counts == self.evidence[0].counts]
        return even if len(even) > 1 else ()

    @property
    def reason(self) -> str:
        """Reason in words: declared, or the deciding words."""
        if self.declared:
            return "数据文件写明"
        if self.by_words:
            return self.evidence[0].until(self.decisive)
        if self.tied:
            even = "、".join(f"{evidence.category}（{evidence.until(len(PLACES) - 1)}）" for evidence in self.tied)
            return f"几类的词一样多：{even}"
        return "没有出现词表里的词" if self.category else ""

    @property
    def others(self) -> Words:
        """Other categories with words in the 问题, besides the category or the tied ones."""
        named = {self.category, *(evidence.category for evidence in self.tied if not self.declared)}
        return tuple(
            evidence.category for evidence in self.evidence if evidence.words[0] and evidence.category not in named
        )


class Classifier:
    """Classifier by the word list; at each position of a text the longest word counts."""

    def __init__(self, categories: Sequence[ProblemCategory]) -> None:
        """Create a classifier; with an empty list it classifies nothing."""
        self.categories = tuple(categories)
        self._owner = {word: index for index, category in enumerate(categories) for word in category.words}
        self._ignored = {word for category in categories for word in category.exceptions}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = sorted({*self._owner, *self._ignored}, key=lambda word: (-len(word), word))
        return re.compile("|".join(map(re.escape, words)))

    def classify(self, finding: Finding) -> Classification:
        evidence = self._evidence(finding) if self._owner else ()
        ahead = evidence and (len(evidence) == 1 or evidence[0].counts != evidence[1].counts)
        by_words = evidence[0].category if ahead else ""
        category = finding.category or by_words or (UNDECIDED if self.categories else "")
        return Classification(category, bool(finding.category), by_words, evidence)

    def _evidence(self, finding: Finding) -> tuple[CategoryEvidence, ...]:
        texts = (finding.problem, "\n".join(finding.problem_detail), finding.advice)
        matches = [self._words(text) for text in texts]
        present = sorted({self._owner[word] for words in matches for word in words})
        evidence = (
            CategoryEvidence(
                self.categories[index].name,
                tuple(tuple(word for word in words if self._owner[word] == index) for words in matches),
            )
            for index in present
        )
        return tuple(sorted(evidence, key=lambda category: tuple(-count for count in category.counts)))

    def _words(self, text: str) -> Sequence[str]:
        """Return the distinct words in a text, in order of appearance."""
        words = dict.fromkeys(self._pattern.findall(text)) if text else {}
        return [word for word in words if word not in self._ignored]
