"""年度、单位、评级办法、更正、一览: fields besides those of single projects."""

from decimal import Decimal

from generator.core.number import Amount
from generator.model.book import Grade, RatingScheme
from generator.model.overview import GradeCell, GradeTally, GroupTally, OverviewSource
from generator.views import Portfolio, UnitProjects
from generator.views.corrections import CorrectionLine
from generator.views.fields import Field, blank_to_none, list_of
from generator.views.overview import OverviewDetail
from generator.views.totals import GradeCount


def _ids(portfolio: Portfolio) -> list[str]:
    return [summary.id for summary in portfolio.summaries]


GRADE_COUNT: tuple[Field[GradeCount], ...] = (
    Field("grade", "等级", "文字", "评级办法的等级用词", of=lambda g: g.word),
    Field("step", "级次", "整数", "从最高一级算起，最高为 1", of=lambda g: g.grade_rank),
    Field("count", "项目数", "整数", "这一等级的项目数", of=lambda g: g.count, unit="个"),
)
YEAR: tuple[Field[Portfolio], ...] = (
    Field("year", "年度", "整数", "预算年度", of=lambda y: y.years[0]),
    Field("count", "项目数", "整数", "本站收录的项目数", of=lambda y: y.totals.count, unit="个"),
    Field("budget", "预算金额合计", "小数", "各项目预算金额之和", of=lambda y: y.totals.budget, unit="万元",
          absent=True),
    Field("budgeted", "已公布预算的项目数", "整数", "预算合计所据的项目数", of=lambda y: len(y.totals.with_budget),
          unit="个"),
    Field("told", "已公布支出的项目数", "整数", "支出合计所据的项目数", of=lambda y: len(y.totals.with_spending),
          unit="个"),
    Field("spent", "支出合计", "小数", "已公布的支出之和", of=lambda y: y.totals.spent, unit="万元", absent=True),
    Field("execution_rate", "预算执行率", "百分数", "已公布支出的项目合在一起的执行率",
          of=lambda y: blank_to_none(y.totals.execution_rate), rule="支出合计 ÷ 同一些项目的预算合计", absent=True),
    Field("mean", "平均得分", "小数", "满分相同的各项目的平均分；口径不一的见 unlike",
          of=lambda y: blank_to_none(y.totals.mean), unit="分", rule="四舍五入到两位", absent=True),
    Field("unlike", "分值口径不一之处", "文字",
          "评级办法、指标权重哪里不同，分值因此不宜比较，平均仅供参考；相同的为空",
          of=lambda y: y.totals.unlike or None, absent=True),
    Field("scored", "有评价分值的项目数", "整数", "平均得分所据的项目数", of=lambda y: len(y.totals.with_score),
          unit="个"),
    Field("graded", "有评价结论的项目数", "整数", "优良率的分母", of=lambda y: y.totals.graded, unit="个"),
    Field("good", "优、良的项目数", "整数", "最高两级的项目数", of=lambda y: y.totals.good, unit="个"),
    Field("good_rate", "优良率", "百分数", "优、良占有评价结论的项目的多少",
          of=lambda y: blank_to_none(y.totals.good_rate), rule="优、良的项目数 ÷ 有评价结论的项目数", absent=True),
    list_of("grades", "各等级项目数", "评级办法的各等级各有几个项目", lambda y: y.totals.grades(), GRADE_COUNT,
            "grade_count"),
)  # fmt: skip
UNIT: tuple[Field[UnitProjects], ...] = (
    Field("id", "单位标识", "文字", "单位的标识，也是网页地址的一段", of=lambda u: u.unit.slug),
    Field("name", "名称", "文字", "单位的全称", of=lambda u: u.unit.name),
    Field("short_names", "简称", "列表", "单位的简称", of=lambda u: u.unit.short_names),
    Field("former_names", "曾用名", "列表", "单位以前的名称", of=lambda u: u.unit.former_names),
    Field("kind", "类别", "文字", "预算单位或评价机构", of=lambda u: u.unit.kind),
    Field("projects", "承担的项目", "列表", "项目标识，新的年度在前", of=lambda u: _ids(u.carried_out)),
    Field("evaluated", "评价的项目", "列表", "项目标识，新的年度在前", of=lambda u: _ids(u.evaluated)),
    Field("url", "网页", "文字", "网页地址，从网站首页所在处算起", of=lambda u: f"units/{u.unit.slug}.html"),
)
BAND: tuple[Field[Grade], ...] = (
    Field("grade", "等级", "文字", "等级的用词", of=lambda g: g.word),
    Field("synonyms", "同义", "列表", "同一等级的其他用词", of=lambda g: g.synonyms),
    Field("lower", "下限", "小数", "分值的下限", of=lambda g: g.lower, unit="分", absent=True),
    Field("upper", "上限", "小数", "分值的上限", of=lambda g: g.upper, unit="分", absent=True),
    Field("lower_closed", "含下限", "是否", "下限本身是否属于这一等级", of=lambda g: g.lower_closed, absent=True),
    Field("upper_closed", "含上限", "是否", "上限本身是否属于这一等级", of=lambda g: g.upper_closed, absent=True),
)
SCHEME: tuple[Field[RatingScheme], ...] = (
    Field("id", "评级办法标识", "文字", "评级办法的标识", of=lambda s: s.slug),
    Field("name", "名称", "文字", "办法的名称", of=lambda s: s.name),
    Field("number", "文号", "文字", "办法的文号", of=lambda s: blank_to_none(s.number), absent=True),
    Field("issuer", "发布机关", "文字", "发布办法的机关", of=lambda s: blank_to_none(s.issuer), absent=True),
    Field("issued", "发布日期", "文字", "如 2014-04-30", of=lambda s: s.issued.iso if s.issued else None, absent=True),
    Field("applies", "适用范围", "文字", "办法适用于什么", of=lambda s: s.applies),
    Field("status", "核实状态", "文字", "等级界限是否已与原文核对", of=lambda s: s.status),
    Field("status_note", "核实说明", "文字", "核对到什么程度", of=lambda s: s.status_note),
    Field("full", "满分", "小数", "总分的满分", of=lambda s: s.full, unit="分"),
    Field("mode", "舍入方式", "文字", "指标得分怎样舍入", of=lambda s: s.mode),
    Field("places", "小数位数", "小数", "指标得分保留几位", of=lambda s: s.places, unit="位"),
    list_of("grades", "等级", "从高到低；界限未载的为空列表", lambda s: s.grades, BAND, "band"),
)
CORRECTION: tuple[Field[CorrectionLine], ...] = (
    Field("project", "项目标识", "文字", "更正的是哪个项目；不属于一个项目的为空", of=lambda c: c.project),
    Field("name", "项目名称", "文字", "项目的名称，不属于一个项目的是网站的名称", of=lambda c: c.name),
    Field("date", "日期", "文字", "更正公布的日期，如 2026-11-20", of=lambda c: c.date.iso),
    Field("item", "事项", "文字", "更正了哪一项；项目不再公布的写“撤下”", of=lambda c: c.item),
    Field("old", "原为", "文字", "更正前公布的，空白的为空", of=lambda c: blank_to_none(c.old), absent=True),
    Field("new", "改为", "文字", "更正后的，空白的为空", of=lambda c: blank_to_none(c.new), absent=True),
    Field("reason", "原因", "文字", "为什么更正", of=lambda c: c.reason),
    Field("body", "决定单位", "文字", "由谁决定", of=lambda c: c.body),
)

# ---- 一览 ----


def _wan(amount: Amount | None) -> Decimal | None:
    return amount.value if amount else None


_REMARKS = "原文的异样之处和豁免的理由，没有的为空列表"
_SOURCE: tuple[Field[OverviewSource], ...] = (
    Field("document", "文件", "文字", "一览所在的公开文件", of=lambda s: s.document),
    Field("issuer", "发布单位", "文字", "发布文件的单位", of=lambda s: blank_to_none(s.issuer), absent=True),
    Field("date", "日期", "文字", "如 2018-06", of=lambda s: s.date.iso if s.date else None, absent=True),
    Field("part", "部分", "文字", "在文件的哪一部分", of=lambda s: blank_to_none(s.part), absent=True),
    Field("remarks", "说明", "列表", _REMARKS, of=lambda s: s.remark.words),
)
_CELL: tuple[Field[GradeCell], ...] = (
    Field("grade", "等级", "文字", "原文的等级用词", of=lambda c: c.name),
    Field("count", "项目数", "整数", "原文印出的项目数", of=lambda c: c.count, unit="个", absent=True),
    Field("remarks", "说明", "列表", _REMARKS, of=lambda c: c.remark.words),
)
_GRADE: tuple[Field[GradeTally], ...] = (
    Field("grade", "等级", "文字", "原文的等级用词", of=lambda g: g.name),
    Field("count", "项目数", "整数", "原文印出的项目数", of=lambda g: g.count, unit="个", absent=True),
    Field("share", "占比", "百分数", "原文印出的占比", of=lambda g: g.share.text if g.share else None, absent=True),
    Field("budget", "预算金额", "小数", "原文印出的预算金额", of=lambda g: _wan(g.budget), unit="万元", absent=True),
    Field("remarks", "说明", "列表", _REMARKS, of=lambda g: g.remark.words),
)
_GROUP: tuple[Field[GroupTally], ...] = (
    Field("kind", "类别", "文字", "按什么分，如评价方式", of=lambda g: blank_to_none(g.kind), absent=True),
    Field("name", "名称", "文字", "分项的名称", of=lambda g: g.name),
    Field("count", "项目数", "整数", "原文印出的项目数", of=lambda g: g.count, unit="个", absent=True),
    Field("share", "占比", "百分数", "原文印出的占比", of=lambda g: g.share.text if g.share else None, absent=True),
    Field("budget", "预算金额", "小数", "原文印出的预算金额", of=lambda g: _wan(g.budget), unit="万元", absent=True),
    list_of("grades", "等级", "分项里各等级的项目数", lambda g: g.grades, _CELL, "grade_of_group"),
    Field("remarks", "说明", "列表", _REMARKS, of=lambda g: g.remark.words),
)
OVERVIEW: tuple[Field[OverviewDetail], ...] = (
    Field("id", "一览标识", "文字", "也是年度页里这一段的位置", of=lambda o: o.overview.slug),
    Field("year", "年度", "整数", "一览说的年度", of=lambda o: o.year),
    Field("title", "标题", "文字", "原文的标题", of=lambda o: o.overview.title),
    list_of("sources", "来源", "一览所在的公开文件", lambda o: o.overview.sources, _SOURCE, "source"),
    Field("scope", "范围", "列表", "一览包括哪些项目，没有的为空列表", of=lambda o: o.overview.scope),
    Field("count", "项目数", "整数", "原文印出的项目数", of=lambda o: o.overview.count, unit="个", absent=True),
    Field("computed_count", "项目数（本站核算）", "整数", "只在原文没有印出总数、各行又都有数时有",
          of=lambda o: o.computed_count, unit="个", rule="各行的项目数相加", absent=True),
    Field("budget", "预算金额", "小数", "原文印出的预算金额", of=lambda o: _wan(o.overview.budget), unit="万元",
          absent=True),
    Field("spent", "支出", "小数", "原文印出的支出", of=lambda o: _wan(o.overview.spent), unit="万元", absent=True),
    Field("mean", "平均分", "小数", "原文印出的平均分", of=lambda o: o.overview.mean, unit="分", absent=True),
    list_of("grades", "等级", "各等级的项目数，照原文的次序", lambda o: o.overview.grades, _GRADE, "grade"),
    list_of("groups", "分项", "按单位、评价方式等分的项目数", lambda o: o.overview.groups, _GROUP, "group"),
    Field("remarks", "说明", "列表", _REMARKS, of=lambda o: o.overview.remark.words),
    Field("url", "网页", "文字", "网页地址，从网站首页所在处算起",
          of=lambda o: f"{o.year}/index.html#overview-{o.overview.slug}"),
)  # fmt: skip
