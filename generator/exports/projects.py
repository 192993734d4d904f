"""One JSON a project: what was declared under the words of the form, what was computed under keys of its own."""

import dataclasses
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from generator.day import Day
from generator.exports import Export, json_bytes
from generator.exports.tables import record
from generator.model.scores import Score
from generator.number import Amount, Measure, Percent, percent
from generator.receipt import receipt
from generator.record import Record, Remark, keys_of
from generator.rules import Rule
from generator.view import Views, figure


def exports(views: Views) -> Iterator[Export]:
    """Every project."""
    for card in views.cards:
        computed = {
            "score": None if card.score.computed is None else figure(card.score.computed),
            "grade": card.rank,
            "indicators": [scored(top) for top in card.score.levels],
            "receipt": dataclasses.asdict(receipt(card)),
        }
        everything = {**record(card), "declared": declared(card.project), "computed": computed}
        yield Export(
            f"data/{card.id}.json", json_bytes(everything), f"{card.year}年度 {card.title}：全部数据与计算过程"
        )


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
            method = {"方法": value.method} if isinstance(value, Rule) else {}
            given = {
                key: declared(getattr(value, field.name))
                for key, field in keys_of(type(value)).items()
                if getattr(value, field.name) != field.default or field.default is dataclasses.MISSING
            }
            return {**method, **given}
        case Amount() | Percent() | Measure() | Day():
            return value.text
        case Decimal():
            return figure(value)
        case tuple():
            return [declared(item) for item in value]
    return value
