"""Sample of self-evaluations for reexamination (抽样记录): seed, stratified population, drawn projects.

The draw is reproducible from seed and population: in each layer, projects are sorted by the SHA-256 of `seed:project`,
and the first ones are drawn.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, NamedTuple

from generator.core.number import Percent, Rounding
from generator.core.record import NO_REMARK, Record, Remark, field
from generator.model.report import Prose

WHOLE = Rounding(places=0)
BANDS = ((Decimal(100), "不到100万元"), (Decimal(1000), "100万元以上、不到1000万元"))  # of budgets, in 万元
LARGEST, UNKNOWN = "1000万元以上", "预算未载"


class SampledProject(NamedTuple):
    """A project of the population: layer, SHA-256 of its data file on the day of the draw ("": not recorded)."""

    project: str
    layer: str
    checksum: str


class SampleLayer(Record):
    """层: a stratum; one line per project, with the SHA-256 of its data file."""

    labels: ClassVar[tuple[str, ...]] = ("名称",)

    name: str = field("名称")
    lines: Prose = field("项目")

    @property
    def projects(self) -> tuple[SampledProject, ...]:
        parts = (line.partition(" ") for line in self.lines)
        return tuple(SampledProject(project, self.name, checksum.strip()) for project, _, checksum in parts)


class Sample(Record):
    """抽样记录: population, seed and drawn projects; 种子来历 is the origin of the seed."""

    slug: str = ""
    seed: str = field("种子")
    origin: str = field("种子来历", default="")
    share: Percent = field("比例")
    year: str = field("年度", default="")
    unit: str = field("单位", default="")
    layers: tuple[SampleLayer, ...] = field("总体")
    drawn: Prose = field("抽中")
    remark: Remark = field("说明", default=NO_REMARK)

    @property
    def population(self) -> tuple[SampledProject, ...]:
        """All projects of the population, layer by layer."""
        return tuple(project for layer in self.layers for project in layer.projects)

    @property
    def sizes(self) -> Iterator[tuple[str, int, int]]:
        """Layers with number of projects and number to draw."""
        return ((layer.name, len(layer.lines), size_of(len(layer.lines), self.share)) for layer in self.layers)


def band_of(budget: Decimal | None) -> str:
    """Return the band of a budget (万元), a criterion of layers."""
    if budget is None:
        return UNKNOWN
    return next((word for limit, word in BANDS if budget < limit), LARGEST)


def size_of(count: int, share: Percent) -> int:
    """Return the number of projects to draw from a layer: its share, rounded half up, at least one."""
    return max(1, int(WHOLE(Fraction(share.value) * count)))


def draw(seed: str, share: Percent, layers: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Draw from the projects of each layer; sorted by name."""
    drawn: list[str] = []
    for projects in layers:
        drawn += sorted(projects, key=lambda project: digest(seed, project))[: size_of(len(projects), share)]
    return tuple(sorted(drawn))


def digest(seed: str, project: str) -> str:
    """Return the sort key of a project: `printf '%s' 'seed:project' | sha256sum`."""
    return hashlib.sha256(f"{seed}:{project}".encode()).hexdigest()
