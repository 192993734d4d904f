"""Families of papers (表式): blocks of a 自评表, or of an 信息表 with its report, in order, with explanations.

Fields that papers of a family may leave blank are optional.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from generator.draft.form import Fields, FormOffer
from generator.model.budget import Budget, Part
from generator.model.field_table import meaning_of
from generator.model.project import Finding, Indicator, PrintedResult, Project
from generator.model.report import Evaluation, Source
from generator.model.selfeval import AnnualGoal, SelfSheet

ON_FORM: Mapping[str, str] = {
    "name": "照表填写",
    "unit": "表上的“实施单位”，须在 units.yml 登记",
    "authorities": "照表填写，须在 units.yml 登记；一格里有几个的一行一个",
    "budget": "表上“年度资金总额”一行：金额是全年预算数，支出是全年执行数；表头的单位是万元的，写成如 120.00万元",
    "sheet": (
        "资金第一行是年度资金总额，与上面的“预算”相同，分值、得分写在指标“预算执行率”；\n"
        "以下是“其中”各行，表上有数的栏目才写，没有这一行的删去"
    ),
    "indicators": (
        "年度指标值写在“目标值”，实际完成值写在“实际值”，分值写在“权重”；没有印得分的，删去“评分”一行。\n"
        "已经写好的权重是通行的分值：表上印的不同的照表改，没有印的删去；二级指标很少另印分值，印了才写。\n"
        "写明算法的可改用别的评分方法，印出的得分写“公布: {得分: …}”，由本站核对"
    ),
    "printed": "表末的总分；没有印出的整段删去，印了等级的才写评价结论",
    "evaluation": "按哪个办法定等级；表上没有写明的不写",
    "achievements": "有的表另有“主要绩效”一栏，一条一项",
    "findings": "有的表末另有存在问题、改进措施：改进措施写在“建议”",
}


@dataclass(frozen=True)
class FormSection:
    """Blocks of a draft under one heading, by English name."""

    heading: str
    fields: Collection[str]


@dataclass(frozen=True)
class PaperFamily:
    """One family: sections, choice of fields, and its own explanations of blocks."""

    sections: tuple[FormSection, ...]
    offer: FormOffer
    own_words: Mapping[str, str] = field(default_factory=dict)

    def words(self, name: str) -> str:
        """Return the explanation of a block: the family's own, else the general one."""
        return self.own_words.get(name) or meaning_of(Project, name)


_ASKED: Fields = {
    Part: ("amount",),
    Indicator: ("weight",),
    Finding: ("advice", "rectification"),
    SelfSheet: ("goals",),
    AnnualGoal: ("expected", "achieved"),
}
_BEFORE_ANY_LEDGER = (
    "problem", "problem_detail", "indicators", "advice", "advice_detail", "rectification", "category",
)  # fmt: skip
ON_REPORT = f"{meaning_of(Project, 'findings')}；整改台账公布以后才有，不在这里起草，写法见 docs/填报.md"
REPORT = PaperFamily(
    (
        FormSection(
            "绩效评价结果信息表",
            ("printed_year", "name", "unit", "authorities", "budget", "printed", "achievements", "findings"),
        ),
        FormSection("收录所需", ("short", "series", "sources")),
        FormSection(
            "绩效评价报告：只有信息表的，以下都可以不写",
            (
                "evaluation", "background", "grounds", "content", "progress", "volumes", "goals", "organisation",
                "indicators", "total_rules", "habit", "tables",
            ),
        ),
        FormSection(
            "有的文件才有的",
            ("subject", "period", "responsible", "filled", "index_number", "entered", "changed"),
        ),
    ),
    FormOffer({**_ASKED, Budget: ("amount",), PrintedResult: ("score", "grade")}, {Finding: _BEFORE_ANY_LEDGER}),
    {"findings": ON_REPORT},
)  # fmt: skip
SELF_EVALUATION = PaperFamily(
    (
        FormSection(
            "项目支出绩效自评表，照表的次序",
            ("printed_year", "name", "authorities", "unit", "budget", "sheet", "indicators", "printed"),
        ),
        FormSection("收录所需", ("short", "series", "sources", "evaluation")),
        FormSection(
            "有的表才有的",
            (
                "subject", "period", "responsible", "filled", "habit", "tables", "total_rules", "achievements",
                "findings", "index_number", "entered", "changed",
            ),
        ),
    ),
    FormOffer(
        {
            **_ASKED,
            Budget: ("initial", "amount", "spent"),
            PrintedResult: ("score",),
            SelfSheet: ("funds", "goals"),
        },
        {
            Budget: ("initial", "amount", "spent", "rate", "received", "received_rate"),
            Evaluation: ("scheme", "method", "report_date"),
            Finding: ("problem", "advice", "rectification"),
            Source: ("document", "kind", "issuer", "date", "attachments"),
        },
    ),
    ON_FORM,
)  # fmt: skip
FUND_ROWS: Mapping[str, tuple[str, ...]] = {
    "年度资金总额": ("initial", "planned", "spent"),
    "当年财政拨款": (),
    "上年结转资金": (),
    "其他资金": (),
}  # a row of the funds, and the figures that every form prints in it
# 分值 and 得分 stand with the indicator 预算执行率.
FUND_COLUMNS = ("name", "initial", "planned", "spent", "rate", "reason")
