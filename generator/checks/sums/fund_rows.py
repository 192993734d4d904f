"""自评表的资金：其中各行之和应等于年度资金总额，总额与“预算”一致，执行率算得对，分值、得分与“预算执行率”指标一致。"""

from collections.abc import Iterator, Set
from decimal import Decimal
from fractions import Fraction

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.core.number import Amount, InvalidNumber, Rounding, places_of, plain, share, total
from generator.core.record import FieldName
from generator.model.project import Project
from generator.model.scores import ProjectScore
from generator.model.selfeval import FundRow

NAME = "资金不符"
SEVERITY: Severity = "错误"
REQUIRES_CLEAN = ("权重不符", "合计不符")
COLUMNS = (("initial", "年初预算数"), ("planned", "全年预算数"), ("spent", "全年执行数"))


def check(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Add up the rows, divide each, and compare the first with what the project says elsewhere."""
    funds = project.sheet.funds if project.sheet else ()
    if not funds:
        return
    wrong = [*_sums(funds[0], funds[1:])]
    wrong += _budget(project, funds[0], {field for _, field, _ in wrong})
    yield from wrong
    # An amount that is wrong makes its rate wrong, and the points that follow from it.
    doubtful = {id(record) for record, _, _ in wrong}
    for row in funds:
        yield from _rate(row) if id(row) not in doubtful else ()
    yield from _points(project, score, funds[0], bool(wrong))


def _sums(head: FundRow, parts: tuple[FundRow, ...]) -> Iterator[Violation]:
    for field, word in COLUMNS:
        whole: Amount | None = getattr(head, field)
        given = [amount.value for part in parts if (amount := getattr(part, field))]
        added = total(given)
        if whole is None or not given or added == whole.value:
            continue
        if not whole.value:
            text = f"“{head.name}”的{word}是 0，其中各行合计 {added:f}万元，请核对总额"
        else:
            text = f"其中各行的{word}合计 {added:f}万元，与“{head.name}” {whole.text} 不等，请核对"
        yield head, field, text


def _rate(row: FundRow) -> Iterator[Violation]:
    if row.planned is None or row.spent is None:
        return
    ratio = share(row.spent.value, row.planned.value)
    if ratio is None:
        if row.spent.value:
            yield row, "planned", f"全年预算数是 0，却有全年执行数 {row.spent.text}，请核对"
    elif row.rate:
        try:
            agrees = _agrees(row.rate, ratio)
        except InvalidNumber:
            yield row, "rate", f"执行率“{row.rate}”读不懂，请写成如 97.75% 的百分数"
            return
        if not agrees:
            shown = Rounding()(ratio * 100)
            yield row, "rate", f"执行率 {row.rate}，{row.spent.text} ÷ {row.planned.text} 应为 {shown}%，请核对"


def _agrees(text: str, ratio: Fraction) -> bool:
    """Whether a printed rate is the ratio; one without a sign may be a percentage or the ratio itself."""
    number = plain(text.removesuffix("%").strip())
    whole = Rounding(places=places_of(number))
    return number == whole(ratio * 100) or (not text.endswith("%") and number == whole(ratio))


def _budget(project: Project, head: FundRow, reported: Set[FieldName]) -> Iterator[Violation]:
    """Compare the columns of which nothing has been reported yet."""
    budget = project.budget
    if head.planned and head.spent and budget.spent and head.planned.value != head.spent.value and not reported:
        crossed = head.planned.value == budget.spent.value and head.spent.value == budget.amount.value
        if crossed:
            text = f"“{head.name}”的全年预算数、全年执行数，与“预算”的金额、支出正好相反，请核对哪一处写反"
            yield head, "planned", text
            return
    pairs = (
        ("initial", "年初预算", budget.initial),
        ("planned", "金额", budget.amount),
        ("spent", "支出", budget.spent),
    )
    for field, word, there in pairs:
        here: Amount | None = getattr(head, field)
        if here and there and here.value != there.value and field not in reported:
            column = dict(COLUMNS)[field]
            yield head, field, f"“{head.name}”的{column} {here.text}，与“预算”的{word} {there.text} 不等，请核对"


def _points(project: Project, score: ProjectScore, head: FundRow, doubtful: bool) -> Iterator[Violation]:
    leaf = next((one for one in score.levels if one.indicator is project.execution), None)
    if leaf is None:
        if head.weight and project.indicators:
            text = f"资金写了分值 {head.weight}，“指标体系”里却没有一级指标“预算执行率”，这些分不会计入总分，请补上"
            yield head, "weight", text
        return
    pairs: tuple[tuple[str, str, Decimal | None, Decimal | None], ...] = (
        ("weight", "分值", head.weight, leaf.weight),
        ("points", "得分", head.points, leaf.points),
    )
    for field, word, here, there in pairs:
        if here is not None and here != there and not (doubtful and field == "points"):
            shown = "没有得分" if there is None else f"{there:f}"
            name = leaf.indicator.name
            yield head, field, f"资金的{word} {here:f}，与指标“{name}”的{word}（{shown}）不等，请核对"
