"""公布的到位率应等于到位金额 ÷ 预算（全年预算或年初预算，按公布的位数四舍五入）。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.core.number import Amount, InvalidNumber, Rate, share
from generator.core.record import Record
from generator.model.project import Project

NAME = "到位率不符"
SEVERITY: Severity = "错误"
REQUIRES_CLEAN = ("合计不符", "资金不符")


def check(project: Project) -> Iterator[Violation]:
    """Divide what arrived by what was planned, in 预算 and in each row of the funds; of one figure tell once."""
    budget, funds = project.budget, project.sheet.funds if project.sheet else ()
    if not (funds and budget.received_rate and funds[0].received_rate == budget.written("received_rate")):
        yield from _compare(budget, budget.received_rate, budget.received, (budget.amount, budget.initial), "amount")
    for row in funds:
        try:
            rate = Rate.read(row.received_rate) if row.received_rate else None
        except InvalidNumber:  # the mark of a blank cell, or words
            continue
        yield from _compare(row, rate, row.received, (row.planned, row.initial), "planned")


def _compare(
    record: Record, rate: Rate | None, received: Amount | None, bases: tuple[Amount | None, ...], base: str
) -> Iterator[Violation]:
    if rate is None or received is None:
        return
    shares = [(one, ratio) for one in bases if one and (ratio := share(received.value, one.value)) is not None]
    if not shares or any(rate.shows(ratio) for _, ratio in shares):
        return
    whole, ratio = shares[0]
    uses = [(record, field) for field in ("received", base, "initial")]
    text = f"到位率 {rate.text}，{received.text} ÷ {whole.text} 应为 {rate.form(ratio)}，请核对金额和到位率"
    yield record, "received_rate", text, uses
