"""Sums of printed tables: columns, shares, rows below an indicator, overviews (一览)."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from generator.checks import Violation, check, site_check
from generator.checks.scores import all_leaves
from generator.checks.targets import SPENT, quantity
from generator.checks.text_index import source_texts
from generator.core.number import Amount, approx, share, total
from generator.core.printed import amount_like
from generator.core.record import Record
from generator.model.book import Book
from generator.model.budget import PrintedTable
from generator.model.overview import GradeCell, GradeTally, GroupTally, Overview, Tallies, Tally, counted
from generator.model.project import Indicator, Project
from generator.model.selfeval import SubRow

ANY_SHARE = re.compile(r"占[^\d，。；、,;]{0,8}\d")
SHARE_NUMBER = re.compile(
    r"占(?:比|总[^\d，。；、,;]{1,6}|全部[^\d，。；、,;]{0,6})?[为是约]?\s?(?P<number>\d{1,3}(?:\.\d{1,4})?)\s?[%％]"
)
ANY_PERCENT = re.compile(r"\d(?:\.\d+)?\s?[%％]")
SENTENCE = re.compile(r"[^。！？\n]+")
PERCENT_CELL = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,4})?)\s?(?P<sign>[%％]?)")
SHARE_HEAD = re.compile("占比|比重|占.{0,6}比例|所占|构成比")
WHOLE, MAX_GAP = Decimal(100), Decimal("0.2")


class Column(NamedTuple):
    """Column of a printed table: head, cells, foot."""

    head: str
    cells: tuple[str, ...]
    foot: str


@check("占比合计", "提示")
def share_totals(project: Project) -> Iterator[Violation]:
    """一句话里分别写明的占比（占30%、占50%、占20%）、附表“占比”一栏合计印作100%的，各项加起来应是100%，不应是99.99%、100.01%。"""
    for record, field, text in source_texts(project, ANY_SHARE):
        for sentence in SENTENCE.findall(text):
            if added := _sentence_shares(sentence):
                yield record, field, f"{added}，请对照原件核对"
    for table in project.tables:
        for column in _columns(table, without=SUBTOTAL):
            if added := _share_column(column):
                yield table, "foot", f"“{column.head}”一栏合计印作 {column.foot}，各行{added}，请对照原件核对"


def _sentence_shares(sentence: str) -> str:
    """Check three shares or more that come so near to the whole that they must be meant as all of it."""
    numbers = [Decimal(match["number"]) for match in SHARE_NUMBER.finditer(sentence)]
    if len(numbers) < 3 or len(ANY_PERCENT.findall(sentence)) != len(numbers):
        return ""
    added = total(numbers)
    return f"所列占比合计 {added}%" if added != WHOLE and abs(added - WHOLE) <= MAX_GAP else ""


def _share_column(column: Column) -> str:
    """Add up a column of shares without its blank cells and sub-totals."""
    cells, foot = _numbers(column, PERCENT_CELL)
    if foot is None or not SHARE_HEAD.search(column.head) or Decimal(foot["number"]) != WHOLE:
        return ""
    added = total([Decimal(cell["number"]) for cell in cells])
    in_hundredths = foot["sign"] or "%" in column.head or "％" in column.head
    return f"合计 {added}%" if in_hundredths and added != WHOLE else ""


def _numbers(column: Column, number: re.Pattern[str]) -> tuple[list[re.Match[str]], re.Match[str] | None]:
    """Return the cells of a column that are not blank, and its foot; no foot unless they are two or more numbers."""
    filled = [cell for cell in column.cells if not BLANK_CELL.fullmatch(cell)]
    cells = [match for cell in filled if (match := number.fullmatch(cell))]
    return cells, number.fullmatch(column.foot) if len(cells) == len(filled) > 1 else None


def _columns(table: PrintedTable, without: re.Pattern[str] | None = None) -> Iterator[Column]:
    """Yield the columns of a table whose rows and foot all have as many cells as the head, some rows left out."""
    if table.foot and all(len(row) == len(table.head) for row in (*table.rows, table.foot)):
        rows = [row for row in table.rows if not (without and any(map(without.search, row)))]
        for number, head in enumerate(table.head):
            yield Column(head, tuple(row[number].strip() for row in rows), table.foot[number].strip())


NUMBER_CELL = re.compile(r"(?P<number>-?(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,6})?)\s?(?P<unit>[^\d\s%％.,]{0,3})")
BLANK_CELL = re.compile(r"[-－—–/／\\]*|无|空")
NOT_ADDED = re.compile(
    "率|%|％|比|均|单价|标准|排名|名次|位次|序号|编号|代码|年度?$|年份|日期|时间|得分|评分|分数|评价分|等级|满意|指数|每|人均|系数|天数|期限|电话"
)
SUBTOTAL = re.compile("小计|合计|总计|其中|累计")


@check("附表合计", "警告")
def table_sums(project: Project) -> Iterator[Violation]:
    """附表一栏都是数的，合计应等于各行之和；比率、单价、得分、名次一类的栏和有小计行的表不相加，有空白格的只看超出。"""
    for table in project.tables:
        if any(SUBTOTAL.search(cell) for row in table.rows for cell in row):
            continue
        for column in _columns(table):
            if wrong := _wrong_sum(column):
                yield table, "foot", wrong


def _wrong_sum(column: Column) -> str:
    cells, foot = _numbers(column, NUMBER_CELL)
    if NOT_ADDED.search(column.head) or not foot or len({cell["unit"] for cell in (*cells, foot)} - {""}) > 1:
        return ""
    added, whole = total([_cell_value(cell) for cell in cells]), _cell_value(foot)
    incomplete = len(cells) < len(column.cells)
    is_mean = whole * len(cells) == added or whole == len(column.cells)
    if added == whole or (incomplete and added < whole) or is_mean:
        return ""
    return f"“{column.head}”一栏合计印作 {column.foot}，各行相加是 {added:f}，请对照原件核对"


def _cell_value(cell: re.Match[str]) -> Decimal:
    return Decimal(cell["number"].replace(",", ""))


VALUE_FIELDS = (("target", "目标值"), ("actual", "实际值"))
TIME_UNITS = ("天", "日", "小时", "分钟", "秒", "周", "个月", "月", "年", "工作日")
FAR = 10


@check("其中不符", "警告")
def sub_row_sums(project: Project) -> Iterator[Violation]:
    """指标“其中”各行的目标值、实际值都是同一单位的数，目标值、实际值中一项加得拢、另一项加不拢的，或相差不到一成的，要核对。"""
    for leaf in all_leaves(project):
        if len(leaf.rows) > 1:
            yield from _leaf_rows(leaf)


def _leaf_rows(leaf: Indicator) -> Iterator[Violation]:
    sums = {field: added for field, _ in VALUE_FIELDS if (added := _row_column(leaf, field))}
    adds_up = any(whole == parts for whole, parts, _ in sums.values())
    for field, word in VALUE_FIELDS:
        if field not in sums:
            continue
        whole, parts, unit = sums[field]
        # Rows may name only some of the parts, or parts that overlap: then neither column adds up, by far.
        if whole != parts and (adds_up or abs(parts - whole) * FAR <= whole):
            text = f"其中各行的{word}合计 {_number_text(parts)}{unit}，本指标是 {getattr(leaf, field)}，请对照原件核对"
            yield leaf, field, text, [(row, field) for row in leaf.rows]


def _row_column(leaf: Indicator, field: str) -> tuple[Fraction, Fraction, str] | None:
    """Return value, sum of rows and unit of a column, if all are numbers of one unit that can be added."""
    lines: list[Indicator | SubRow] = [leaf, *leaf.rows]
    numbers = [number for line in lines if (number := quantity(getattr(line, field), "", line.unit))]
    units = {number.unit for number in numbers}
    if len(numbers) < len(lines) or len(units) != 1 or not all(map(_is_added, units)):
        return None
    whole, *parts = (number.value for number in numbers)
    return (whole, sum(parts, Fraction(0)), units.pop()) if all(0 < part < whole for part in parts) else None


def _is_added(unit: str) -> bool:
    """Return whether figures of a unit are added up, as those of a rate, of time or of a price are not."""
    if unit in ("", "%", *TIME_UNITS) or "/" in unit:
        return False
    return unit.endswith("元") or not SPENT.search(unit)


def _number_text(value: Fraction) -> str:
    return approx(value).removeprefix("= ")


@site_check("一览不符", "错误")
def overview_totals(book: Book) -> Iterator[Violation]:
    """一览：各等级的项目数、预算金额加起来应等于印出的总数，各分项、分项里的各等级也是；占比算得对，同一等级只有一行。"""
    # A blank of the paper is asked for nowhere.
    for overview in book.overviews:
        for kind, rows in overview.breakdowns:
            repeated = list(_repeated_rows(rows))
            yield from repeated
            if not repeated:  # a row too many makes the sum wrong
                yield from _row_sums(overview, kind, rows)
        yield from _between_breakdowns(overview)
        yield from _grades_of_groups(overview)


def _repeated_rows(rows: Sequence[Tally | GradeCell]) -> Iterator[Violation]:
    times = Counter[str]()
    for row in rows:
        times[row.name] += 1
        if times[row.name] == 2:
            first = next(earlier for earlier in rows if earlier.name == row.name)
            yield row, "name", f"“{row.name}”与第 {first.at('name').line} 行重复，请核对，删去或改正一个"


def _row_sums(overview: Overview, kind: str, rows: Tallies) -> Iterator[Violation]:
    """Check counts, amounts and shares of the rows of one breakdown."""
    word = f"各{kind or '分项'}"
    counts = [row.count for row in rows]
    yield from _against_total(overview, "count", f"{word}的项目数", counts, overview.count)
    yield from _against_total(overview, "budget", f"{word}的预算金额", [row.budget for row in rows], overview.budget)
    for row in rows:
        yield from _row_share(overview, rows, row)


def _against_total(
    record: Record, field: str, word: str, printed: Sequence[int | Amount | None], whole: int | Amount | None
) -> Iterator[Violation]:
    """Compare a sum with the printed total; where a row is blank, all that is known is that it is not more."""
    given = [value for value in printed if value is not None]
    if whole is None or not given:
        return
    added, complete, wanted = total([_decimal(value) for value in given]), len(given) == len(printed), _decimal(whole)
    sum_of = amount_like(added, given[0].text) if isinstance(given[0], Amount) else f"{added:f} 个"
    shown = whole.text if isinstance(whole, Amount) else f"{whole} 个"
    if complete and added != wanted:
        yield record, field, f"{word}合计 {sum_of}，与印出的 {shown}不等，请核对"
    elif added > wanted:
        yield record, field, f"{word}已印出的合计 {sum_of}，多于印出的 {shown}，请核对"


def _decimal(printed: int | Amount) -> Decimal:
    return printed.value if isinstance(printed, Amount) else Decimal(printed)


def _row_share(overview: Overview, rows: Tallies, row: Tally) -> Iterator[Violation]:
    """Check a share: of the projects or of the money, of the printed total or of the rows."""
    wholes = [whole for whole in (overview.count, counted(rows)) if whole]
    ratios = [share(Decimal(row.count), Decimal(whole)) for whole in wholes] if row.count is not None else []
    if not row.share or not ratios:
        return
    if row.budget and overview.budget:
        ratios.append(share(row.budget.value, overview.budget.value))
    if not any(ratio is not None and row.share.shows(ratio) for ratio in ratios):
        yield row, "share", f"占比 {row.share.text}，与 {row.count} ÷ {wholes[0]} 不符，请核对"


def _between_breakdowns(overview: Overview) -> Iterator[Violation]:
    """Compare the sums of the breakdowns with each other where no total is printed."""
    if overview.count is not None:
        return
    sums = [(kind, rows, added) for kind, rows in overview.breakdowns if (added := counted(rows)) is not None]
    for kind, rows, added in sums[1:]:
        first, _, wanted = sums[0]
        if added != wanted and not any(_repeated_rows(rows)):
            text = f"各{kind or '分项'}的项目数合计 {added} 个，与各{first or '分项'}的合计 {wanted} 个不等，请核对"
            yield rows[0], "count", text


def _grades_of_groups(overview: Overview) -> Iterator[Violation]:
    """分项 that are divided by grade in their turn: each row, and each grade over all rows that are divided alike."""
    for group in overview.groups:
        repeated = list(_repeated_rows(group.grades))
        counts = [cell.count for cell in group.grades] if not repeated else []
        yield from repeated
        yield from _against_total(group, "count", f"“{group.name}”各等级的项目数", counts, group.count)
    for kind in overview.kinds:
        groups = overview.of_kind(kind)
        if not any(True for group in groups for _ in _repeated_rows(group.grades)):
            for grade in overview.grades if any(group.grades for group in groups) else ():
                yield from _grade_column(kind, groups, grade)


def _grade_column(kind: str, groups: Sequence[GroupTally], grade: GradeTally) -> Iterator[Violation]:
    counts = [next((cell.count for cell in group.grades if cell.name == grade.name), None) for group in groups]
    yield from _against_total(grade, "count", f"各{kind or '分项'}里“{grade.name}”的项目数", counts, grade.count)
