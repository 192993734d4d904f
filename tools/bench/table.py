"""The table: what is asked and what was measured, a row each."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from tools.bench.measure import Cost
from tools.bench.ours import CLEAN, FILE, JOIN, NOTHING, PARTS, UNIT
from tools.bench.peers import HUGO, MATERIAL, PAGEFIND, ZENSICAL

MOST_WHOLE = 20_000  # projects: more are made in parts and joined
MOST_STOCK = 1000  # projects: with every page in its navigation the stock theme grows with the square of them
WORST = "查询取用"  # kilobytes, beside the costs


class Row(NamedTuple):
    """What is compared, the most that is asked, how a value is written, and the value with a note on it."""

    name: str
    most: float | None
    unit: str
    value: Callable[[], tuple[float, str]]

    def line(self) -> str:
        asked = "—" if self.most is None else self.unit.format(self.most)
        try:
            value, note = self.value()
        except KeyError:
            return f"| {self.name} | {asked} | 没有测 | — |"
        reached = "—" if self.most is None else "达到" if value <= self.most else "没有达到"
        return f"| {self.name} | {asked} | {self.unit.format(value)}{note} | {reached} |"


def table(figures: Mapping[str, Any]) -> list[str]:
    """The lines of the table, and the machine it was measured on."""
    costs = {
        int(n): {name: Cost(*cost) for name, cost in measurement["costs"].items()}
        for n, measurement in figures["projects"].items()
    }
    whole = [count for count in costs if count <= MOST_WHOLE] or [0]
    small, large = min(whole), max(whole)
    parts = max((count for count in costs if count > MOST_WHOLE), default=100_000)

    def ratio(count: int, *others: str, name: str = CLEAN) -> Callable[[], tuple[float, str]]:
        def value() -> tuple[float, str]:
            seconds, other = costs[count][name].wall, sum(costs[count][peer].wall for peer in others)
            return seconds / other, f"（{seconds:.1f} s 比 {other:.1f} s）"

        return value

    def wall(count: int, name: str) -> Callable[[], tuple[float, str]]:
        return lambda: (costs[count][name].wall, "")

    def memory(count: int, *names: str) -> Callable[[], tuple[float, str]]:
        return lambda: (max(costs[count][name].memory for name in names), "")

    rows = (
        Row(f"从头生成 {small} 个项目，与 MkDocs Material 比", 0.2, "{:.2f} 倍", ratio(small, MATERIAL)),
        Row(f"从头生成 {small} 个项目，与 Zensical 比", None, "{:.2f} 倍", ratio(small, ZENSICAL)),
        Row(f"从头生成 {large} 个项目，与 Hugo 加 Pagefind 比", 1.7, "{:.2f} 倍", ratio(large, HUGO, PAGEFIND)),
        Row(f"{large} 个项目，改一个数据文件", 8, "{:.3g} s", wall(large, FILE)),
        Row(f"{small} 个项目，改一个数据文件", 2, "{:.3g} s", wall(small, FILE)),
        Row(f"{large} 个项目，没有改动", 1.5, "{:.3g} s", wall(large, NOTHING)),
        Row(f"{small} 个项目，一个单位改名，与从头生成比", None, "{:.2f} 倍", ratio(small, CLEAN, name=UNIT)),
        Row(f"{large} 个项目，从头生成的内存峰值", 1000, "{:.0f} MB", memory(large, CLEAN)),
        Row(f"{parts} 个项目，分年做再合成的内存峰值", 4000, "{:.0f} MB", memory(parts, PARTS, JOIN)),
        Row("查询的前十个结果（gzip），300 次中最多", 300, "{:.0f} KB", lambda: (figures[WORST], "")),
    )
    head = ["| 测什么 | 至多 | 实测 | 是否达到 |", "|---|---|---|---|"]
    return [*head, *(row.line() for row in rows), "", f"测量的机器：{figures['machine']}。"]
