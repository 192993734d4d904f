"""Parts: what 台账 and other parts that projects may do without cost a clean build, by leaving each of them out."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tools.bench import ours
from tools.bench.measure import Cost, fresh, median, run
from tools.bench.synthetic import CATEGORIES, synthetic
from tools.bench.uses import RULES
from tools.bench.words import PLACES

PARTS = {
    "整改台账": ("台账",),
    "结果应用": ("结果应用", RULES),
    "系列": ("系列", "上年同类"),
    "问题归类": ("问题类别", CATEGORIES),
    "自评与复核": ("复核", "公布.自评分值"),
    "同类对照": ("评价.方式",),
}  # by what it is called: the keys that make it (those of a data file, of a unit), or the file
ALL = "全部合起来"
EVERY_KEY = tuple(key for keys in PARTS.values() for key in keys)
SOME_PLACES = frozenset(place for place, _ in PLACES[:4])
SOME = f"{len(PLACES)} 个区县中 {len(SOME_PLACES)} 个区都有"  # in 10,000 projects as many as 300 over five years


class PartCost(NamedTuple):
    """A clean build without a part, beside one with all of them; what is dear about it is processor time."""

    name: str
    whole: Cost
    without: Cost

    def __str__(self) -> str:
        """Seconds of all processors, and which share of the build without it the part adds."""
        more = self.whole.cpu - self.without.cpu
        return f"{self.name}：多用处理器 {more:.1f} s，是不做时的 {more / self.without.cpu:.1%}"


def measured(folder: Path, count: int, runs: int) -> Iterator[PartCost]:
    """The cost of each part in so many projects, of all, and of all in some places; they take turns in each run.

    One process does the work: what several processes share out among each other costs now more, now less.
    """
    left_out = {**PARTS, ALL: EVERY_KEY}
    contents = {name: folder / str(number) for number, name in enumerate(left_out, 1)}
    for name, keys in left_out.items():
        synthetic(contents[name], count, left_out=keys)
    synthetic(whole := folder / "whole", count)
    synthetic(some := folder / "some", count, left_out=EVERY_KEY, whole=SOME_PLACES)
    costs: dict[Path, list[Cost]] = {content: [] for content in (whole, some, *contents.values())}
    os.environ["JXGK_CORES"] = "1"
    for _ in range(runs):
        for content, found in costs.items():
            out = folder / "out"
            fresh(out)
            found.append(run((*ours.COMMAND, "build", "--content", str(content), "--out", str(out)), ours.HOME))
    for name, content in contents.items():
        yield PartCost(name, median(costs[whole]), median(costs[content]))
    yield PartCost(SOME, median(costs[some]), median(costs[contents[ALL]]))


def main(count: int, runs: int) -> None:
    """Print a line for each."""
    with tempfile.TemporaryDirectory() as folder:
        for cost in measured(Path(folder), count, runs):
            print(f"{count} 个项目，{cost}", flush=True)
