"""Indicator tree (指标体系) as it grows row by row: what is read of an indicator, and how it is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.intake.drafted import Entry, Node
from generator.intake.paper import Cell
from generator.intake.tables.labels import weight_in

# Where each value stands in a data file, in the order that people write them.
KEYS = {
    "weight": "权重", "sign": "指标性质", "target": "目标值", "unit": "度量单位", "actual": "实际值",
    "reviewed": "复核分", "reason": "偏差原因",
}  # fmt: skip
BEFORE = ("weight", "sign", "target", "unit", "actual")
PRINTED = {"weight%": "权重", "points": "得分", "rate": "得分率"}


@dataclass(eq=False)
class IndicatorNode:
    """An indicator, the cell of its name, its values by field and what stands below it."""

    name: Entry
    cell: Cell
    code: Entry | None = None
    values: dict[str, Entry] = field(default_factory=dict)
    further: list[tuple[Cell | None, str, Entry]] = field(default_factory=list)
    children: list["IndicatorNode"] = field(default_factory=list)
    rows: list[tuple["IndicatorNode", Entry | None]] = field(default_factory=list)  # 其中, with 上级指标
    parent: "IndicatorNode | None" = None

    def doubt(self, words: str) -> None:
        """Add a doubt to its name, once."""
        if words not in self.name.doubts:
            self.name = Entry(self.name.text, self.name.spot, (*self.name.doubts, words))

    def walk(self) -> Iterator["IndicatorNode"]:
        """It and all below."""
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
        """It as written in a data file; `assessed`: points of a leaf that an evaluator gave, not the unit itself."""
        node: dict[str, Node] = {"编号": self.code} if self.code else {}
        node["名称"] = self.name
        node |= {KEYS[name]: self.values[name] for name in BEFORE if name in self.values}
        if self.rows:
            node["其中"] = [_sub_row(row, above) for row, above in self.rows]
        if self.children:
            node["下级"] = [child.as_node(assessed) for child in self.children]
        node |= self._scored(assessed)
        node |= {KEYS[name]: self.values[name] for name in ("reviewed", "reason") if name in self.values}
        if self.further:
            node["其他栏目"] = _further(self)
        return node

    def _scored(self, assessed: bool) -> dict[str, Node]:
        printed: dict[str, Node] = {key: self.values[name] for name, key in PRINTED.items() if name in self.values}
        points = self.values.get("points")
        if assessed and points and not self.children and any(sign.isdigit() for sign in points.text):
            del printed["得分"]
            rule: dict[str, Node] = {"评分": {"方法": Entry("评定", points.spot), "得分": points}}
            return rule | ({"公布": printed} if printed else {})
        return {"公布": printed} if printed else {}


def _further(node: IndicatorNode) -> list[Node]:
    return [{"名称": Entry(head, cell.spot if cell else None), "内容": text} for cell, head, text in node.further]


def _sub_row(row: IndicatorNode, above: Entry | None) -> dict[str, Node]:
    """A row of 其中, under another second-level word or under that of the indicator itself."""
    node: dict[str, Node] = {"上级指标": above} if above else {}
    node["名称"] = row.name
    node |= {KEYS[name]: row.values[name] for name in (*BEFORE[1:], "reason") if name in row.values}
    return node | ({"其他栏目": _further(row)} if row.further else {})
