"""Years of one 系列: unit, budget, stocks and weights from one year to the next."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from generator.checks import Discrepancy, Fact, comparison
from generator.checks.facts import Anchor, anchor, body_name, with_last
from generator.core.number import Amount
from generator.model.book import Book
from generator.model.budget import Volume, carried_stock
from generator.model.project import Project

BodyFact = tuple[str, str, Anchor]  # as written, its full name, where
BODY_WORDS = ("项目单位", "主管部门")


def _bodies(project: Project, book: Book) -> tuple[BodyFact, BodyFact] | None:
    """Return the bodies by their full names, so that a short or former name is no change."""
    full = partial(body_name, book)
    unit, authorities = project.unit, project.authority_names
    both = (
        (unit, full(unit), anchor(project, project, "unit")),
        ("、".join(authorities), "、".join(map(full, authorities)), anchor(project, project, "authorities")),
    )
    return both if project.series else None


@comparison("单位变动", "提示", extract=_bodies)
def bodies_change(facts: list[Fact[tuple[BodyFact, BodyFact]]]) -> Iterator[Discrepancy]:
    """同一系列前后两年的项目单位、主管部门应相同：单位改了名的在 units.yml 写曾用名，项目转到别的单位的写说明。"""
    for (_who, now), (last, then) in with_last(facts):
        for word, (name, body, where), (before, other, _there) in zip(BODY_WORDS, now, then, strict=True):
            if name and before and body != other:
                text = f"{word}是“{name}”，同一系列 {last.year} 年度是“{before}”，请核对系列和单位；改名的登记曾用名"
                yield where, text


MIN_FACTOR = 100
PlannedAmount = tuple[Amount, Anchor]


def _planned_amount(project: Project) -> PlannedAmount | None:
    amount = project.money.amount
    return (amount, anchor(project, project.budget, "amount")) if project.series and amount else None


@comparison("预算悬殊", "警告", extract=_planned_amount)
def budget_leaps(facts: list[Fact[PlannedAmount]]) -> Iterator[Discrepancy]:
    """同一系列前后两年的预算相差百倍以上，多半是把元写成了万元，或把万元写成了元。"""
    for (_who, (now, where)), (last, (then, _there)) in with_last(facts):
        less, more = sorted((now.value, then.value))
        if less and more >= less * MIN_FACTOR:
            text = f"预算金额 {now.text}，同一系列 {last.year} 年度是 {then.text}，相差百倍以上，请核对单位是元还是万元"
            yield where, text


class Stock(NamedTuple):
    """Row of 业务数据, with the places of its measure and its stock."""

    volume: Volume
    unit_at: Anchor
    stock_at: Anchor


def _stocks(project: Project) -> list[Stock] | None:
    if not project.series:
        return None
    return [Stock(row, anchor(project, row, "unit"), anchor(project, row, "stock")) for row in project.volumes]


@comparison("存量增量不符", "警告", extract=_stocks)
def stocks(facts: list[Fact[list[Stock]]]) -> Iterator[Discrepancy]:
    """同一系列相邻两年的业务数据：上年末数加本年新增、减本年减少应等于本年末数，量词应相同。"""
    for (project, volumes), (last, volumes_then) in with_last(facts):
        if project.year - last.year != 1:
            continue
        before = {stock.volume.name: stock.volume for stock in volumes_then}
        for volume, unit_at, stock_at in volumes:
            old = before.get(volume.name)
            if not old:
                continue
            if old.unit and volume.unit and old.unit != volume.unit:
                text = f"量词是“{volume.unit}”，{last.year} 年是“{old.unit}”，两年的数不能相接，请核对"
                yield unit_at, text
            elif wrong := _wrong_sum(volume, old):
                yield stock_at, f"{last.year} 年末 {wrong}"


def _wrong_sum(volume: Volume, old: Volume) -> str:
    """Describe the sum if it does not come out."""
    carried = carried_stock(old.stock, volume.added, volume.gone, volume.stock)
    if carried is None or carried.agrees:
        return ""
    less = f" − 减少 {volume.gone:,f}" if volume.gone is not None else ""
    advice = "请核对" if volume.gone is not None else "请核对，或补上本年减少"
    return (
        f"{old.stock:,f} + 新增 {volume.added:,f}{less} = {carried.expected:,f}，"
        f"与年末数 {volume.stock:,f} 差 {carried.gap:,f}，{advice}"
    )


Weights = dict[str, Decimal]
TreeWeights = tuple[Weights, bool, Anchor]  # the weights, whether there are any indicators, where


def _first_level_weights(project: Project) -> TreeWeights | None:
    if not project.series and not project.indicators:
        return None
    return _weights(project), bool(project.indicators), anchor(project, project, "indicators")


@comparison("权重变动", "提示", extract=_first_level_weights)
def weights_change(facts: list[Fact[TreeWeights]]) -> Iterator[Discrepancy]:
    """一级指标的权重与上年不同，得分就不宜直接相比：先比同一系列的上年，上年没有指标体系的，比同一单位上年其他项目共同的权重。"""
    # Other names on the first level are another framework.
    before = {who.id: (last, tree) for (who, _), (last, tree) in with_last(facts) if who.year - last.year == 1}
    by_unit: dict[tuple[str, int], list[Weights]] = defaultdict(list)
    for who, (weights, is_tree, _at) in facts:
        if is_tree:
            by_unit[who.body, who.year].append(weights)
    common = {key: _common_weights(trees) for key, trees in by_unit.items()}
    for who, (now, _is_tree, where) in facts:
        if not now:
            continue
        last = before.get(who.id)
        if last and last[1][1]:
            word, then = f"{last[0].year} 年度同一项目", last[1][0]
        else:
            word, then = f"该单位 {who.year - 1} 年度其他项目", common.get((who.body, who.year - 1), {})
        if then and then.keys() == now.keys() and then != now:
            shown = f"一级指标权重是 {_weights_text(now, now)}，{word}是 {_weights_text(then, now)}"
            yield where, f"{shown}，得分不宜直接相比，请核对权重；确已变动的写明缘由"


def _weights(project: Project) -> Weights:
    weights = {node.name: node.weight for node in project.indicators if node.weight is not None}
    return weights if len(weights) == len(project.indicators) else {}


def _common_weights(trees: list[Weights]) -> Weights:
    """Return the weights that all projects share; none where they differ, or where only one has any."""
    return trees[0] if len(trees) > 1 and all(tree == trees[0] for tree in trees) else {}


def _weights_text(weights: Weights, order: Weights) -> str:
    return "、".join(f"{weights[name]:f}" for name in order)
