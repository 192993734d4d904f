"""Amounts of money that a file prints, table by table, and those of several projects in one document."""

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.checks.sums._style import Figure, N, Pair, mixed
from generator.core.number import IN_WAN, Amount, InvalidNumber
from generator.core.record import FieldName, Record
from generator.model.project import Project

IN_PROSE = re.compile(r"(?<![\d.,])\d+(?:\.\d+)?(?:亿元|万元|元)")


def clash(figures: list[N]) -> tuple[N, N] | None:
    """The first clash of a table of money, unit by unit."""
    pairs = (mixed([figure for figure in figures if _unit(figure.text) == unit]) for unit in IN_WAN)
    return next((pair for pair in pairs if pair), None)


def _unit(text: str) -> str:
    return text.lstrip("-.0123456789")


def budget(project: Project) -> list[Figure]:
    """The table of the budget and its parts."""
    money = project.budget
    lines = [
        _figure(money, "amount", "金额", money.amount),
        _figure(money, "initial", "年初预算", money.initial),
        _figure(money, "received", "到位金额", money.received),
        _figure(money, "spent", "支出", money.spent),
    ]
    for part in money.parts:
        lines.append(_figure(part, "amount", f"“{part.name}”的金额", part.amount))
        lines.append(_figure(part, "spent", f"“{part.name}”的支出", part.spent))
    return [line for line in lines if line]


def funds(project: Project) -> list[Figure]:
    """The table of funds of a 自评表."""
    columns = (("initial", "年初预算数"), ("planned", "全年预算数"), ("spent", "全年执行数"))
    rows = project.sheet.funds if project.sheet else ()
    lines = [
        _figure(row, field, f"“{row.name}”的{word}", getattr(row, field)) for row in rows for field, word in columns
    ]
    return [line for line in lines if line]


def _figure(record: Record, field: FieldName, name: str, amount: Amount | None) -> Figure | None:
    """An amount as a figure of a table; nothing is written as 0 and 0.00 alike."""
    return Figure(record, field, name, amount.text) if amount and amount.value else None


def twice(project: Project) -> Pair | None:
    """An amount of the budget that another place of the file prints with more or fewer decimals."""
    known = {(getattr(one.record, str(one.field)).value, _unit(one.text)): one for one in budget(project)}
    for record, field, text in _elsewhere(project):
        for printed in IN_PROSE.findall(text):
            there = known.get((value, _unit(printed))) if (value := _value(printed)) else None
            if there and there.text != printed:
                return Figure(record, field, "", printed), there
    return None


def _value(text: str) -> Decimal | None:
    try:
        return Amount.read(text).value
    except InvalidNumber:
        return None


def _elsewhere(project: Project) -> Iterator[tuple[Record, FieldName, str]]:
    money = project.budget
    for name in ("approval", "usage"):
        yield from ((money, (name, n), line) for n, line in enumerate(getattr(money, name)))
    for states in (source.states for source in project.sources if source.states):
        for name in ("amount", "spent"):
            if amount := getattr(states, name):
                yield states, name, amount.text


def stated(project: Project) -> Iterator[tuple[str, str]]:
    """The documents that list the project with others, and the amount as each prints it."""
    for source in project.sources:
        amount = (source.states and source.states.amount) or project.budget.amount
        if amount and amount.value:
            yield source.document, amount.text
