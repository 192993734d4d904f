"""Column: all that was measured with one number of projects, for the table and for a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tools.bench.measure import Cost, Size, Stage

HUGO, PAGEFIND, MATERIAL, OURS = "Hugo", "Pagefind", "MkDocs Material", "本程序"
# Other figures: of the index of so many pages the processor seconds and megabytes, of what readers fetch the kilobytes.
INDEX_CPU, INDEX_MEMORY, WORST_FETCH, FIRST_VISIT = "索引的处理器用时", "索引的内存", "最大的取用", "首次打开查询"


@dataclass(frozen=True)
class Column:
    """Costs by what was done; sizes of sites; the stages of a clean build; other figures by what they are of."""

    count: int
    runs: int
    costs: dict[str, Cost] = field(default_factory=dict)
    sizes: dict[str, Size] = field(default_factory=dict)
    stages: dict[str, Stage] = field(default_factory=dict)
    others: dict[str, float] = field(default_factory=dict)
    lacking: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, count: int, figures: Mapping[str, Any]) -> "Column":
        """From such a file."""
        costs = {name: Cost(**cost) for name, cost in figures["costs"].items()}
        sizes = {name: Size(**size) for name, size in figures["sizes"].items()}
        stages = {name: Stage(**figures) for name, figures in figures["stages"].items()}
        return cls(count, figures["runs"], costs, sizes, stages, dict(figures.get("others", {})))

    def figures(self) -> dict[str, Any]:
        """For a file."""
        costs = {name: cost.figures() for name, cost in self.costs.items()}
        sizes = {name: vars(size) for name, size in self.sizes.items()}
        stages = {name: stage.figures() for name, stage in self.stages.items()}
        others = {name: round(value, 3) for name, value in self.others.items()}
        return {"runs": self.runs, "costs": costs, "sizes": sizes, "stages": stages, "others": others}
