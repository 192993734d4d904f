"""Codes of indicators: repeated codes, and the way they are written in one tree and in all reports of an author."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from generator.checks import Discrepancy, Fact, Violation, check, comparison
from generator.checks.facts import Anchor, anchor, body_key
from generator.checks.records import repeated
from generator.checks.scores import all_nodes, all_scores
from generator.core.number import LETTERS
from generator.model.book import Book
from generator.model.project import Indicator, Project
from generator.model.scores import ProjectScore

WIDE = re.compile(r"[\uff01-\uff5e]")
END = re.compile(r"[.。．、，,;；:：]+$")
JOINTS = re.compile(r"[-_·—–~/.。、\s]+")
TYPED = re.compile(r"(?<=[A-Z\d])[lo](?=[\dlo]*$)")
HAN = frozenset("〇一二三四五六七八九十")
KINDS = ("0123456789", "9"), ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "A"), ("abcdefghijklmnopqrstuvwxyz", "a")
KIND = {char: kind for chars, kind in KINDS for char in chars}
RUNS = re.compile(r"([^.])\1+")


@lru_cache(4096)
def _clean(code: str) -> str:
    """Normalize a code: half-width, capitals, dots between numbers, nothing at the end."""
    half = WIDE.sub(lambda m: unicodedata.normalize("NFKC", m.group()), code.strip())
    return JOINTS.sub(".", END.sub("", TYPED.sub(lambda m: m.group().translate(LETTERS), half))).upper()


@lru_cache(4096)
def _shape(code: str) -> str:
    """Return the kinds of characters of a code, runs as one: A9.9 for A1.12."""
    return RUNS.sub(r"\1", "".join(_kind(char) for char in code))


def _kind(char: str) -> str:
    if char in KIND:
        return KIND[char]
    if char in HAN:
        return "一"
    if unicodedata.category(char) in ("No", "Nl"):
        return "①"
    if WIDE.match(char):
        return "Ａ" if unicodedata.normalize("NFKC", char) in KIND else char
    return char


def _fault(code: str) -> str:
    """Describe what is odd about a code, to be printed behind it."""
    if WIDE.search(END.sub("", code)):
        return "用了全角字符"
    if end := END.search(code):
        return f"末尾多了“{end.group()}”"
    if TYPED.search(code):
        return "里像是把数字打成了字母"
    return "的字母是小写" if code.upper() == _clean(code) else "的分隔符号与其他编号不同"


@check("编号重复", "错误")
def code_repeats(project: Project) -> Iterator[Violation]:
    """同一项目里，指标编号不能重复；原文编号就有重复的，在后一处写说明。"""
    coded = (node for node in all_nodes(project) if node.code)
    for node, first in repeated(coded, lambda node: node.code):
        yield node, "code", f"编号“{node.code}”与第 {first.at('code').line} 行重复，请对照原件核对"


@check("编号写法", "警告")
def code_forms(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """同一指标体系里编号写法一致：同级写法相同，不多标点，下级以上级编号开头，不缺号、不乱序、不漏写；完全不编号的不管。"""
    # A repeated code is the matter of 编号重复.
    codes = Counter(node.indicator.code for node in all_scores(score))
    twice = {code for code, count in codes.items() if count > 1}
    if set(codes) == {""}:
        return
    yield from _shapes(project, twice)
    yield from _families(project, twice)


def _levels(project: Project) -> dict[int, list[Indicator]]:
    levels: dict[int, list[Indicator]] = defaultdict(list)
    stack = [(node, 1) for node in reversed(project.indicators)]
    while stack:
        node, depth = stack.pop()
        levels[depth].append(node)
        stack.extend((child, depth + 1) for child in reversed(node.children))
    return levels


def _shapes(project: Project, twice: set[str]) -> Iterator[Violation]:
    """Compare each code with those of its level; a level's own way of writing is no mistake."""
    for depth, nodes in _levels(project).items():
        coded = [node for node in nodes if node.code]
        if not coded:
            continue
        shapes = Counter(_shape(node.code) for node in coded)
        usual, count = shapes.most_common(1)[0]
        model = next(node.code for node in coded if _shape(node.code) == usual)
        # A row of the funds has no code.
        uncoded = [node for node in nodes if not node.code and (depth > 1 or node.children)]
        for node in uncoded if len(coded) * 2 > len(nodes) else ():
            yield node, "name", f"“{node.name}”没有编号，同级其他指标有编号（如“{model}”），请对照原件核对"
        is_model = _clean(model) == model and count > 1
        for code, node in ((node.code, node) for node in coded if node.code not in twice):
            times = shapes[_shape(code)]
            if _clean(code) != code and times * 2 <= len(coded):
                right = _corrected(code, usual)
                yield node, "code", f"编号“{code}”{_fault(code)}，似应为“{right}”，请对照原件核对"
            elif is_model and times * 2 < count:
                yield node, "code", f"编号“{code}”与同级编号（如“{model}”）写法不同，请对照原件核对"


def _corrected(code: str, usual: str) -> str:
    """Return the code as it should be, without dots where its level has none."""
    joined = _clean(code).replace(".", "")
    return joined if _shape(joined) == usual else _clean(code)


def _follows(parent: Indicator, child: Indicator) -> bool:
    return _clean(child.code).replace(".", "").startswith(_clean(parent.code).replace(".", ""))


def _strange_children(node: Indicator, strange: list[Indicator], twice: set[str]) -> Iterator[Violation]:
    """Tell of children whose codes do not begin with the parent's; if none does, the parent's is wrong."""
    if len(strange) == len(node.children) > 1:
        yield node, "code", f"编号“{node.code}”与下级编号对不上（下级是“{strange[0].code}”等），请核对"
        return
    for child in strange:
        if child.code not in twice:
            text = f"编号“{child.code}”不以上级编号“{_clean(node.code)}”开头，请核对编号和所在位置"
            yield child, "code", text


def _families(project: Project, twice: set[str]) -> Iterator[Violation]:
    """Compare children with their parent and with each other, if codes of this tree begin with their parent's."""
    families = [(node, [child for child in node.children if child.code]) for node in all_nodes(project) if node.code]
    parents = [(node, coded) for node, coded in families if coded]
    pairs = [_follows(node, child) for node, coded in parents for child in coded]
    if pairs and sum(pairs) * 2 <= len(pairs):
        return
    wrong: set[int] = set()
    for node, coded in parents:
        strange = [child for child in coded if not _follows(node, child)]
        if id(node) not in wrong and node.code not in twice:
            violations = list(_strange_children(node, strange, twice))
            yield from violations
            wrong.update(id(violation[0]) for violation in violations)
        wrong.update(map(id, strange))
    for above, nodes in (("", project.indicators), *((_clean(node.code), node.children) for node, _ in parents)):
        if wrong.isdisjoint(map(id, nodes)) and {"", *twice}.isdisjoint(node.code for node in nodes):
            yield from _sequence(nodes, above)


def _sequence(nodes: tuple[Indicator, ...], above: str) -> Iterator[Violation]:
    """Report a gap or a wrong order among siblings."""
    places = _places([_clean(node.code)[len(above) :].strip(".") for node in nodes], letters=not above)
    if above and places and min(places) == 2:
        first = nodes[places.index(2)]
        text = f"编号从“{first.code}”开始，没有“{above}{'.' * ('.' in first.code[len(above) :])}1”，请核对"
        yield first, "code", text
    for before, place, node, last in zip(places, places[1:], nodes[1:], nodes, strict=False):
        if place < before:
            yield node, "code", f"编号“{node.code}”排在“{last.code}”后面，请核对编号和次序"
            return
    for before, place, node, last in zip(places, places[1:], nodes[1:], nodes, strict=False):
        if place > before + 1:
            yield node, "code", f"“{last.code}”后面是“{node.code}”，中间缺号，请核对是编号有误还是漏了指标"


def _places(ends: list[str], *, letters: bool) -> list[int]:
    """Return the numbers, or the letters, that codes end with; none where they are not all of one kind."""
    if all(re.fullmatch("[0-9]{1,5}", end) for end in ends):
        return [int(end) for end in ends]
    return [ord(end) for end in ends] if letters and all(re.fullmatch("[A-Z]", end) for end in ends) else []


class Style(NamedTuple):
    """Author and scheme of a report, and the style of its codes with an example."""

    author: str
    body: str
    scheme: str
    dotted: str
    code: str
    where: Anchor


def _style(project: Project, book: Book) -> Style | None:
    style = _dotted_or_joined(project)
    if not style:
        return None
    author, (dotted, code) = project.evaluation.agency or project.body, style
    return Style(
        author=author,
        body=body_key(book, author),
        scheme=project.evaluation.scheme,
        dotted=dotted,
        code=code,
        where=anchor(project, project, "indicators"),
    )


@comparison("编号体例", "提示", extract=_style)
def code_styles(facts: list[Fact[Style]]) -> Iterator[Discrepancy]:
    """同一评价机构（没有机构的，同一单位）按同一评级办法写的各份报告，指标编号应用同一种体例，如都写“B1.1”或都写“B11”。"""
    groups: dict[tuple[str, str], list[Style]] = defaultdict(list)
    for _who, style in facts:
        groups[style.body, style.scheme].append(style)
    for group in groups.values():
        styles = Counter(report.dotted for report in group)
        usual, count = styles.most_common(1)[0]  # of two equally common ones the first met
        model = next(report.code for report in group if report.dotted == usual)
        for report in group:
            if report.dotted != usual:
                text = f"编号写作“{report.code}”，“{report.author}”的另外 {count} 个项目写作“{model}”，体例不同，请核对"
                yield report.where, text


def _dotted_or_joined(project: Project) -> tuple[str, str] | None:
    """Return the style of most codes below the second level, with the first such code."""
    below = [node.code for top in project.indicators for child in top.children for node in child.walk()]
    deep = [(_clean(code), code) for code in below if len(_clean(code).replace(".", "")) > 2]
    dotted = [code for cleaned, code in deep if "." in cleaned]
    joined = [code for cleaned, code in deep if "." not in cleaned]
    if not deep or len(dotted) == len(joined):
        return None
    return ("点", dotted[0]) if len(dotted) > len(joined) else ("连", joined[0])
