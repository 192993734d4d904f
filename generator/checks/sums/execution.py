"""Execution of the budget: its rate, and the points given for it."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from generator.checks import Violation, check
from generator.checks.definition import Value
from generator.checks.scores import leaf_scores, points_field, points_from
from generator.core.number import Amount, Rate, share
from generator.model.budget import Budget, Part
from generator.model.project import Indicator, Project
from generator.model.scores import ProjectScore, Score
from generator.model.selfeval import FundRow
from generator.rules.execution import Execution


@check("执行率不符", "错误", requires_clean=("合计不符", "资金不符"))
def execution_rates(project: Project) -> Iterator[Violation]:
    """公布的预算执行率应等于支出 ÷ 预算（按公布的位数四舍五入）；支出超过预算的要核对。"""
    lines: tuple[Budget | Part, ...] = (project.budget, *project.budget.parts)
    for line in lines:
        if line.spent and line.amount:
            yield from _budget_line(line, line.amount, line.spent)


def _budget_line(line: Budget | Part, amount: Amount, spent: Amount) -> Iterator[Violation]:
    ratio, both = share(spent.value, amount.value), ((line, "amount"), (line, "spent"))
    over = spent.value > amount.value
    if line.rate and _shows(share(amount.value, spent.value), line.rate) and over:
        text = f"支出 {spent.text} 超过预算 {amount.text}，公布执行率 {line.rate.text}，请核对两项金额是否写反"
        yield line, "spent", text, both
    elif line.rate and ratio is None:
        yield line, "amount", "预算金额为 0，却公布了执行率，请核对预算金额", both
    elif line.rate and not _shows(ratio, line.rate):
        computed = "" if ratio is None else line.rate.form(ratio)
        how = f"{spent.text} ÷ {amount.text} 应为 {computed}"
        text = f"公布执行率 {line.rate.text}，{how}，{'支出超过预算，' * over}请核对金额和执行率"
        yield line, "rate", text, both
    elif over:
        yield line, "spent", f"支出 {spent.text} 超过预算 {amount.text}，请核对", both


def _shows(ratio: Fraction | None, rate: Rate) -> bool:
    """Return whether a rate is printed as the ratio gives it."""
    return ratio is not None and rate.shows(ratio)


EXECUTED = re.compile(
    "(?:项目|本年|本年度|年度|全年|当年)?(?:预算|资金|经费|预算资金|项目资金|财政资金|专项资金)"
    "(?:支出)?(?:执行率|执行情况|支出率|支出进度|执行进度|支出执行率)"
)
NAME_MARKS = re.compile(r"[（(].*?[）)]|[\s、，,：:]|^[A-Za-z0-9.]+|示例")


def scores_execution(leaf: Indicator) -> bool:
    """Return whether an indicator is scored by the rule of execution, or its name says nothing else."""
    return isinstance(leaf.rule, Execution) or _names_execution(leaf.name)


@lru_cache(4096)
def _names_execution(name: str) -> bool:
    return EXECUTED.fullmatch(NAME_MARKS.sub("", name)) is not None


def _base_of(leaf: Indicator) -> str:
    """Return the base that spending is divided by; the budget of the year by default."""
    return leaf.rule.base if isinstance(leaf.rule, Execution) else "全年预算"


@check("执行率重计", "警告")
def execution_twice(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """预算执行率一般只计一次分；两个计分的指标都是预算执行率（基数不同的除外）的，要核对是否重复计分。"""
    # Each goal of a form may have an indicator on execution of its own.
    scored = {id(leaf) for leaf in leaf_scores(score) if leaf.weight and scores_execution(leaf.indicator)}
    first: dict[str, tuple[Score, ...]] = {}
    for path in score.paths() if len(scored) > 1 else ():
        leaf = path[-1]
        if id(leaf) not in scored:
            continue
        other = first.setdefault(_base_of(leaf.indicator), path)
        if other is path or _has_own_goal(path[0]) or _has_own_goal(other[0]):
            continue
        twin = other[-1]
        text = (
            f"“{leaf.indicator.title}”（{leaf.weight} 分）与“{twin.indicator.title}”（{twin.weight} 分）"
            "都按预算执行率计分，请对照原件核对是否重复"
        )
        yield leaf.indicator, "name", text, ((twin.indicator, "name"), (leaf.indicator, "weight"))


def _has_own_goal(top: Score) -> bool:
    return bool(top.children) and top.indicator.name.startswith(("目标", "任务", "子项目"))


@check("零预算满分", "警告", requires_clean=("资金不符", "权重不符", "得分不符"))
def full_points_on_no_budget(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """预算为 0，或自评表的资金一行金额、执行率都空着，预算执行率却得满分的，要核对。"""
    # One diagnostic, on the indicator where there is one.
    head = project.total_row
    nothing = _nothing_to_spend(project, head)
    if not nothing:
        return
    problem, uses = nothing
    for leaf in leaf_scores(score):
        node = leaf.indicator
        if leaf.points and leaf.points == leaf.weight and scores_execution(node) and _base_of(node) == "全年预算":
            text = f"“{node.name}”得满分 {leaf.points} 分，{problem}，请对照原件核对"
            yield node, points_field(node), text, (*uses, *points_from(project, leaf), (node, "weight"))
            return
    if head and head.points and head.points == head.weight:
        text = f"资金一行得满分 {head.points} 分，{problem}，请对照原件核对"
        yield head, "points", text, (*uses, (head, "weight"))


def _nothing_to_spend(project: Project, head: FundRow | None) -> tuple[str, list[Value]] | None:
    """Describe that there was nothing to spend, with the values that say so."""
    budget = project.budget
    if head and head.planned:
        return (f"全年预算数却是 {head.planned.text}", [(head, "planned")]) if not head.planned.value else None
    if budget.amount:
        return (f"预算金额却是 {budget.amount.text}", [(budget, "amount")]) if not budget.amount.value else None
    if head is None or any((head.spent, head.rate, budget.spent, budget.rate)):
        return None
    return "预算数、执行数、执行率却都空着", [(head, "planned")]
