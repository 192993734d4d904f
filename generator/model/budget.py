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

    name: str = field("名称")
    breakdown: str = field("分列", default="")
    kind: str = field("类型", default="")
    amount: Amount | None = field("金额", default=None, forms=forms.PLANNED)
    spent: Amount | None = field("支出", default=None, forms=forms.SPENT)
    rate: Rate | None = field("执行率", default=None, forms=("预算执行率",))
    planned: Prose = field("主要实施内容", default=())
    done: Prose = field("实际完成内容", default=())
    remark: Remark = field("说明", default=NO_REMARK)


class Budget(Record):
    """预算: the amount (全年预算, adjusted; 年初预算 and 到位金额 beside it), spending, printed rates, origin."""

    amount: Amount | None = field("金额", default=None, forms=forms.PLANNED)
    initial: Amount | None = field("年初预算", default=None, forms=("年初预算数", "年初预算金额"))
    received: Amount | None = field("到位金额", default=None, forms=forms.RECEIVED)
    received_rate: Rate | None = field("到位率", default=None)
    spent: Amount | None = field("支出", default=None, forms=forms.SPENT)
    rate: Rate | None = field("执行率", default=None, forms=("预算执行率",))
    origin: str = field("来源", default="")
    approval: Prose = field("批复", default=())
    usage: Prose = field("使用情况", default=())
    parts: tuple[Part, ...] = field("子项目", default=())
    remark: Remark = field("说明", default=NO_REMARK)

    @property
    def ratio(self) -> Fraction | None:
        """预算执行率 = 支出 ÷ 金额, exact; None where it cannot be told."""
        return share(self.spent.value, self.amount.value) if self.spent and self.amount else None
