"""自评与复核: fields of a project with both scores, and of the population of a sample."""

from collections.abc import Callable
from typing import NamedTuple

from generator.model.sample import Sample, SampledProject, digest
from generator.views.fields import OURS, YES_NO, Field, blank_to_none, list_of, object_of
from generator.views.review import IndicatorPair, ScoredTotal
from generator.views.review.totals import PairRow

BAND = "由得分按评级办法的分数段得出"


class SampleLine(NamedTuple):
    """A project of the population of a 抽样记录; `drawn` if it is in the sample."""

    sample: Sample
    entry: SampledProject
    drawn: bool


def sample_lines(sample: Sample) -> tuple[SampleLine, ...]:
    """Return the whole population by layer, in drawing order."""
    drawn, layers = frozenset(sample.drawn), (layer.projects for layer in sample.layers)
    population = (
        entry for layer in layers for entry in sorted(layer, key=lambda entry: digest(sample.seed, entry.project))
    )
    return tuple(SampleLine(sample, entry, entry.project in drawn) for entry in population)


def _score(total: Callable[[PairRow], ScoredTotal], printed: bool) -> Callable[[PairRow], object]:
    return lambda row: total(row).score if total(row).printed == printed else None


def _grade(total: Callable[[PairRow], ScoredTotal], printed: bool) -> Callable[[PairRow], object]:
    return lambda row: blank_to_none(total(row).grade) if total(row).grade_printed == printed else None


def _own(row: PairRow) -> ScoredTotal:
    return row.pair.own


def _reexamined(row: PairRow) -> ScoredTotal:
    return row.pair.reexamined


_INDICATOR: tuple[Field[IndicatorPair], ...] = (
    Field("code", "指标编号", "文字", "没有的为空文字", of=lambda i: i.code),
    Field("name", "指标名称", "文字", "指标的名称", of=lambda i: i.name),
    Field("weight", "权重", "小数", "满分值", of=lambda i: i.weight, unit="分", absent=True),
    Field("own_actual", "自评完成值", "文字", "没有的为空文字", of=lambda i: i.own_actual),
    Field("own", "自评得分", "小数", "单位给自己的分", of=lambda i: i.own, unit="分", absent=True),
    Field(
        "own_computed", f"自评得分{OURS}", "小数", "没有印的照算", of=lambda i: i.own_computed, unit="分", absent=True
    ),
    Field("actual", "复核完成值", "文字", "没有的为空文字", of=lambda i: i.actual),
    Field("found", "复核得分", "小数", "复核给的分", of=lambda i: i.reexamined, unit="分", absent=True),
    Field("reason", "扣分原因", "文字", "没有的为空文字", of=lambda i: i.reason),
    Field("evidence", "佐证", "列表", "复核所依据的材料", of=lambda i: i.evidence),
    Field("note", "备注", "文字", "没有的为空文字", of=lambda i: i.note),
)
PAIR: tuple[Field[PairRow], ...] = (
    Field("project", "项目标识", "文字", "年度和文件名", of=lambda r: r.summary.id, width=24),
    Field("year", "年度", "整数", "项目的年度", of=lambda r: r.summary.year, width=7),
    Field("name", "项目名称", "文字", "公开文件中的全称", of=lambda r: r.summary.name, width=40),
    Field("unit", "项目单位", "文字", "承担项目的单位，用登记的全称", of=lambda r: r.summary.unit.name, width=30),
    Field("full", "满分", "小数", "两个得分的满分；公开文件和评级办法都没有写的为空", of=lambda r: r.pair.full,
          unit="分", absent=True),
    Field("own_score", "自评得分", "小数", "公开文件印出的自评总分", of=_score(_own, True), unit="分", absent=True),
    Field("own_computed", f"自评得分{OURS}", "小数", "没有印总分的，由各项自评得分合计", of=_score(_own, False),
          unit="分", absent=True),
    Field("found_score", "复核得分", "小数", "公布的复核或评价总分", of=_score(_reexamined, True), unit="分",
          absent=True),
    Field("found_computed", f"复核得分{OURS}", "小数", "没有公布总分的，各项复核得分合计",
          of=_score(_reexamined, False), unit="分", absent=True),
    Field("gap", f"偏差{OURS}", "小数", "自评得分 − 复核得分，负数是复核得分高于自评", of=lambda r: r.gap, unit="分"),
    Field("own_grade", "自评等级", "文字", "公开文件印出的自评等级", of=_grade(_own, True), absent=True),
    Field("own_grade_computed", f"自评等级{OURS}", "文字", "没有印等级的", of=_grade(_own, False), rule=BAND,
          absent=True),
    Field("found_grade", "复核等级", "文字", "公布的复核或评价等级", of=_grade(_reexamined, True), absent=True),
    Field("found_grade_computed", f"复核等级{OURS}", "文字", "没有公布等级的", of=_grade(_reexamined, False), rule=BAND,
          absent=True),
    Field("own_rank", f"自评等级序号{OURS}", "整数", "从高到低，优为 1；没有等级的为 0",
          of=lambda r: r.pair.own.grade_rank),
    Field("found_rank", f"复核等级序号{OURS}", "整数", "从高到低，优为 1；没有等级的为 0",
          of=lambda r: r.pair.reexamined.grade_rank),
    Field("by", "第二个得分的来历", "文字", "复核，或评价方式（如第三方评价）", of=lambda r: r.pair.by),
    Field("body", "复核单位", "文字", "谁复核、评价的", of=lambda r: r.pair.body or None, absent=True, width=26),
    Field("date", "复核日期", "文字", "哪一天复核、评价完的", of=lambda r: r.pair.date.iso if r.pair.date else None,
          absent=True),
    Field("how", "复核方式", "文字", "怎样复核的", of=lambda r: r.pair.how or None, absent=True),
    Field("sample", "抽样记录", "文字", "由哪一份抽样记录抽中；不是的为空", of=lambda r: r.sample or None, absent=True),
    Field("chosen", "抽样说明", "文字", "不是由抽样记录抽中的，数据文件写明怎样选出",
          of=lambda r: r.pair.chosen or None, absent=True, width=26),
    Field("moved", f"变动最多的指标{OURS}", "文字", "自评得分与复核得分相差最多的几项，最多三项",
          of=lambda r: "；".join(f"{moved.title} {moved.gap}" for moved in r.pair.moved) or None, absent=True,
          width=40),
    Field("url", "网页", "文字", "网页地址，从网站首页所在处算起",
          of=lambda r: f"{r.summary.id}.html#reexamination", width=40),
)  # fmt: skip
_COMPUTED: tuple[Field[PairRow], ...] = tuple(field for field in PAIR if field.title.endswith(OURS))
PAIR_RECORD: tuple[Field[PairRow], ...] = (
    *(field for field in PAIR if field not in _COMPUTED),
    object_of("computed", "本站核算", "由公布的数算出的", lambda r: r, _COMPUTED),
    list_of("indicators", "指标", "有一项复核过的，列出全部指标", lambda r: r.pair.indicators, _INDICATOR, "pair"),
)
SAMPLE: tuple[Field[SampleLine], ...] = (
    Field("sample", "抽样记录", "文字", "记录的名称", of=lambda s: s.sample.slug),
    Field("seed", "种子", "文字", "照它排先后", of=lambda s: s.sample.seed),
    Field("share", "比例", "百分数", "每层抽取的比例", of=lambda s: s.sample.share.text),
    Field("layer", "层", "文字", "年度、项目单位、预算金额", of=lambda s: s.entry.layer, width=40),
    Field("project", "项目标识", "文字", "年度和文件名", of=lambda s: s.entry.project, width=24),
    Field("digest", "排序值", "文字", "“种子:项目标识”的 SHA-256，每层从小到大排，先取小的",
          of=lambda s: digest(s.sample.seed, s.entry.project), width=66),
    Field("drawn", "抽中", "文字", "是、否", of=lambda s: YES_NO[s.drawn]),
    Field("checksum", "校验和", "文字", "抽样那天数据文件的 SHA-256", of=lambda s: s.entry.checksum or None,
          absent=True, width=66),
)  # fmt: skip
