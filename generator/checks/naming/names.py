"""Names of projects, units and systems: variants of one name within a file and from year to year."""

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from generator.checks import Discrepancy, Fact, Violation, check, comparison
from generator.checks.facts import Anchor, ProjectKey, anchor
from generator.checks.records import texts
from generator.checks.text_index import text_index
from generator.model.book import Book
from generator.model.project import Project

YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*(?:[-—~至]\s*(?:19|20)?[0-9]{2})?\s*年度?")
BRACKETED_END = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]{0,20}[)）\]】〕]$")
TRIMMINGS = re.compile(r"(?:项目|专项|工程|经费|运维|运行维护|升级改造|建设|服务)$")
BRACKETS = re.compile(r"[()（）\[\]【】〔〕\s]")


def _plain(name: str) -> str:
    """Normalize a name: no spaces, half-width letters, digits and brackets."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def without_year(name: str) -> str:
    """Return a name without the year of the project."""
    return YEAR.sub("", _plain(name), count=1)


def _core(name: str) -> str:
    """Return a project's name without year, brackets and 项目."""
    return BRACKETS.sub("", without_year(name)).replace("项目", "")


@lru_cache(4096)
def _thing(name: str) -> str:
    """Return the system or work a project is about: its name without year, brackets at the end, 项目, 运维."""
    left = without_year(name)
    while True:
        shorter = TRIMMINGS.sub("", BRACKETED_END.sub("", left))
        if shorter == left or not shorter:
            return left
        left = shorter


def difference(name: str, other: str) -> tuple[str, str, int, int]:
    """Return the differing piece of each, and the number of equal characters before and after it."""
    most = min(len(name), len(other))
    before = next((n for n in range(most) if name[n] != other[n]), most)
    after = next((n for n in range(most - before) if name[-1 - n] != other[-1 - n]), most - before)
    return name[before : len(name) - after], other[before : len(other) - after], before, after


HAN = re.compile(r"[\u4e00-\u9fff]")
# Characters that, where they are all that differs, make the name of another body or thing, or mean nothing at all.
MEANINGFUL = frozenset("0123456789〇一二三四五六七八九十百两第期甲乙丙丁东西南北中上下前后左右内外大小新老旧高低")
MEANINGFUL |= frozenset(
    "男女春夏秋冬进出收支省市区县镇乡村街路局处科部年月日费类级的各等及其该本、，。；：“”（）()《》-—·/ \n"
)
SYSTEM_END = re.compile(r"(?:系统|平台|网站|网|门户|信息库|数据库|中心|软件)$")  # proper names; others are also prose
PLACE_NAME = re.compile(r".?[省市区县镇乡村州盟旗路街局校]")
SHORTENING = frozenset(("人民", "有限", "股份", "责任"))
Sizes = tuple[tuple[int, int], ...]
IN_SHORT_NAMES: Sizes = ((1, 0), (0, 1))
IN_LONG_NAMES: Sizes = ((1, 1), (1, 0), (0, 1), (2, 0), (0, 2))


def _near_misses(name: str, text: str, back: str, *, body: bool) -> Iterator[tuple[int, str]]:
    """Yield each near miss in a text (`back` is the text reversed); long names of systems may differ in two characters.

    All but two characters being the same, either the first or the second half is there as it should be.
    """
    length = _han_length(name)
    if length < (7 if body else 8):
        return
    sizes = IN_LONG_NAMES if length >= 10 and not body and SYSTEM_END.search(name) else IN_SHORT_NAMES
    for start, end, before, less, more in _halves(name, text, sizes):
        if _is_typo(name[before : before + less], text[start + before : start + before + more], name[before + less :]):
            yield start, text[start:end]
    for start, end, after, less, more in _halves(name[::-1], back, sizes):
        begin, cut = len(text) - end, len(text) - start - after
        lost = name[len(name) - after - less : len(name) - after]
        if _is_typo(lost, text[cut - more : cut], name[len(name) - after :]):
            yield begin, text[begin : len(text) - start]


@lru_cache(4096)
def _han_length(name: str) -> int:
    return len(HAN.findall(name))


def _is_typo(lost: str, put: str, rest: str) -> bool:
    """Return whether a difference, before the same rest, looks like a typo: no number, place or short form."""
    if set(lost + put) & MEANINGFUL or {lost, put} & SHORTENING:
        return False
    return not (lost and put and PLACE_NAME.match(rest))


def _halves(name: str, text: str, sizes: Sizes) -> Iterator[tuple[int, int, int, int, int]]:
    """Yield where the first half is found and the rest fits but for a piece: start, end, same before it, lost, put."""
    half = name[: (len(name) - 2) // 2]
    start = text.find(half)
    while start >= 0:
        if not text.startswith(name, start):  # mostly it is there as it should be
            pairs = zip(name, text[start : start + len(name)], strict=False)
            before = next((n for n, (mine, its) in enumerate(pairs) if mine != its), len(name))
            for less, more in sizes:
                rest = name[before + less :]
                if len(rest) > 1 and text.startswith(rest, start + before + more):
                    yield start, start + before + more + len(rest), before, less, more
                    break
        start = text.find(half, start + 1)


PIECES = re.compile(r"[，、；。：:,;()（）《》“”\s]")
SYSTEM_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z]{6,30}?(?:系统|平台|网站|门户|数据库)(?=的|$)")


@check("名称不一", "警告")
def name_variants(project: Project, book: Book) -> Iterator[Violation]:
    """一份数据里，单位、项目、系统只有一个名称：与登记的或前面写明的名称只差一两个字的，很可能是写错了。"""
    units = _unit_names(book, project)
    if not any(_typos(project, units, text_index(project).whole)):
        return
    pieces = [(record, field, text) for record, field, text, is_remark in texts(project) if not is_remark]
    starts, position = [], 0
    for piece in pieces:
        starts.append(position)
        position += len(piece[2]) + 1
    variants: dict[str, list[tuple[int, str]]] = {}
    for spot, variant, name in _longest(_typos(project, units, "\n".join(p[2] for p in pieces))):
        variants.setdefault(variant, []).append((spot, name))
    for variant, hits in variants.items():
        spot, name = hits[0]
        record, field = pieces[bisect_right(starts, spot) - 1][:2]
        times = f"（共 {len(hits)} 处）" if len(hits) > 1 else ""
        yield record, field, f"“{variant}”{times}是不是“{name}”？请对照原件核对"


def _typos(project: Project, bodies: list[tuple[str, ...]], text: str) -> Iterator[tuple[int, str, str]]:
    own = frozenset(name for names in bodies for name in names)
    declared, back = _declared_names(project, bodies), text[::-1]
    systems = _listed_systems(project) - declared
    for name in sorted(declared | systems | own):
        legitimate = declared | systems | own if name in systems else declared | own
        for spot, variant in _near_misses(name, text, back, body=name in own):
            if not any(variant in other for other in legitimate):
                yield spot, variant, name


def _longest(hits: Iterator[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Return the widest of hits one inside the other, in the order of the text."""
    longest: list[tuple[int, str, str]] = []
    for hit in sorted(hits, key=lambda entry: (entry[0], -len(entry[1]), entry[2])):
        if not longest or hit[0] + len(hit[1]) > longest[-1][0] + len(longest[-1][1]):
            longest.append(hit)
    return longest


def _unit_names(book: Book, project: Project) -> list[tuple[str, ...]]:
    """Return the names of each body of this project."""
    evaluation = project.evaluation
    named = (project.unit, *project.authority_names, evaluation.client, evaluation.agency)
    units = (book.unit(name) for name in named if name)
    return list(dict.fromkeys(unit.names for unit in units if unit))


def _declared_names(project: Project, bodies: list[tuple[str, ...]]) -> set[str]:
    """Return the names that a file declares, each also with the other names of the body it begins with."""
    parts = (part.name for part in project.budget.parts)
    declared = (project.name, project.short, project.evaluation.report_name, *parts)
    names = {_thing(name) for name in declared if name}
    for own in bodies:
        for name in tuple(names):
            head = max((body for body in own if name.startswith(body)), key=len, default="")
            names |= {other + name[len(head) :] for other in own if head}
    return names


def _listed_systems(project: Project) -> set[str]:
    """Return the systems that 项目内容 lists."""
    lines = (piece for line in project.content for piece in PIECES.split(line))
    return {_plain(match.group()) for piece in lines if (match := SYSTEM_NAME.match(piece))}


NameFact = tuple[str, Anchor]  # and where it stands


@check("项目名称不一", "提示")
def project_names(project: Project) -> Iterator[Violation]:
    """一个项目在信息表、报告、各年数据里应是同一个名称；写法不同的，两处都看一看，确有更名的写明豁免。"""
    yield from _documents(project)


def _name_fact(project: Project) -> NameFact | None:
    return (project.name, anchor(project, project, "name")) if project.name else None


@comparison.part_of(project_names, extract=_name_fact)
def project_names_by_year(facts: list[Fact[NameFact]]) -> Iterator[Discrepancy]:
    before: dict[str, tuple[ProjectKey, str]] = {}
    in_series = (fact for fact in facts if fact[0].series)
    for who, (name, where) in sorted(in_series, key=lambda fact: fact[0].year):
        if who.series in before:
            earlier, other = before[who.series]
            if earlier.year < who.year and without_year(other) != without_year(name):
                yield where, f"{earlier.year} 年的名称是“{other}”，与本年的“{name}”写法不同，请核对"
        before[who.series] = who, name


@comparison("项目重复", "警告", requires_clean=("地址冲突",), extract=_name_fact)
def entered_twice(facts: list[Fact[NameFact]]) -> Iterator[Discrepancy]:
    """同一单位同一年度的一个项目只收录一个文件；两个文件的项目名称相同，汇总表就把它算两遍。"""
    seen: dict[tuple[str, int, str], ProjectKey] = {}
    for who, (name, where) in facts:
        other = seen.setdefault((who.body, who.year, name), who)
        if other is not who:
            yield where, f"与 {other.file} 是同一单位同一年度的同名项目，汇总会算两遍，请核对是否收录了两次"


def _documents(project: Project) -> Iterator[Violation]:
    text = "与项目名称“{}”写法不同，请核对"
    name = project.evaluation.report_name
    if name and _plain(name) != _plain(project.name):
        message = f"报告中的名称“{name}”{text.format(project.name)}"
        yield project.evaluation, "report_name", message, ((project, "name"),)
    for source in project.sources:
        states = source.states
        if states and states.name and _plain(states.name) not in (_plain(project.name), _plain(name)):
            message = f"这份文件中的名称“{states.name}”{text.format(project.name)}"
            yield states, "name", message, ((project, "name"), (project.evaluation, "report_name"))


SHARED_CHARS = 6  # characters at the beginning or the end that two names must share to be compared at all
MAX_COMPARED = 30  # names compared with one that share them, so that thousands alike cost no more


class NameInSeries(NamedTuple):
    """Name of a project and its core for comparing, with the places of name and series."""

    name: str
    core: str
    name_at: Anchor
    series_at: Anchor


def _name_in_series(project: Project) -> NameInSeries:
    return NameInSeries(
        project.name, _core(project.name), anchor(project, project, "name"), anchor(project, project, "series")
    )


@comparison("系列待定", "提示", extract=_name_in_series)
def series_undecided(facts: list[Fact[NameInSeries]]) -> Iterator[Discrepancy]:
    """同一单位不同年度名称相近的项目，很可能是同一个项目，应写同一个“系列”，各年的结果才能连起来看。"""
    earlier_names: dict[tuple[str, str], list[Fact[NameInSeries]]] = defaultdict(list)
    series = {(who.body, who.series, who.year) for who, _ in facts}
    begun: dict[tuple[str, str], set[int]] = defaultdict(set)
    for fact in sorted(facts, key=lambda fact: (fact[0].year, not fact[0].series)):
        who, (_name, name, _at, _series_at) = fact
        unit = who.body
        keys = {(unit, name), (unit, f"{name[:SHARED_CHARS]}…"), (unit, f"…{name[-SHARED_CHARS:]}")} if name else set()
        joined = who.series and begun[unit, who.series] - {who.year}
        begun[unit, who.series].add(who.year)
        if not joined:
            candidates = {
                earlier[0].id: earlier for key in sorted(keys) for earlier in earlier_names[key][-MAX_COMPARED:]
            }
            others = [
                earlier
                for earlier in candidates.values()
                if earlier[0].year < who.year and _alike_names(name, earlier[1].core)
            ]
            if others:
                other = max(others, key=lambda earlier: (earlier[0].series != "", earlier[0].year))
                yield from _series_discrepancy(fact, other, (unit, other[0].series, who.year) in series)
        for key in keys:
            earlier_names[key].append(fact)


def _alike_names(name: str, other: str) -> bool:
    """Return whether two names are equal, or so long that a word of two characters does not make another project."""
    if name == other:
        return True
    piece, other_piece, before, after = difference(name, other)
    most = max(len(piece), len(other_piece)) <= 2 and before + after >= 10 and before > 1
    return most and _is_typo(piece, other_piece, other[len(other) - after :])


def _series_discrepancy(fact: Fact[NameInSeries], earlier: Fact[NameInSeries], taken: bool) -> Iterator[Discrepancy]:
    (project, own), (other, others) = fact, earlier
    alike = f"{other.year} 年的“{others.name}”（{other.file}）"
    if other.series and project.series:
        text = f"系列“{project.series}”与 {alike}的系列“{other.series}”不同，是同一项目的请改为一致"
        yield own.series_at, text
    elif other.series and not taken:
        yield own.name_at, f"与 {alike}名称相近，是同一项目的请写“系列: {other.series}”"
    elif project.series:
        later = f"{project.year} 年的“{own.name}”（{project.file}）"
        yield others.name_at, f"与 {later}名称相近，是同一项目的请写“系列: {project.series}”"
    elif not other.series:
        yield own.name_at, f"与 {alike}名称相近，是同一项目的请在两处都写“系列: {other.slug}”"
