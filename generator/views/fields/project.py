"""项目、指标: fields of a project, in tables and records, and of its scored indicators."""

from generator.model.project import RECTIFICATION_STATES
from generator.views import IndicatorResult, ProjectDetail, ProjectSummary
from generator.views.detail import IndicatorRow
from generator.views.fields import OURS, Channel, Field, blank_to_none, fields_in, list_of, object_of

T, S, R, L, D, Q = Channel.TABLE, Channel.SHEET, Channel.RECORD, Channel.LIST, Channel.DETAIL, Channel.QUERY
B = S | D
RECTIFICATION = "、".join(RECTIFICATION_STATES)


STATE_KEYS = ("done", "under_way", "planned", "progress_untold", "unanswered")  # of the states, in their order


def _state(key: str, state: str) -> Field[ProjectSummary]:
    meaning = f"整改情况归为“{state}”的问题有几个"
    return Field(
        key,
        f"整改{state}",
        "整数",
        meaning,
        of=lambda s: dict(s.states).get(state, 0) if s.states else None,
        unit="个",
        rule="由编辑按整改情况的文字归类",
        absent=True,
        seen=T,
    )


# Computed figures (本站核算) have their own keys, apart from printed ones.
EARNED: tuple[Field[IndicatorResult], ...] = (
    Field("points", "得分", "小数", "按评分方法或由下级得分相加算出的得分", of=lambda s: s.computed, unit="分",
          rule="每个指标只舍入一次", absent=True),
    Field("lost", "扣分", "小数", "没有得到的分", of=lambda s: s.lost, unit="分",
          rule="权重 − 得分；没有公布得分的用算出的", absent=True),
    Field("rate", "得分率", "百分数", "得到了满分的多少", of=lambda s: blank_to_none(s.rate_text),
          rule="得分 ÷ 权重，四舍五入到两位", absent=True),
)  # fmt: skip
RESULT: tuple[Field[ProjectSummary], ...] = (
    Field("execution_rate", "预算执行率", "百分数", "支出占预算的多少",
          of=lambda s: blank_to_none(s.computed.execution_rate), rule="支出 ÷ 预算金额，四舍五入到两位", absent=True),
    Field("score", "评价分值", "小数", "各指标得分按总分规则算出的总分", of=lambda s: s.computed.total, unit="分",
          rule="各级得分之和", absent=True),
    Field("grade", "等级", "文字", "总分所在的等级；公开文件没有写明评级办法的为空",
          of=lambda s: blank_to_none(s.computed.grade), rule="评级办法的等级界限", absent=True),
)  # fmt: skip
LEVEL: tuple[Field[IndicatorResult], ...] = (
    Field("code", "指标编号", "文字", "指标在评价报告中的编号，没有的为空文字", of=lambda s: s.code),
    Field("name", "指标名称", "文字", "指标的名称", of=lambda s: s.name),
    Field("weight", "权重", "小数", "指标的满分值", of=lambda s: s.weight, unit="分", absent=True),
    Field("points", "得分", "小数", "公布的得分", of=lambda s: s.printed, unit="分", absent=True),
    object_of("computed", "本站核算", "由本站算出，不是公开文件所载", lambda s: s, EARNED),
)
INDICATOR: tuple[Field[IndicatorRow], ...] = (
    Field("id", "项目标识", "文字", "指标所属项目的标识，与项目汇总表的相同", of=lambda i: i.id, seen=S, width=24),
    Field("series", "系列", "文字", "同一项目各年度相同，用来连接各年度的数据", of=lambda i: i.series, seen=S,
          width=24),
    Field("year", "年度", "整数", "预算年度", of=lambda i: i.year, seen=S, width=7),
    Field("project", "项目名称", "文字", "指标所属的项目", of=lambda i: i.project, seen=S, width=40),
    Field("code", "指标编号", "文字", "评价报告中的编号，没有的为空", of=lambda i: i.result.code,
          absent=True, width=10, seen=B),
    Field("name", "指标名称", "文字", "计分指标的名称", of=lambda i: i.result.name, width=30, seen=B),
    Field("top", "一级指标", "文字", "所属的一级指标", of=lambda i: i.top, width=14, seen=B),
    Field("above", "上级指标", "文字", "从一级起的各级上级指标，编号和名称；一级指标自己计分的为空",
          of=lambda i: i.above or None, rule="评价报告的指标体系", absent=True, seen=S, width=26),
    Field("weight", "权重", "小数", "指标的满分值", of=lambda i: i.result.weight, unit="分", rule="评价报告的指标体系",
          absent=True, width=8, seen=B),
    Field("points", "得分", "小数", "公布的得分", of=lambda i: i.result.printed, unit="分", rule="评价报告",
          absent=True, width=8, seen=B),
    Field("printed_rate", "得分率", "文字", "公布的得分率，照公布的写法",
          of=lambda i: i.result.printed_rate or None, rule="评价报告", absent=True, seen=S),
    Field("own", "自评得分", "小数", "有复核得分的，自评的得分", of=lambda i: i.own, unit="分", rule="自评表“自评得分”",
          absent=True, width=8, seen=S),
    Field("reviewed", "复核得分", "小数", "复核的人给的分", of=lambda i: i.reviewed, unit="分", rule="自评表“复核得分”",
          absent=True, width=8, seen=S),
    object_of("computed", "本站核算", "由本站算出，不是公开文件所载", lambda i: i.result, EARNED, seen=D),
    Field("computed_points", f"得分{OURS}", "小数", "按评分方法算出的得分", of=lambda i: i.result.computed, unit="分",
          rule="每个指标只舍入一次", absent=True, width=12, seen=S),
    Field("lost", f"扣分{OURS}", "小数", "没有得到的分", of=lambda i: i.result.lost, unit="分",
          rule="权重 − 得分；没有公布得分的用算出的", absent=True, width=12, seen=S),
    Field("rate", f"得分率{OURS}", "百分数", "得到了满分的多少",
          of=lambda i: blank_to_none(i.result.rate_text), rule="得分 ÷ 权重，四舍五入到两位", absent=True,
          width=12, seen=S),
    Field("sign", "指标性质", "文字", "原文单列一栏的符号或性质", of=lambda i: i.sign or None, rule="自评表",
          absent=True, seen=S, width=8),
    Field("target", "目标值", "文字", "指标要达到的值", of=lambda i: i.target or None, rule="绩效目标表",
          absent=True, seen=S, width=18),
    Field("unit", "度量单位", "文字", "原文单列一栏的单位", of=lambda i: i.unit or None, rule="自评表", absent=True,
          seen=S, width=8),
    Field("actual", "实际值", "文字", "实际达到的值", of=lambda i: i.actual or None, rule="评价报告", absent=True,
          seen=S, width=18),
    Field("reason", "偏差原因", "文字", "没有完成或超额的原因", of=lambda i: i.reason or None, rule="自评表",
          absent=True, seen=S, width=30),
    Field("working", f"计算过程{OURS}", "文字", "得分的计算过程", of=lambda i: blank_to_none(i.formula),
          rule="“评价等级与计分办法”页", absent=True, seen=S, width=60),
)  # fmt: skip
PROJECT: tuple[Field[ProjectSummary], ...] = (
    Field("id", "项目标识", "文字", "年度和文件名，也是网页地址去掉 .html", of=lambda s: s.id, width=24),
    Field("series", "系列", "文字", "同一项目各年度相同，用来连接各年度的数据", of=lambda s: s.series, width=24),
    Field("year", "年度", "整数", "预算年度；公开文件未载的，是本站归入的年度", of=lambda s: s.year, width=7),
    Field("number", "序号", "整数", "在本表中的顺序：先年度，再按分值从高到低", of=lambda _: None, numbered=True,
          seen=T, width=6),
    Field("name", "项目名称", "文字", "公开文件中的全称", of=lambda s: s.name,
          rule="信息表“项目名称”", width=44),
    Field("title", "项目简称", "文字", "列表里的名称，与全称不同的才有",
          of=lambda s: None if s.title == s.name else s.title, absent=True, seen=Q),
    Field("unit", "项目单位", "文字", "承担项目的单位，用登记的全称；公开文件没有的，是主管部门",
          of=lambda s: s.unit.name, rule="信息表“项目单位”", width=32),
    Field("unit_id", "单位标识", "文字", "单位在 units.json 里的 id", of=lambda s: s.unit.slug, seen=L | D),
    Field("budget", "预算金额", "小数", "全年预算，照公布的位数；公开文件未载的为空", of=lambda s: s.budget,
          unit="万元", rule="信息表“预算金额”；以元、亿元公布的换算成万元", absent=True, width=16),
    Field("spent", "支出", "小数", "实际支出；公开文件未载的为空", of=lambda s: s.spent, unit="万元", rule="评价报告",
          absent=True, width=14),
    Field("execution_rate", "预算执行率", "百分数", "公布的执行率，照公布的写法；公开文件未载的为空",
          of=lambda s: blank_to_none(s.execution_rate), rule="评价报告或自评表", absent=True),
    Field("score", "评价分值", "小数", "公布的总分；公开文件未载的为空", of=lambda s: s.total, unit="分",
          rule="信息表“评价分值”，与各指标得分之和核对", absent=True, width=10),
    Field("full", "满分", "小数", "总分的满分，照公布的写；公开文件未载的为空，一般是 100",
          of=lambda s: s.own_full, unit="分", rule="评价报告或自评表", absent=True, seen=T, width=8),
    Field("grade", "评价结论", "文字", "公布的用词，如“良好”；公开文件未载的为空", of=lambda s: blank_to_none(s.grade),
          rule="信息表“评价结论”", absent=True, width=10),
    Field("rank", "等级", "文字", "公布的结论在评级办法中的等级，“良好”“良”同为“良”；没有结论的为空",
          of=lambda s: blank_to_none(s.scheme_grade), rule="评级办法的等级用词", absent=True, width=8),
    Field("step", "级次", "整数", "从最高一级算起，最高为 1，没有等级的为 0", of=lambda s: s.grade_rank, seen=Q),
    Field("scheme", "评级办法标识", "文字", "评级办法在 schemes.json 里的 id",
          of=lambda s: s.scheme.slug if s.scheme else None, absent=True, seen=R | L | D),
    Field("scheme_name", "评级办法", "文字", "评级办法的名称；公开文件没有写明的为空",
          of=lambda s: s.scheme.name if s.scheme else None, absent=True, seen=T | D, width=28),
    Field("method", "评价方式", "文字", "第三方评价、部门评价、财政评价或单位自评；未载的为空",
          of=lambda s: s.method, rule="评价报告", absent=True),
    Field("agency", "评价机构", "文字", "作出评价的机构；未载的为空",
          of=lambda s: s.agency or None, rule="评价报告", absent=True, width=26),
    list_of("levels", "一级指标得分", "一级指标的权重与得分；只有信息表的项目为空列表", lambda s: s.levels, LEVEL,
            "level", rule="评价报告", seen=R | D),
    Field("rectification", "整改情况", "对象", f"各状态的问题数：{RECTIFICATION}；没有的状态不列",
          of=lambda s: dict(s.states), unit="个", rule="由编辑按整改情况的文字归类", item="整数", seen=R | D | Q),
    Field("problems", "存在问题数", "整数", "列出的问题有几个；公开文件没有这一栏的为空",
          of=lambda s: sum(count for _, count in s.states) or None, unit="个", absent=True, seen=T),
    *(_state(key, state) for key, state in zip(STATE_KEYS, RECTIFICATION_STATES, strict=True)),
    object_of("computed", "本站核算", "由本站据公布的数算出，不是公开文件所载", lambda s: s, RESULT, seen=R | L | D),
    Field("computed_execution_rate", f"预算执行率{OURS}", "百分数", "支出占预算的多少",
          of=lambda s: blank_to_none(s.computed.execution_rate), rule="支出 ÷ 预算金额，四舍五入到两位", absent=True,
          seen=T),
    Field("computed_score", f"评价分值{OURS}", "小数", "各指标得分按总分规则算出的总分", of=lambda s: s.computed.total,
          unit="分", rule="各级得分之和", absent=True, seen=T),
    Field("computed_grade", f"等级{OURS}", "文字", "总分所在的等级；公开文件没有写明评级办法的为空",
          of=lambda s: blank_to_none(s.computed.grade), rule="评级办法的等级界限", absent=True, seen=T, width=10),
    Field("url", "网页", "文字", "网页地址，从网站首页所在处算起", of=lambda s: f"{s.id}.html", width=36),
    Field("data", "全部数据", "文字", "全部数据与计算过程的地址，从网站首页所在处算起",
          of=lambda s: f"data/{s.id}.json", seen=D),
)  # fmt: skip
INDICATORS: Field[ProjectDetail] = list_of(
    "indicators",
    "指标得分",
    "计分指标，按报告的顺序",
    lambda d: d.indicator_rows,
    fields_in(INDICATOR, D),
    "indicator",
    seen=D,
)
