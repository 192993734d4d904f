"""Rows of the table of goals: what was to be reached, at least and at best, and how it is told from the figures."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from tools.bench import forms
from tools.bench.column import (
    FIRST_VISIT,
    HUGO,
    INDEX_CPU,
    INDEX_MEMORY,
    MATERIAL,
    OURS,
    PAGEFIND,
    WORST_FETCH,
    Column,
)
from tools.bench.joined import Joined
from tools.bench.measure import Cost
from tools.bench.ours import AGAIN, CLEAN, EXPLAINED, FIRST, NOTHING, VERSION
from tools.bench.parts import ALL, PARTS, SOME

FORMS = 100  # made and taken back
Unit = Callable[[float], str]


def seconds(value: float) -> str:
    """On the clock or of processors."""
    return f"{value:.3g} s"


def share(value: float) -> str:
    """Of something else, as one part of so many."""
    return f"1/{1 / value:.3g}" if 0 < value < 1 else f"{value:.2f}"


def times(value: float) -> str:
    """As many times as something else."""
    return f"{value:.3g} 倍"


def megabytes(value: float) -> str:
    """Of memory."""
    return f"{value:.0f} MB"


def kilobytes(value: float) -> str:
    """Of a page, or of what is fetched."""
    return f"{value:.0f} KB"


class Told(NamedTuple):
    """What was measured, and a word on what it is made of."""

    value: float
    note: str = ""


class Measured(NamedTuple):
    """All that was measured in a run: with few projects, with many, and of a site that was made in parts and joined."""

    small: Column
    large: Column
    joined: Joined | None


@dataclass(frozen=True)
class Row:
    """A goal: what is compared, its unit, what is to be reached (less is better), how it is told from the figures.

    A figure that was not measured is a `KeyError`.
    """

    name: str
    unit: Unit
    least: float | None
    aim: float | None
    told: Callable[[Measured], Told]

    def line(self, measured: Measured) -> tuple[str, ...]:
        """The cells: what, at least, aim, what was measured, whether it is reached."""
        limits = tuple("—" if one is None else self.unit(one) for one in (self.least, self.aim))
        joined = measured.joined.count if measured.joined else 100_000
        name = self.name.format(small=measured.small.count, large=measured.large.count, joined=joined)
        try:
            value, note = self.told(measured)
        except KeyError:
            return name, *limits, "没有测", "—"
        return name, *limits, f"{self.unit(value)}{f'（{note}）' * bool(note)}", self._reached(value)

    def _reached(self, value: float) -> str:
        for limit, word in ((self.aim, "达到力争"), (self.least, "达到")):
            if limit is not None and value <= limit:
                return word
        return "—" if self.least is None and self.aim is None else "没有达到"


def _ratio(one: Cost, other: Cost) -> Told:
    return Told(one.wall / other.wall, f"{one.wall:.1f} s 比 {other.wall:.1f} s")


def _part(name: str) -> Callable[[Measured], Told]:
    """What a part of the program adds to a clean build without it, in processor seconds."""

    def told(all_: Measured) -> Told:
        whole, without = (all_.small.costs[f"{how}{name}"].cpu for how in ("做", "不做"))
        return Told((whole - without) / without, f"处理器 {whole:.1f} s 比 {without:.1f} s")

    return told


def _hugo(all_: Measured) -> Told:
    return _ratio(all_.large.costs[CLEAN], all_.large.costs[HUGO] + all_.large.costs[PAGEFIND])


def _material(all_: Measured) -> Told:
    return _ratio(all_.small.costs[CLEAN], all_.small.costs[MATERIAL])


def _growth(all_: Measured) -> Told:
    large, small = all_.large.costs[CLEAN], all_.small.costs[CLEAN]
    factor = 10 * all_.small.count / all_.large.count  # the limits hold for whichever numbers were asked for
    return Told(factor * large.cpu / small.cpu, f"用时 {factor * large.wall / small.wall:.1f} 倍")


def _page(all_: Measured) -> Told:
    size = all_.large.sizes[OURS]
    return Told(size.page / 1000, f"最大 {size.largest / 1000:.0f} KB")


def _other(name: str) -> Callable[[Measured], Told]:
    return lambda all_: Told(all_.large.others[name])


def _form(name: str) -> Row:
    return Row(f"{name} {FORMS} 份", seconds, None, None, lambda all_: Told(all_.small.costs[name].wall))


def _whole(all_: Measured) -> Joined:
    if not all_.joined:
        raise KeyError(Joined)
    return all_.joined


def _memory_of_join(all_: Measured) -> Told:
    return Told(_whole(all_).join.memory)


def _in_proportion(all_: Measured) -> Told:
    joined, large = _whole(all_), all_.large
    spent = joined.parts + joined.join
    note = f"各部分 {joined.parts.cpu:.0f} s，合成 {joined.join.cpu:.0f} s"
    return Told(spent.cpu / joined.count / (large.costs[CLEAN].cpu / large.count), note)


def _first_visit(all_: Measured) -> Told:
    joined, large = _whole(all_).visit, all_.large.others[FIRST_VISIT]
    return Told(joined / large, f"{joined:.0f} KB 比 {large:.0f} KB")


def _command(name: str, least: float | None, aim: float | None) -> Row:
    """A command with many projects, on the clock."""
    return Row(f"{{large}} 个项目，{name}", seconds, least, aim, lambda all_: Told(all_.large.costs[name].wall))


def _after(name: str, least: float, aim: float) -> Row:
    """A build with few projects after a change, beside a clean one."""
    told = lambda all_: _ratio(all_.small.costs[name], all_.small.costs[CLEAN])  # noqa: E731
    return Row(f"{{small}} 个项目，{name}，与从头生成比", share, least, aim, told)


ROWS = (
    _command(NOTHING, 1.5, 0.5),
    _command("改一个数据文件", 3, 2),
    _command("一个项目改名", 4, 2.5),
    _command("检查刚保存的一个文件", 1, 0.3),
    _command(EXPLAINED, 1, 0.3),
    _after("一个单位改名", 1 / 5, 1 / 10),
    _after("改一个在用的评级办法", 1 / 5, 1 / 20),
    _after("改手写页面的一句", 1 / 5, 1 / 20),
    _after("改项目页的模板", 1 / 2, 1 / 3),
    _after("改单位页的模板", 1 / 2, 1 / 3),
    Row("从头生成 {large} 个项目，与 Hugo 加 Pagefind 比", times, 1.3, 1, _hugo),
    Row("从头生成 {small} 个项目，与 MkDocs Material 比", share, 1 / 5, 1 / 10, _material),
    Row("处理器用时，项目每多十倍", times, 11, 10, _growth),
    Row("内存峰值，{large} 个项目", megabytes, 600, 400, lambda all_: Told(all_.large.costs[CLEAN].memory)),
    Row("一个进程做 {large} 个网页的索引，处理器", seconds, 15, 6, _other(INDEX_CPU)),
    Row("一个进程做 {large} 个网页的索引，内存", megabytes, None, 300, _other(INDEX_MEMORY)),
    Row("查询的前十个结果（gzip），300 次中最多", kilobytes, 300, 150, _other(WORST_FETCH)),
    Row("一个项目页的 HTML，居中的一个", kilobytes, 30, 20, _page),
    *(Row(f"{{small}} 个项目，{part}让从头生成多用", share, None, None, _part(part)) for part in PARTS),
    Row(f"{{small}} 个项目，以上各部分在{SOME}，让从头生成多用", share, 1 / 10, None, _part(SOME)),
    Row("{small} 个项目，以上各部分每个项目都有，让从头生成多用", share, None, None, _part(ALL)),
    *(_form(name) for name in forms.NAMES),
    _command(FIRST, None, None),
    _command(VERSION, None, None),
    _command(AGAIN, None, None),
    Row(
        "{joined} 个项目，分年做再合成，合成的内存峰值",
        megabytes,
        2000,
        None,
        _memory_of_join,
    ),
    Row("{joined} 个项目，每个项目的处理器用时，与 {large} 个项目的比", times, 1.1, 1, _in_proportion),
    Row("{joined} 个项目，首次打开查询（gzip），与 {large} 个项目的比", times, 1, None, _first_visit),
)
