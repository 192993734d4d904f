"""Style of printed numbers: decimals and thousands separators."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple, TypeVar

from generator.checks import Discrepancy, Fact, Violation, check, comparison
from generator.checks.facts import Anchor, anchor
from generator.checks.records import cache_last, every, lines_of
from generator.checks.scores import all_nodes, all_scores, awarded_rule, points_field, published_points
from generator.checks.text_index import source_texts
from generator.core.number import IN_WAN, Amount, InvalidNumber, Rate
from generator.core.printed import plain_amount
from generator.core.record import FieldName, Record
from generator.model.project import Project
from generator.model.scores import ProjectScore, Score
from generator.model.selfeval import FundRow

FIGURE = re.compile(r"-?\d+(?:\.(?P<decimals>\d+))?")


class Number:
    """Number as printed, and its name."""

    name: str
    text: str

    @property
    def decimals(self) -> str:
        """Digits after the point."""
        match = FIGURE.match(self.text)
        return (match["decimals"] or "") if match else ""

    @property
    def places(self) -> int:
        return len(self.decimals)

    def __str__(self) -> str:
        return f"{self.name} {self.text}".strip()


@dataclass
class Figure(Number):
    """Number in the file at hand; not frozen, which would make it three times as slow to make."""

    record: Record
    field: FieldName
    name: str
    text: str


PrintedNumber = TypeVar("PrintedNumber", bound=Number)
Pair = tuple[Figure, Figure]  # the odd one, and one it differs from


def _mixed(figures: Sequence[PrintedNumber]) -> tuple[PrintedNumber, PrintedNumber] | None:
    """Return a clash: a needless zero shows that decimals are fixed, another figure has more or fewer of them.

    9 beside 9.5 is no clash, nor is 9.00 beside 9.50; 9.00 beside 9.5 is.
    """
    padded = next((figure for figure in figures if figure.decimals.endswith("0")), None)
    if padded is None:
        return None
    others = [figure for figure in figures if figure.places != padded.places]
    if not others:
        return None
    return (padded, others[0]) if len(others) * 2 > len(figures) else (others[0], padded)


def _uneven(figures: Sequence[Figure]) -> Pair | None:
    """Return a clash among quotients of one table, which should have one number of decimals; the rarer one is odd."""
    counts = Counter(figure.places for figure in figures)
    if len(counts) < 2:
        return None
    usual = max(counts, key=lambda places: (counts[places], places))
    odd = next(figure for figure in figures if figure.places != usual)
    return odd, next(figure for figure in figures if figure.places == usual)


IN_PROSE = re.compile(r"(?<![\d.,])\d+(?:\.\d+)?(?:亿元|万元|元)")


def _clash(figures: list[PrintedNumber]) -> tuple[PrintedNumber, PrintedNumber] | None:
    """Return the first clash of a table of money, unit by unit."""
    pairs = (_mixed([figure for figure in figures if _unit_of(figure.text) == unit]) for unit in IN_WAN)
    return next((pair for pair in pairs if pair), None)


def _unit_of(text: str) -> str:
    return text.lstrip("-.0123456789")


def _budget_figures(project: Project) -> list[Figure]:
    columns = (("amount", "金额"), ("initial", "年初预算"), ("received", "到位金额"), ("spent", "支出"))
    figures = _amount_figures(project.budget, "", columns)
    for part in project.budget.parts:
        figures += _amount_figures(part, f"“{part.name}”的", (("amount", "金额"), ("spent", "支出")))
    return figures


def _fund_figures(project: Project) -> list[Figure]:
    columns = (("initial", "年初预算数"), ("planned", "全年预算数"), ("spent", "全年执行数"))
    return [figure for row in every(FundRow, project) for figure in _amount_figures(row, f"“{row.name}”的", columns)]


def _amount_figures(record: Record, owner: str, columns: tuple[tuple[str, str], ...]) -> list[Figure]:
    """Return the amounts of a record without those that are 0, which may be written 0 or 0.00."""
    amounts = ((field, owner + word, getattr(record, field)) for field, word in columns)
    return [Figure(record, field, name, plain_amount(a.text)) for field, name, a in amounts if a and a.value]


def _printed_otherwise(project: Project) -> Pair | None:
    """Return an amount of the budget that another place of the file prints with other decimals."""
    budgeted = {
        (getattr(figure.record, str(figure.field)).value, _unit_of(figure.text)): figure
        for figure in _budget_figures(project)
    }
    for record, field, text in _amounts_elsewhere(project):
        for printed in IN_PROSE.findall(text):
            other = budgeted.get((value, _unit_of(printed))) if (value := _amount_value(printed)) else None
            if other and other.text != printed:
                return Figure(record, field, "", printed), other
    return None


def _amount_value(text: str) -> Decimal | None:
    try:
        return Amount.read(text).value
    except InvalidNumber:
        return None


def _amounts_elsewhere(project: Project) -> Iterator[tuple[Record, FieldName, str]]:
    money = project.budget
    yield from (*lines_of(money, "approval"), *lines_of(money, "usage"))
    for states in (source.states for source in project.sources if source.states):
        for name in ("amount", "spent"):
            if amount := getattr(states, name):
                yield states, name, plain_amount(amount.text)


def _stated_amounts(project: Project) -> Iterator[tuple[str, str]]:
    """Yield the documents that list the project with others, and the amount as each prints it."""
    for source in project.sources:
        amount = (source.states and source.states.amount) or project.budget.amount
        if amount and amount.value:
            yield source.document, plain_amount(amount.text)


ADVICE = "小数位数不一，请对照原件核对"
PLAIN_WHOLE = ("100%", "0%")  # written so beside any other rate


class DocumentAmounts(NamedTuple):
    """Amounts by document; whether a clash of the budget is already reported in the file."""

    amounts: list[tuple[str, str]]
    unit: str
    title: str
    where: Anchor
    reported: bool


@dataclass(frozen=True)
class PrintedFigure(Number):
    """Amount of a document that lists several projects."""

    where: Anchor
    name: str
    text: str
    reported: bool


@check("小数位不一", "提示", notable=False)
def decimals_differ(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """同一张表里的金额、得分、得分率和同一文件里各项目的预算，小数位数应当一致；9 与 9.5 算一致，9.00 与 9.5 不算。"""
    pairs = [_budget_clash(project), _clash(_fund_figures(project))]
    pairs += [_mixed(table) for table in _point_tables(project, score)]
    pairs += [_uneven(table) for table in _rate_tables(project)]
    reported: set[tuple[str, str]] = set()  # a figure may stand in two tables of the file and be printed once
    for odd, other in (pair for pair in pairs if pair):
        if (odd.text, other.text) not in reported and (other.text, odd.text) not in reported:
            yield odd.record, odd.field, f"{odd} 与{other} {ADVICE}", ((other.record, other.field),)
        reported.add((odd.text, other.text))


def _document_amounts(project: Project) -> DocumentAmounts | None:
    amounts = list(_stated_amounts(project))
    pair = _budget_clash(project)
    reported = pair is not None and any((figure.record, figure.field) == (project.budget, "amount") for figure in pair)
    where = anchor(project, project.budget, "amount")
    return DocumentAmounts(amounts, project.body, project.title, where, reported=reported) if amounts else None


@comparison.part_of(decimals_differ, extract=_document_amounts)
def decimals_differ_in_document(facts: list[Fact[DocumentAmounts]]) -> Iterator[Discrepancy]:
    """Report once for the budgets of the projects that one document of a unit lists."""
    tables: dict[tuple[str, str, int], list[PrintedFigure]] = defaultdict(list)
    for who, (amounts, unit, title, where, reported) in facts:
        for document, text in amounts:
            tables[document, unit, who.year].append(PrintedFigure(where, f"“{title}”的金额", text, reported))
    for table in tables.values():
        if len(table) > 1 and (pair := _clash(table)) and not pair[0].reported:
            yield pair[0].where, f"同一文件中，金额 {pair[0].text} 与{pair[1]} {ADVICE}"


@cache_last
def _budget_clash(project: Project) -> Pair | None:
    """Return a clash of two amounts of the budget, or of one with another place of the file."""
    return _clash(_budget_figures(project)) or _printed_otherwise(project)


def _point_tables(project: Project, score: ProjectScore) -> tuple[list[Figure], ...]:
    """Return the table of the first level with the total, and the table of indicators below it."""
    tops = [figure for top in score.levels if (figure := _point_figure(top))]
    if project.printed and project.printed.score is not None:
        tops.append(Figure(project.printed, "score", "评价分值", f"{project.printed.score:f}"))
    below = [figure for node in all_scores(score) if node.level > 1 and (figure := _point_figure(node))]
    return tops, below


def _point_figure(score: Score) -> Figure | None:
    """Return the points of an indicator if they are as printed; None for 0, which may be written 0 or 0.00."""
    node = score.indicator
    if not score.points or (published_points(node) is None and not awarded_rule(node)):
        return None
    return Figure(node, points_field(node), f"“{node.title}”的得分", f"{score.points:f}")


def _rate_tables(project: Project) -> tuple[list[Figure], ...]:
    """Return the rates of points, and the rates of execution of the parts of the budget."""
    earned = [
        _rate_figure(node, "printed", f"“{node.title}”的得分率", node.printed.rate)
        for node in all_nodes(project)
        if node.printed
    ]
    if project.printed:
        earned.append(_rate_figure(project.printed, "rate", "总得分率", project.printed.rate))
    spent = [_rate_figure(part, "rate", f"“{part.name}”的执行率", part.rate) for part in project.budget.parts]
    return [figure for figure in earned if figure], [figure for figure in spent if figure]


def _rate_figure(record: Record, field: FieldName, name: str, rate: Rate | None) -> Figure | None:
    return Figure(record, field, name, rate.text) if rate and rate.text not in PLAIN_WHOLE else None


DIGIT_RUN = re.compile(r"[0-9０-９][0-9０-９,]{4,}")
GROUPED_DIGITS = re.compile(r"\d{2,3},\d{3}|\d{1,3}(?:,\d{3}){2,}")
BARE_DIGITS = re.compile(r"[1-9]\d{4,8}")
# What is counted stands before a measure word; codes, telephone and document numbers do not.
MEASURE_WORD = re.compile(
    r"(?:\.\d+)?[ \u3000]?[余多]?[万亿]?"
    r"(?:人[次日]|[元人次家户个件份台套篇条项册本张株棵只头吨亩米辆架所座间幅部场批笔宗起例枚块名]"
    r"|公[斤里顷]|千[克米]|平方|立方|小时|课时|学时)"
)
LONGER_NUMBER = re.compile(r"[\dA-Za-z.,，:：/_#＃〔﹝\-－—–第]")  # before a number: it is part of something longer


@dataclass(frozen=True)
class GroupedNumber:
    """Number of five digits or more, and whether it has separators."""

    record: Record
    field: FieldName
    text: str
    grouped: bool


SeparatorUse = tuple[str, bool, Anchor]  # a number, whether it has separators, where


@check("数字写法不一", "提示", notable=False)
def separators_differ(project: Project) -> Iterator[Violation]:
    """一万以上的数，千分位逗号要么都用，要么都不用：一个文件里如此，同一系列的各年也如此。"""
    numbers = _long_numbers(project)
    grouped = [number for number in numbers if number.grouped]
    bare = [number for number in numbers if not number.grouped]
    if grouped and bare:
        odd, other = (bare[0], grouped[0]) if len(grouped) >= len(bare) else (grouped[0], bare[0])
        message = _separator_text(odd.text, odd.grouped, f"{other.text} ")
        yield odd.record, odd.field, message, ((other.record, other.field),)


def _separator_use(project: Project) -> SeparatorUse | None:
    """Return the first number of a file, None where the file itself is uneven."""
    numbers = _long_numbers(project) if project.series else []
    if len({number.grouped for number in numbers}) != 1:
        return None
    return numbers[0].text, numbers[0].grouped, anchor(project, numbers[0].record, numbers[0].field)


@comparison.part_of(separators_differ, extract=_separator_use)
def separators_differ_by_year(facts: list[Fact[SeparatorUse]]) -> Iterator[Discrepancy]:
    series: dict[str, list[Fact[SeparatorUse]]] = defaultdict(list)
    for fact in facts:
        series[fact[0].series].append(fact)
    for years in series.values():
        years.sort(key=lambda fact: fact[0].year)
        for (earlier, (before, was_grouped, _at)), (_who, (now, grouped, where)) in pairwise(years):
            if was_grouped != grouped:
                yield where, _separator_text(now, grouped, f"同一系列{earlier.year}年的 {before} ")


def _separator_text(text: str, grouped: bool, other: str) -> str:
    has, lacks = ("用了", "没用") if grouped else ("没用", "用了")
    return f"{text} {has}千分位逗号，{other}{lacks}，请对照原件核对"


@cache_last
def _long_numbers(project: Project) -> list[GroupedNumber]:
    return [
        GroupedNumber(record, field, number, grouped)
        for record, field, text in source_texts(project, DIGIT_RUN)
        for number, grouped in _counted_numbers(text)
    ]


def _counted_numbers(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the numbers of five digits or more that count something, and whether they have separators."""
    for match in DIGIT_RUN.finditer(text):
        number, start = match[0].rstrip(","), match.start()
        grouped = GROUPED_DIGITS.fullmatch(number) is not None
        alone = MEASURE_WORD.match(text, start + len(number)) and not LONGER_NUMBER.match(text[start - 1 : start])
        if alone and (grouped or BARE_DIGITS.fullmatch(number)):
            yield number, grouped
