"""Words of invented places, bodies, systems and people served, and patterns of sentences: what `words.yml` holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

WORDS: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))
PLACES, STREETS, OFFICES, FIRMS, AGENCIES, NEEDS, TERRAINS = (
    WORDS[name] for name in ("places", "streets", "offices", "firms", "agencies", "needs", "terrains")
)
SENTENCES = WORDS["sentences"]


@dataclass(frozen=True)
class Field:
    """领域: one kind of bureau: what it is called, what it runs and whom it serves."""

    bureau: str
    slug: str
    things: tuple[str, ...]
    served: tuple[str, ...]
    works: tuple[str, ...]


FIELDS = [
    Field(entry["bureau"], entry["slug"], *(tuple(entry[name]) for name in ("things", "served", "works")))
    for entry in WORDS["fields"]
]
ACTIONS = ("运行维护", "升级改造", "提质扩面", "示范推广", "综合保障")
BUREAUS = len(PLACES) * len(FIELDS)


@dataclass(frozen=True)
class Body:
    """单位: one bureau of one place."""

    name: str
    short: str
    slug: str
    place: str
    field: Field


@dataclass(frozen=True)
class Programme:
    """One activity of a unit, in one year or in several."""

    number: int
    body: Body
    thing: str
    action: str
    area: str
    years: tuple[int, ...]

    @property
    def slug(self) -> str:
        return f"{self.body.slug}-{self.number:05}"


def bodies() -> Iterator[Body]:
    """All bureaus, those of one kind far apart."""
    for number in range(BUREAUS):
        place, slug = PLACES[number % len(PLACES)]
        field = FIELDS[(number // len(PLACES) + number % len(PLACES)) % len(FIELDS)]
        short = place.removesuffix("区").removesuffix("县") + field.bureau
        yield Body(place + field.bureau, short, f"{slug}-{field.slug}", place, field)
