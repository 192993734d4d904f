"""同一系列相邻两年的业务数据：上年末数加本年新增、减本年减少应等于本年末数，量词应相同。"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.checks import Discrepancy, Fact
from generator.checks._facts import Anchor, anchor
from generator.checks.between._years import with_last
from generator.core.diagnostic import Severity
from generator.model.project import Project
from generator.model.tables import carried_stock

NAME = "存量增量不符"
SEVERITY: Severity = "警告"


class Stock(NamedTuple):
    """A row of 业务数据, and where its measure and its stock stand."""

    name: str
    unit: str
    stock: Decimal | None
    added: Decimal | None
    gone: Decimal | None
    unit_at: Anchor
    stock_at: Anchor


def extract(project: Project) -> list[Stock] | None:
    """The rows."""
    if not project.series:
        return None
    return [
        Stock(v.name, v.unit, v.stock, v.added, v.gone, anchor(project, v, "unit"), anchor(project, v, "stock"))
        for v in project.volumes
    ]


def compare(facts: list[Fact[list[Stock]]]) -> Iterator[Discrepancy]:
    """Carry each stock forward from the year before."""
    for (project, volumes), (last, volumes_then) in with_last(facts):
        if project.year - last.year != 1:
            continue
        known = {volume.name: volume for volume in volumes_then}
        for volume in volumes:
            old = known.get(volume.name)
            if not old:
                continue
            if old.unit and volume.unit and old.unit != volume.unit:
                text = f"量词是“{volume.unit}”，{last.year} 年是“{old.unit}”，两年的数不能相接，请核对"
                yield volume.unit_at, text
            elif wrong := _sum(volume, old):
                yield volume.stock_at, f"{last.year} 年末 {wrong}"


def _sum(volume: Stock, old: Stock) -> str:
    """The sum that does not come out, in words."""
    carried = carried_stock(old.stock, volume.added, volume.gone, volume.stock)
    if carried is None or carried.agrees:
        return ""
    less = f" − 减少 {volume.gone:,f}" if volume.gone is not None else ""
    advice = "请核对" if volume.gone is not None else "请核对，或补上本年减少"
    return (
        f"{old.stock:,f} + 新增 {volume.added:,f}{less} = {carried.expected:,f}，"
        f"与年末数 {volume.stock:,f} 差 {carried.gap:,f}，{advice}"
    )
