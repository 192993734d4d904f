"""自评表资金各行之和应等于总额（分列几种的各自相加，各行连在一起），与“预算”一致；执行率算得对，分值、得分与指标一致。"""

from collections.abc import Iterator, Set
from decimal import Decimal
from fractions import Fraction

from generator.checks import Violation
from generator.checks._uses import points_from
from generator.checks.sums._breakdowns import crossed, listed_twice
from generator.core.diagnostic import Severity
from generator.core.number import Amount, InvalidNumber, Rounding, places_of, plain, share, total
from generator.core.record import FieldName
from generator.model.project import Project
from generator.model.scores import ProjectScore
from generator.model.selfeval import FundRow

NAME = "资金不符"
SEVERITY: Severity = "错误"
REQUIRES_CLEAN = ("权重不符", "合计不符")
COLUMNS = (("initial", "年初预算数"), ("planned", "全年预算数"), ("received", "到位数"), ("spent", "全年执行数"))


def check(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Add up the rows, divide each, and compare the first with what the project says elsewhere."""
    funds = project.sheet.funds if project.sheet else ()
    if not funds:
        return
    yield from ((row, "breakdown", text) for row, text in crossed(funds[1:]))
    yield from _listed_twice(funds[0], funds[1:])
    wrong = [*_sums(funds[0], funds[1:])]
    wrong += _budget(project, funds[0], {violation[1] for violation in wrong})
    yield from wrong
    # An amount that is wrong makes its rate wrong, and the points that follow from it.
    doubtful = {id(violation[0]) for violation in wrong if violation[1] in ("planned", "spent")}
    told_beside = {id(funds[0])} if _told_beside(project, funds[0]) else set()
    for row in funds:
        yield from _rate(row) if id(row) not in doubtful | told_beside else ()
    yield from _points(project, score, funds[0], bool(doubtful))


def _sums(head: FundRow, parts: tuple[FundRow, ...]) -> Iterator[Violation]:
    for name in dict.fromkeys(part.breakdown for part in parts):
        rows = [part for part in parts if part.breakdown == name]
        for field, word in COLUMNS:
            if name or not _twice(head, rows, field):
                yield from _column(head, rows, field, word, f"按{name.removeprefix('按')}分列的" if name else "其中")


def _listed_twice(head: FundRow, parts: tuple[FundRow, ...]) -> Iterator[Violation]:
    """One diagnostic for the table, whichever of its columns shows it."""
    rows = [part for part in parts if not part.breakdown]
    twice = next(filter(None, (_twice(head, rows, field) for field, _ in COLUMNS)), "")
    if twice:
        yield head, "name", f"“{head.name}”以下的各行，{twice}", [(row, field) for row in rows for field, _ in COLUMNS]


def _twice(head: FundRow, rows: list[FundRow], field: str) -> str:
    """Whether the rows break the total of a column down in two ways."""
    whole: Amount | None = getattr(head, field)
    amounts: list[Amount | None] = [getattr(row, field) for row in rows]
    values = [amount.value if amount else None for amount in amounts]
    return listed_twice(values, whole.value, whole.text) if whole else ""


def _column(head: FundRow, rows: list[FundRow], field: str, word: str, which: str) -> Iterator[Violation]:
    """The sum of a column; a blank cell is nothing only where what is there makes up the total.

    A row that is blank in all columns is one of the form that the paper has no use for (其他资金).
    """
    whole: Amount | None = getattr(head, field)
    used = [row for row in rows if any(getattr(row, name) for name, _ in COLUMNS)]
    given = [amount.value for row in rows if (amount := getattr(row, field))]
    added = total(given)
    if whole is None or not given or added == whole.value or (len(given) < len(used) and added < whole.value):
        return
    if not whole.value:
        text = f"“{head.name}”的{word}是 0，{which}各行合计 {added:f}万元，请核对总额"
    else:
        text = f"{which}各行的{word}合计 {added:f}万元，与“{head.name}” {whole.text} 不等，请核对"
    yield head, field, text, [(row, field) for row in rows]


def _told_beside(project: Project, head: FundRow) -> bool:
    """Whether 预算 gives the same rate of the same amounts, which 执行率不符 looks at."""
    money = project.budget
    if not (head.planned and head.spent and money.amount and money.spent):
        return False
    same = (head.planned.value, head.spent.value) == (money.amount.value, money.spent.value)
    return same and head.rate == money.written("rate")


def _rate(row: FundRow) -> Iterator[Violation]:
    if row.planned is None or row.spent is None:
        return
    ratio = share(row.spent.value, row.planned.value)
    both = ((row, "planned"), (row, "spent"))
    if ratio is None:
        if row.spent.value:
            yield row, "planned", f"全年预算数是 0，却有全年执行数 {row.spent.text}，请核对", both
    elif row.rate:
        try:
            agrees = _agrees(row.rate, ratio)
        except InvalidNumber:
            yield row, "rate", f"执行率“{row.rate}”读不懂，请写成如 97.75% 的百分数"
            return
        if not agrees:
            shown = Rounding()(ratio * 100)
            text = f"执行率 {row.rate}，{row.spent.text} ÷ {row.planned.text} 应为 {shown}%，请核对"
            yield row, "rate", text, both


def _agrees(text: str, ratio: Fraction) -> bool:
    """Whether a printed rate is the ratio; one without a sign may be a percentage or the ratio itself."""
    number = plain(text.removesuffix("%").strip())
    whole = Rounding(places=places_of(number))
    return number == whole(ratio * 100) or (not text.endswith("%") and number == whole(ratio))


def _budget(project: Project, head: FundRow, reported: Set[FieldName]) -> Iterator[Violation]:
    """Compare the columns of which nothing has been reported yet."""
    budget = project.budget
    if (
        head.planned
        and head.spent
        and budget.amount
        and budget.spent
        and head.planned.value != head.spent.value
        and not reported
    ):
        crossed = head.planned.value == budget.spent.value and head.spent.value == budget.amount.value
        if crossed:
            text = f"“{head.name}”的全年预算数、全年执行数，与“预算”的金额、支出正好相反，请核对哪一处写反"
            yield head, "planned", text, ((head, "spent"), (budget, "amount"), (budget, "spent"))
            return
    pairs = (
        ("initial", "年初预算", "initial", budget.initial),
        ("planned", "金额", "amount", budget.amount),
        ("received", "到位金额", "received", budget.received),
        ("spent", "支出", "spent", budget.spent),
    )
    for field, word, other, there in pairs:
        here: Amount | None = getattr(head, field)
        if here and there and here.value != there.value and field not in reported:
            column = dict(COLUMNS)[field]
            text = f"“{head.name}”的{column} {here.text}，与“预算”的{word} {there.text} 不等，请核对"
            yield head, field, text, ((budget, other),)


def _points(project: Project, score: ProjectScore, head: FundRow, doubtful: bool) -> Iterator[Violation]:
    leaf = next((one for one in score.levels if one.indicator is project.execution), None)
    if leaf is None:
        if head.weight and project.indicators:
            text = f"资金写了分值 {head.weight}，“指标体系”里却没有一级指标“预算执行率”，这些分不计入总分，请核对"
            yield head, "weight", text
        return
    pairs: tuple[tuple[str, str, Decimal | None, Decimal | None], ...] = (
        ("weight", "分值", head.weight, leaf.weight),
        ("points", "得分", head.points, leaf.points),
        ("reviewed", "复核分", head.reviewed, leaf.indicator.reviewed),
    )
    worked_out = leaf.printed is None  # by the rule, from the weight and the amounts; else it is print against print
    amounts = ((leaf.indicator, "weight"), (head, "planned"), (head, "spent")) if worked_out else ()
    uses = {"weight": ((leaf.indicator, "weight"),), "points": (*points_from(project, leaf), *amounts)}
    for field, word, here, there in pairs:
        waits = doubtful and worked_out and field == "points"
        if here is not None and there is not None and here != there and not waits:
            name = leaf.indicator.name
            text = f"资金的{word} {here:f}，与指标“{name}”的{word}（{there:f}）不等，请核对"
            yield head, field, text, uses.get(field, ())
