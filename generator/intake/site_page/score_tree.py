"""Score tree of a page: its indicators down to the last level, with what the paper prints of each.

What we work out stands beside it: rates, formulas, points lost, points of groups that the paper does not give.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from generator.core.number import ABSENT
from generator.intake.drafted import Entry, Node
from generator.intake.paper import Spot
from generator.intake.recognised import Leftover
from generator.intake.reports.indicator_tree import BY_PLACE
from generator.intake.reports.table import SUMS
from generator.intake.site_page.lines import OURS, PageLine
from generator.intake.site_page.tables import PageTable, Token, text, tokens

COMPUTED = "本站核算"
RATE = re.compile(rf"-?\d+(?:\.\d+)?%|{ABSENT}")
FIGURE = re.compile(rf"-?\d[\d,]*(?:\.\d+)?\s*(?:分|%)?|{ABSENT}|[/／－-]+|")
OF_GROUP = re.compile(rf"(?P<points>.*?)(?P<ours>{COMPUTED})? / (?P<weight>\S+)")
CODED = re.compile(
    r"(?P<code>[A-Za-z]?\d*(?:[.．-]\d+)*[.．]?|[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]{1,3}[、.．]?)"
    r" (?P<name>.+)"
)
LABELS = {"目标值": "目标值", "实际值": "实际值", "原因": "偏差原因"}
OWN_LABELS = ("计算", "扣分", "失分")  # 失分: the word of older pages
BASIS = "评定"
SAME_AS_PARTS = "与下级权重的合计相同，本站按下级合计"


@dataclass
class PageIndicator:
    """An indicator of a page: its lines, and what its row or its group says."""

    title: Entry
    weight: Entry | None = None
    points: Entry | None = None
    rate: Entry | None = None
    observed: list[tuple[str, list[Entry]]] = field(default_factory=list)
    below: "list[PageIndicator]" = field(default_factory=list)


def with_tree(levels: "PageTable | None", lines: Sequence[PageLine], left: list[Leftover]) -> list[Node]:
    """指标体系 of the table of the first level and the table of all levels, of which either may be missing."""
    tops = _tree(lines, left) if lines else []
    for one in tops:
        _without_sums(one, left)
    known = {one.title.text: one for one in tops}
    printed = levels is not None and COMPUTED not in levels.head[-1]
    for name, weight, points, rate in ([*row[:4]] for row in (levels.rows if levels else [])):
        top = known.get(text(name))
        if top is None:
            top = PageIndicator(name[0])
            tops.append(top)
        top.weight, top.points = given(weight) or top.weight, given(points) or top.points
        if printed:
            top.rate = given(rate)
        elif rate:
            left.append(Leftover(text(rate), rate[0].spot or Spot(""), OURS))
    return [_node(top, left) for top in tops]


def given(token: Token) -> Entry | None:
    """What a cell prints; None where it is blank or what stands there is ours."""
    words = text(token)
    return Entry(words, token[0].spot) if words and words != ABSENT and COMPUTED not in words else None


def _tree(lines: Sequence[PageLine], left: list[Leftover]) -> list[PageIndicator]:
    """The tree of the table of all levels; where its head says that points of groups are ours, no cell does."""
    heads = lines[0].text.split("\t")
    deep, ours = len(heads) - 4, COMPUTED in heads[0]
    tops: list[PageIndicator] = []
    path: list[PageIndicator] = []
    for names, tail in _rows(tokens(lines[1:]), deep):
        path, doubts = _above(path, names, given(tail[0]), deep)
        for name in names:
            one = PageIndicator(replace(name[0], doubts=doubts if name is names[0] else ()))
            (path[-1].below if path else tops).append(one)
            path.append(one)
            _group(one, name[1:], ours, left)
        path[-1].weight, path[-1].points = given(tail[0]), given(tail[1])
        left.extend(Leftover(line.text, line.spot or Spot(""), OURS) for line in tail[2] if line.text != ABSENT)
        path[-1].observed = list(_observed(tail[3]))
    return tops


def _rows(found: Sequence[Token], deep: int) -> Iterator[tuple[list[Token], list[Token]]]:
    """The names that a row begins with, and its four cells behind these, as far as the row of sums."""
    names, at = [found[0]] if found else [], 1
    while names and names[0] and text(names[0]) not in SUMS:
        while len(names) <= deep and not _is_tail(found[at : at + 3]):
            if at >= len(found):
                return
            names.append(found[at])
            at += 1
        tail = list(found[at : at + 4])
        if len(tail) < 4:
            return
        last, following = _parted(tail[3])
        yield names, [*tail[:3], last]
        names, at = [following], at + 4


def _is_tail(found: Sequence[Token]) -> bool:
    """Whether weight, points and rate stand here: names are no figures."""
    return (
        len(found) == 3
        and all(len(token) < 2 for token in found)
        and RATE.fullmatch(text(found[2])) is not None
        and all(FIGURE.fullmatch(text(token)) for token in found[:2])
    )


def _parted(token: Token) -> tuple[Token, Token]:
    """What the last cell of a row says, and the name of the next row behind it, of a group with its points below it."""
    group = next((place for place, line in enumerate(token) if place and OF_GROUP.fullmatch(line.text)), len(token))
    return token[: group - 1], token[group - 1 :]


def _group(one: PageIndicator, lines: Sequence[Entry], ours: bool, left: list[Leftover]) -> None:
    """What stands below the name of a group."""
    for line in lines:
        if found := OF_GROUP.fullmatch(line.text):
            one.weight = Entry(found["weight"], line.spot) if found["weight"] != ABSENT else None
            if ours or found["ours"]:
                left.append(Leftover(line.text, line.spot or Spot(""), OURS))
            elif found["points"] not in ("", ABSENT):
                one.points = Entry(found["points"], line.spot)
        elif RATE.fullmatch(line.text):
            one.rate = line


def _observed(token: Token) -> Iterator[tuple[str, list[Entry]]]:
    """The labels of a cell, each on a line, and the line below each."""
    for place in range(0, len(token), 2):
        yield token[place].text, token[place + 1 : place + 2]


def _above(
    path: list[PageIndicator], names: Sequence[Token], weight: Entry | None, deep: int
) -> tuple[list[PageIndicator], tuple[str, ...]]:
    """The groups that a row stands below, and whether that is a guess.

    Cells that stretch over rows are copied once, so that a group goes on until its parts have its weight.
    """
    groups = path[:-1][: max(0, deep - len(names))]
    if any(_value(one.weight) is None for one in groups) or not _value(weight):
        code = _coded(names[0][0].text)[0]
        told = code and all(code.startswith(_coded(one.title.text)[0] or " ") for one in groups)
        return groups, () if told or not groups else (BY_PLACE,)
    while groups and _sum(groups[-1]) == _value(groups[-1].weight):
        groups.pop()
    return groups, ()


def _value(entry: Entry | None) -> Decimal | None:
    try:
        return Decimal(entry.text.rstrip("分%").replace(",", "")) if entry else None
    except InvalidOperation:
        return None


def _sum(one: PageIndicator) -> Decimal:
    """The weights of what stands below a group."""
    return sum((_sum(part) if part.below else _value(part.weight) or Decimal(0) for part in one.below), Decimal(0))


def _without_sums(one: PageIndicator, left: list[Leftover]) -> None:
    """Leave out weights of groups that are those of their parts: no page tells whether the paper prints them."""
    for part in one.below:
        _without_sums(part, left)
    if not one.below or not one.weight:
        return
    if _sum(one) != _value(one.weight):
        inside = one.below[-1]  # whether it stands in this group, or beside it, no sum tells
        inside.title = replace(inside.title, doubts=(*inside.title.doubts, BY_PLACE))
    else:
        left.append(Leftover(one.weight.text, one.weight.spot or one.title.spot or Spot(""), SAME_AS_PARTS))
        one.weight = None


def _coded(title: str) -> tuple[str, str]:
    """Code and name of a title; no code where it has none."""
    found = CODED.fullmatch(title)
    return (found["code"], found["name"]) if found else ("", title)


def _node(one: PageIndicator, left: list[Leftover]) -> Node:
    """An indicator under the keys of a data file."""
    code, name = _coded(one.title.text)
    node: dict[str, Node] = {"编号": Entry(code, one.title.spot)} if code else {}
    node["名称"] = replace(one.title, text=name)
    if one.weight:
        node["权重"] = one.weight
    columns: list[Node] = []
    basis: dict[str, Node] = {}
    for label, lines in one.observed:
        if label in LABELS and lines:
            node[LABELS[label]] = lines[0]
        elif label == BASIS and lines and one.points:
            basis["依据"] = lines[0]
        elif label in OWN_LABELS or not lines:
            left.extend(Leftover(f"{label} {line.text}", line.spot or Spot(""), OURS) for line in lines)
        else:
            columns.append({"名称": Entry(label, lines[0].spot), "内容": lines[0]})
    if columns:
        node["其他栏目"] = columns
    printed: dict[str, Node] = {}
    if one.below:
        node["下级"] = [_node(part, left) for part in one.below]
        if one.points:
            printed["得分"] = one.points
    elif one.points:
        node["评分"] = {"方法": Entry("评定"), "得分": one.points, **basis}
    if one.rate:
        printed["得分率"] = one.rate
    return node | ({"公布": printed} if printed else {})
