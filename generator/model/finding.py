"""Findings of an evaluation: a problem with the advice given on it, the unit's answer and what became of it."""

from generator.core.record import NO_REMARK, Record, Remark, field
from generator.model.ledger import LedgerItem
from generator.model.report import Prose
from generator.model.result import Rectification


class Finding(Record):
    """问题整改: a problem, the advice given on it and the unit's answer, which belong together.

    `indicators` name, by code or name, the indicators whose lost points it explains, where its words do not say so.
    """

    problem: str = field(
        "问题",
        meaning="评价发现的问题，照原文",
        on={"信息表": "存在问题", "整改情况表": "存在问题", "自评表": "存在问题"},
    )
    problem_detail: Prose = field("问题详情", default=(), meaning="报告里进一步的说明，一行一段")
    indicators: Prose = field("对应指标", default=(), meaning="问题说明哪几项指标为什么扣分，写编号或名称，一行一个")
    advice: str = field(
        "建议",
        default="",
        meaning="针对这个问题的建议",
        on={"信息表": "整改建议", "整改情况表": "整改建议", "自评表": "改进措施"},
    )
    advice_detail: Prose = field("建议详情", default=(), meaning="报告里进一步的说明，一行一段")
    rectification: Rectification | None = field(
        "整改", default=None, meaning="单位的答复", on={"信息表": "整改情况", "整改情况表": "整改情况"}
    )
    category: str = field("问题类别", default="", meaning="属于哪一类问题，如资金管理；不写的由网站按词表归类")
    ledger: tuple[LedgerItem, ...] = field("台账", default=(), meaning="整改台账，一条建议一项；没有建台账的不写")
    remark: Remark = field("说明", default=NO_REMARK)
