"""Indicators of a form with their values, as nodes of 指标体系; what only all of them together can tell.

Where one column holds the names of all levels, codes (A, A1, A11) or numbers (一、（一）1.) tell them apart.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from generator.core.printed import printed_number
from generator.intake.drafted import Entry, Node
from generator.intake.paper import Cell
from generator.intake.reports.wording import marked
from generator.intake.tables.columns import POINTS
from generator.intake.tables.labels import weight_in

# Where each value stands in a data file, in the order that people write them.
KEYS = {
    "weight": "权重", "sign": "指标性质", "target": "目标值", "unit": "度量单位", "actual": "实际值",
    "reviewed": "复核分", "reason": "偏差原因",
}  # fmt: skip
BEFORE = ("weight", "sign", "target", "unit", "actual")
PRINTED = {"weight%": "权重", "points": "得分", "rate": "得分率"}
FULL = Decimal(100)
RATIO = re.compile(r"[01]?\.\d+|[01]")
ACROSS = "这一行只有第一级有名称，是不是一个指标"
CODE = re.compile(r"([A-Z]\d*(?:[.\-]\d+)*|\d+(?:\.\d+)+)[\s、.．]*(?=[\u4e00-\u9fff])")
CODED = re.compile(r"[A-Za-z]\d*(?:[.\-]\d+)*|\d+(?:[.\-]\d+)*")
MOST_LEVELS = 6  # codes that go on further tell no levels
UNCODED = "没有编号，放在与上一行同一级"
UNEQUAL = "按编号把下面几行归入它，它们的权重合计是 {}"


BASIS = re.compile("(?:评分|打分|得分|评定)(?:依据|理由)")
FurtherColumn = tuple[Cell | None, str, Entry]  # of the place's own, with its head and what stands in it


@dataclass(eq=False)
class IndicatorNode:
    """An indicator, the cell of its name, its values by field and what stands below it."""

    name: Entry
    cell: Cell
    code: Entry | None = None
    values: dict[str, Entry] = field(default_factory=dict)
    further: list[FurtherColumn] = field(default_factory=list)
    children: list["IndicatorNode"] = field(default_factory=list)
    rows: list[tuple["IndicatorNode", Entry | None]] = field(default_factory=list)  # 其中, with 上级指标
    parent: "IndicatorNode | None" = None

    def doubt(self, words: str) -> None:
        """Add a doubt to its name, once."""
        if words not in self.name.doubts:
            self.name = self.name.doubted(words)

    def walk(self) -> Iterator["IndicatorNode"]:
        yield self
        for child in self.children:
            yield from child.walk()

    def weigh(self) -> None:
        """Take the weight printed in its name where no column gives one."""
        if "weight" not in self.values and (weight := weight_in(self.name.text)):
            bracketed = self.name.text.rstrip().endswith(("）", ")", "】", "]"))
            if self.children or bracketed:
                self.values["weight"] = Entry(weight, self.name.spot)

    def as_node(self, assessed: bool = False) -> dict[str, Node]:
        """Return the node of a data file; `assessed`: points of a leaf were given by an evaluator."""
        node: dict[str, Node] = {"编号": self.code} if self.code else {}
        node["名称"] = self.name
        node |= self.placed(BEFORE)
        if self.rows:
            node["其中"] = [_sub_row(row, above) for row, above in self.rows]
        if self.children:
            node["下级"] = [child.as_node(assessed) for child in self.children]
        scored = self._scored(assessed)
        node |= scored
        node |= self.placed(("reviewed", "reason"))
        basis = self._basis() if "评分" in scored else None
        further: list[Node] = [_column(column) for column in self.further if column[2] is not basis]
        return node | ({"其他栏目": further} if further else {})

    def placed(self, names: Iterable[str]) -> dict[str, Node]:
        """Return the values of some fields under their keys."""
        return {KEYS[name]: self.values[name] for name in names if name in self.values}

    def _basis(self) -> Entry | None:
        """Return what evaluators say of why they gave the points."""
        return next((text for _, head, text in self.further if BASIS.fullmatch(head)), None)

    def _scored(self, assessed: bool) -> dict[str, Node]:
        printed: dict[str, Node] = {key: self.values[name] for name, key in PRINTED.items() if name in self.values}
        points = self.values.get("points")
        rule: dict[str, Node] = {}
        if assessed and points and not self.children and any(sign.isdigit() for sign in points.text):
            del printed["得分"]
            rule = {"评分": self._awarded(points)}
        return rule | ({"公布": printed} if printed else {})

    def _awarded(self, points: Entry) -> dict[str, Node]:
        """Return the points as an evaluator gave them, and why if a column says so."""
        unsure = tuple(doubt for doubt in points.doubts if doubt == ACROSS)
        awarded: dict[str, Node] = {"方法": Entry("评定", points.spot, unsure), "得分": points}
        basis = self._basis()
        return awarded | ({"依据": basis} if basis else {})


def _column(column: FurtherColumn) -> Node:
    cell, head, text = column
    return {"名称": Entry(head, cell.spot if cell else None), "内容": text}


def _sub_row(row: IndicatorNode, above: Entry | None) -> dict[str, Node]:
    """Return a row of 其中, under another second-level word or under that of the indicator itself."""
    node: dict[str, Node] = {"上级指标": above} if above else {}
    node["名称"] = row.name
    node |= row.placed((*BEFORE[1:], "reason"))
    return node | ({"其他栏目": [_column(column) for column in row.further]} if row.further else {})


def weights_of(tops: Sequence[IndicatorNode]) -> Decimal:
    """Return the sum of the weights of all indicators without others below them."""
    return sum((_figure(leaf.values.get("weight")) for leaf in leaves_of(tops)), Decimal(0))


def _figure(entry: Entry | None) -> Decimal:
    """Return the number printed, 0 where there is none (—)."""
    has_digits = entry is not None and any(sign.isdigit() for sign in entry.text)
    return printed_number(entry.text) if entry and has_digits else Decimal(0)


def doubt_ratios(tops: Sequence[IndicatorNode]) -> None:
    """Doubt actual values of 0.95 beside a target of 90%."""
    for node in (node for top in tops for node in top.walk()):
        target, actual = node.values.get("target"), node.values.get("actual")
        if target and actual and "%" in target.text.replace("％", "%") and RATIO.fullmatch(actual.text):
            doubt = f"印的是 {actual.text}，没有百分号，目标值是百分数"
            node.values["actual"] = actual.doubted(doubt)


def doubt_gaps(tops: Sequence[IndicatorNode]) -> None:
    """Doubt rows without weight and points between rows that have both: merged cells may have come apart."""
    leaves = leaves_of(tops)
    scored = [leaf for leaf in leaves if {"weight", POINTS} <= set(leaf.values)]
    for leaf in leaves:
        bare_row = not {"weight", POINTS} & set(leaf.values) and {"target", "actual"} & set(leaf.values)
        if bare_row and 2 * len(scored) > len(leaves):
            leaf.doubt("分值、得分空着，是不是与上一行合为一格")


def trust_percents(tops: Sequence[IndicatorNode]) -> None:
    """Take weights in percent for points without a doubt, where those of all indicators make 100."""
    leaves = leaves_of(tops)
    if all("weight%" in leaf.values for leaf in leaves) and weights_of(tops) == FULL:
        for node in (node for top in tops for node in top.walk() if "weight%" in node.values):
            weight = node.values["weight"]
            node.values["weight"] = Entry(weight.text, weight.spot)


def leaves_of(tops: Sequence[IndicatorNode]) -> list[IndicatorNode]:
    """Return the indicators that no others stand below."""
    return [leaf for top in tops for leaf in top.walk() if not leaf.children]


def nested(tops: Sequence[IndicatorNode]) -> list[IndicatorNode]:
    """Return indicators with those of the lower levels below the upper ones, as their codes or numbers tell.

    They stay as they are where some have others below them already, or where most have neither code nor number. One
    without, among others that have, is doubted.
    """
    depths = _depths(tops)
    if not 0 < max(depths, default=0) < MOST_LEVELS or any(top.children for top in tops):
        return list(tops)
    for place, depth in enumerate(depths):
        if depth < 0:
            depths[place] = depths[place - 1] if place else 0
            tops[place].doubt(UNCODED)
    return _placed(tops, depths)


def _depths(tops: Sequence[IndicatorNode]) -> list[int]:
    """Return how far down each indicator stands by the code or number that most have; -1 for one without."""
    codes = [code if CODED.fullmatch(code) else "" for code in map(_code_of, tops)]
    numbers = [marked(top.name.text)[0] for top in tops]
    if _are_most(codes):
        return _depths_by_code(codes)
    kinds = list(dict.fromkeys(filter(None, numbers)))
    return [kinds.index(kind) if kind else -1 for kind in numbers] if _are_most(numbers) else []


def _are_most(signs: Sequence[str]) -> bool:
    return 3 * sum(map(bool, signs)) > 2 * len(signs)


def _code_of(node: IndicatorNode) -> str:
    """Return the code in the column for codes, else the one before the name."""
    in_name = CODE.match(node.name.text)
    return node.code.text.strip() if node.code else in_name[1] if in_name else ""


def _depths_by_code(codes: Sequence[str]) -> list[int]:
    """Return the depth of each code: below the last one that it goes on from (A11 below A1, 1.2 below 1); -1: none."""
    depths: list[int] = []
    above: list[str] = []
    for code in codes:
        if not code:
            depths.append(-1)
            continue
        while above and not _goes_on(above[-1], code):
            above.pop()
        depths.append(len(above))
        above.append(code)
    return depths


def _goes_on(code: str, longer: str) -> bool:
    """Return whether a code goes on from another one; serial numbers (1 and 10) do not."""
    rest = longer[len(code) :]
    return longer.startswith(code) and bool(rest) and (code[0].isalpha() or not rest[0].isdigit())


def _placed(nodes: Sequence[IndicatorNode], depths: Sequence[int]) -> list[IndicatorNode]:
    """Return the nodes of the first level, each with those of greater depth that follow it; weights must agree."""
    tops: list[IndicatorNode] = []
    above: list[tuple[int, IndicatorNode]] = []
    for node, depth in zip(nodes, depths, strict=True):
        while above and above[-1][0] >= depth:
            above.pop()
        node.parent = above[-1][1] if above else None
        (node.parent.children if node.parent else tops).append(node)
        above.append((depth, node))
    for node in nodes:
        _doubt_sum(node)
    return tops


def _doubt_sum(node: IndicatorNode) -> None:
    """Doubt an indicator whose weight is not that of those below it together, where all have one."""
    weights = [child.values.get("weight") for child in (node, *node.children)]
    whole = sum(map(_figure, weights[1:]), Decimal(0))
    if len(weights) > 1 and all(weights) and whole != _figure(weights[0]):
        node.doubt(UNEQUAL.format(whole))
