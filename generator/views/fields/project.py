"""项目、指标: what is published of a project, in a row of a table and in a record, and of each scored indicator."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from generator.core.number import percent, share
from generator.views import Card, ProjectDetail, figure
from generator.views.fields import Channel, Field, blank_to_none

T, S, R, L, D = Channel.TABLE, Channel.SHEET, Channel.RECORD, Channel.LIST, Channel.DETAIL
B = S | D
RECTIFICATION = "已完成、推进中、计划中、未说明进度、未载明"


@dataclass(frozen=True)
class TableRow:
    """A project with its place in the list it stands in."""

    card: Card
    number: int = 0


class LeafRow(NamedTuple):
    """An indicator that is scored: its project, the first-level indicator it belongs to, how its points came about."""

    year: int
    project: str
    top: str
    code: str
    name: str
    weight: Decimal
    points: Decimal | None
    target: str
    actual: str
    formula: str

    @property
    def lost(self) -> Decimal | None:
        """What was not earned, in points."""
        return None if self.points is None else self.weight - self.points

    @property
    def rate(self) -> str:
        """得分率 to two places."""
        return percent(None if self.points is None else share(self.points, self.weight))


def leaves(card: Card) -> Iterator[LeafRow]:
    """Every scored indicator of a project of which everything is at hand, in the paper's order."""
    if not isinstance(card, ProjectDetail):
        return
    lines = iter(card.receipt.lines)
    for top in card.score.levels:
        for score in top.walk():
            if not score.children:
                line = next(lines)
                yield LeafRow(
                    card.year, card.name, top.indicator.name, line.code, line.name, score.weight, score.points,
                    line.target, line.actual, line.formula,
                )  # fmt: skip


def _worst(card: Card) -> str | None:
    worst = card.losses[0] if card.losses else None
    return f"{worst.name}（失{figure(worst.lost)}分）" if worst else None


LEVEL = (
    Field("code", "指标编号", "文字", "指标在评价报告中的编号，没有的为空文字", lambda s: s.code),
    Field("name", "指标名称", "文字", "指标的名称", lambda s: s.name),
    Field("weight", "权重", "小数", "指标的满分值", lambda s: s.weight, "分"),
    Field("points", "得分", "小数", "指标的得分", lambda s: s.points, "分", absent=True),
)
INDICATOR = (
    Field("year", "年度", "整数", "预算年度", lambda e: e.year, seen=S, width=7),
    Field("project", "项目名称", "文字", "指标所属的项目", lambda e: e.project, seen=S, width=40),
    Field("code", "指标编号", "文字", "评价报告中的编号，没有的为空", lambda e: e.code,
          width=10, seen=B),
    Field("name", "指标名称", "文字", "计分指标的名称", lambda e: e.name, width=30, seen=B),
    Field("top", "一级指标", "文字", "所属的一级指标", lambda e: e.top, width=14, seen=B),
    Field("weight", "权重", "小数", "指标的满分值", lambda e: e.weight, "分", "评价报告的指标体系",
          width=8, seen=B),
    Field("points", "得分", "小数", "指标的得分", lambda e: e.points, "分",
          "按评分方法算出，每个指标只舍入一次；与公布的得分不符时照公布的", absent=True, width=8, seen=B),
    Field("lost", "失分", "小数", "没有得到的分", lambda e: e.lost, "分", "权重 − 得分",
          absent=True, width=8, seen=B),
    Field("rate", "得分率", "百分数", "得到了满分的多少", lambda e: blank_to_none(e.rate), "",
          "得分 ÷ 权重，四舍五入到两位", absent=True, width=10, seen=B),
    Field("target", "目标值", "文字", "指标要达到的值", lambda e: blank_to_none(e.target), "", "绩效目标表",
          absent=True, seen=S, width=18),
    Field("actual", "实际值", "文字", "实际达到的值", lambda e: blank_to_none(e.actual), "", "评价报告", absent=True,
          seen=S, width=18),
    Field("working", "计算过程", "文字", "得分怎样算出", lambda e: blank_to_none(e.formula), "",
          "“评级与评分”页的评分方法", absent=True, seen=S, width=60),
)  # fmt: skip
PROJECT = (
    Field("id", "项目标识", "文字", "年度和文件名，也是网页地址去掉 .html", lambda e: e.card.id, seen=R | L | D),
    Field("year", "年度", "整数", "预算年度", lambda e: e.card.year, width=7),
    Field("number", "序号", "整数", "在本表中的顺序：先年度，再按分值从高到低", lambda e: e.number, seen=T, width=6),
    Field("name", "项目名称", "文字", "公开文件中的全称", lambda e: e.card.name,
          rule="信息表“项目名称”", width=44),
    Field("unit", "项目单位", "文字", "承担项目的单位，用登记的全称", lambda e: e.card.unit.name,
          rule="信息表“项目单位”", width=32),
    Field("unit_id", "单位标识", "文字", "单位在 units.json 里的 id", lambda e: e.card.unit.slug, seen=L | D),
    Field("budget", "预算金额", "小数", "全年预算，照公布的位数", lambda e: e.card.budget, "万元",
          "信息表“预算金额”；以元、亿元公布的换算成万元", width=16),
    Field("spent", "支出", "小数", "实际支出；公开文件未载的为空", lambda e: e.card.spent, "万元", "评价报告",
          absent=True, width=14),
    Field("execution_rate", "预算执行率", "百分数", "支出占预算的多少，照公布的位数，未公布的取两位",
          lambda e: None if e.card.spent is None else blank_to_none(e.card.execution_rate), "",
          "支出 ÷ 预算金额", absent=True),
    Field("score", "评价分值", "小数", "评价的总分", lambda e: e.card.total, "分",
          "信息表“评价分值”，与各指标得分之和核对", absent=True, width=10),
    Field("grade", "评价结论", "文字", "公布的用词，如“良好”；没有公布的用评级办法的词", lambda e: e.card.grade,
          rule="信息表“评价结论”", width=10),
    Field("rank", "等级", "文字", "评级办法中的等级，“良好”“良”同为“良”；没有等级的为 —", lambda e: e.card.rank,
          rule="评级办法的等级界限", width=8),
    Field("scheme", "评级办法标识", "文字", "评级办法在 schemes.json 里的 id",
          lambda e: e.card.scheme.slug, seen=R | L | D),
    Field("scheme_name", "评级办法", "文字", "评级办法的名称", lambda e: e.card.scheme.name, seen=T | D, width=28),
    Field("method", "评价方式", "文字", "第三方评价、部门评价、财政评价或单位自评；未载的为空",
          lambda e: e.card.method, rule="评价报告", absent=True),
    Field("agency", "评价机构", "文字", "作出评价的机构；未载的为空",
          lambda e: e.card.agency or None, rule="评价报告", absent=True, width=26),
    Field("levels", "一级指标得分", "列表", "一级指标的权重与得分；只有信息表的项目为空列表",
          lambda e: e.card.levels, rule="下级得分之和", inside=LEVEL, item="level", seen=R | D),
    Field("worst", "失分最多的指标", "文字", "失分最多的一个计分指标和失去的分", lambda e: _worst(e.card), absent=True,
          seen=T, width=34),
    Field("rectification", "整改情况", "对象", f"各状态的问题数：{RECTIFICATION}；没有的状态不列",
          lambda e: dict(e.card.states), "个", "由编辑按整改情况的文字归类", item="整数", seen=R | D),
    Field("rectification_words", "整改情况", "文字", f"各状态的问题数：{RECTIFICATION}；没有列出问题的为 —",
          lambda e: e.card.rectification, rule="由编辑按整改情况的文字归类", seen=T, width=26),
    Field("url", "网页", "文字", "网页地址，从网站首页所在处算起", lambda e: f"{e.card.id}.html", width=36),
    Field("data", "全部数据", "文字", "全部数据与计算过程的地址，从网站首页所在处算起",
          lambda e: f"data/{e.card.id}.json", seen=D),
    Field("indicators", "指标得分", "列表", "计分指标，按报告的顺序", lambda e: list(leaves(e.card)),
          inside=tuple(field for field in INDICATOR if D in field.seen), item="indicator", seen=D),
)  # fmt: skip
