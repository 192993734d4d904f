"""Parts: what 台账 and other parts that projects may do without cost a clean build, by leaving each of them out."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tools.bench import ours
from tools.bench.measure import Cost, fresh, median, run
from tools.bench.synthetic import synthetic
from tools.bench.uses import RULES

PARTS = {
    "整改台账": ("台账",),
    "结果应用": ("结果应用", RULES),
}  # by what it is called: the keys of a data file that make it


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
    """The cost of each part in so many projects; whole and without take turns, so that both have the same machine."""
    for name, keys in PARTS.items():
        contents = folder / "whole", folder / "without"
        synthetic(contents[0], count)
        synthetic(contents[1], count, left_out=keys)
        costs: tuple[list[Cost], list[Cost]] = [], []
        for _ in range(runs):
            for content, found in zip(contents, costs, strict=True):
                out = folder / "out"
                fresh(out)
                found.append(run((*ours.COMMAND, "build", "--content", str(content), "--out", str(out)), ours.HOME))
        fresh(*contents)
        yield PartCost(name, median(costs[0]), median(costs[1]))


def main(count: int, runs: int) -> None:
    """Print a line for each."""
    with tempfile.TemporaryDirectory() as folder:
        for cost in measured(Path(folder), count, runs):
            print(f"{count} 个项目，{cost}", flush=True)
