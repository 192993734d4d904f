"""Synthetic but lifelike projects: the same number gives the same files, and fewer are the first of more.

A third of them recur as series over several years; the real projects are among them.
"""

import shutil
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from tools.bench.ledger import CUTOFF
from tools.bench.report import report
from tools.bench.uses import RULE, RULES, register_rule
from tools.bench.words import ACTIONS, AGENCIES, BUREAUS, STREETS, Body, bodies
from tools.bench.written import written

REAL = Path(__file__).resolve().parents[2] / "content"
YEARS = range(2015, 2025)
CATEGORIES = "categories.yml"  # the word list; a file may be left out like a key
ROUND = 8  # of so many programmes one recurs, for three and a half years on average: a third of all projects


@dataclass(frozen=True)
class Programme:
    """What a unit does, in one year or in several; from the year `reweighed` on its indicators weigh otherwise.

    One that `explains` gives a reason wherever its result was not used as the rule says.
    """

    number: int
    body: Body
    thing: str
    action: str
    area: str
    years: tuple[int, ...]
    reweighed: int = 9999
    explains: bool = True

    @property
    def slug(self) -> str:
        """Its file in each year."""
        return f"{self.body.slug}-{self.number:05}"


def synthetic(folder: Path, count: int, left_out: Collection[str] = (), whole: Collection[str] = ()) -> None:
    """Write a whole content folder with so many projects, the real ones among them; some keys may be left out.

    A key may be left out of one part alone (`公布.自评分值`). The bodies of some places may leave nothing out.
    """
    shutil.copytree(REAL, folder)
    if CATEGORIES in left_out and not whole:
        (folder / CATEGORIES).unlink()
    real = sum(1 for _ in (folder / "projects").rglob("*.yml"))
    register(folder, bodies(), left_out, whole)
    with (folder / "site.yml").open("a", encoding="utf-8") as site:
        site.write(f"\n数据截止日: {CUTOFF}\n")
    for done, (programme, year) in enumerate(_projects(), real):
        if done >= count:
            break
        put(folder, programme, year, () if programme.body.place in whole else left_out)


def register(
    folder: Path, everyone: Iterable[Body], left_out: Collection[str] = (), whole: Collection[str] = ()
) -> None:
    """Add bureaus, their rule on the use of results, and all who evaluate, to the units."""
    register_rule(folder)
    with (folder / "units.yml").open("a", encoding="utf-8") as units:
        for body in everyone:
            former = f"  曾用名: [{body.former}]\n" if body.former else ""
            units.write(f"\n- 标识: {body.slug}\n  名称: {body.name}\n  简称: [{body.short}]\n{former}")
            units.write("" if RULES in left_out and body.place not in whole else f"  {RULES}: [{RULE}]\n")
        for number, agency in enumerate(AGENCIES, 1):
            units.write(f"\n- 标识: jigou-{number:02}\n  名称: {agency}\n  类别: 评价机构\n")


def put(folder: Path, programme: Programme, year: int, left_out: Collection[str] = ()) -> None:
    """Write the data file of a programme and a year."""
    file = folder / "projects" / str(year) / f"{programme.slug}.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(written(_without(report(programme, year), left_out)), "utf-8")


def _without(value: Any, keys: Collection[str], part: str = "") -> Any:
    if isinstance(value, dict):
        kept = ((key, one) for key, one in value.items() if not {key, f"{part}.{key}"} & set(keys))
        return {key: _without(one, keys, key) for key, one in kept}
    return [_without(one, keys, part) for one in value] if isinstance(value, list) else value


def _projects() -> Iterator[tuple[Programme, int]]:
    number = 0
    everyone = tuple(bodies())
    while True:
        programme = _programme(number, everyone)
        yield from ((programme, year) for year in programme.years)
        number += 1


def _programme(number: int, everyone: tuple[Body, ...]) -> Programme:
    chance = Random(f"programme {number}")
    turn, place = divmod(number, BUREAUS)
    body = everyone[(place * 7 + turn) % BUREAUS]
    # Each turn a unit takes up another thing; after all of them other areas make other names.
    things = body.field.things
    order = Random(body.slug).sample(range(len(things) * len(ACTIONS)), len(things) * len(ACTIONS))
    which = order[turn % len(order)]
    thing, action = things[which % len(things)], ACTIONS[which // len(things)]
    area = STREETS[(number * 11 + turn) % len(STREETS)] if turn >= len(order) or chance.random() < 0.5 else ""
    length = chance.choice((2, 3, 4, 5)) if number % ROUND == 4 else 1
    start = chance.choice(YEARS[: len(YEARS) - length + 1])
    return Programme(number, body, thing, action, area, tuple(range(start, start + length)))
