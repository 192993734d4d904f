"""一个文号只对应一份文件，引用时题名应当一致；没有文号而题名与另一处引用几乎相同的，很可能是同一份文件，题名写错了。"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from generator.checks import Discrepancy, Fact, Violation
from generator.checks._cache_last import cache_last
from generator.checks._facts import Anchor, anchor
from generator.checks.naming._citations import Citation, bare, citations, number
from generator.checks.naming._names import difference
from generator.core.diagnostic import Place, Severity
from generator.model.book import Book, RatingScheme
from generator.model.project import Project

NAME = "文号异名"
SEVERITY: Severity = "警告"
MIN_TITLE_CHARS = 12  # characters below which titles that are nearly alike are usually those of two documents
MAX_DIFFERING_CHARS = 6  # characters in one place in which a title of one document may differ
DIGITS = re.compile(r"[0-9]+|[一二三四五六七八九十]")
RULES = re.compile(r"(?:办法|规定|细则|制度|规范|标准|规则|条例|规程)$")  # families of titles that differ in one word
OTHER = re.compile(r"[省市区县镇乡村费级类批期年月日修补暂试]")
JOINS = frozenset("和与及")
Reference = tuple[str, str, int]  # a title, with file and line


class Numbered(NamedTuple):
    """A title cited with a number, its bare words for comparing, where it is first met in its file."""

    number: str
    title: str
    bare: str
    where: Anchor


def check(project: Project, book: Book) -> Iterator[Violation]:
    """Compare the citations of a file with each other, and with the schemes."""
    own = citations(project)
    yield from _no_number(own, {number(key): title for key, title in book.scheme_titles})
    yield from _nearly(own)


def extract(project: Project) -> list[Numbered] | None:
    """The titles with a number, each once."""
    once: dict[tuple[str, str], Numbered] = {}
    for one in citations(project):
        if one.number and (one.number, one.bare) not in once:
            once[one.number, one.bare] = Numbered(
                one.number, one.title, one.bare, anchor(project, one.record, one.field)
            )
    return list(once.values()) or None


def compare(book: Book, facts: list[Fact[list[Numbered]]]) -> Iterator[Discrepancy]:
    """Of two titles of one number, the one that most files and the schemes use is the right one."""
    cited = [one for _, own in facts for one in own]
    counts = Counter((one.number, one.bare) for one in cited)
    usual: dict[str, Numbered] = {}
    for one in cited:
        best = usual.setdefault(one.number, one)
        if counts[one.number, one.bare] > counts[best.number, best.bare]:
            usual[one.number] = one
    right = {key: (one.title, one.bare, *_spot(one.where.place)) for key, one in usual.items()}
    right |= {key: (title, bare(title), file, line) for key, (title, file, line) in _schemes(book.schemes).items()}
    for one in cited:
        title, known, file, line = right[one.number]
        if one.bare not in known and known not in one.bare:
            where = f"第 {line} 行" if file == one.where.place.file else f"{file} 第 {line} 行"
            text = f"{one.number}在这里题为“{one.title}”，{where}题为“{title}”"
            yield one.where, f"{text}，请核对题名和文号"


@cache_last
def _schemes(schemes: Mapping[str, RatingScheme]) -> dict[str, Reference]:
    return {number(s.number): (s.name, *_spot(s.at("name"))) for s in schemes.values() if s.number}


def _spot(place: Place) -> tuple[str, int]:
    return place.file, place.line


def _no_number(own: list[Citation], schemes: dict[str, str]) -> Iterator[Violation]:
    """Titles without a number that are nearly one with a number."""
    full = {one.bare: one for one in own if one.number}
    known = {bare(title): (title, key) for key, title in schemes.items()}
    known |= {name: (one.title, one.number) for name, one in full.items()}
    alike: dict[object, list[str]] = defaultdict(list)
    for name in known:
        alike[_kind(name)].append(name)
    reported: set[str] = set()
    for one in own:
        if one.number or one.bare in known or one.bare in reported:
            continue
        for name in alike[_kind(one.bare)]:
            if _alike(one.bare, name) and not (name in full and one.in_same_list(full[name])):
                reported.add(one.bare)
                title, key = known[name]
                text = f"“{one.title}”没有文号，是不是“{title}”（{key}）？"
                yield one.record, one.field, f"{text}请核对题名，补上文号"
                break


@lru_cache(4096)
def _kind(title: str) -> tuple[object, ...]:
    """What two titles of one document share: the numbers in them, and the end."""
    return (*DIGITS.findall(title), title[-2:])


def _alike(one: str, other: str) -> bool:
    """Whether the two differ in one place only, by words left out, turned round, or 和 for 与."""
    if min(len(one), len(other)) < MIN_TITLE_CHARS or abs(len(one) - len(other)) > MAX_DIFFERING_CHARS:
        return False
    here, there, before, after = difference(one, other)
    less, more = sorted((here, there), key=len)
    widest = 1 if RULES.search(one) or min(len(one), len(other)) < 2 * MIN_TITLE_CHARS else MAX_DIFFERING_CHARS
    if not more or len(more) > widest:
        return False
    if {here, there} <= JOINS:
        return True
    if Counter(less) - Counter(more) or min(before, after) < 2:
        return False
    return widest > 1 or not OTHER.search(more)


def _nearly(own: list[Citation]) -> Iterator[Violation]:
    """Titles without a number that are another of this file but for one character lost or added."""
    counts = Counter(one.bare for one in own)
    first = {one.bare: one for one in reversed(own) if not one.number and len(one.bare) >= MIN_TITLE_CHARS}
    reported: set[str] = set()
    lengths = {len(name) for name in first}
    for longer, one in first.items():
        if len(longer) - 1 not in lengths:
            continue
        for n in range(1, len(longer) - 2):
            other, char = first.get(longer[:n] + longer[n + 1 :]), longer[n]
            if not other or other.bare in reported or one.in_same_list(other):
                continue
            if OTHER.match(char) or DIGITS.match(char):
                continue
            right, wrong = (one, other) if counts[one.bare] >= counts[other.bare] else (other, one)
            reported.add(other.bare)
            text = f"“{wrong.title}”与第 {right.place.line} 行的“{right.title}”只差一个字"
            yield wrong.record, wrong.field, f"{text}，请核对题名"
