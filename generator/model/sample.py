"""Sample of self-evaluations to be reexamined (抽样记录): its seed, its population, its layers, what was drawn.

The draw follows from seed and population alone, so that anyone can make it again: in each layer the projects are put in
the order of the SHA-256 of `seed:project`, and the first ones are drawn.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from generator.core.checksum import Checksum
from generator.core.number import Percent, Rounding
from generator.core.record import NO_REMARK, Record, Remark, field
from generator.model.report import Prose

WHOLE = Rounding(places=0)
BANDS = ((Decimal(100), "不到100万元"), (Decimal(1000), "100万元以上、不到1000万元"))  # of budgets, in 万元
LARGEST, UNKNOWN = "1000万元以上", "预算未载"


class PopulationEntry(Record):
    """总体: a project that could have been drawn, its layer, and the SHA-256 of its data file on that day."""

    labels: ClassVar[tuple[str, ...]] = ("项目",)

    project: str = field("项目")
    layer: str = field("层")
    checksum: Checksum | None = field("校验和", default=None)


class Sample(Record):
    """抽样记录: what was drawn from what, by which seed; 种子来历 says why it is that one."""

    slug: str = ""
    seed: str = field("种子")
    origin: str = field("种子来历", default="")
    share: Percent = field("比例")
    year: str = field("年度", default="")
    unit: str = field("单位", default="")
    population: tuple[PopulationEntry, ...] = field("总体")
    drawn: Prose = field("抽中")
    remark: Remark = field("说明", default=NO_REMARK)

    @property
    def layers(self) -> Iterator[tuple[str, int, int]]:
        """Each layer with its projects and how many of them are to be drawn, in the order of their names."""
        return (
            (layer, len(some), size_of(len(some), self.share)) for layer, some in sorted(_layers(self.pairs).items())
        )

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every project with its layer."""
        return tuple((one.project, one.layer) for one in self.population)


def band_of(budget: Decimal | None) -> str:
    """The band of amounts that a budget lies in, which layers are made of."""
    if budget is None:
        return UNKNOWN
    return next((word for limit, word in BANDS if budget < limit), LARGEST)


def size_of(count: int, share: Percent) -> int:
    """How many of a layer are drawn: its share, half up to whole projects, but at least one."""
    return max(1, int(WHOLE(Fraction(share.value) * count)))


def draw(seed: str, share: Percent, pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The projects drawn from pairs of project and layer, in the order of their names."""
    drawn: list[str] = []
    for some in _layers(pairs).values():
        drawn += sorted(some, key=lambda project: digest(seed, project))[: size_of(len(some), share)]
    return tuple(sorted(drawn))


def digest(seed: str, project: str) -> str:
    """What a project is ordered by: `printf '%s' 'seed:project' | sha256sum`."""
    return hashlib.sha256(f"{seed}:{project}".encode()).hexdigest()


def _layers(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for project, layer in pairs:
        found[layer].append(project)
    return found
