"""Findings of an evaluation (问题整改) and the ledger of their rectification (整改台账).

Only declared data; values derived from dates and 数据截止日 (逾期, 账龄, rates) are computed in the views.
"""

from typing import ClassVar, Literal, get_args

from generator.core.checksum import Checksum
from generator.core.date import PartialDate
from generator.core.number import Amount
from generator.core.record import NO_REMARK, Record, Remark, field
from generator.model.report import Attachment, Prose
from generator.model.result import Rectification

ItemKind = Literal["立行立改", "分阶段整改", "持续整改"]
ItemState = Literal["待反馈", "整改中", "申请销号", "已销号", "持续整改", "不采纳", "重开"]
ItemOrigin = Literal["监控", "自评", "复核", "部门评价", "财政评价", "审计", "人大"]
EvidenceKind = Literal["制度文件", "凭证", "批复", "证明", "照片", "其他"]
VerifiedResult = Literal["已完成", "部分完成", "未完成"]
ITEM_STATES: tuple[ItemState, ...] = get_args(ItemState)
CLOSED: ItemState = "已销号"
SETTLED: tuple[ItemState, ...] = ("已销号", "不采纳")  # no further action


class StateEntry(Record):
    """状态记录: a state of an item, and the day it began."""

    date: PartialDate = field("日期", meaning="哪一天起是这个状态，写到日")
    state: ItemState = field("状态", meaning="到了哪一步")
    text: str = field("情况", default="", meaning="一句话说明；不采纳、重开的写理由")
    remark: Remark = field("说明", default=NO_REMARK)


class DueExtension(Record):
    """延期: extension of a due date: old and new date, reason, approval."""

    before: PartialDate | None = field("原期限", default=None, meaning="延期以前的期限")
    until: PartialDate = field("新期限", meaning="延到哪一天")
    reason: str = field("理由", default="", meaning="为什么延期，必须写明")
    approver: str = field("批准单位", default="", meaning="哪个单位同意的")
    approved: PartialDate | None = field("批准日期", default=None, meaning="哪一天同意的")
    remark: Remark = field("说明", default=NO_REMARK)


class Evidence(Record):
    """佐证: evidence of rectification, as files under `content/files`, or described in words.

    An unpublished paper may have a checksum only, which identifies it when shown.
    """

    shorthand: ClassVar[str] = "内容"

    kind: EvidenceKind = field("类型", default="其他", meaning="是哪一种材料")
    text: str = field("内容", default="", meaning="材料的名称、文号，或一句话说明")
    files: tuple[Attachment, ...] = field("附件", default=(), meaning="可公开的文件，放在 content/files")
    checksum: Checksum | None = field("校验和", default=None, meaning="文件的 SHA-256；不公开的文件也可以只写校验和")
    remark: Remark = field("说明", default=NO_REMARK)


class Verification(Record):
    """核实: verification of an item: result, body, method, date."""

    result: VerifiedResult = field("结论", meaning="核实下来整改到什么程度")
    body: str = field("单位", default="", meaning="谁核实的")
    how: str = field("方式", default="", meaning="怎样核实的，如现场核查、查阅资料")
    date: PartialDate | None = field("日期", default=None, meaning="哪一天核实的")
    text: str = field("情况", default="", meaning="核实看到的情况")
    remark: Remark = field("说明", default=NO_REMARK)


class LedgerItem(Record):
    """台账: one item of rectification: a piece of advice and its history.

    A problem has an item for each piece of advice. `statement` is the unit's answer; without one that of the problem
    (整改) counts. `last_year` is the number of the same problem in an earlier file of the 系列.
    """

    labels: ClassVar[tuple[str, ...]] = ("编号",)

    number: str = field("编号", default="", meaning="台账里的编号，一个文件里不重", on={"整改情况表": "编号"})
    advice: str = field("建议", default="", meaning="这一项要整改的事，一条一事；只有一项的不写，就是上面的建议")
    origin: ItemOrigin | None = field("来源", default=None, meaning="问题是哪一种监督发现的")
    kind: ItemKind | None = field("类型", default=None, meaning="按整改要求分的类", on={"整改情况表": "整改类型"})
    issued: PartialDate | None = field("下达日期", default=None, meaning="哪一天下达整改，用时从这一天算起")
    responsible: Prose = field("责任单位", default=(), meaning="负责整改的单位", on={"整改情况表": "责任单位"})
    assisting: Prose = field("协办单位", default=(), meaning="协助整改的单位", on={"整改情况表": "协办单位"})
    measures: Prose = field("整改措施", default=(), meaning="打算怎样整改，一行一条", on={"整改情况表": "整改措施"})
    due: PartialDate | None = field("原定期限", default=None, meaning="最初定的期限", on={"整改情况表": "原定期限"})
    due_now: PartialDate | None = field(
        "现期限", default=None, meaning="现在的期限，有延期的才写", on={"整改情况表": "现期限"}
    )
    extensions: tuple[DueExtension, ...] = field("延期", default=(), meaning="每延一次写一条，先后照日期")
    entries: tuple[StateEntry, ...] = field("状态记录", default=(), meaning="每变一次写一条，先后照日期，以前的不改")
    evidence: tuple[Evidence, ...] = field("佐证", default=(), meaning="证明整改的材料，一条一件")
    amount: Amount | None = field("应整改金额", default=None, meaning="要追回、归还、调整的金额")
    amount_done: Amount | None = field("已整改金额", default=None, meaning="其中已经追回、归还、调整的金额")
    statement: Rectification | None = field("自报", default=None, meaning="单位自己的答复；不写的以“整改”为准")
    verification: Verification | None = field("核实", default=None, meaning="谁核实的、怎样核实、结论如何")
    withheld: str = field("不公开理由", default="", meaning="涉密或不宜公开而不详列的，写明理由")
    last_year: str = field("上年同类", default="", meaning="同一系列以前年度的台账里同一个问题的编号")
    remark: Remark = field("说明", default=NO_REMARK)

    @property
    def last(self) -> StateEntry | None:
        """Newest state entry, or None."""
        return self.entries[-1] if self.entries else None

    @property
    def present_due(self) -> PartialDate | None:
        """Current due date: declared, else of the last extension, else the original one."""
        return self.due_now or (self.extensions[-1].until if self.extensions else self.due)

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """Files of the evidence."""
        return tuple(file for evidence in self.evidence for file in evidence.files)


class ClosingRule(Record):
    """销号要求: requirements for closing an item, and the rule (办法) that sets them."""

    rule: str = field("办法", default="", meaning="规定销号要求的文件")
    verified: bool = field("须核实", default=False, meaning="销号前要有核实")
    proved: bool = field("须佐证", default=False, meaning="销号前要有佐证")
    approved: bool = field("延期须批准", default=False, meaning="延期要写批准单位")


class Finding(Record):
    """问题整改: a problem with its advice and the unit's answer.

    `indicators` are codes or names of indicators whose lost points it explains, if its text does not name them.
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
