"""Parts of a report besides the score: sources, evaluation, data collection, goals, organisation.

Keys are the words of the official form; the annotation of a field determines its parser.
"""

from decimal import Decimal
from typing import ClassVar, Literal

from generator.core.date import PartialDate
from generator.core.number import Amount, Rate
from generator.core.record import NO_REMARK, Record, Remark, field
from generator.core.web import WebAddress

Prose = tuple[str, ...]
Method = Literal["第三方评价", "部门评价", "财政评价", "单位自评"]


class Listing(Record):
    """列举: items that a document counts or lists, for comparison between documents."""

    labels: ClassVar[tuple[str, ...]] = ("事项",)

    what: str = field("事项")
    items: Prose = field("名单", default=())
    count: Decimal | None = field("数量", default=None)
    remark: Remark = field("说明", default=NO_REMARK)


class Stated(Record):
    """所载: values printed in one document that other documents of the project print too."""

    name: str = field("项目名称", default="")
    score: Decimal | None = field("评价分值", default=None)
    grade: str = field("评价结论", default="")
    amount: Amount | None = field("预算金额", default=None, forms=("全年预算数", "预算数", "金额"))
    spent: Amount | None = field("实际支出", default=None, forms=("全年执行数", "执行数", "支出"))
    lists: tuple[Listing, ...] = field("列举", default=())
    remark: Remark = field("说明", default=NO_REMARK)


class Attachment(Record):
    """附件: a downloadable file under `content/files`."""

    shorthand: ClassVar[str] = "文件"
    alone: ClassVar[bool] = True

    name: str = field("文件")
    remark: Remark = field("说明", default=NO_REMARK)


class Source(Record):
    """来源: a public source document, its location, and our copy."""

    document: str = field("文件", meaning="公开文件的名称")
    kind: Literal["信息表", "报告", "自评表", "整改情况表", "公示", "通知"] = field("类别", meaning="是哪一种文件")
    issuer: str = field("发布单位", default="", meaning="在哪里公开的")
    date: PartialDate | None = field("日期", default=None, meaning="公开的日期")
    part: str = field("部分", default="", meaning="文件里的哪一部分")
    pages: str = field("页码", default="", meaning="数据在文件的哪几页，如 3—12")
    link: WebAddress | None = field("网址", default=None, meaning="原文在网上的地址")
    fetched: PartialDate | None = field("获取日期", default=None, meaning="从网上取得原文的日期")
    copy: Attachment | None = field("副本", default=None, meaning="本站存的原文，放在 content/files，原文下线后仍可查")
    states: Stated | None = field("所载", default=None, meaning="这份文件自己印的、别的文件也印的事")
    attachments: tuple[Attachment, ...] = field("附件", default=(), meaning="可供下载的文件，放在 content/files")
    remark: Remark = field("说明", default=NO_REMARK)

    @property
    def files(self) -> tuple[Attachment, ...]:
        """Files under `content/files`: the copy of the document, then its attachments."""
        return (*((self.copy,) if self.copy else ()), *self.attachments)


class Dossier(Record):
    """案卷: one row of the list of studied documents."""

    names: Prose = field("名称")
    origins: Prose = field("获取来源", default=())
    subjects: Prose = field("考察内容", default=())
    remark: Remark = field("说明", default=NO_REMARK)


class Interview(Record):
    """访谈: one row of the list of interviews; `who` is a role, never a name."""

    when: PartialDate | None = field("时间", default=None)
    who: str = field("对象", default="")
    topic: str = field("内容")
    remark: Remark = field("说明", default=NO_REMARK)


class Survey(Record):
    """问卷: date, respondents, number issued, number valid, printed response rate."""

    group: str = field("对象")
    when: PartialDate | None = field("时间", default=None)
    issued: Decimal | None = field("发放", default=None, forms=("发放份数", "发放数", "发放问卷"))
    valid: Decimal | None = field("有效", default=None, forms=("有效份数", "有效问卷"))
    rate: Rate | None = field("回收率", default=None)
    remark: Remark = field("说明", default=NO_REMARK)


class Collection(Record):
    """数据采集: sources and methods of the evaluators' data."""

    origins: Prose = field("数据来源", default=())
    study: Prose = field("案卷研究", default=())
    dossiers: tuple[Dossier, ...] = field("案卷", default=())
    talks: Prose = field("调研访谈", default=())
    interviews: tuple[Interview, ...] = field("访谈", default=())
    asking: Prose = field("问卷调查", default=())
    surveys: tuple[Survey, ...] = field("问卷", default=())
    remark: Remark = field("说明", default=NO_REMARK)


class Evaluation(Record):
    """评价: evaluator, method, dates, basis and scheme."""

    scheme: str = field("评级办法", default="", meaning="按哪个办法定等级，写它的标识")
    method: Method | None = field("方式", default=None, forms=("评价方式", "评价类型"), meaning="谁来评价")
    agency: str = field("机构", default="", forms=("评价机构", "第三方机构", "评价单位"), meaning="受托评价的机构")
    client: str = field("委托单位", default="", forms=("委托方", "委托部门"), meaning="委托评价的单位")
    procedure: str = field("程序", default="", meaning="普通程序或简易程序")
    began: PartialDate | None = field("开始日期", default=None, meaning="评价工作开始的日期")
    report_title: str = field("报告标题", default="", meaning="报告封面的标题")
    report_name: str = field("报告所载项目名称", default="", meaning="报告里所用的项目名称与本站不同的才写")
    report_date: PartialDate | None = field(
        "报告日期", default=None, forms=("报告时间", "评价日期", "评价时间"), meaning="报告落款的日期"
    )
    origin: Prose = field("工作情况", default=(), meaning="评价是怎样做的，一行一段")
    purpose: Prose = field("目的", default=(), forms=("评价目的",), meaning="为什么评价")
    scope: Prose = field("范围", default=(), forms=("评价范围", "评价对象和范围"), meaning="评价哪些资金、哪些事")
    basis: Prose = field("依据", default=(), forms=("评价依据",), meaning="依据的文件，一行一件")
    aspects: Prose = field("评价内容", default=(), meaning="评价看哪些方面")
    collection: Collection | None = field("数据采集", default=None, meaning="数据从哪里来、怎样取得")
    remark: Remark = field("说明", default=NO_REMARK)


class Goal(Record):
    """分解目标: one row of the decomposed table of goals, levels and target as printed."""

    levels: Prose = field("目标")
    target: str = field("目标值")
    remark: Remark = field("说明", default=NO_REMARK)


class GoalGroup(Record):
    """分类目标: running text on one kind of goal."""

    kind: str = field("类别")
    items: Prose = field("内容")


class Goals(Record):
    """绩效目标: total and annual goals, their breakdown in text and in a table."""

    note: Prose = field("确定方式", default=())
    overall: Prose = field("总目标", default=(), forms=("总体目标", "绩效总目标"))
    annual: Prose = field("年度目标", default=(), forms=("年度绩效目标", "年度总体目标"))
    groups: tuple[GoalGroup, ...] = field("分类目标", default=())
    table: tuple[Goal, ...] = field("分解", default=())
    remark: Remark = field("说明", default=NO_REMARK)


class Role(Record):
    """职责分工: body and duty of a role in the project."""

    role: str = field("角色")
    body: str = field("单位")
    duty: str = field("职责")
    remark: Remark = field("说明", default=NO_REMARK)


class ProcessStep(Record):
    """流程环节: one step of a process."""

    name: str = field("环节")
    text: str = field("内容")
    remark: Remark = field("说明", default=NO_REMARK)


class Organisation(Record):
    """组织管理: roles, process from application to acceptance, management of funds."""

    roles: tuple[Role, ...] = field("架构", default=())
    steps: tuple[ProcessStep, ...] = field("实施流程", default=())
    money_rules: Prose = field("资金管理制度", default=())
    money_steps: tuple[ProcessStep, ...] = field("资金流程", default=())
    remark: Remark = field("说明", default=NO_REMARK)
