"""Figures of a paper besides its score: budget (预算), 业务数据, printed tables."""

from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, NamedTuple, NewType

from generator.core.number import Amount, Rate, places_of, share, total
from generator.core.record import NO_REMARK, Record, Remark, field
from generator.model import forms
from generator.model.report import Prose


class Part(Record):
    """子项目: one line of a budget, with planned and actual spending and work.

    `breakdown` (分列) is the criterion (来源, 支出内容) if a paper breaks the total down in two ways; the lines of each
    breakdown add up to the total.
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
    """预算: amounts (全年预算, 年初预算, 到位金额), spending, printed rates, origin."""

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

    def may_have(self, planned: Amount | None, spent: Amount | None) -> bool:
        """True unless an amount differs from its own, so that a rate of these applies to it."""
        pairs = ((planned, self.amount), (spent, self.spent))
        return all(amount is None or own is None or amount.value == own.value for amount, own in pairs)


Cell = NewType("Cell", str)  # text of a cell, may be empty
Cells = tuple[Cell, ...]


class Volume(Record):
    """业务数据: year-end stock, additions and removals of the year, in one unit (量词)."""

    labels: ClassVar[tuple[str, ...]] = ("名称",)

    name: str = field("名称")
    unit: str = field("量词", default="")
    stock: Decimal | None = field("年末数", default=None)
    added: Decimal | None = field("本年新增", default=None)
    gone: Decimal | None = field("本年减少", default=None)
    remark: Remark = field("说明", default=NO_REMARK)


class CarriedStock(NamedTuple):
    """Stock expected from last year's, and its difference from the printed one.

    `agrees` allows for the rounding of each figure.
    """

    expected: Decimal
    gap: Decimal
    agrees: bool


def carried_stock(
    before: Decimal | None, added: Decimal | None, gone: Decimal | None, stock: Decimal | None
) -> CarriedStock | None:
    """Carry last year's stock into this year; None if a figure is not printed."""
    if before is None or stock is None or added is None:
        return None
    parts = (before, added, gone or Decimal(0), stock)
    expected = before + added - parts[2]
    slack = total([Decimal(5).scaleb(-places_of(part) - 1) for part in parts if places_of(part)])
    return CarriedStock(expected, abs(expected - stock), abs(expected - stock) <= slack)


class PrintedTable(Record):
    """附表: any other table of the paper (sub-projects by year, districts), as printed.

    Every row has as many cells as the header (表头); a blank cell is an empty text or a dash.
    """

    labels: ClassVar[tuple[str, ...]] = ("表名",)

    name: str = field("表名")
    head: Cells = field("表头")
    rows: tuple[Cells, ...] = field("行")
    foot: Cells = field("合计", default=())
    remark: Remark = field("说明", default=NO_REMARK)
