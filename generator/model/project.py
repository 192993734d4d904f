"""One project in one year: its indicators, its published result, findings and answers, and all the report tells."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import ClassVar, Literal, get_args

from generator.core.date import PartialDate, Years
from generator.core.number import Measure, Rate, Rounding
from generator.core.record import NO_REMARK, Record, Remark, field
from generator.model import forms
from generator.model.budget import Budget
from generator.model.report import Evaluation, Goals, Organisation, Prose, Source
from generator.model.selfeval import Filled, SelfSheet, SheetEntry, Sign, Subject, SubRow
from generator.model.tables import PrintedTable, Volume
from generator.model.totals import RoundingHabit, TotalRules
from generator.rules import Rule, RuleContext

Block = Literal["绩效指标", "项目资金", "年度目标"]
RectificationState = Literal["已完成", "推进中", "计划中", "未说明进度", "未载明"]
RECTIFICATION_STATES = get_args(RectificationState)
NOT_STATED: RectificationState = "未载明"


class PrintedPoints(Record):
    """公布 of an indicator: weight (`10%` or `10`), points and rate as the paper printed them."""

    weight: Measure | None = field("权重", default=None, forms=forms.WEIGHT)
    points: Decimal | None = field("得分", default=None, forms=("自评得分", "评价得分"))
    rate: Rate | None = field("得分率", default=None)


class Indicator(Record):
    """指标: weight, and either children or a rule; the tree is as deep as the paper's, branches uneven.

    Where the paper prints no weight or no points there is none, and the row stands in its place all the same. `goals`
    name the rows of the table of goals it measures, where its own name does not say so; `columns` are further columns
    of the row as printed (评分标准, 佐证材料); `block` says where a form prints it that has a scored block beside the
    indicators.
    """

    labels: ClassVar[tuple[str, ...]] = ("编号", "名称")
    form_hints: ClassVar[Mapping[str, str]] = forms.OF_AN_INDICATOR

    code: str = field("编号", default="", forms=("序号", "指标编号"))
    name: str = field("名称", forms=("指标", "指标名称"))
    weight: Decimal | None = field("权重", default=None, forms=forms.WEIGHT)
    block: Block = field("栏目", default="绩效指标")
    sign: Sign | Literal[""] = field("指标性质", default="")
    target: str = field("目标值", default="", forms=forms.TARGET)
    unit: str = field("度量单位", default="", forms=forms.UNIT)
    actual: str = field("实际值", default="", forms=forms.ACTUAL)
    goals: Prose = field("对应目标", default=())
    rows: tuple[SubRow, ...] = field("其中", default=())
    children: "tuple[Indicator, ...]" = field("下级", default=())
    rule: Rule | None = field("评分", default=None)
    reviewed: Decimal | None = field("复核分", default=None, forms=forms.REVIEWED)
    reason: str = field("偏差原因", default="", forms=forms.REASON)
    columns: tuple[SheetEntry, ...] = field("其他栏目", default=())
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
    """公布: total, grade and rate as the paper printed them; checked against what is computed.

    `full` is a printed cell of full marks (合计 100). Where a form has columns of 自评 and of 复核, `score` is the
    total of the one that counts, `own` or `reviewed` that of the other.
    """

    score: Decimal | None = field("评价分值", default=None, forms=forms.SCORE)
    own: Decimal | None = field("自评分值", default=None)
    reviewed: Decimal | None = field("复核分值", default=None)
    full: Decimal | None = field("满分", default=None)
    grade: str = field("评价结论", default="", forms=forms.GRADE)
    rate: Rate | None = field("得分率", default=None)
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


class Project(Record):
    """项目: one project in one year, every fact of it.

    `folder` is the year it is kept under and `slug` the file's name, which make its address; `printed_year` is the
    paper's own, a year or several (2021—2024), if it prints one.
    """

    form_hints: ClassVar[Mapping[str, str]] = forms.OF_A_PROJECT

    slug: str = ""
    folder: str = ""
    printed_year: Years | None = field("年度", default=None, forms=("评价年度", "预算年度", "项目年度"))
    name: str = field("项目名称", forms=("名称", "专项名称", "专项资金名称", "评价项目"))
    short: str = field("简称", default="")
    series: str = field("系列", default="")
    unit: str = field("项目单位", forms=forms.PROJECT_UNIT)
    authorities: Prose = field("主管部门", default=(), forms=("项目主管部门", "主管单位", "预算主管部门"))
    subject: Subject = field("评价对象", default="项目")
    period: str = field("实施期", default="", forms=("实施期限", "项目期限", "项目周期"))
    responsible: Prose = field("责任单位", default=())
    filled: Filled = field("填报状态", default="已填报")
    index_number: str = field("索引号", default="")
    entered: PartialDate | None = field("收录日期", default=None)
    changed: PartialDate | None = field("更新日期", default=None)
    sources: tuple[Source, ...] = field("来源")
    evaluation: Evaluation = field("评价", default=Evaluation())
    budget: Budget = field("预算", default=Budget())
    habit: RoundingHabit | None = field("得分写法", default=None)
    printed: PrintedResult | None = field("公布", default=None)
    background: Prose = field("背景", default=())
    grounds: Prose = field("立项依据", default=(), forms=("项目立项依据",))
    content: Prose = field("项目内容", default=())
    progress: Prose = field("实施情况", default=())
    volumes: tuple[Volume, ...] = field("业务数据", default=())
    goals: Goals | None = field("绩效目标", default=None)
    organisation: Organisation | None = field("组织管理", default=None)
    sheet: SelfSheet | None = field("自评表", default=None)
    tables: tuple[PrintedTable, ...] = field("附表", default=())
    indicators: tuple[Indicator, ...] = field("指标体系", default=())
    total_rules: TotalRules | None = field("总分规则", default=None)
    achievements: tuple[Achievement, ...] = field("主要绩效", default=())
    findings: tuple[Finding, ...] = field("问题整改", default=())
    remark: Remark = field("说明", default=NO_REMARK)

    @property
    def year(self) -> int:
        """The year it is kept under: that of its folder, else the paper's, the last of several."""
        return int(self.folder) if self.folder else self.printed_year.last if self.printed_year else 0

    @property
    def id(self) -> str:
        """Year and slug, `2017/shipin-huiyi`."""
        return f"{self.year}/{self.slug}"

    @property
    def authority_names(self) -> tuple[str, ...]:
        """The bodies of 主管部门 one by one; a form may print several in one cell (甲局、乙局)."""
        return tuple(name for text in self.authorities for name in text.split("、") if name)

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
        """The indicator that a 自评表 prints in its funds block: of the first level, scored, on 预算执行 or said so."""
        tops = [top for top in self.indicators if not top.children]
        named = (top for top in tops if top.block == "项目资金" or top.name.startswith("预算执行"))
        return next(named, None)

    @property
    def goal_block(self) -> Indicator | None:
        """The indicator that a 自评表 prints beside its annual goals (年度目标完成 20 分)."""
        return next((top for top in self.indicators if top.block == "年度目标" and not top.children), None)

    def rule_context(self, weight: Decimal | None, rounding: Rounding) -> RuleContext:
        """What the rule of one of its indicators is given."""
        money = self.budget
        return RuleContext(weight, rounding, money.amount, money.spent, money.initial, money.received, money.rate)

    @property
    def own_full(self) -> Decimal | None:
        """The full score its total is out of where that is not the scheme's: declared and not converted, or printed."""
        rules, printed = self.total_rules, self.printed
        return (rules.full if rules and not rules.convert else None) or (printed.full if printed else None)

    def nodes(self) -> Iterator[Indicator]:
        """Every indicator, in the paper's order."""
        return (node for top in self.indicators for node in top.walk())

    def leaves(self) -> Iterator[Indicator]:
        """Every indicator that is scored, in the paper's order."""
        return (leaf for top in self.indicators for leaf in top.leaves())
