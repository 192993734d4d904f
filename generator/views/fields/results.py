"""结果应用: fields of the use of a project's result, in tables and records."""

from collections.abc import Callable

from generator.core.date import PartialDate
from generator.model.result_use import ResultAction
from generator.views.fields import OURS, Field, blank_to_none
from generator.views.results.lines import ResultUseLine


def _declared(name: str) -> Callable[[ResultUseLine], object]:
    """Return a getter of a declared field; None for an empty text."""

    def read(line: ResultUseLine) -> object:
        value = getattr(line.declared, name)
        if isinstance(value, PartialDate):
            return value.iso
        return blank_to_none(value) if isinstance(value, str) else value

    return read


def _action(of: Callable[[ResultAction], object]) -> Callable[[ResultUseLine], object]:
    """Return a getter of an attribute of the action due; None without an action."""
    return lambda line: None if isinstance(line.action, str) else of(line.action)


RESULT_USE: tuple[Field[ResultUseLine], ...] = (
    Field("project", "项目标识", "文字", "年度和文件名", of=lambda r: r.summary.id, width=24),
    Field("year", "年度", "整数", "项目的年度", of=lambda r: r.summary.year, width=7),
    Field("name", "项目名称", "文字", "公开文件中的全称", of=lambda r: r.summary.name, width=40),
    Field("unit", "项目单位", "文字", "承担项目的单位，用登记的全称", of=lambda r: r.summary.unit.name, width=30),
    Field("series", "系列", "文字", "同一项目各年度相同", of=lambda r: r.summary.series, width=24),
    Field("score", "评价分值", "小数", "公布的分值", of=lambda r: r.summary.total, unit="分", absent=True),
    Field("grade", "评价结论", "文字", "公布的等级", of=lambda r: blank_to_none(r.summary.grade), absent=True),
    Field("lowest", "最低一级", "文字", "是、否；结论是不是评级办法里最低的一级",
          of=lambda r: "是" if r.lowest else "否"),
    Field("rule", "办法", "文字", "按哪个结果应用办法，写它的标识", of=lambda r: r.rule.slug if r.rule else None,
          absent=True, width=20),
    Field("rule_name", "办法名称", "文字", "这个办法的名称", of=lambda r: r.rule.name if r.rule else None, absent=True,
          width=30),
    Field("due", "应采取", "文字", "办法规定的措施：优先保障、保持、核减、调整或取消",
          of=_action(lambda a: a.kind), absent=True),
    Field("cut", "核减比例", "百分数", "办法规定至少核减多少", of=_action(lambda a: a.cut.text if a.cut else None),
          absent=True),
    Field("margin", "幅度", "百分数", "办法规定保持时两年可以相差多少",
          of=_action(lambda a: a.margin.text if a.margin else None), absent=True),
    Field("budget", "本年预算", "小数", "公布的预算金额", of=lambda r: r.summary.budget, unit="万元", absent=True),
    Field("following", "下年预算", "小数", "数据文件写明的；没有写的取自同一系列下一年度的数据文件",
          of=lambda r: r.following, unit="万元", absent=True),
    Field("following_from", "下年预算出处", "文字", "写明；或下一年度文件的项目标识，这时是本站核算",
          of=lambda r: None if r.following is None else r.later.id if r.from_later and r.later else "写明", absent=True,
          width=24),
    Field("change", f"变动额{OURS}", "小数", "下年预算 − 本年预算", of=lambda r: r.change, unit="万元", absent=True),
    Field("change_rate", f"变动率{OURS}", "百分数", "变动额 ÷ 本年预算", of=lambda r: blank_to_none(r.change_rate),
          rule="四舍五入到两位", absent=True),
    Field("decision", "决定", "文字", "下一年怎样安排的，照数据文件", of=_declared("decision"), absent=True),
    Field("text", "情况", "文字", "怎样用的结果，一句话", of=_declared("text"), absent=True, width=40),
    Field("verdict", f"与办法{OURS}", "文字", "一致、例外或不可判定", of=lambda r: r.verdict),
    Field("why", f"依据{OURS}", "文字", "为什么这样判定", of=lambda r: r.judgement.why, width=40),
    Field("reason", "例外理由", "文字", "没有照办法安排的，为什么", of=_declared("reason"), absent=True, width=40),
    Field("body", "决定单位", "文字", "谁决定的", of=_declared("body"), absent=True, width=26),
    Field("date", "决定日期", "文字", "哪一天决定的，如 2024-07-26", of=_declared("date"), absent=True),
    Field("url", "网页", "文字", "网页地址，从网站首页所在处算起", of=lambda r: f"{r.summary.id}.html#use", width=40),
)  # fmt: skip
