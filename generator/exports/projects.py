"""One JSON a project: what was declared under the words of the form, what was computed under keys of its own."""

import dataclasses
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from generator.core.date import PartialDate
from generator.core.number import Amount, Measure, Percent, percent
from generator.core.record import Record, Remark, keys_of
from generator.exports import json_bytes
from generator.exports.tables import record
from generator.model.scores import Score
from generator.rules import Rule
from generator.views import ProjectDetail, figure
from generator.views.download import Export
from generator.views.receipt import Receipt


def of_case(case: ProjectDetail) -> Iterator[Export]:
    """The one file of a project."""
    computed = {
        "score": None if case.score.computed is None else figure(case.score.computed),
        "grade": case.rank,
        "indicators": [scored(top) for top in case.score.levels],
        "receipt": _plain(case.receipt),
    }
    everything = {**record(case), "declared": declared(case.project), "computed": computed}
    yield Export(f"data/{case.id}.json", json_bytes(everything), f"{case.year}年度 {case.title}：全部数据与计算过程")


def _plain(receipt: Receipt) -> dict[str, object]:
    """The receipt as it is printed."""
    lines = [vars(line) for line in receipt.lines]
    return {**vars(receipt), "lines": lines, "costliest": [vars(line) for line in receipt.costliest]}


def scored(score: Score) -> dict[str, object]:
    """An indicator with its points and how they came about."""
    row: dict[str, object] = {
        "code": score.indicator.code,
        "name": score.indicator.name,
        "weight": figure(score.weight),
        "points": None if score.points is None else figure(score.points),
        "rate": percent(score.rate),
    }
    if score.computed != score.points:
        row["computed_points"] = None if score.computed is None else figure(score.computed)
    if score.working:
        row["working"] = score.working.line
    if score.children:
        row["children"] = [scored(child) for child in score.children]
    return row


def declared(value: Any) -> Any:
    """A record as it was written: the keys of the form, texts as declared, nothing that was left out."""
    match value:
        case Remark():
            waivers: dict[str, list[Any]] = {}
            for waiver in value.waivers:
                waivers.setdefault(waiver.check, []).append(declared(waiver))
            alone = {check: found[0] if len(found) == 1 else found for check, found in waivers.items()}
            return {**({"备注": value.text} if value.text else {}), **alone} if waivers else value.text
        case Record():
            given = {"方法": value.method} if isinstance(value, Rule) else {}
            for key, field in keys_of(type(value)).items():
                one = getattr(value, field.name)
                if field.default is dataclasses.MISSING or one != field.default:
                    given[key] = one if type(one) is str else declared(one)
            return given
        case Amount() | Percent() | Measure() | PartialDate():
            return value.text
        case Decimal():
            return figure(value)
        case tuple():
            return [declared(item) for item in value]
    return value
