"""Our own program, each time the whole command: from nothing, after no change, after a change; and in parts, joined."""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.bench import sanity
from tools.bench.measure import Cost, median, run

HOME = Path(__file__).resolve().parents[2]
CLEAN, NOTHING, FILE, UNIT = "从头生成", "没有改动", "改一个数据文件", "一个单位改名"
PARTS, JOIN = "最大的一个部分", "合成"
REPEATS = 3  # times each change is measured after each clean build

Change = Callable[[Path, int], tuple[Path, str]]  # of a content, another one for each number: a file and its new text


def measured(content: Path, outs: Sequence[Path], with_unit: bool) -> dict[str, Cost]:
    """The cost of a build by what had happened before it; medians of a clean build in each folder and what follows."""
    costs: dict[str, list[Cost]] = defaultdict(list)
    for number, out in enumerate(outs):
        costs[CLEAN].append(build(content, out, CLEAN))
        clean = sanity.sums(out / "site")
        for again in range(number * REPEATS, (number + 1) * REPEATS):
            before = sanity.written(out)
            costs[NOTHING].append(build(content, out, NOTHING))
            sanity.untouched(before, sanity.written(out))
            costs[FILE].append(_after(reword, content, out, FILE, again))
        if with_unit:
            costs[UNIT].append(_after(rename_unit, content, out, UNIT, number))
        sanity.same_tree("改了又改回来的网站", sanity.sums(out / "site"), clean)
    return {name: median(some) for name, some in costs.items()}


def in_parts(content: Path, folder: Path) -> dict[str, Cost]:
    """Each year in a folder of its own, one after the other, then joined; of the parts the one with most memory."""
    years = sorted(path.name for path in (content / "projects").iterdir())
    parts = [build(content, folder / year, f"{year} 年度", "--years", year) for year in years]
    join = build(content, folder / "joined", JOIN, "--join", *(str(folder / year) for year in years))
    return {PARTS: max(parts, key=lambda cost: cost.memory), JOIN: join}


def build(content: Path, out: Path, name: str, *options: str) -> Cost:
    command = (sys.executable, "-m", "generator", "build", "--content", str(content), "--out", str(out), *options)
    return run(command, HOME, name)


def _after(change: Change, content: Path, out: Path, name: str, number: int) -> Cost:
    with changed(change, content, number):
        cost = build(content, out, name)
    build(content, out, f"{name}，又改回来")
    return cost


@contextmanager
def changed(change: Change, content: Path, number: int) -> Iterator[Path]:
    """The file with its change, for as long as it takes to measure what follows."""
    file, text = change(content, number)
    before = file.read_bytes()
    file.write_text(text, "utf-8")
    try:
        yield file
    finally:
        file.write_bytes(before)


def reword(content: Path, number: int) -> tuple[Path, str]:
    """A sentence of one project, which its own page shows."""
    files = _synthetic(content)
    file = files[(len(files) // 2 + number) % len(files)]
    head, mark, rest = file.read_text("utf-8").partition("\n背景:\n- ")
    return file, f"{head}{mark}另据第{number + 2}次回访，{rest}"


def rename_unit(content: Path, number: int) -> tuple[Path, str]:
    """A new name of one unit, which has projects, beside its old one."""
    file, slugs = content / "units.yml", sorted({path.stem.rpartition("-")[0] for path in _synthetic(content)})
    head, mark, rest = file.read_text("utf-8").partition(f"\n- 标识: {slugs[number % len(slugs)]}\n")
    name, _, more = rest.removeprefix("  名称: ").partition("\n")
    return file, f"{head}{mark}  名称: {name.removesuffix('局')}管理局\n  曾用名: [{name}]\n{more}"


def _synthetic(content: Path) -> list[Path]:
    return sorted((content / "projects").rglob("*-[0-9]*.yml"))
