"""公布的预算执行率应等于支出 ÷ 预算（按公布的位数四舍五入）；支出超过预算的要核对。"""

from collections.abc import Iterator
from fractions import Fraction

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.core.number import Amount, Rate, share
from generator.model.budget import Budget, Part
from generator.model.project import Project

NAME = "执行率不符"
SEVERITY: Severity = "错误"
REQUIRES_CLEAN = ("合计不符", "资金不符")


def check(project: Project) -> Iterator[Violation]:
    """Divide, for the whole budget and for each sub-project."""
    lines: tuple[Budget | Part, ...] = (project.budget, *project.budget.parts)
    for line in lines:
        if line.spent and line.amount:
            yield from _line(line, line.amount, line.spent)


def _line(line: Budget | Part, amount: Amount, spent: Amount) -> Iterator[Violation]:
    ratio, both = share(spent.value, amount.value), ((line, "amount"), (line, "spent"))
    over = spent.value > amount.value
    if line.rate and _is(share(amount.value, spent.value), line.rate) and over:
        text = f"支出 {spent.text} 超过预算 {amount.text}，公布执行率 {line.rate.text}，请核对两项金额是否写反"
        yield line, "spent", text, both
    elif line.rate and ratio is None:
        yield line, "amount", "预算金额为 0，却公布了执行率，请核对预算金额", both
    elif line.rate and not _is(ratio, line.rate):
        computed = "" if ratio is None else line.rate.form(ratio)
        beyond = "支出超过预算，" if over else ""
        how = f"{spent.text} ÷ {amount.text} 应为 {computed}"
        text = f"公布执行率 {line.rate.text}，{how}，{beyond}请核对金额和执行率"
        yield line, "rate", text, both
    elif over:
        yield line, "spent", f"支出 {spent.text} 超过预算 {amount.text}，请核对", both


def _is(ratio: Fraction | None, rate: Rate) -> bool:
    """Whether a rate is printed as the ratio gives it."""
    return ratio is not None and rate.shows(ratio)
