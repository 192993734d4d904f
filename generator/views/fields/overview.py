"""一览: what is published of a list or notice, as printed, and beside it the sum that is ours."""

from decimal import Decimal

from generator.core.number import Amount
from generator.model.overview import GradeCell, GradeTally, GroupTally, OverviewSource
from generator.views.fields import Field, blank_to_none, list_of
from generator.views.overview import OverviewDetail


def _wan(amount: Amount | None) -> Decimal | None:
    return amount.value if amount else None


_REMARKS = "原文的异样之处和豁免的理由，没有的为空列表"
_SOURCE: tuple[Field[OverviewSource], ...] = (
    Field("document", "文件", "文字", "一览所在的公开文件", lambda s: s.document),
    Field("issuer", "发布单位", "文字", "发布文件的单位", lambda s: blank_to_none(s.issuer), absent=True),
    Field("date", "日期", "文字", "如 2018-06", lambda s: s.date.iso if s.date else None, absent=True),
    Field("part", "部分", "文字", "在文件的哪一部分", lambda s: blank_to_none(s.part), absent=True),
    Field("remarks", "说明", "列表", _REMARKS, lambda s: s.remark.words),
)
_CELL: tuple[Field[GradeCell], ...] = (
    Field("grade", "等级", "文字", "原文的等级用词", lambda c: c.name),
    Field("count", "项目数", "整数", "原文印出的项目数", lambda c: c.count, "个", absent=True),
    Field("remarks", "说明", "列表", _REMARKS, lambda c: c.remark.words),
)
_GRADE: tuple[Field[GradeTally], ...] = (
    Field("grade", "等级", "文字", "原文的等级用词", lambda g: g.name),
    Field("count", "项目数", "整数", "原文印出的项目数", lambda g: g.count, "个", absent=True),
    Field("share", "占比", "百分数", "原文印出的占比", lambda g: g.share.text if g.share else None, absent=True),
    Field("budget", "预算金额", "小数", "原文印出的预算金额", lambda g: _wan(g.budget), "万元", absent=True),
    Field("remarks", "说明", "列表", _REMARKS, lambda g: g.remark.words),
)
_GROUP: tuple[Field[GroupTally], ...] = (
    Field("kind", "类别", "文字", "按什么分，如评价方式", lambda g: blank_to_none(g.kind), absent=True),
    Field("name", "名称", "文字", "分项的名称", lambda g: g.name),
    Field("count", "项目数", "整数", "原文印出的项目数", lambda g: g.count, "个", absent=True),
    Field("share", "占比", "百分数", "原文印出的占比", lambda g: g.share.text if g.share else None, absent=True),
    Field("budget", "预算金额", "小数", "原文印出的预算金额", lambda g: _wan(g.budget), "万元", absent=True),
    list_of("grades", "等级", "分项里各等级的项目数", lambda g: g.grades, _CELL, "grade_of_group"),
    Field("remarks", "说明", "列表", _REMARKS, lambda g: g.remark.words),
)
OVERVIEW: tuple[Field[OverviewDetail], ...] = (
    Field("id", "一览标识", "文字", "也是年度页里这一段的位置", lambda o: o.overview.slug),
    Field("year", "年度", "整数", "一览说的年度", lambda o: o.year),
    Field("title", "标题", "文字", "原文的标题", lambda o: o.overview.title),
    list_of("sources", "来源", "一览所在的公开文件", lambda o: o.overview.sources, _SOURCE, "source"),
    Field("scope", "范围", "列表", "一览包括哪些项目，没有的为空列表", lambda o: o.overview.scope),
    Field("count", "项目数", "整数", "原文印出的项目数", lambda o: o.overview.count, "个", absent=True),
    Field("computed_count", "项目数（本站核算）", "整数", "只在原文没有印出总数、各行又都有数时有",
          lambda o: o.computed_count, "个", "各行的项目数相加", absent=True),
    Field("budget", "预算金额", "小数", "原文印出的预算金额", lambda o: _wan(o.overview.budget), "万元", absent=True),
    Field("spent", "支出", "小数", "原文印出的支出", lambda o: _wan(o.overview.spent), "万元", absent=True),
    Field("mean", "平均分", "小数", "原文印出的平均分", lambda o: o.overview.mean, "分", absent=True),
    list_of("grades", "等级", "各等级的项目数，照原文的次序", lambda o: o.overview.grades, _GRADE, "grade"),
    list_of("groups", "分项", "按单位、评价方式等分的项目数", lambda o: o.overview.groups, _GROUP, "group"),
    Field("remarks", "说明", "列表", _REMARKS, lambda o: o.overview.remark.words),
    Field("url", "网页", "文字", "网页地址，从网站首页所在处算起",
          lambda o: f"{o.year}/index.html#overview-{o.overview.slug}"),
)  # fmt: skip
