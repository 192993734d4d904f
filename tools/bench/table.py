"""The figures as a table: what was to be reached beside what was, and every figure."""

from collections.abc import Iterator

from tools.bench.column import Column
from tools.bench.rows import ROWS, Measured

HEAD = "| | 用时 | 处理器 | 内存峰值 |"


def goals(measured: Measured, machine: str) -> list[str]:
    """What was to be reached and what was, for the documentation."""
    lines = ["| 目标 | 至少 | 力争 | 实测 | 是否达到 |", "|---|---|---|---|---|"]
    lines += [f"| {' | '.join(row.line(measured))} |" for row in ROWS]
    return [*lines, "", f"测量的机器：{machine}。"]


def table(measured: Measured, machine: str) -> list[str]:
    """The lines: first what was to be reached, then every figure."""
    lines = goals(measured, machine)
    for column in {one.count: one for one in (measured.small, measured.large)}.values():
        lines += ["", f"{column.count} 个项目（{column.runs} 次的中位数）：", "", HEAD, "|---|---|---|---|"]
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
