"""The figures as a table that can stand in README, against what was to be reached."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tools.bench.measure import Cost, Size, Stage

HEAD = "| | 用时 | 处理器 | 内存峰值 |"


@dataclass(frozen=True)
class Column:
    """All that was measured with one number of projects."""

    count: int
    runs: int
    costs: dict[str, Cost] = field(default_factory=dict)
    sizes: dict[str, Size] = field(default_factory=dict)
    stages: dict[str, Stage] = field(default_factory=dict)
    lacking: list[str] = field(default_factory=list)

    @property
    def hugo(self) -> Cost | None:
        """Hugo and Pagefind one after the other."""
        both = [self.costs.get(name) for name in ("Hugo", "Pagefind")]
        return both[0] + both[1] if both[0] and both[1] else None

    @classmethod
    def read(cls, count: int, figures: Mapping[str, Any]) -> "Column":
        """From such a file."""
        costs = {name: Cost(**cost) for name, cost in figures["costs"].items()}
        sizes = {name: Size(**size) for name, size in figures["sizes"].items()}
        stages = {name: Stage(**figures) for name, figures in figures["stages"].items()}
        return cls(count, figures["runs"], costs, sizes, stages)

    def figures(self) -> dict[str, Any]:
        """For a file."""
        costs = {name: cost.figures() for name, cost in self.costs.items()}
        sizes = {name: vars(size) for name, size in self.sizes.items()}
        stages = {name: stage.figures() for name, stage in self.stages.items()}
        return {"runs": self.runs, "costs": costs, "sizes": sizes, "stages": stages}


def goals(columns: Mapping[int, Column], machine: str) -> list[str]:
    """What was to be reached and what was, for README."""
    lines = ["| 目标 | 至少 | 力争 | 实测 |", "|---|---|---|---|"]
    lines += [f"| {what} | {least} | {aim} | {told} |" for what, least, aim, told in _goals(columns)]
    return [*lines, "", f"测量的机器：{machine}。"]


def table(columns: Mapping[int, Column], machine: str) -> list[str]:
    """The lines: first what was to be reached, then every figure."""
    lines = goals(columns, machine)
    for count, column in columns.items():
        lines += ["", f"{count} 个项目（{column.runs} 次的中位数）：", "", HEAD, "|---|---|---|---|"]
        for name, cost in column.costs.items():
            lines.append(f"| {name} | {cost.wall:.2f} s | {cost.cpu:.2f} s | {cost.memory:.0f} MB |")
        lines += ["", *(f"- {name}：{size}" for name, size in column.sizes.items())]
        if column.stages:
            lines += ["", *_stages(column)]
        lines += [f"- {told}，没有测" for told in column.lacking]
    return lines


def _stages(column: Column) -> Iterator[str]:
    """Each stage of a clean build, and all of them."""
    yield "| 从头生成的阶段 | 用时 | 处理器 | 内存峰值 | 文件 | 字节 |"
    yield "|---|---|---|---|---|---|"
    first, *rest = column.stages.values()
    for name, cost in {**column.stages, "合计": sum(rest, first)}.items():
        yield (
            f"| {name} | {cost.wall:.2f} s | {cost.cpu:.2f} s | {cost.memory:.0f} MB "
            f"| {cost.files} | {cost.bytes / 1e6:.1f} MB |"
        )


def _goals(columns: Mapping[int, Column]) -> Iterator[tuple[str, str, str, str]]:
    small, large = columns[min(columns)], columns[max(columns)]
    clean, size = large.costs.get("从头生成"), large.sizes.get("本程序")
    if clean and large.hugo:
        told = f"{clean.wall / large.hugo.wall:.2f} 倍（{clean.wall:.1f} s 比 {large.hugo.wall:.1f} s）"
        yield f"从头生成 {large.count} 个项目，与 Hugo 加 Pagefind 比", "2 倍", "1 倍", told
    stock, first = small.costs.get("MkDocs Material"), small.costs.get("从头生成")
    if stock and first:
        told = f"1/{stock.wall / first.wall:.1f}（{first.wall:.1f} s 比 {stock.wall:.1f} s）"
        yield f"从头生成 {small.count} 个项目，与 MkDocs Material 比", "1/4", "1/10", told
    if clean and first and size:
        for name, least, aim in (("改一个数据文件", "1/8", "2 s"), ("没有改动", "1/20", "0.5 s")):
            cost = large.costs[name]
            told = f"{cost.wall:.2f} s，从头生成的 1/{clean.wall / cost.wall:.0f}"
            yield f"{large.count} 个项目，{name}", f"从头生成的 {least}", aim, told
        if large is not small:
            told = f"{clean.cpu / first.cpu:.1f} 倍（用时 {clean.wall / first.wall:.1f} 倍）"
            parts = f"{large.count} 个项目的处理器用时 ÷ {small.count} 个的"
            yield parts, f"{11 * large.count / small.count / 10:.3g}", f"{large.count / small.count:.3g}", told
        yield f"内存峰值，{large.count} 个项目", "1 GB", "400 MB", f"{clean.memory:.0f} MB"
        yield "一个项目页的 HTML", "40 KB", "20 KB", f"{size.page / 1e3:.1f} KB（最大 {size.largest / 1e3:.1f} KB）"
