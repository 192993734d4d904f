"""`make bench ARGS="--hundred-thousand"`: a site made in parts, one year after the other, and joined on one machine.

It runs unattended, for the better part of an hour with a hundred thousand projects, and needs 40 GB of room then.
"""

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.bench import ours, sanity
from tools.bench.measure import Cost, Size, run
from tools.bench.synthetic import synthetic
from tools.bench.visit import first_visit

MOST_COMPARED = 1000  # projects: so many are also made at once, to see that the joined site is the same


@dataclass(frozen=True)
class Joined:
    """What a site in parts cost: all parts one after the other, the join; the site, the kilobytes of a first visit."""

    count: int
    years: int
    parts: Cost
    join: Cost
    size: Size
    visit: float

    @classmethod
    def read(cls, figures: Mapping[str, Any]) -> "Joined":
        """From a file."""
        parts, join = Cost(**figures["parts"]), Cost(**figures["join"])
        return cls(figures["count"], figures["years"], parts, join, Size(**figures["size"]), figures["visit"])

    def figures(self) -> dict[str, Any]:
        """For a file."""
        costs = {"parts": self.parts.figures(), "join": self.join.figures()}
        return {"count": self.count, "years": self.years, **costs, "size": vars(self.size), "visit": self.visit}

    def lines(self) -> Iterator[str]:
        """For who reads."""
        yield f"{self.count} 个项目，分 {self.years} 个年度做"
        yield f"各部分合计：{self.parts}"
        yield f"合成：{self.join}；每个项目 {self.join.cpu / self.count * 1000:.1f} ms"
        yield f"网站：{self.size}；首次打开查询 {self.visit:.0f} KB（gzip）"


def main(count: int) -> Joined:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        joined = measured(Path(folder), count)
    print("\n".join(joined.lines()), flush=True)
    return joined


def measured(folder: Path, count: int) -> Joined:
    """The figures of so many projects; of few the joined site is also compared with one that was made at once."""
    content, out = folder / "content", folder / "joined"
    synthetic(content, count)
    years = sorted(path.name for path in (content / "projects").iterdir())
    parts = [_build(content, folder / "parts" / year, f"{year} 年度", "--years", year) for year in years]
    join = _build(content, out, "合成", "--join", *(str(folder / "parts" / year) for year in years))
    if count <= MOST_COMPARED:
        _build(content, folder / "whole", "一次做完")
        sanity.same_tree("合成的网站", sanity.sums(out / "site"), sanity.sums(folder / "whole/site"))
    visit = first_visit(out / "site")
    return Joined(count, len(years), sum(parts[1:], parts[0]), join, Size.of(out / "site"), visit)


def _build(content: Path, out: Path, name: str, *options: str) -> Cost:
    command = (*ours.COMMAND, "build", "--content", str(content), "--out", str(out), *options)
    return run(command, ours.HOME, name)
