"""Points compared with target, actual value and the reasons given."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from generator.checks import Violation, check
from generator.checks.definition import Value
from generator.checks.mapping._rows import (
    JUDGED,
    REASON_COLUMN,
    UNCOUNTED_METHODS,
    NamedRow,
    ShownFigure,
    columns_named,
    explained,
    form_rows,
    group_lines,
    is_hollow,
    quantities,
    scored_lines,
    source_kinds,
)
from generator.checks.records import every
from generator.checks.scores import all_leaves, leaf_scores, published_points
from generator.checks.sums.awards import RULE_COLUMN
from generator.checks.sums.execution import scores_execution
from generator.checks.targets import MORE, SMALLER, SPENT, Quantity, comparable, quantity
from generator.core.number import Rounding, percent, places_of, share, total
from generator.core.record import FieldName, Record
from generator.model.project import Indicator, Project
from generator.model.scores import ProjectScore
from generator.model.selfeval import FundRow, PlainRow
from generator.rules import Rule


@check("未达标满分", "警告", requires_clean=("权重不符", "得分不符", "实际值不符"))
def missed_with_full_points(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """实际值没有达到目标，或日期晚于目标的，不能得满分；没有印权重而合起来得了上级满分的各行，各是满分。"""
    for line in (*scored_lines(score, project), *group_lines(score, project)):
        if not line.full:
            continue
        if line.rows_missed and not line.explained:
            problem = f"其中的“{line.rows_missed[0]}”没有达到目标"
        elif line.method in UNCOUNTED_METHODS and line.reached is False:
            how = "没有达到" if quantity(line.actual, "", line.unit) else "晚于"
            problem = f"实际 {line.actual} {how}目标 {line.aim}"
        else:
            continue
        yield line.record, "actual", f"{problem}，却得满分 {line.points} 分，请核对目标值、实际值和得分", line.values


DIGIT = re.compile(r"\d")


@check("达标失分", "警告", requires_clean=("权重不符", "得分不符", "实际值不符"))
def reached_with_points_lost(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """实际值达到目标（数字、日期达到，或与目标值同文）而没有得满分的，要写明偏差原因；权重只印在上级的，看下面各行是否都达到。"""
    for line in (*scored_lines(score, project), *group_lines(score, project)):
        if not line.lost or line.explained:
            continue
        if what := _reached_text(line):
            lost = f"{what}，却只得 {line.points} 分（满分 {line.weight}）"
            yield line.record, "actual", f"{lost}，请对照原件核对得分；原件写了原因的，补写“偏差原因”", line.values


def _reached_text(line: ShownFigure) -> str:
    """Describe how a target was reached; empty if that is not certain."""
    if line.actual and (line.reached if line.method in UNCOUNTED_METHODS else line.rule_reached):
        same = line.actual == line.target and not DIGIT.search(line.actual)
        return f"实际值与目标值同为“{line.actual}”" if same else f"实际 {line.actual} 达到目标 {line.aim}"
    return "其中各行都达到目标" if line.rows_reached and not line.own_target else ""


# Shares of the weight; fewer points than the share that was done are the more usual judgement.
MORE_THAN_DONE, LESS_THAN_DONE, WORKED_OUT = Fraction(1, 10), Fraction(1, 4), Fraction(1, 100)
HALVES = Fraction(1, 2)


@check("得分偏离", "提示", requires_clean=("权重不符", "得分不符", "实际值不符", "合计不符"))
def points_far_from_completion(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """照录的得分与完成的比例（目标 100、实际 60，执行率 81.40%）相差较多的，要核对；得分写法不影响查法。"""
    # Whole and half points are awarded by judgement; others were worked out, and a slip shows at once.
    for line in scored_lines(score, project):
        done = _completion(line, project) if line.method in ("评定", "") and line.points else None
        if done is None or line.full or not line.weight or _is_near(line, done, project):
            continue
        exact = done.ratios[0] * Fraction(line.weight)
        text = f"{done.words}，按比例约得 {Rounding()(exact)} 分（满分 {line.weight}），却得 {line.points} 分"
        advice = "请对照原件核对；原件另有算法的，照录即可"
        field = "actual" if line.actual else "rule" if line.rule else "printed"
        yield line.record, field, f"{text}，{advice}", (*line.values, *done.values)


class _Completion(NamedTuple):
    """Share of the target that was reached, below 1, in each reading; the words and the values it comes from."""

    ratios: Sequence[Fraction]
    words: str
    values: tuple[Value, ...] = ()


def _completion(line: ShownFigure, project: Project) -> _Completion | None:
    """Return how much was done of what was aimed at, if that is certain and less than all."""
    if isinstance(line.record, Indicator) and scores_execution(line.record):
        return _executed(project)
    aim, came = quantities(line)
    if not aim or not came or line.reached is not False or not aim.value or not came.value:
        return None
    ratio = aim.value / came.value if came.value > aim.value else came.value / aim.value
    return _Completion((ratio,), f"实际 {line.actual}，目标 {line.aim}")


def _executed(project: Project) -> _Completion | None:
    budget = project.money
    readings = (budget.ratio, *(budget.rate.readings if budget.rate else ()))  # points may follow a wrong printed rate
    ratios = [ratio for ratio in readings if ratio is not None]
    if not ratios or not 0 < ratios[0] < 1:
        return None
    shown = budget.written("rate") if budget.rate and budget.rate.shows(ratios[0]) else percent(ratios[0])
    return _Completion(ratios, f"执行率 {shown}", ((project.budget, "amount"), (project.budget, "spent")))


def _is_near(line: ShownFigure, done: _Completion, project: Project) -> bool:
    return any(_is_slight_gap(line, ratio, project) for ratio in done.ratios)


def _is_slight_gap(line: ShownFigure, ratio: Fraction, project: Project) -> bool:
    """Return whether points are near enough to what was done; fewer may be right where the paper has its own rule."""
    weight, points = Fraction(line.weight or 0), Fraction(line.points)
    own_rule = (
        not project.self_evaluated
        or bool(line.rule and line.rule.actual_text)
        or (isinstance(line.record, Indicator) and any(columns_named(line.record, RULE_COLUMN)))
    )
    if own_rule and points < ratio * weight:
        return True
    gap = points - ratio * weight
    if own_rule or not points % HALVES:
        return -weight * LESS_THAN_DONE <= gap <= weight * MORE_THAN_DONE
    return abs(gap) <= max(weight * WORKED_OUT, Fraction(1, 10 ** places_of(line.points)))


MIN_RATIO, MIN_ACTUAL_OF_NOTHING = Fraction(13, 10), 30


@check("超额未说明", "警告")
def over_fulfilment(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """越大越好的指标，实际达到目标 1.3 倍及以上（目标为 0 的，实际达到 30 及以上）时，要写明偏差原因；照录的行也查。"""
    workable = {id(leaf.indicator) for leaf in leaf_scores(score) if leaf.working and leaf.working.points is not None}
    for row in form_rows(project):
        rule = _own_rule(row)
        pair, field = (rule.reached, "rule") if rule else (_printed_pair(row), "actual")
        problem = "" if rule and id(row.record) not in workable else _exceeded(pair)
        if problem and not explained(row.record) and not explained(row.owner):
            advice = "请对照原件核对目标值和实际值；原件写了原因的，补写“偏差原因”"
            yield row.record, field, f"{problem}，{advice}", ((row.record, "target"), (row.record, "sign"))


def _own_rule(row: NamedRow) -> Rule | None:
    """Return the rule of a row whose points follow from target and actual value."""
    rule = row.record.rule if isinstance(row.record, Indicator) else None
    return rule if rule and rule.method not in JUDGED else None


def _exceeded(pair: tuple[Fraction, Fraction] | None) -> str:
    """Describe an actual value far above its target."""
    if pair is None or pair[1] <= pair[0]:
        return ""
    target, actual = pair
    if target > 0 and actual >= target * MIN_RATIO:
        return f"实际是目标的 {percent(actual / target)}，达到 130%"
    if target == 0 and actual >= MIN_ACTUAL_OF_NOTHING:
        return f"目标为 0，实际达到 {MIN_ACTUAL_OF_NOTHING}"
    return ""


def _printed_pair(row: NamedRow) -> tuple[Fraction, Fraction] | None:
    """Return target and a higher actual value as printed, unless the name leaves in doubt that more is better."""
    aim, came = quantities(row.record)
    if not aim or not came or came.value <= aim.value or not comparable(aim, came):
        return None
    return (aim.value, came.value) if not row.is_cost and _more_is_better(row.name, aim, came) else None


def _more_is_better(name: str, aim: Quantity, came: Quantity) -> bool:
    if aim.way:
        return aim.way == MORE
    return bool(aim.value) and not SMALLER.search(name) and not SPENT.search(aim.unit or came.unit)


@check("原因无内容", "警告")
def hollow_reasons(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """扣了分的指标，偏差原因要说出缘由，不能只填“无”“/”“0”或一个数；预算执行率扣分不到一成的不问。"""
    # A row is not asked where another of its cells tells why.
    losing = {id(line.record): line for line in scored_lines(score, project) if line.lost}
    execution = losing.get(id(project.execution))
    if execution and execution.weight and _is_slight(execution.points, execution.weight):
        del losing[id(project.execution)]
    answered = {id(row.owner) for row in form_rows(project) if explained(row.record)}
    for row in form_rows(project):
        line = losing.get(id(row.owner))
        if line is None or id(row.owner) in answered:
            continue
        for record, field, reason in _reason_cells(row):
            yield record, field, _hollow_text(line.points, line.weight, reason), line.values
    yield from _hollow_fund_reasons(project)


def _hollow_fund_reasons(project: Project) -> Iterator[Violation]:
    for fund in every(FundRow, project):
        points, weight = fund.points, fund.weight
        if points is None or weight is None or points >= weight or _is_slight(points, weight):
            continue
        if fund.reason and is_hollow(fund.reason):
            yield fund, "reason", _hollow_text(points, weight, fund.reason), ((fund, "points"),)


def _reason_cells(row: NamedRow) -> Iterator[tuple[Record, FieldName, str]]:
    if row.record.reason and is_hollow(row.record.reason):
        yield row.record, "reason", row.record.reason
    for entry in columns_named(row.record, REASON_COLUMN):
        if is_hollow(entry.text):
            yield entry, "text", entry.text


def _is_slight(points: Decimal, weight: Decimal) -> bool:
    """Return whether so little was lost that the printed rate of execution explains it."""
    return points * 10 > weight * 9


def _hollow_text(points: Decimal, weight: Decimal | None, reason: str) -> str:
    return f"得 {points} 分（满分 {weight}），原因只填“{reason}”，看不出为什么扣分，请对照原件核对，原件有的请写全"


MIN_HEAVY_WEIGHT = 10


@check("无从复算", "提示", notable=False)
def level_points_only(project: Project) -> Iterator[Violation]:
    """指标体系只有一级指标、得分都是评定的，读者无从复算；有评分表的应补录下级指标。"""
    tops = project.indicators
    if source_kinds(project) <= {"自评表"}:
        return  # the rows of a form are indicators of the last level, whatever stands above them
    awarded = all(_is_awarded(top) and (top.weight or 0) >= MIN_HEAVY_WEIGHT for top in tops)
    if len(tops) > 1 and awarded and not any(top.children for top in tops):
        yield project, "indicators", "只有一级指标的得分，无从复算，有评分表的请补录下级指标"


def _is_awarded(top: Indicator) -> bool:
    """Return whether the points are only printed, however that is written."""
    return top.rule.method == "评定" if top.rule else published_points(top) is not None


MIN_SHARE = Fraction(80, 100)


@check("一项独大", "提示")
def one_indicator_for_all(project: Project) -> Iterator[Violation]:
    """一个指标不能占满分的 80% 及以上，否则总分说明不了什么。"""
    # Where others are printed without a weight, the share of one of them is not known.
    leaves: list[tuple[Record, str, Decimal]] = [
        (leaf, leaf.name, leaf.weight) for leaf in all_leaves(project) if leaf.weight is not None
    ]
    if len(leaves) == len(all_leaves(project)):
        yield from _heaviest(leaves, [(leaf, "weight") for leaf in all_leaves(project)])
    rows = every(PlainRow, project)
    weighed = [(row, "".join(row.levels[-1:]), row.weight) for row in rows if row.weight]
    yield from _heaviest(weighed, [(row, "weight") for row in rows])


def _heaviest(lines: Sequence[tuple[Record, str, Decimal]], uses: Iterable[Value]) -> Iterator[Violation]:
    full = total([weight for *_, weight in lines if weight > 0])
    for record, name, weight in lines:
        part = share(weight, full) if weight > full / 2 else None
        if part and part >= MIN_SHARE:
            text = f"“{name}”一项占满分 {full} 分的 {percent(part, 0)}，请核对是否漏列了别的指标"
            yield record, "weight", text, uses
