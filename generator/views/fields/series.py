"""系列: fields of a project over the years: indicators, 业务数据, outcomes of problems."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from generator.views.fields import OURS, YES_NO, Field, blank_to_none, list_of
from generator.views.series import MoneyRow, Series
from generator.views.series.lines import LinePoint, VolumePoint
from generator.views.series.problems import OUTCOMES, ProblemOutcome, ProblemYears


class YearRow(NamedTuple):
    """Row of a year of a series."""

    series: Series
    row: MoneyRow


class LineRow(NamedTuple):
    """Row of an indicator of a series in one year; `line` is the 1-based number within its kind."""

    series: Series
    kind: str
    line: int
    point: LinePoint


class VolumeRow(NamedTuple):
    """Row of 业务数据 of a series in one year."""

    series: Series
    line: int
    point: VolumePoint


class ProblemRow(NamedTuple):
    """Row of a problem of a series with its outcome in a later year."""

    series: Series
    years: ProblemYears
    outcome: ProblemOutcome


def year_rows(series: Series) -> tuple[YearRow, ...]:
    """Return the years, oldest first."""
    return tuple(YearRow(series, row) for row in series.money)


def line_rows(series: Series) -> tuple[LineRow, ...]:
    """Return the indicators of every year, line by line."""

    def rows() -> Iterator[LineRow]:
        for kind, lines in (("一级指标", series.levels), ("计分指标", series.indicators)):
            for number, line in enumerate(lines, 1):
                yield from (LineRow(series, kind, number, point) for point in line.points)

    return tuple(rows())


def volume_rows(series: Series) -> tuple[VolumeRow, ...]:
    """Return the 业务数据 of every year, row by row."""
    return tuple(VolumeRow(series, n, point) for n, line in enumerate(series.volumes, 1) for point in line)


def problem_rows(series: Series) -> tuple[ProblemRow, ...]:
    """Return the problems that have a later year, newest first."""
    return tuple(ProblemRow(series, years, outcome) for years in series.problems for outcome in years.outcomes)


SLUG: Field[Any] = Field("series", "系列", "文字", "同一项目各年度相同，用来连接各年度的数据",
                         of=lambda r: r.series.slug, width=20)  # fmt: skip
CHANGES = "与上一次相比改了什么；没有改的为空"
JOINED = "是、否；否的，断线前后数据不可比；第一年为空"

SERIES_YEAR: tuple[Field[YearRow], ...] = (
    SLUG,
    Field("year", "年度", "整数", "预算年度", of=lambda r: r.row.summary.year, width=7),
    Field("id", "项目标识", "文字", "年度和文件名", of=lambda r: r.row.summary.id, width=24),
    Field("budget", "预算金额", "小数", "公布的预算", of=lambda r: r.row.summary.budget, unit="万元", absent=True),
    Field("more", f"预算比上一次增减{OURS}", "小数", "本年预算 − 上一次的预算", of=lambda r: r.row.more, unit="万元",
          absent=True),
    Field("more_rate", f"预算增减率{OURS}", "百分数", "增减占上一次预算的多少", of=lambda r: r.row.more_rate or None,
          rule="增减 ÷ 上一次的预算，四舍五入到两位", absent=True),
    Field("spent", "支出", "小数", "公布的支出", of=lambda r: r.row.summary.spent, unit="万元", absent=True),
    Field("score", "评价分值", "小数", "公布的总分", of=lambda r: r.row.summary.total, unit="分", absent=True),
    Field("grade", "评价结论", "文字", "公布的用词", of=lambda r: blank_to_none(r.row.summary.grade), absent=True),
    Field("scheme", "评级办法", "文字", "评级办法的名称",
          of=lambda r: r.row.summary.scheme.name if r.row.summary.scheme else None, absent=True, width=28),
    Field("change", "变动", "文字", CHANGES, of=lambda r: "；".join(r.row.changes) or None, absent=True, width=50),
    Field("like", "分值可比", "文字",
          "与上一次的评价分值能否直接相比：是、否；评级办法、满分、评价方式、一级指标及权重有一样不同的为否，有一年没有写明的不能判定",
          of=lambda r: r.row.like or None, absent=True, width=10),
)  # fmt: skip
SERIES_LINE: tuple[Field[LineRow], ...] = (
    SLUG,
    Field("kind", "类别", "文字", "一级指标，或其下计分的指标", of=lambda r: r.kind),
    Field("line", "序号", "整数", "第几项；同一项各年相同", of=lambda r: r.line, width=6),
    Field("year", "年度", "整数", "预算年度", of=lambda r: r.point.cell.year, width=7),
    Field("id", "项目标识", "文字", "年度和文件名", of=lambda r: r.point.cell.id, width=24),
    Field("top", "一级指标", "文字", "所属的一级指标；本身是一级指标的为空", of=lambda r: r.point.cell.top or None,
          absent=True, width=14),
    Field("code", "指标编号", "文字", "当年的编号", of=lambda r: r.point.cell.result.code or None, absent=True),
    Field("name", "指标名称", "文字", "当年的名称", of=lambda r: r.point.cell.result.name, width=30),
    Field("weight", "权重", "小数", "指标的满分值", of=lambda r: r.point.cell.result.weight, unit="分", absent=True,
          width=8),
    Field("points", "得分", "小数", "公布的得分", of=lambda r: r.point.cell.result.printed, unit="分", absent=True,
          width=8),
    Field("computed_points", f"得分{OURS}", "小数", "按评分方法或由下级得分相加算出的得分",
          of=lambda r: r.point.cell.result.computed, unit="分", absent=True),
    Field("printed_rate", "得分率", "百分数", "公布的得分率", of=lambda r: r.point.cell.result.printed_rate or None,
          absent=True),
    Field("rate", f"得分率{OURS}", "百分数", "得到了满分的多少",
          of=lambda r: blank_to_none(r.point.cell.result.rate_text),
          rule="得分 ÷ 权重，四舍五入到两位；没有公布得分的用算出的", absent=True),
    Field("target", "目标值", "文字", "指标要达到的值", of=lambda r: blank_to_none(r.point.cell.target), absent=True,
          width=18),
    Field("actual", "实际值", "文字", "实际达到的值", of=lambda r: blank_to_none(r.point.cell.actual), absent=True,
          width=18),
    Field("change", "变动", "文字", CHANGES, of=lambda r: "；".join(r.point.changes) or None, absent=True, width=50),
    Field("joined", "与上一次相接", "文字", JOINED, of=lambda r: YES_NO.get(r.point.joined), absent=True,
          width=12),
)  # fmt: skip
SERIES_VOLUME: tuple[Field[VolumeRow], ...] = (
    SLUG,
    Field("line", "序号", "整数", "第几项；同一项各年相同", of=lambda r: r.line, width=6),
    Field("year", "年度", "整数", "预算年度", of=lambda r: r.point.cell.year, width=7),
    Field("id", "项目标识", "文字", "年度和文件名", of=lambda r: r.point.cell.id, width=24),
    Field("name", "业务数据", "文字", "数的名称", of=lambda r: r.point.cell.name, width=30),
    Field("unit", "量词", "文字", "数的单位", of=lambda r: r.point.cell.unit or None, absent=True, width=8),
    Field("stock", "年末数", "小数", "公布的年末存量", of=lambda r: r.point.cell.stock, absent=True),
    Field("added", "本年新增", "小数", "公布的当年增加", of=lambda r: r.point.cell.added, absent=True),
    Field("gone", "本年减少", "小数", "公布的当年减少", of=lambda r: r.point.cell.gone, absent=True),
    Field("expected", f"上年末数＋新增－减少{OURS}", "小数", "由上一年的年末数推得的年末数",
          of=lambda r: r.point.carried.expected if r.point.carried else None, absent=True, width=20),
    Field("gap", f"与年末数相差{OURS}", "小数", "推得的与公布的年末数相差多少",
          of=lambda r: r.point.carried.gap if r.point.carried else None, absent=True, width=16),
    Field("change", "变动", "文字", CHANGES, of=lambda r: "；".join(r.point.changes) or None, absent=True, width=40),
    Field("joined", "与上一次相接", "文字", JOINED, of=lambda r: YES_NO.get(r.point.joined), absent=True,
          width=12),
)  # fmt: skip
SERIES_PROBLEM: tuple[Field[ProblemRow], ...] = (
    SLUG,
    Field("year", "年度", "整数", "提出问题的年度", of=lambda r: r.years.then.year, width=7),
    Field("number", "序号", "整数", "当年的第几个问题", of=lambda r: r.outcome.problem.number, width=6),
    Field("problem", "问题", "文字", "评价发现的问题", of=lambda r: r.outcome.problem.text, width=50),
    Field("category", "问题类别", "文字", "数据文件写明的类别",
          of=lambda r: r.outcome.problem.category or None, absent=True),
    Field("state", "当年的状态", "文字", "当年的整改状态或台账状态", of=lambda r: r.outcome.problem.states),
    Field("later", "后来的年度", "整数", "与哪一年相比", of=lambda r: r.outcome.year, width=10),
    Field("outcome", "结果", "文字", "、".join(OUTCOMES), of=lambda r: r.outcome.outcome, width=10),
    Field("compared", "本站比对", "文字", "是、否；公开文件自己写明的为否",
          of=lambda r: YES_NO[r.outcome.compared], width=10),
    Field("basis", "依据", "文字", "结果凭什么定", of=lambda r: r.outcome.basis, width=40),
    Field("again", "后来的问题", "文字", "后来年度里相应的第几个问题",
          of=lambda r: "、".join(str(problem.number) for problem in r.outcome.recurrences) or None, absent=True),
)  # fmt: skip
SERIES: tuple[Field[Series], ...] = (
    Field("id", "系列", "文字", "系列的标识，也是网页地址的一段", of=lambda s: s.slug),
    Field("name", "名称", "文字", "项目的名称，不带年度", of=lambda s: s.title),
    Field("unit", "项目单位", "文字", "最近一年承担项目的单位", of=lambda s: s.unit.name),
    list_of("years", "各年", "每年的预算、支出、得分，旧的在前", year_rows, SERIES_YEAR, "series_year"),
    list_of("lines", "指标", "一级指标和计分指标，逐项逐年", line_rows, SERIES_LINE, "series_line"),
    list_of("volumes", "业务数据", "逐项逐年", volume_rows, SERIES_VOLUME, "series_volume"),
    list_of("problems", "问题", "上年的问题后来怎样", problem_rows, SERIES_PROBLEM, "series_problem"),
    Field("url", "网页", "文字", "网页地址，从网站首页所在处算起", of=lambda s: s.newest.series_page),
)
