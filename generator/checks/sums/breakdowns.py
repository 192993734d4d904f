"""Breakdowns of the budget and of the funds of a form."""

from collections.abc import Iterator, Sequence, Set
from decimal import Decimal
from itertools import accumulate, groupby
from typing import NamedTuple, TypeVar

from generator.checks import Violation, check
from generator.checks.definition import Value
from generator.checks.records import every
from generator.checks.scores import points_from
from generator.core.number import BLANK, Amount, share, total
from generator.core.printed import amount_like, printed_rate
from generator.core.record import FieldName
from generator.model.budget import Budget, Part
from generator.model.project import Project
from generator.model.scores import ProjectScore, Score
from generator.model.selfeval import FundRow

Line = TypeVar("Line", Part, FundRow)


def _interrupted(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Yield the first line of a breakdown that continues after another one has begun, with a message."""
    begun: list[str] = []
    for name, rows in groupby(lines, key=lambda line: line.breakdown):
        if name in begun:
            which = f"分列“{name}”的各行" if name else "没有写“分列”的各行"
            yield next(rows), f"{which}被别的分列隔开，看不出哪几行相加，请把同一种分列的各行连在一起写"
            return
        begun.append(name)


def _groups(whole: Budget | FundRow, lines: Sequence[Line], fields: Sequence[str]) -> Iterator[tuple[str, list[Line]]]:
    """Yield the lines of each breakdown; all lines at once where they make up a total, under heads such as years."""
    names = dict.fromkeys(line.breakdown for line in lines)
    for field in fields if len(names) > 1 else ():
        values = [amount.value for record in (whole, *lines) if (amount := getattr(record, field))]
        if len(values) == 1 + len(lines) and values[0] == total(values[1:]):
            yield "", list(lines)
            return
    for name in names:
        yield name, [line for line in lines if line.breakdown == name]


def _listed_twice(amounts: Sequence[Amount | None], whole: Amount) -> str:
    """Describe two runs of lines that add up to the total each; empty unless it is broken down twice."""
    sums = list(accumulate(amount.value if amount else Decimal(0) for amount in amounts))
    if not whole.value or not sums or sums[-1] != 2 * whole.value or whole.value not in sums:
        return ""
    first = sums.index(whole.value) + 1
    return (
        f"前 {first} 行、后 {len(sums) - first} 行各合计 {whole.text}，像是按两种口径各列了一遍；"
        "确是这样的，请在各行写明“分列”，如“分列: 按来源”，否则请对照原件核对"
    )


@check("合计不符", "错误")
def budget_sums(project: Project) -> Iterator[Violation]:
    """子项目的预算、支出合计应与项目的预算金额、支出相等；几种分列的（按来源、按支出内容），各自相加或合起来相加，同一种分列的要连在一起；有空白的不合计。"""
    yield from ((part, "breakdown", text) for part, text in _interrupted(project.budget.parts))
    for name, parts in _groups(project.budget, project.budget.parts, ("amount", "spent")):
        yield from _part_sums(project.budget, parts, _breakdown_words(name) or "子项目")


def _breakdown_words(name: str) -> str:
    return f"按{name.removeprefix('按')}分列的" if name else ""


class PartColumn(NamedTuple):
    """The amounts, or the spending, of the parts: their sum, as a number and in words, beside that of the whole.

    `twice` tells that the parts are listed two times; then no sum is wrong.
    """

    field: str
    whole: Amount | None
    added: Decimal
    shown: str
    complete: bool
    twice: str
    uses: list[Value]

    @property
    def wrong(self) -> bool:
        """True if the parts do not make up the whole; spending may be more than it although some is blank."""
        if self.whole is None or self.twice:
            return False
        beyond = self.field == "spent" and self.added > self.whole.value
        return beyond or (self.complete and self.added != self.whole.value)


def _part_column(budget: Budget, parts: Sequence[Part], field: str) -> PartColumn:
    whole: Amount | None = getattr(budget, field)
    amounts: list[Amount | None] = [getattr(part, field) for part in parts]
    given = [amount for amount in amounts if amount]
    added = total([amount.value for amount in given])
    return PartColumn(
        field,
        whole,
        added,
        amount_like(added, given[0].text) if given else "",
        complete=len(given) == len(parts),
        twice=_listed_twice(amounts, whole) if whole and not parts[0].breakdown else "",
        uses=[(budget, field), *((part, field) for part in parts)],
    )


def _part_sums(budget: Budget, parts: Sequence[Part], what: str) -> Iterator[Violation]:
    planned, spent = (_part_column(budget, parts, field) for field in ("amount", "spent"))
    if twice := planned.twice or spent.twice:
        yield budget, "parts", f"子项目{twice}", (*planned.uses, *spent.uses)
    crossed = [column.whole.value for column in (spent, planned) if column.whole and column.wrong]
    if crossed == [planned.added, spent.added]:
        text = f"{what}预算合计 {planned.shown}、支出合计 {spent.shown}，与预算金额、支出正好相反，请核对两项是否写反"
        yield budget, "amount", text, (*planned.uses, *spent.uses)
        return
    if planned.whole and planned.wrong:
        text = f"{what}预算合计 {planned.shown}，与预算金额 {planned.whole.text} 不等，请核对"
        yield budget, "amount", text, planned.uses
    if spent.whole and spent.wrong:
        differs = "不等" if spent.complete else "不符（还有子项目没有支出）"
        yield budget, "spent", f"{what}支出合计 {spent.shown}，与支出 {spent.whole.text} {differs}，请核对", spent.uses


@check("支出缺漏", "警告", notable=False)
def part_spending(project: Project) -> Iterator[Violation]:
    """各子项目的支出，要么都写，要么都不写。"""
    parts = project.budget.parts
    without = [part for part in parts if part.spent is None]
    if not without or len(without) == len(parts):
        return
    several = f"等 {len(without)} 项" if len(without) > 1 else ""
    text = f"子项目“{without[0].name}”{several}没有支出，其他子项目有，请对照原件核对，抄漏的补上"
    yield without[0], "", text


FUND_COLUMNS = (("initial", "年初预算数"), ("planned", "全年预算数"), ("received", "到位数"), ("spent", "全年执行数"))
BUDGET_FIELDS = (
    ("initial", "年初预算"),
    ("amount", "金额"),
    ("received", "到位金额"),
    ("spent", "支出"),
)


@check("资金不符", "错误", requires_clean=("权重不符", "合计不符"))
def fund_rows(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """自评表资金各行之和应等于总额（分列几种的各自相加或合起来相加，各行连在一起），与“预算”一致；执行率算得对，分值、得分与指标一致。"""
    funds = every(FundRow, project)
    if not funds:
        return
    yield from ((row, "breakdown", text) for row, text in _interrupted(funds[1:]))
    yield from _funds_listed_twice(funds[0], funds[1:])
    wrong = [*_fund_sums(funds[0], funds[1:])]
    wrong += _against_budget(project, funds[0], {violation[1] for violation in wrong})
    yield from wrong
    # An amount that is wrong makes its rate wrong, and the points that follow from it.
    doubtful = {id(violation[0]) for violation in wrong if violation[1] in ("planned", "spent")}
    in_budget = {id(funds[0])} if _is_in_budget(project, funds[0]) else set()
    for row in funds:
        yield from _fund_rate(row) if id(row) not in doubtful | in_budget else ()
    yield from _fund_points(project, score, funds[0], bool(doubtful))


def _fund_sums(head: FundRow, parts: Sequence[FundRow]) -> Iterator[Violation]:
    for name, rows in _groups(head, parts, [field for field, _ in FUND_COLUMNS]):
        for field, word in FUND_COLUMNS:
            if name or not _column_listed_twice(head, rows, field):
                yield from _fund_column(head, rows, (field, word), _breakdown_words(name) or "其中")


def _funds_listed_twice(head: FundRow, parts: Sequence[FundRow]) -> Iterator[Violation]:
    """Report once for the table, whichever of its columns shows it."""
    rows = [part for part in parts if not part.breakdown]
    twice = next(filter(None, (_column_listed_twice(head, rows, field) for field, _ in FUND_COLUMNS)), "")
    if twice:
        uses = [(row, field) for row in rows for field, _ in FUND_COLUMNS]
        yield head, "name", f"“{head.name}”以下的各行，{twice}", uses


def _column_listed_twice(head: FundRow, rows: Sequence[FundRow], field: str) -> str:
    whole: Amount | None = getattr(head, field)
    return _listed_twice([getattr(row, field) for row in rows], whole) if whole else ""


def _fund_column(head: FundRow, rows: Sequence[FundRow], column: tuple[str, str], which: str) -> Iterator[Violation]:
    """Add up a column; a blank cell counts as 0 only where the others make up the total.

    A row that is blank in all columns is one of the form that the paper has no use for (其他资金).
    """
    field, word = column
    whole: Amount | None = getattr(head, field)
    blank = [row for row in rows if not getattr(row, field) and any(getattr(row, name) for name, _ in FUND_COLUMNS)]
    given: list[Amount] = [amount for row in rows if (amount := getattr(row, field))]
    added = total([amount.value for amount in given])
    if whole is None or not given or added == whole.value or (blank and added < whole.value):
        return
    sum_of_rows = amount_like(added, given[0].text)
    if not whole.value:
        text = f"“{head.name}”的{word}是 0，{which}各行合计 {sum_of_rows}，请核对总额"
    else:
        text = f"{which}各行的{word}合计 {sum_of_rows}，与“{head.name}” {whole.text} 不等，请核对"
    yield head, field, text, [(row, field) for row in rows]


def _is_in_budget(project: Project, head: FundRow) -> bool:
    """Return whether 预算 gives the same rate of the same amounts, which 执行率不符 looks at."""
    money = project.budget
    if not (head.planned and head.spent and money.amount and money.spent):
        return False
    same = (head.planned.value, head.spent.value) == (money.amount.value, money.spent.value)
    return same and head.rate == money.written("rate")


def _fund_rate(row: FundRow) -> Iterator[Violation]:
    if row.planned is None or row.spent is None:
        return
    ratio = share(row.spent.value, row.planned.value)
    both = ((row, "planned"), (row, "spent"))
    if ratio is None:
        if row.spent.value:
            yield row, "planned", f"全年预算数是 0，却有全年执行数 {row.spent.text}，请核对", both
    elif row.rate and row.rate not in BLANK:
        rate = printed_rate(row.rate)
        if rate is None:
            yield row, "rate", f"执行率“{row.rate}”读不懂，请写成如 97.75% 的百分数"
        elif not rate.shows(ratio):
            text = f"执行率 {row.rate}，{row.spent.text} ÷ {row.planned.text} 应为 {rate.form(ratio)}，请核对"
            yield row, "rate", text, both


def _against_budget(project: Project, head: FundRow, reported: Set[FieldName]) -> Iterator[Violation]:
    """Compare the columns without a reported fault."""
    budget = project.budget
    if not reported and _is_crossed(head, budget):
        text = f"“{head.name}”的全年预算数、全年执行数，与“预算”的金额、支出正好相反，请核对哪一处写反"
        yield head, "planned", text, ((head, "spent"), (budget, "amount"), (budget, "spent"))
        return
    for (field, column), (budget_field, word) in zip(FUND_COLUMNS, BUDGET_FIELDS, strict=True):
        amount, budgeted = getattr(head, field), getattr(budget, budget_field)
        if amount and budgeted and amount.value != budgeted.value and field not in reported:
            text = f"“{head.name}”的{column} {amount.text}，与“预算”的{word} {budgeted.text} 不等，请核对"
            yield head, field, text, ((budget, budget_field),)


def _is_crossed(head: FundRow, budget: Budget) -> bool:
    """Return whether the funds have the amounts of the budget in each other's place."""
    pairs = ((head.planned, budget.spent), (head.spent, budget.amount))
    values = [(own.value, budgeted.value) for own, budgeted in pairs if own and budgeted]
    return len(values) == 2 and values[0][0] != values[1][0] and all(own == budgeted for own, budgeted in values)


def _fund_points(project: Project, score: ProjectScore, head: FundRow, doubtful: bool) -> Iterator[Violation]:
    leaf = next((level for level in score.levels if level.indicator is project.execution), None)
    if leaf is None:
        if head.weight and project.indicators:
            text = f"资金写了分值 {head.weight}，“指标体系”里却没有一级指标“预算执行率”，这些分不计入总分，请核对"
            yield head, "weight", text
    else:
        yield from _against_leaf(project, leaf, head, doubtful)


def _against_leaf(project: Project, leaf: Score, head: FundRow, doubtful: bool) -> Iterator[Violation]:
    pairs: tuple[tuple[str, str, Decimal | None, Decimal | None], ...] = (
        ("weight", "分值", head.weight, leaf.weight),
        ("points", "得分", head.points, leaf.points),
        ("reviewed", "复核分", head.reviewed, leaf.indicator.reviewed),
    )
    worked_out = leaf.printed is None  # by the rule, from the weight and the amounts; else it is print against print
    amounts = ((leaf.indicator, "weight"), (head, "planned"), (head, "spent")) if worked_out else ()
    uses = {"weight": ((leaf.indicator, "weight"),), "points": (*points_from(project, leaf), *amounts)}
    for field, word, own, scored in pairs:
        waits = doubtful and worked_out and field == "points"
        if None not in (own, scored) and own != scored and not waits:
            name = leaf.indicator.name
            text = f"资金的{word} {own:f}，与指标“{name}”的{word}（{scored:f}）不等，请核对"
            yield head, field, text, uses.get(field, ())
