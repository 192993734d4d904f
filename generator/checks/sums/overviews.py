"""一览：各等级的项目数、预算金额加起来应等于印出的总数，各分项、分项里的各等级也是；占比算得对，同一等级只有一行。"""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.core.number import Amount, share, total
from generator.core.record import Record
from generator.model.book import Book
from generator.model.overview import GradeCell, GradeTally, GroupTally, Overview, Tallies, Tally, counted

NAME = "一览不符"
SEVERITY: Severity = "错误"


def check_site(book: Book) -> Iterator[Violation]:
    """Add up each breakdown by itself; what is blank in the paper is asked for nowhere."""
    for overview in book.overviews:
        for kind, rows in overview.breakdowns:
            repeated = list(_repeated(rows))
            yield from repeated
            if not repeated:  # a row too many makes the sum wrong
                yield from _sums(overview, kind, rows)
        yield from _between(overview)
        yield from _grades_of_groups(overview)


def _repeated(rows: Sequence[Tally | GradeCell]) -> Iterator[Violation]:
    times = Counter[str]()
    for row in rows:
        times[row.name] += 1
        if times[row.name] == 2:
            first = next(one for one in rows if one.name == row.name)
            yield row, "name", f"“{row.name}”与第 {first.at('name').line} 行重复，请核对，删去或改正一个"


def _sums(overview: Overview, kind: str, rows: Tallies) -> Iterator[Violation]:
    """Counts, amounts and shares of the rows of one breakdown."""
    word = f"各{kind or '分项'}"
    counts = [row.count for row in rows]
    yield from _added(overview, "count", f"{word}的项目数", counts, overview.count)
    yield from _added(overview, "budget", f"{word}的预算金额", [row.budget for row in rows], overview.budget)
    for row in rows:
        yield from _share(overview, rows, row)


def _added(
    record: Record, field: str, word: str, printed: Sequence[int | Amount | None], whole: int | Amount | None
) -> Iterator[Violation]:
    """Compare a sum with the printed total; where a row is blank, all that is known is that it is not more."""
    given = [_value(value) for value in printed if value is not None]
    if whole is None or not given:
        return
    added, complete, wanted = total(given), len(given) == len(printed), _value(whole)
    sum_of, shown = (f"{added:f}万元", whole.text) if isinstance(whole, Amount) else (f"{added:f} 个", f"{whole} 个")
    if complete and added != wanted:
        yield record, field, f"{word}合计 {sum_of}，与印出的 {shown}不等，请核对"
    elif added > wanted:
        yield record, field, f"{word}已印出的合计 {sum_of}，多于印出的 {shown}，请核对"


def _value(printed: int | Amount) -> Decimal:
    return printed.value if isinstance(printed, Amount) else Decimal(printed)


def _share(overview: Overview, rows: Tallies, row: Tally) -> Iterator[Violation]:
    """A share may be one of the projects or of the money, of the printed total or of the rows."""
    wholes = [whole for whole in (overview.count, counted(rows)) if whole]
    ratios = [share(Decimal(row.count), Decimal(whole)) for whole in wholes] if row.count is not None else []
    if not row.share or not ratios:
        return
    if row.budget and overview.budget:
        ratios.append(share(row.budget.value, overview.budget.value))
    if not any(ratio is not None and row.share.shows(ratio) for ratio in ratios):
        yield row, "share", f"占比 {row.share.text}，与 {row.count} ÷ {wholes[0]} 不符，请核对"


def _between(overview: Overview) -> Iterator[Violation]:
    """Where no total is printed, whatever the projects are divided by they are equally many."""
    if overview.count is not None:
        return
    sums = [(kind, rows, added) for kind, rows in overview.breakdowns if (added := counted(rows)) is not None]
    for kind, rows, added in sums[1:]:
        first, _, wanted = sums[0]
        if added != wanted and not any(_repeated(rows)):
            text = f"各{kind or '分项'}的项目数合计 {added} 个，与各{first or '分项'}的合计 {wanted} 个不等，请核对"
            yield rows[0], "count", text


def _grades_of_groups(overview: Overview) -> Iterator[Violation]:
    """分项 that are divided by grade in their turn: each row, and each grade over all rows that are divided alike."""
    repeated = {id(group): list(_repeated(group.grades)) for group in overview.groups}
    for group in overview.groups:
        yield from repeated[id(group)]
        if not repeated[id(group)]:
            counts = [cell.count for cell in group.grades]
            yield from _added(group, "count", f"“{group.name}”各等级的项目数", counts, group.count)
    for kind in overview.kinds:
        groups = overview.of_kind(kind)
        if not any(repeated[id(group)] for group in groups) and any(group.grades for group in groups):
            for grade in overview.grades:
                yield from _column(kind, groups, grade)


def _column(kind: str, groups: Sequence[GroupTally], grade: GradeTally) -> Iterator[Violation]:
    counts = [next((cell.count for cell in group.grades if cell.name == grade.name), None) for group in groups]
    yield from _added(grade, "count", f"各{kind or '分项'}里“{grade.name}”的项目数", counts, grade.count)
