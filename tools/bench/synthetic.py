"""Synthetic but lifelike projects: the same number gives the same files, and fewer are the first of more.

A third of them recur as series over several years; the real projects are among them.
"""

import json
import shutil
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from tools.bench.ledger import CUTOFF
from tools.bench.report import report
from tools.bench.uses import RULE, register_rule
from tools.bench.words import ACTIONS, AGENCIES, BUREAUS, STREETS, Body, Programme, bodies

REAL = Path(__file__).resolve().parents[2] / "content"
YEARS = range(2015, 2025)
ROUND = 8  # of so many programmes one recurs, for three and a half years on average: a third of all projects
SPECIAL = tuple("-?:,[]{}#&*!|>'\"%@`")  # not at the beginning of a plain scalar


def synthetic(folder: Path, count: int) -> None:
    """Write a whole content folder with so many projects, the real ones among them."""
    shutil.copytree(REAL, folder)
    real = sum(1 for _ in (folder / "projects").rglob("*.yml"))
    register_rule(folder)
    with (folder / "site.yml").open("a", encoding="utf-8") as site:
        site.write(f"\n数据截止日: {CUTOFF}\n")
    units: dict[Body, None] = {}
    for programme, year in islice(_projects(), max(0, count - real)):
        units[programme.body] = None
        file = folder / "projects" / str(year) / f"{programme.slug}.yml"
        file.parent.mkdir(exist_ok=True)
        file.write_text("\n".join([*_lines(report(programme, year)), ""]), "utf-8")
    _register(folder / "units.yml", units)


def _register(file: Path, bureaus: Iterable[Body]) -> None:
    """Add bureaus and all who evaluate to the units."""
    with file.open("a", encoding="utf-8") as units:
        for body in bureaus:
            units.write(f"\n- 标识: {body.slug}\n  名称: {body.name}\n  简称: [{body.short}]\n")
            units.write(f"  结果应用办法: [{RULE}]\n")
        for number, agency in enumerate(AGENCIES, 1):
            units.write(f"\n- 标识: jigou-{number:02}\n  名称: {agency}\n  类别: 评价机构\n")


def _lines(value: Any, indent: str = "") -> Iterator[str]:
    """YAML as people write it; a library takes as long for one file as all the rest together."""
    for key, inner in value.items() if isinstance(value, dict) else (("-", item) for item in value):
        start = f"{indent}{key}:" if isinstance(value, dict) else f"{indent}-"
        if isinstance(inner, str):
            yield f"{start} {_scalar(inner)}"
        elif isinstance(value, dict):
            yield start
            yield from _lines(inner, indent if isinstance(inner, list) else f"{indent}  ")
        else:
            first, *rest = _lines(inner, f"{indent}  ")
            yield from (f"{start} {first.lstrip()}", *rest)


def _scalar(text: str) -> str:
    bare = text and not text.startswith(SPECIAL) and ": " not in text and " #" not in text and not text.endswith(":")
    return text if bare else json.dumps(text, ensure_ascii=False)


def _projects() -> Iterator[tuple[Programme, int]]:
    number, everyone = 0, tuple(bodies())
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
