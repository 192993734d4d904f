"""One project in one year: its indicators, its published result, findings and answers, and all the report tells."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal, get_args

from generator.core.date import PartialDate
from generator.core.number import Amount, Measure, Percent, Rounding, share
from generator.core.record import NO_REMARK, Record, Remark, field
from generator.model.report import Evaluation, Goals, Organisation, Prose, Source
from generator.model.selfeval import Filled, SelfSheet, Sign, Subject, SubRow
from generator.model.totals import TotalRules
from generator.rules import Rule, RuleContext

RectificationState = Literal["已完成", "推进中", "计划中", "未说明进度", "未载明"]
RECTIFICATION_STATES = get_args(RectificationState)
NOT_STATED: RectificationState = "未载明"


class Part(Record):
    """子项目: one line of a budget, planned and spent, and what was to be done and was done."""

    name: str = field("名称")
    kind: str = field("类型", default="")
    amount: Amount = field("金额")
    spent: Amount | None = field("支出", default=None)
    rate: Percent | None = field("执行率", default=None)
    planned: Prose = field("主要实施内容", default=())
    done: Prose = field("实际完成内容", default=())
    remark: Remark = field("说明", default=NO_REMARK)


class Budget(Record):
    """预算: the amount (全年预算, adjusted; 年初预算 and 到位金额 beside it), spending, printed rate, origin."""

    amount: Amount = field("金额")
    initial: Amount | None = field("年初预算", default=None)
    received: Amount | None = field("到位金额", default=None)
    spent: Amount | None = field("支出", default=None)
    rate: Percent | None = field("执行率", default=None)
    origin: str = field("来源", default="")
    approval: Prose = field("批复", default=())
    usage: Prose = field("使用情况", default=())
    parts: tuple[Part, ...] = field("子项目", default=())
    remark: Remark = field("说明", default=NO_REMARK)

    @property
    def ratio(self) -> Fraction | None:
        """预算执行率 = 支出 ÷ 金额, exact; None where it cannot be told."""
        return share(self.spent.value, self.amount.value) if self.spent else None


class PrintedPoints(Record):
    """公布 of an indicator: weight (`10%` or `10`), points and rate as the paper printed them."""

    weight: Measure | None = field("权重", default=None)
    points: Decimal | None = field("得分", default=None)
    rate: Percent | None = field("得分率", default=None)


class Indicator(Record):
    """指标: weight, and either children or a rule; the tree is as deep as the paper's, branches uneven.

    `goals` name the rows of the table of goals it measures, where its own name does not say so.
    """

    labels: ClassVar[tuple[str, ...]] = ("编号", "名称")

    code: str = field("编号", default="")
    name: str = field("名称")
    weight: Decimal = field("权重")
    sign: Sign | Literal[""] = field("指标性质", default="")
    target: str = field("目标值", default="")
    unit: str = field("度量单位", default="")
    actual: str = field("实际值", default="")
    goals: Prose = field("对应目标", default=())
    rows: tuple[SubRow, ...] = field("其中", default=())
    children: "tuple[Indicator, ...]" = field("下级", default=())
    rule: Rule | None = field("评分", default=None)
    reviewed: Decimal | None = field("复核分", default=None)
    reason: str = field("偏差原因", default="")
    printed: PrintedPoints | None = field("公布", default=None)
    remark: Remark = field("说明", default=NO_REMARK)

    @property
    def title(self) -> str:
        """Code and name as printed."""
        return f"{self.code} {self.name}".strip()

    def walk(self) -> "Iterator[Indicator]":
        """This indicator and all below it, in the paper's order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def leaves(self) -> "Iterator[Indicator]":
        """The indicators that are scored."""
        return (node for node in self.walk() if not node.children)


class PrintedResult(Record):
    """公布: total, grade and rate as the paper printed them; checked against what is computed."""

    score: Decimal | None = field("评价分值", default=None)
    grade: str = field("评价结论", default="")
    rate: Percent | None = field("得分率", default=None)
    remark: Remark = field("说明", default=NO_REMARK)


class Achievement(Record):
    """主要绩效: what was achieved, in a line, and the report's further words."""

    shorthand: ClassVar[str] = "内容"

    text: str = field("内容")
    detail: Prose = field("详情", default=())
    remark: Remark = field("说明", default=NO_REMARK)


class Rectification(Record):
    """整改情况: the unit's answer, when, and what proves it; the state is sorted by the editors from the wording."""

    text: str = field("情况")
    state: RectificationState = field("状态")
    date: PartialDate | None = field("时间", default=None)
    proof: Prose = field("佐证", default=())
    remark: Remark = field("说明", default=NO_REMARK)


class Finding(Record):
    """问题整改: a problem, the advice given on it and the unit's answer, which belong together.

    `indicators` name, by code or name, the indicators whose lost points it explains, where its words do not say so.
    """

    problem: str = field("问题")
    problem_detail: Prose = field("问题详情", default=())
    indicators: Prose = field("对应指标", default=())
    advice: str = field("建议", default="")
    advice_detail: Prose = field("建议详情", default=())
    rectification: Rectification | None = field("整改", default=None)
    remark: Remark = field("说明", default=NO_REMARK)


class Volume(Record):
    """业务数据: a stock at the year's end and what the year added to it and took from it, in one measure (量词)."""

    labels: ClassVar[tuple[str, ...]] = ("名称",)

    name: str = field("名称")
    unit: str = field("量词", default="")
    stock: Decimal | None = field("年末数", default=None)
    added: Decimal | None = field("本年新增", default=None)
    gone: Decimal | None = field("本年减少", default=None)
    remark: Remark = field("说明", default=NO_REMARK)


class Project(Record):
    """项目: one project in one year, every fact of it. `slug` is the file's name, the last part of its address."""

    slug: str = ""
    year: Decimal = field("年度")
    name: str = field("项目名称")
    short: str = field("简称", default="")
    series: str = field("系列", default="")
    unit: str = field("项目单位")
    authority: str = field("主管部门", default="")
    subject: Subject = field("评价对象", default="项目")
    period: str = field("实施期", default="")
    responsible: Prose = field("责任单位", default=())
    filled: Filled = field("填报状态", default="已填报")
    index_number: str = field("索引号", default="")
    entered: PartialDate | None = field("收录日期", default=None)
    changed: PartialDate | None = field("更新日期", default=None)
    sources: tuple[Source, ...] = field("来源")
    evaluation: Evaluation = field("评价")
    budget: Budget = field("预算")
    printed: PrintedResult | None = field("公布", default=None)
    background: Prose = field("背景", default=())
    grounds: Prose = field("立项依据", default=())
    content: Prose = field("项目内容", default=())
    progress: Prose = field("实施情况", default=())
    volumes: tuple[Volume, ...] = field("业务数据", default=())
    goals: Goals | None = field("绩效目标", default=None)
    organisation: Organisation | None = field("组织管理", default=None)
    sheet: SelfSheet | None = field("自评表", default=None)
    indicators: tuple[Indicator, ...] = field("指标体系", default=())
    total_rules: TotalRules | None = field("总分规则", default=None)
    achievements: tuple[Achievement, ...] = field("主要绩效", default=())
    findings: tuple[Finding, ...] = field("问题整改", default=())
    remark: Remark = field("说明", default=NO_REMARK)

    @property
    def id(self) -> str:
        """Year and slug, `2017/shipin-huiyi`."""
        return f"{self.year}/{self.slug}"

    @property
    def newest(self) -> PartialDate | None:
        """The day its page last changed: 更新日期, else 收录日期."""
        return self.changed or self.entered

    @property
    def title(self) -> str:
        """The name in lists: the short one where there is one."""
        return self.short or self.name

    @property
    def execution(self) -> Indicator | None:
        """The indicator that a 自评表 prints in its funds block: of the first level, scored, on 预算执行."""
        named = (top for top in self.indicators if not top.children and top.name.startswith("预算执行"))
        return next(named, None)

    def rule_context(self, weight: Decimal, rounding: Rounding) -> RuleContext:
        """What the rule of one of its indicators is given."""
        money = self.budget
        return RuleContext(weight, rounding, money.amount, money.spent, money.initial, money.received)

    @property
    def own_full(self) -> Decimal | None:
        """The full score its total is out of where that is not the scheme's: declared and not converted."""
        rules = self.total_rules
        return rules.full if rules and not rules.convert else None

    def nodes(self) -> Iterator[Indicator]:
        """Every indicator, in the paper's order."""
        return (node for top in self.indicators for node in top.walk())

    def leaves(self) -> Iterator[Indicator]:
        """Every indicator that is scored, in the paper's order."""
        return (leaf for top in self.indicators for leaf in top.leaves())
