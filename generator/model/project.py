"""One project in one year: indicators, published result, findings and answers, content of the report."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import ClassVar

from generator.core.date import PartialDate, Years
from generator.core.number import Rounding
from generator.core.printed import printed_rate
from generator.core.record import NO_REMARK, Record, Remark, field
from generator.model import forms
from generator.model.budget import Budget, PrintedTable, Volume
from generator.model.correction import Correction
from generator.model.indicator import Indicator, PrintedPoints
from generator.model.ledger import Finding
from generator.model.reexamination import Reexamination
from generator.model.report import Attachment, Evaluation, Goals, Organisation, Prose, Source
from generator.model.result import (
    NOT_STATED,
    RECTIFICATION_STATES,
    Achievement,
    PrintedResult,
    Rectification,
)
from generator.model.result_use import ResultUse
from generator.model.selfeval import Filled, FundRow, SelfSheet, Subject
from generator.model.totals import RoundingHabit, TotalRules
from generator.rules import RuleContext

__all__ = [
    "NOT_STATED",
    "RECTIFICATION_STATES",
    "Achievement",
    "Finding",
    "Indicator",
    "PrintedPoints",
    "PrintedResult",
    "Project",
    "Rectification",
]


OF_TOTAL_ROW = {"amount": "planned", "initial": "initial", "received": "received", "spent": "spent"}


class Project(Record):
    """项目: one project in one year.

    `folder` (year) and `slug` (file name) form its address; `printed_year` is the paper's year or years (2021—2024),
    if printed.
    """

    form_hints: ClassVar[Mapping[str, str]] = forms.OF_A_PROJECT

    slug: str = ""
    folder: str = ""
    printed_year: Years | None = field(
        "年度",
        default=None,
        forms=("评价年度", "预算年度", "项目年度"),
        meaning="评价哪一年的项目，跨几年的写成如 2021—2024；原文没有印年度的删去这一行，以所在的文件夹为准",
    )
    name: str = field(
        "项目名称", forms=("名称", "专项名称", "专项资金名称", "转移支付名称", "评价项目"), meaning="全称，照文件原文"
    )
    short: str = field("简称", default="", meaning="列表里用的较短的名称")
    series: str = field("系列", default="", meaning="同一个项目各年用同一个词，只用小写字母、数字和连字符")
    unit: str = field(
        "项目单位",
        default="",
        forms=forms.PROJECT_UNIT,
        meaning="全称，或者登记过的简称；表上没有的不写，写主管部门",
        on={"自评表": "实施单位"},
    )
    authorities: Prose = field(
        "主管部门",
        default=(),
        forms=(
            "项目主管部门",
            "主管单位",
            "预算主管部门",
            "中央主管部门",
            "地方主管部门",
            "省级主管部门",
            "市级主管部门",
            "县级主管部门",
        ),
        meaning="全称，或者登记过的简称；有几个的一行一个",
    )
    subject: Subject = field("评价对象", default="项目", meaning="评价的是什么，不写即“项目”")
    period: str = field(
        "实施期", default="", forms=("实施期限", "项目期限", "项目周期"), meaning="跨年的项目写起止年份"
    )
    responsible: Prose = field("责任单位", default=(), meaning="分担责任的单位")
    filled: Filled = field("填报状态", default="已填报", meaning="表格是空表时写“未填报”，不计分")
    index_number: str = field("索引号", default="", meaning="信息公开目录里的索引号")
    entered: PartialDate | None = field("收录日期", default=None, meaning="收进本站的日期")
    changed: PartialDate | None = field("更新日期", default=None, meaning="收录之后改过数据时写改的日期")
    sources: tuple[Source, ...] = field("来源", meaning="数据取自哪些公开文件")
    evaluation: Evaluation = field(
        "评价", default=Evaluation(), meaning="谁评的、怎样评的、按哪个办法定等级；原文没有写明评级办法的不写"
    )
    budget: Budget = field("预算", default=Budget(), meaning="金额带单位：元、万元或亿元；原文没有印的不写")
    habit: RoundingHabit | None = field(
        "得分写法", default=None, meaning="原文的得分保留几位小数、怎样舍入；与评级办法相同的不写"
    )
    printed: PrintedResult | None = field(
        "公布", default=None, meaning="公开文件印出的总分和结论，用来和算出的核对；没有印出的整段删去"
    )
    background: Prose = field("背景", default=(), meaning="立项背景")
    grounds: Prose = field("立项依据", default=(), forms=("项目立项依据",), meaning="立项所依据的文件")
    content: Prose = field("项目内容", default=(), meaning="项目做什么")
    progress: Prose = field("实施情况", default=(), meaning="实际做得怎样")
    volumes: tuple[Volume, ...] = field("业务数据", default=(), meaning="年末存量和当年增减，用来和上年核对")
    goals: Goals | None = field("绩效目标", default=None, meaning="总目标、年度目标和分解")
    organisation: Organisation | None = field("组织管理", default=None, meaning="谁管、怎样做、钱怎样管")
    sheet: SelfSheet | None = field(
        "自评表", default=None, meaning="项目支出绩效自评表才有的栏目，写了就照官方表样展示"
    )
    tables: tuple[PrintedTable, ...] = field(
        "附表", default=(), meaning="没有别处可写的表，照原样写：每一行写成如 [甲, 12, '']，与表头一样多格，空格子写 ''"
    )
    indicators: tuple[Indicator, ...] = field(
        "指标体系", default=(), meaning="每项指标的权重和评分；下级权重之和等于上级，没有印的不写"
    )
    total_rules: TotalRules | None = field(
        "总分规则", default=None, meaning="总分不是简单相加时才写：封顶、一票否决、折算、复核分"
    )
    achievements: tuple[Achievement, ...] = field("主要绩效", default=(), meaning="主要做成了什么，一条一项")
    findings: tuple[Finding, ...] = field(
        "问题整改", default=(), meaning="一个问题、一条建议、一份整改，放在一起；没有印的不写"
    )
    reexamination: Reexamination | None = field(
        "复核", default=None, meaning="别人对自评的复核：得分、等级、谁在哪一天怎样复核的；没有复核的整段不写"
    )
    use: ResultUse | None = field(
        "结果应用", default=None, meaning="评价结果在下一年预算里怎样用的：办法、下年预算、决定；没有公开的不写"
    )
    corrections: tuple[Correction, ...] = field(
        "更正", default=(), meaning="已经公布的数改了，写明哪一项、原为、改为、原因、谁决定的；新的写在后面"
    )
    remark: Remark = field("说明", default=NO_REMARK, meaning="原件有出入或特别之处，告诉读者的话")

    @property
    def year(self) -> int:
        """Year of its folder, else the paper's (last) year; 0 if unknown."""
        return int(self.folder) if self.folder else self.printed_year.last if self.printed_year else 0

    @property
    def id(self) -> str:
        """Year and slug, `2017/shipin-huiyi`."""
        return f"{self.year}/{self.slug}"

    @property
    def self_evaluated(self) -> bool:
        """True if the unit evaluated itself."""
        kinds = {source.kind for source in self.sources}
        return self.evaluation.method == "单位自评" or self.sheet is not None or "自评表" in kinds

    @property
    def authority_names(self) -> tuple[str, ...]:
        """Single bodies of 主管部门, also if printed in one cell (甲局、乙局)."""
        return tuple(name for text in self.authorities for name in text.split("、") if name)

    @property
    def body(self) -> str:
        """Body that the project is listed under: its unit, else its first authority."""
        return self.unit or next(iter(self.authority_names), "")

    @property
    def newest(self) -> PartialDate | None:
        """Day of the last change of its page: last 更正 or 更新日期, else 收录日期."""
        later = [*(correction.date for correction in self.corrections), *((self.changed,) if self.changed else ())]
        return max(later, key=lambda day: day.key) if later else self.entered

    @property
    def compiled_from(self) -> str:
        """Source from which our 信息表 was compiled; empty if a 信息表 was published."""
        kinds = {source.kind for source in self.sources}
        return "" if "信息表" in kinds else "评价报告" if "报告" in kinds else "公开文件"

    @property
    def title(self) -> str:
        """Name in lists: 简称, else the full name."""
        return self.short or self.name

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """附件, 副本: files of its sources, then those of 整改台账."""
        proofs = (file for finding in self.findings for item in finding.ledger for file in item.attachments)
        return (*(file for source in self.sources for file in source.files), *proofs)

    @property
    def execution(self) -> Indicator | None:
        """Scored first-level indicator in the funds block of a 自评表, by 栏目 or name (预算执行); else None."""
        tops = [top for top in self.indicators if not top.children]
        named = (top for top in tops if top.block == "项目资金" or top.name.startswith("预算执行"))
        return next(named, None)

    @property
    def goal_block(self) -> Indicator | None:
        """Indicator printed next to the annual goals of a 自评表 (年度目标完成 20 分), or None."""
        return next((top for top in self.indicators if top.block == "年度目标" and not top.children), None)

    @property
    def total_field(self) -> str:
        """Field of 公布 with the total that counts: 评价分值; on a form without it, that of the column that counts."""
        if not self.self_evaluated or self.printed is None or self.printed.score is not None:
            return "score"
        return "reviewed" if self.total_rules and self.total_rules.counts == "复核分" else "own"

    @property
    def printed_total(self) -> Decimal | None:
        """Total that counts, as printed; None if the paper prints none."""
        total: Decimal | None = getattr(self.printed, self.total_field, None)
        return total

    @property
    def total_row(self) -> FundRow | None:
        """First row of a form's funds, their total; None without a form or funds."""
        return next(iter(self.sheet.funds), None) if self.sheet else None

    @property
    def money(self) -> Budget:
        """预算, with the amounts and the rate that only the total row of a form prints, not to be written twice."""
        own, head = self.budget, self.total_row
        if head is None:
            return own
        blank = [(name, of) for name, of in OF_TOTAL_ROW.items() if getattr(own, name) is None and head.written(of)]
        rate = own.rate or printed_rate(head.rate)
        if not blank and rate is own.rate:
            return own
        texts = {**own.marks.texts, **{name: head.written(of) for name, of in blank}}
        values = {name: getattr(head, of) for name, of in blank}
        return replace(own, **values, rate=rate, marks=own.marks._replace(texts=texts))

    def rule_context(self, weight: Decimal | None, rounding: Rounding) -> RuleContext:
        """Return the context for the rule of an indicator."""
        money = self.money
        amounts = {"spent": money.spent, "initial": money.initial, "received": money.received}
        return RuleContext(weight, rounding, budget=money.amount, **amounts, rate=money.rate)

    @property
    def own_full(self) -> Decimal | None:
        """Full marks of its total other than the scheme's: printed, else declared without conversion; else None."""
        rules, printed = self.total_rules, self.printed
        if printed and printed.full is not None:
            return printed.full
        return rules.full if rules and not rules.convert else None

    def nodes(self) -> Iterator[Indicator]:
        """Yield every indicator, in the paper's order."""
        return (node for top in self.indicators for node in top.walk())

    def leaves(self) -> Iterator[Indicator]:
        """Yield every scored indicator, in the paper's order."""
        return (leaf for top in self.indicators for leaf in top.leaves())
