"""Drafting (起草): the text of a new data file, every block of the model in its order with a word on what it is for.

What is known is filled in, the rest is 待填; text only, nothing is read or written here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.core.diagnostic import UNFILLED
from generator.core.record import Remark, key_of, keys_of
from generator.draft.blank import blank, empty, first_in_force, hints
from generator.draft.carry_over import CarryOver
from generator.draft.form import FormBlock, FormRow, Value, lines
from generator.draft.framework import money, tree
from generator.model.book import RatingScheme
from generator.model.framework import Framework
from generator.model.project import Budget, Finding, Indicator, PrintedResult, Project
from generator.model.report import Evaluation, Source
from generator.model.selfeval import SelfSheet

HEAD = """\
# {name}
# 由 make new 起草。把每一处“待填”换成实际内容，只有上年才有的整行删去；填完运行 make check，还剩几处会告诉你。
# 以“# ”开头的是说明；“#”紧接内容的是可写可不写的项目，要写就删去行首的“#”（下面缩进的各行也一样）。
# 数字、名称、日期照原文；原文有出入的，在旁边加一行“说明: …”。
"""

WORDS: Mapping[str, str] = {
    "year": "评价哪一年的项目",
    "name": "全称，照文件原文",
    "short": "列表里用的较短的名称",
    "series": "同一个项目各年用同一个词，只用小写字母、数字和连字符",
    "unit": "全称或简称，须在 units.yml 登记",
    "authority": "主管部门，须在 units.yml 登记",
    "subject": "评价的是什么，不写即“项目”",
    "period": "跨年的项目写起止年份",
    "responsible": "分担责任的单位",
    "filled": "表格是空表时写“未填报”，不计分",
    "index_number": "信息公开目录里的索引号",
    "entered": "收进本站的日期",
    "changed": "收录之后改过数据时写改的日期",
    "sources": "数据取自哪些公开文件",
    "evaluation": "谁评的、怎样评的、按哪个办法定等级",
    "budget": "金额带单位：元、万元或亿元",
    "printed": "公开文件印出的总分和结论，用来和算出的核对；没有印出的整段删去",
    "background": "立项背景",
    "grounds": "立项所依据的文件",
    "content": "项目做什么",
    "progress": "实际做得怎样",
    "volumes": "年末存量和当年增减，用来和上年核对",
    "goals": "总目标、年度目标和分解",
    "organisation": "谁管、怎样做、钱怎样管",
    "sheet": "项目支出绩效自评表才有的栏目，写了就照官方表样展示",
    "indicators": "每项指标的权重和评分；下级权重之和等于上级。还可写：{more}",
    "total_rules": "总分不是简单相加时才写：封顶、一票否决、折算、复核分",
    "achievements": "主要做成了什么，一条一项",
    "findings": "一个问题、一条建议、一份整改，放在一起",
}


@dataclass(frozen=True)
class DraftPlan:
    """What is known before the file is filled in; `last` is the same project's file of an earlier year."""

    year: str
    slug: str
    name: str
    unit: str
    scheme: RatingScheme
    framework: Framework | None = None
    last: Project | None = None

    @property
    def series(self) -> str:
        """The thread that joins the years."""
        return (self.last.series if self.last else "") or self.slug


def draft(plan: DraftPlan) -> str:
    """The whole file."""
    return HEAD.format(name=plan.name) + "".join(f"\n{text}" for text in _blocks(plan))


def _blocks(plan: DraftPlan) -> Iterator[str]:
    known = _carried(plan) | _given(plan)
    for key, f in keys_of(Project).items():
        hint = hints(Project)[f.name]
        if hint is Remark:
            continue
        row = FormRow(key, known.get(f.name) or empty(hint), optional=f.name not in known)
        yield "".join(f"{line}\n" for line in (*_words(f.name), *lines(FormBlock((row,)))))


def _words(name: str) -> Iterator[str]:
    """What a block is for."""
    if name in WORDS:
        told = ("code", "name", "weight", "children", "rule")
        more = "、".join(key for key, f in keys_of(Indicator).items() if f.name not in told)
        yield f"# {WORDS[name].format(more=more)}"


def _given(plan: DraftPlan) -> dict[str, Value]:
    """What this year's file says whatever last year's did, by English name."""
    given: dict[str, Value] = {
        "year": plan.year,
        "name": plan.name,
        "series": plan.series,
        "unit": plan.unit,
        "achievements": (UNFILLED,),
        "findings": (blank(Finding),),
    }
    if plan.framework:
        given["indicators"] = tree(plan.framework)
        if plan.framework.form == "自评表" and not plan.last:
            given["sheet"] = blank(SelfSheet)
    return given


def _carried(plan: DraftPlan) -> dict[str, Value]:
    """What comes from last year's file; without one, the blocks that every file has, as empty forms."""
    needed, grades = money(plan.framework) if plan.framework else (), plan.scheme.grades
    if not plan.last:
        by_unit = plan.framework is not None and plan.framework.form == "自评表"
        kind: dict[str, Value] = {"kind": "自评表"} if by_unit else {}
        method: dict[str, Value] = {"method": "单位自评"} if by_unit else {}
        return {
            "sources": (first_in_force(blank(Source, kind)),),
            "evaluation": blank(Evaluation, {"scheme": plan.scheme.slug} | method),
            "budget": blank(Budget, asked=needed),
            "printed": _put(blank(PrintedResult), FormRow("评价结论", UNFILLED, "、".join(g.word for g in grades))),
        }
    names = {key: f.name for key, f in keys_of(Project).items() if f.name != "entered"}
    rows = CarryOver(str(plan.last.year)).block(plan.last).rows
    carried = {names[row.key]: row for row in rows if row.key in names}
    values = {name: row.value if not row.note else UNFILLED for name, row in carried.items()}
    values["evaluation"] = _put(values["evaluation"], FormRow("评级办法", plan.scheme.slug))
    for name in needed:
        values["budget"] = _put(values["budget"], FormRow(key_of(Budget, name), UNFILLED))
    return values


def _put(block: Value, row: FormRow) -> Value:
    """A block with a row replaced, or added behind the others."""
    rows = block.rows if isinstance(block, FormBlock) else ()
    if row.key in (old.key for old in rows):
        return FormBlock(tuple(row if old.key == row.key else old for old in rows))
    return FormBlock((*rows, row))
