"""同类: fields of a project among comparable projects."""

from collections.abc import Iterable
from typing import NamedTuple

from generator.views.fields import OURS, Field
from generator.views.peers import MIN_PEERS, MIN_RANKED, PeerGroup, PeerPlace


class PeerRow(NamedTuple):
    """Row of a project among its peers; `number` is the 1-based number of the group in its year."""

    number: int
    group: PeerGroup
    place: PeerPlace


def peer_rows(groups: Iterable[PeerGroup]) -> tuple[PeerRow, ...]:
    """Return the projects of one year that have peers, group by group."""
    return tuple(PeerRow(number, group, place) for number, group in enumerate(groups, 1) for place in group.places)


PEER: tuple[Field[PeerRow], ...] = (
    Field("group", "同类组", "整数", f"这一年的第几组；不足 {MIN_PEERS} 个的不列", of=lambda r: r.number,
          rule="评级办法、满分、评价方式、一级指标及权重、金额段都相同的为一组", width=8),
    Field("year", "年度", "整数", "预算年度", of=lambda r: r.group.kind.year, width=7),
    Field("id", "项目标识", "文字", "年度和文件名", of=lambda r: r.place.summary.id, width=24),
    Field("name", "项目名称", "文字", "公开文件中的全称", of=lambda r: r.place.summary.name, width=40),
    Field("scheme", "评级办法", "文字", "评级办法的名称", of=lambda r: r.group.kind.scheme.name, width=28),
    Field("method", "评价方式", "文字", "第三方评价、部门评价、财政评价或单位自评", of=lambda r: r.group.kind.method),
    Field("framework", "一级指标及权重", "文字", "照报告的顺序", of=lambda r: r.group.kind.framework, width=40),
    Field("band", "金额段", "文字", "预算金额在哪一段；在两段交界的归入高的一段", of=lambda r: r.group.kind.band,
          width=16),
    Field("score", "评价分值", "小数", "公布的总分", of=lambda r: r.place.score, unit="分"),
    Field("count", f"同类项目数{OURS}", "整数", "这一组有几个项目", of=lambda r: r.group.count, unit="个"),
    Field("lower", f"下四分位{OURS}", "小数", "从低到高排在四分之一处的分值", of=lambda r: r.group.middle.lower,
          unit="分", rule="就近取组内的一个分值"),
    Field("median", f"中位数{OURS}", "小数", "从低到高居中的分值", of=lambda r: r.group.middle.median, unit="分",
          rule="个数是偶数的，取中间两个的平均数，不舍入"),
    Field("upper", f"上四分位{OURS}", "小数", "从低到高排在四分之三处的分值", of=lambda r: r.group.middle.upper,
          unit="分", rule="就近取组内的一个分值"),
    Field("part", f"在同类中{OURS}", "文字", "高于上四分位、中位数及以上、中位数以下、低于下四分位",
          of=lambda r: r.place.part, width=14),
    Field("rank", f"名次{OURS}", "整数", f"分值从高到低排第几，相同的同一名；不足 {MIN_RANKED} 个的不排名",
          of=lambda r: r.place.rank, absent=True),
)  # fmt: skip
