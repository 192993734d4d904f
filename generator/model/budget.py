"""Budget (预算) of a project: amounts, spending, printed rates, and the lines a paper breaks the total down into."""

from fractions import Fraction

from generator.core.number import Amount, Rate, share
from generator.core.record import NO_REMARK, Record, Remark, field
from generator.model import forms
from generator.model.report import Prose


class Part(Record):
    """子项目: one line of a budget, planned and spent, and what was to be done and was done.

    `breakdown` (分列) names what the lines are by (来源, 支出内容) where a paper breaks the same total down twice: the
    lines of each breakdown add up to the total by themselves.
    """

    name: str = field("名称", meaning="子项目的名称")
    breakdown: str = field("分列", default="", meaning="同一笔钱分两种口径列出的，写按什么分")
    kind: str = field("类型", default="", meaning="原文分了类的才写")
    amount: Amount | None = field("金额", default=None, forms=forms.PLANNED, meaning="这一项的预算")
    spent: Amount | None = field("支出", default=None, forms=forms.SPENT, meaning="这一项的实际支出")
    rate: Rate | None = field("执行率", default=None, forms=("预算执行率",), meaning="原文印出的执行率")
    planned: Prose = field("主要实施内容", default=(), meaning="计划做什么，一行一条")
    done: Prose = field("实际完成内容", default=(), meaning="做了什么，一行一条")
    remark: Remark = field("说明", default=NO_REMARK)


class Budget(Record):
    """预算: the amount (全年预算, adjusted; 年初预算 and 到位金额 beside it), spending, printed rates, origin."""

    amount: Amount | None = field(
        "金额",
        default=None,
        forms=forms.PLANNED,
        meaning="全年预算，含年中调整",
        on={"自评表": "全年预算数", "信息表": "预算金额"},
    )
    initial: Amount | None = field(
        "年初预算",
        default=None,
        forms=("年初预算数", "年初预算金额"),
        meaning="年初批复的预算",
        on={"自评表": "年初预算数"},
    )
    received: Amount | None = field(
        "到位金额", default=None, forms=forms.RECEIVED, meaning="实际到位的资金", on={"自评表": "到位数"}
    )
    received_rate: Rate | None = field("到位率", default=None, meaning="原文印出的到位率", on={"自评表": "到位率"})
    spent: Amount | None = field(
        "支出",
        default=None,
        forms=forms.SPENT,
        meaning="全年实际支出",
        on={"自评表": "全年执行数", "信息表": "实际支出"},
    )
    rate: Rate | None = field(
        "执行率",
        default=None,
        forms=("预算执行率",),
        meaning="原文印出的执行率，没有印的由本站算出",
        on={"自评表": "执行率"},
    )
    origin: str = field("来源", default="", meaning="资金从哪里来")
    approval: Prose = field("批复", default=(), meaning="预算批复的经过，一行一段")
    usage: Prose = field("使用情况", default=(), meaning="钱怎样用的，一行一段")
    parts: tuple[Part, ...] = field("子项目", default=(), meaning="预算分成的各项")
    remark: Remark = field("说明", default=NO_REMARK)

    @property
    def ratio(self) -> Fraction | None:
        """预算执行率 = 支出 ÷ 金额, exact; None where it cannot be told."""
        return share(self.spent.value, self.amount.value) if self.spent and self.amount else None
