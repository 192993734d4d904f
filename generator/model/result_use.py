"""结果应用: rules on the use of a result in next year's budget, and actual decisions.

A rule assigns an action to each grade or band of scores. Accordance is judged by the criteria that pages print
(`ACCORDANCE`): 不可判定 with the reason if a value is not published.
"""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from generator.core.date import PartialDate
from generator.core.number import EXACT, Amount, Count, Percent
from generator.core.record import NO_REMARK, Record, Remark, field
from generator.core.web import WebAddress
from generator.model.regulation import Regulation, ScoreBand
from generator.model.report import Prose

ActionKind = Literal["优先保障", "保持", "核减", "调整或取消"]
Decision = Literal["优先保障", "增加", "保持", "核减", "调整", "取消"]
Verdict = Literal["一致", "例外", "不可判定"]
ACCORDANCE: Mapping[ActionKind, str] = {
    "优先保障": "下年预算不少于本年预算；没有印下年预算的，看决定：优先保障、增加、保持都算一致",
    "保持": "下年预算与本年预算之差不超过办法写明的幅度；办法没有写幅度的，金额相同或决定是“保持”的算一致，"
    "金额不同又没有写决定的不可判定",
    "核减": "下年预算比本年预算至少少办法写明的比例；办法没有写比例的，少了就算一致；决定取消的也算一致",
    "调整或取消": "决定是调整、取消，或下年预算少于本年预算的算一致",
}


class ResultAction(ScoreBand):
    """措施: action required by a rule for certain grades, or for a band of scores."""

    grades: Prose = field("等级", default=())
    kind: ActionKind = field("应用")
    cut: Percent | None = field("核减比例", default=None)
    margin: Percent | None = field("幅度", default=None)
    wording: str = field("规定", default="")

    @property
    def title(self) -> str:
        """Short name of the action: 核减至少 10%."""
        if self.cut:
            return f"{self.kind}至少 {self.cut.text}"
        return f"{self.kind}（幅度 {self.margin.text} 以内）" if self.margin else self.kind


class ResultRule(Regulation):
    """结果应用办法: actions, and the years of projects (起始年度, 终止年度) it applies to.

    Without 措施 it can be referenced and listed, but gives no judgement.
    """

    full: Decimal = field("满分", default=Decimal(100))
    article: str = field("条款", default="")
    link: WebAddress | None = field("网址", default=None)
    first: Count | None = field("起始年度", default=None)
    last: Count | None = field("终止年度", default=None)
    actions: tuple[ResultAction, ...] = field("措施", default=())

    def valid_in(self, year: int) -> bool:
        """True if the rule applies to projects of a year."""
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)

    def action(self, words: Collection[str], score: Decimal | None, full: Decimal | None) -> "ResultAction | str":
        """Return the action for a printed grade or score, else the reason why there is none, without full stop."""
        if not self.actions:
            return "办法里各等级怎样应用，本站没有看到"
        if match := next((action for action in self.actions if set(action.grades) & set(words)), None):
            return match
        banded = [action for action in self.actions if action.lower is not None]
        if not banded:
            word = next(iter(words), "")
            return f"办法没有写“{word}”怎样应用" if word else "公开文件没有印评价结论"
        if score is None:
            return "公开文件没有印评价分值"
        if full != self.full:
            return "分值的满分没有载明，或与办法的满分不同"
        return next((action for action in banded if action.holds(score)), "办法没有写这个分值怎样应用")


class ResultUse(Record):
    """结果应用: rule, decision for the next year, and reason for an exception."""

    rule: str = field("办法", default="", meaning="按哪个办法，写它的标识；单位和年度已经定了办法的不写")
    next_budget: Amount | None = field(
        "下年预算", default=None, meaning="下一年安排给这个项目的预算；同一系列有下一年文件的可以不写"
    )
    decision: Decision | None = field("决定", default=None, meaning="下一年怎样安排的")
    text: str = field("情况", default="", meaning="一句话说明怎样用的结果，照公开文件")
    reason: str = field("例外理由", default="", meaning="没有照办法安排的，为什么")
    body: str = field("决定单位", default="", meaning="谁决定的")
    date: PartialDate | None = field("日期", default=None, meaning="哪一天决定的")
    remark: Remark = field("说明", default=NO_REMARK)


class Judgement(NamedTuple):
    """Verdict on the use of a result (一致, 例外, 不可判定), and its reason, a sentence without full stop."""

    verdict: Verdict
    why: str


def judged(
    action: ResultAction, budget: Decimal | None, following: Decimal | None, decision: Decision | None, reason: str
) -> Judgement:
    """Judge the decision and both budgets (万元) against the action due."""
    judgement = _by_money(action, budget, following) if budget and following is not None else None
    if judgement is None or (judgement.verdict == "例外" and action.kind == "调整或取消"):
        judgement = _by_decision(action, decision) or judgement
    if judgement is None or judgement.verdict == "不可判定":
        if reason:
            return Judgement("例外", "写明了例外理由")
        return judgement or Judgement("不可判定", _lacking(budget, following))
    return judgement


def _by_money(action: ResultAction, budget: Decimal, following: Decimal) -> Judgement | None:
    match action.kind:
        case "优先保障":
            return _either(following >= budget, "下年预算不少于本年", "下年预算少于本年")
        case "保持" if action.margin:
            within = abs(following - budget) <= EXACT.multiply(budget, action.margin.value)
            return _either(within, "两年相差在幅度以内", "两年相差超过幅度")
        case "保持":
            return Judgement("一致", "两年预算相同") if following == budget else None
        case "核减" if action.cut:
            enough = following <= EXACT.multiply(budget, 1 - action.cut.value)
            return _either(enough, f"减少不少于 {action.cut.text}", f"没有减少到 {action.cut.text}")
    return _either(following < budget, "下年预算少于本年", "下年预算没有减少")


def _by_decision(action: ResultAction, decision: Decision | None) -> Judgement | None:
    """Judge by the decision alone, or return None; a decision of 核减 proves no percentage."""
    if decision is None:
        return None
    if action.kind == "核减" and action.cut and decision == "核减":
        return Judgement("不可判定", "决定核减，没有印减了多少")
    good: Mapping[ActionKind, tuple[Decision, ...]] = {
        "优先保障": ("优先保障", "增加", "保持"),
        "保持": ("保持",),
        "核减": ("核减", "取消"),
        "调整或取消": ("调整", "取消", "核减"),
    }
    return _either(decision in good[action.kind], f"决定是“{decision}”", f"决定是“{decision}”")


def _either(good: bool, yes: str, no: str) -> Judgement:
    return Judgement("一致", yes) if good else Judgement("例外", no)


def _lacking(budget: Decimal | None, following: Decimal | None) -> str:
    if following is None:
        return "没有下年预算，也没有写决定"
    return "本年预算没有印出，或是 0" if not budget else "办法没有写明保持的幅度，也没有写决定"
