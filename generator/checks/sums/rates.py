"""Printed rates and actual values compared with the figures they come from."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from generator.checks import Violation, check
from generator.checks.definition import Value
from generator.checks.records import every
from generator.checks.scores import all_leaves, all_scores, base_field, full_marks, points_from, total_from
from generator.core.number import (
    Amount,
    InvalidNumber,
    Measure,
    Percent,
    Rate,
    Rounding,
    percent,
    places_of,
    plain,
    share,
)
from generator.core.printed import printed_rate
from generator.core.record import Record
from generator.model.book import Book
from generator.model.budget import Budget
from generator.model.project import Indicator, Project
from generator.model.report import Survey
from generator.model.scores import ProjectScore
from generator.model.selfeval import FundRow
from generator.rules.execution import Execution


@check("得分率不符", "错误", requires_clean=("权重不符", "得分不符", "总分不符"))
def printed_rates(project: Project, score: ProjectScore, book: Book) -> Iterator[Violation]:
    """公布的得分率应等于得分 ÷ 权重（按公布的位数四舍五入）。"""
    for node in all_scores(score):
        if node.indicator.printed and node.indicator.printed.rate:
            uses = (*points_from(project, node), (node.indicator, "weight"))
            yield from _compare_rate(node.indicator, node.indicator.printed.rate, node.rate, uses)
    full = full_marks(project, book)
    if project.printed and project.printed.rate and full and score.total is not None:
        printed, summed = project.printed.rate, None if score.computed is None else share(score.computed, full)
        # Where the sum gives the printed rate, or nothing, the printed total may be to blame.
        alone = score.printed is not None and summed is not None and not printed.shows(summed)
        uses = ((project.evaluation, "scheme"), *(() if alone else total_from(project, score)))
        yield from _compare_rate(project.printed, printed, share(score.total, full), uses)


def _compare_rate(record: Record, printed: Rate, rate: Fraction | None, uses: Iterable[Value]) -> Iterator[Violation]:
    if rate is not None and not printed.shows(rate):
        field = "printed" if hasattr(record, "weight") else "rate"
        yield record, field, f"公布得分率 {printed.text}，算出的是 {printed.form(rate)}，请核对", uses


BARE_VALUE = re.compile(
    r"(?:≥|≤|=|>|<|≧|≦|═|﹦|＝|＞|＜|>=|<=|不[低少高多大小超]于?过?|至[少多]|达到?)?\s*"
    r"(?P<number>\d+(?:\.\d+)?)\s*(?P<sign>[%％]?)(?:以[上下])?"
)


@check("实际值不符", "错误", requires_clean=("合计不符", "执行率不符", "资金不符"))
def actual_values(project: Project) -> Iterator[Violation]:
    """指标的“实际值”“目标值”写作数或百分数的，应与评分所用的实际、目标相同；按执行率评分的，应与支出 ÷ 预算相同。"""
    for leaf in all_leaves(project):
        if isinstance(leaf.rule, Execution):
            yield from _execution_value(leaf, leaf.rule, project)
        else:
            yield from _rule_values(leaf)


def _execution_value(leaf: Indicator, rule: Execution, project: Project) -> Iterator[Violation]:
    if not leaf.actual:
        return
    budget, field = project.money, base_field(rule)
    base = getattr(budget, field)
    ratio = share(budget.spent.value, base.value) if budget.spent and base else None
    if ratio is None or _agrees_with(leaf, leaf.actual, (ratio * 100, ratio)) or (ratio > 1 and _is_full(leaf)):
        return
    computed = f"{budget.spent.text} ÷ {base.text}" if budget.spent else ""
    text = f"实际值写作 {leaf.actual}，{computed} 应为 {percent(ratio)}，请核对"
    yield leaf, "actual", text, ((leaf, "rule"), (project.budget, "spent"), (project.budget, field))


def _is_full(leaf: Indicator) -> bool:
    return _agrees_with(leaf, leaf.actual, (Fraction(100), Fraction(1)))


def _rule_values(leaf: Indicator) -> Iterator[Violation]:
    for field, word, key in (("actual", "实际值", "实际"), ("target", "目标值", "目标")):
        stated: Measure | Percent | None = getattr(leaf.rule, field, None)
        text = getattr(leaf, field)
        if not text or not isinstance(stated, Measure | Percent):
            continue
        value = Fraction(stated.value)
        if _of_another_kind(leaf, text, stated.text):
            continue
        # 95% may stand as 95 where the form has a column for the unit, or as 0.95.
        meant = (value * 100, value) if stated.text.endswith("%") else (value, value * 100)
        if not _agrees_with(leaf, text, meant):
            yield leaf, field, f"{word}写作 {text}，评分里的“{key}”是 {stated.text}，请核对", ((leaf, "rule"),)


def _of_another_kind(leaf: Indicator, text: str, stated: str) -> bool:
    """Return whether one is a count (12 场), the other a rate of completion (100%), which is no contradiction."""
    unit = leaf.unit or getattr(leaf.rule, "unit", "")
    counted = unit not in ("", "%", "％", "百分比")
    return counted and text.endswith(("%", "％")) != stated.endswith("%")


def _agrees_with(leaf: Indicator, text: str, meant: tuple[Fraction, ...]) -> bool:
    """Return whether a text is one of the numbers, to its digits; true for a text that is no bare number."""
    for unit in (leaf.unit, getattr(leaf.rule, "unit", "")):
        text = text.removesuffix(unit) if unit != "%" else text
    match = BARE_VALUE.fullmatch(text.strip())
    if not match:
        return True
    try:
        number: Decimal = plain(match["number"])
    except InvalidNumber:
        return True
    whole = Rounding(places=places_of(number))
    return any(number == whole(value) for value in meant)


@check("到位不符", "警告", requires_clean=("合计不符",))
def received_amounts(project: Project) -> Iterator[Violation]:
    """到位金额一般不超过预算，支出一般不超过到位金额；确实如此的（如动用上年结转）写说明。"""
    budget, row = project.budget, project.total_row
    if row and not (budget.amount or budget.spent or budget.received):
        yield from _received(row, "planned", row.planned)
    else:
        yield from _received(budget, "amount", budget.amount)


def _received(money: Budget | FundRow, field: str, planned: Amount | None) -> Iterator[Violation]:
    received, spent = money.received, money.spent
    if received and planned and received.value > planned.value:
        text = f"到位金额 {received.text} 超过预算金额 {planned.text}，请核对两项金额"
        yield money, "received", text, ((money, field),)
    elif received and spent and spent.value > received.value:
        text = f"支出 {spent.text} 超过到位金额 {received.text}，请核对两项金额"
        yield money, "spent", text, ((money, "received"),)


@check("到位率不符", "错误", requires_clean=("合计不符", "资金不符"))
def received_rates(project: Project) -> Iterator[Violation]:
    """公布的到位率应等于到位金额 ÷ 预算（全年预算或年初预算，按公布的位数四舍五入）。"""
    # A rate that 预算 and the funds share is reported once.
    budget, funds = project.budget, every(FundRow, project)
    if not (funds and budget.received_rate and funds[0].received_rate == budget.written("received_rate")):
        yield from _compare_received(
            budget, budget.received_rate, budget.received, (budget.amount, budget.initial), "amount"
        )
    for row in funds:
        rate = printed_rate(row.received_rate)
        yield from _compare_received(row, rate, row.received, (row.planned, row.initial), "planned")


def _compare_received(
    record: Record, rate: Rate | None, received: Amount | None, bases: tuple[Amount | None, ...], base: str
) -> Iterator[Violation]:
    if rate is None or received is None:
        return
    shares = [
        (base_amount, ratio)
        for base_amount in bases
        if base_amount and (ratio := share(received.value, base_amount.value)) is not None
    ]
    if not shares or any(rate.shows(ratio) for _, ratio in shares):
        return
    whole, ratio = shares[0]
    uses = [(record, field) for field in ("received", base, "initial")]
    text = f"到位率 {rate.text}，{received.text} ÷ {whole.text} 应为 {rate.form(ratio)}，请核对金额和到位率"
    yield record, "received_rate", text, uses


@check("回收率不符", "错误")
def survey_rates(project: Project) -> Iterator[Violation]:
    """问卷的有效份数不能多于发放份数，公布的回收率应等于有效 ÷ 发放。"""
    for survey in every(Survey, project):
        if survey.valid is None or survey.issued is None:
            continue
        if not 0 <= survey.valid <= survey.issued:
            yield survey, "valid", f"有效 {survey.valid} 份，应在 0 至发放的 {survey.issued} 份之间，请核对"
            continue
        ratio = share(survey.valid, survey.issued)
        if survey.rate and ratio is not None and not survey.rate.shows(ratio):
            computed = survey.rate.form(ratio)
            text = f"公布回收率 {survey.rate.text}，{survey.valid} ÷ {survey.issued} 应为 {computed}，请核对"
            yield survey, "rate", text, ((survey, "valid"), (survey, "issued"))
