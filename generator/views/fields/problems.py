"""问题归类、整改台账: fields of a problem with its category, and of an item of 整改台账."""

from collections.abc import Callable

from generator.core.date import PartialDate
from generator.model.category import UNDECIDED, Classification
from generator.model.ledger import ITEM_STATES
from generator.model.project import RECTIFICATION_STATES
from generator.views.fields import OURS, YES_NO, Field, blank_to_none
from generator.views.ledger import AGES, REPORTED, DatedItem
from generator.views.ledger.totals import LedgerRow
from generator.views.problems import ClassifiedProblem

COUNTED_AS = f"数据文件写明的类别；没有写的按词表归的类，定不下来的写{UNDECIDED}，网站没有词表的为空"


def declared_category(of: Classification) -> str | None:
    """Return the category declared in the data file, or None."""
    return of.category if of.declared else None


PROBLEM: tuple[Field[ClassifiedProblem], ...] = (
    Field("project", "项目标识", "文字", "年度和文件名", of=lambda p: p.summary.id, width=24),
    Field("year", "年度", "整数", "项目的年度", of=lambda p: p.summary.year, width=7),
    Field("name", "项目名称", "文字", "公开文件中的全称", of=lambda p: p.summary.name, width=40),
    Field("unit", "项目单位", "文字", "承担项目的单位，用登记的全称", of=lambda p: p.summary.unit.name, width=30),
    Field("number", "序号", "整数", "项目的第几个问题", of=lambda p: p.number, width=7),
    Field("problem", "问题", "文字", "评价发现的问题", of=lambda p: p.text, width=50),
    Field("state", "整改状态", "文字", "由编辑按单位答复的文字归类", of=lambda p: p.state),
    Field("category", "问题类别", "文字", "数据文件写明的类别", of=lambda p: declared_category(p.category),
          absent=True),
    Field("by_words", f"词表归的类{OURS}", "文字", "只按词表归的类，定不下来的为空；数据文件写明类别的也列出，供对照",
          of=lambda p: p.category.by_words or None, absent=True),
    Field("counted_as", f"归入类别{OURS}", "文字", COUNTED_AS, of=lambda p: p.category.category or None, absent=True),
    Field("reason", f"归类依据{OURS}", "文字", "由哪些词定，或者数据文件写明", of=lambda p: p.category.reason or None,
          absent=True, width=50),
    Field("others", f"也提到的类别{OURS}", "文字", "问题里还有哪几类的词，用顿号隔开",
          of=lambda p: "、".join(p.category.others) or None, absent=True, width=20),
    Field("url", "网页", "文字", "网页地址，从网站首页所在处算起", of=lambda p: p.address, width=40),
)  # fmt: skip

# ---- 整改台账 ----

CUTOFF = "网站写明的数据截止日；没有写明的为空"


def _item(name: str) -> Callable[[LedgerRow], object]:
    """Return a getter of an attribute of the item: dates in ISO 8601, booleans as 是 and 否, None for an empty text."""

    def read(row: LedgerRow) -> object:
        value = getattr(row.dated.item, name)
        if isinstance(value, PartialDate):
            return value.iso
        return YES_NO[value] if isinstance(value, bool) else blank_to_none(value) if isinstance(value, str) else value

    return read


def _of_ledger(name: str) -> Callable[[LedgerRow], object]:
    """Return a getter of an attribute of the 台账; None for a problem without one."""
    value = _item(name)
    return lambda row: value(row) if row.dated.item.tracked else None


def _if_tracked(of: Callable[[DatedItem], object]) -> Callable[[LedgerRow], object]:
    """Return a getter of a value derived from dates; None without a 台账 or 数据截止日."""

    def read(row: LedgerRow) -> object:
        return of(row.dated) if row.dated.cutoff and row.dated.item.tracked else None

    return read


LEDGER: tuple[Field[LedgerRow], ...] = (
    Field("project", "项目标识", "文字", "年度和文件名", of=lambda r: r.summary.id, width=24),
    Field("year", "年度", "整数", "项目的年度", of=lambda r: r.summary.year, width=7),
    Field("name", "项目名称", "文字", "公开文件中的全称", of=lambda r: r.summary.name, width=40),
    Field("unit", "项目单位", "文字", "承担项目的单位，用登记的全称", of=lambda r: r.summary.unit.name, width=30),
    Field("number", "编号", "文字", "台账里的编号", of=_item("number"), absent=True),
    Field("problem", "问题", "文字", "评价发现的问题", of=_item("problem"), width=50),
    Field("advice", "建议", "文字", "这一项要整改的事", of=_item("advice"), absent=True,
          width=40),
    Field("category", "问题类别", "文字", "数据文件写明的类别", of=lambda r: declared_category(r.dated.item.category),
          absent=True),
    Field("counted_as", f"归入类别{OURS}", "文字", COUNTED_AS, of=lambda r: r.dated.item.category.category or None,
          absent=True),
    Field("origin", "来源", "文字", "问题是哪一种监督发现的", of=_item("origin"), absent=True),
    Field("kind", "类型", "文字", "立行立改、分阶段整改或持续整改", of=_item("kind"), absent=True),
    Field("responsible", "责任单位", "文字", "负责整改的单位", of=_item("responsible"),
          absent=True, width=26),
    Field("tracked", "有台账", "文字", "是、否；没有台账的，状态由本站按整改情况的文字归类", of=_item("tracked")),
    Field("state", "状态", "文字", f"{'、'.join(ITEM_STATES)}；没有台账的：{'、'.join(RECTIFICATION_STATES)}",
          of=_item("state")),
    Field("since", "状态日期", "文字", "从哪一天起是这个状态，如 2024-07-26", of=_item("since"), absent=True),
    Field("issued", "下达日期", "文字", "哪一天下达整改", of=_item("issued"), absent=True),
    Field("due", "原定期限", "文字", "最初定的期限", of=_item("due"), absent=True),
    Field("present_due", "现期限", "文字", "现在的期限，没有延期的就是原定期限", of=_item("present_due"), absent=True),
    Field("extensions", "延期次数", "整数", "延过几次；没有台账的为空", of=_of_ledger("extensions"), unit="次",
          absent=True),
    Field("claimed", "单位自报", "文字", f"单位在台账里自报的进展：{'、'.join(REPORTED)}；没有自报的为空",
          of=_item("claimed"), absent=True),
    Field("claimed_on", "自报时间", "文字", "单位答复所写的时间", of=_item("claimed_on"), absent=True),
    Field("verified", "核实结论", "文字", "已完成、部分完成或未完成；没有核实的为空",
          of=_item("verified"), absent=True),
    Field("verified_by", "核实单位", "文字", "谁核实的", of=_item("verified_by"), absent=True),
    Field("verified_how", "核实方式", "文字", "怎样核实的", of=_item("verified_how"), absent=True),
    Field("verified_on", "核实日期", "文字", "哪一天核实的", of=_item("verified_on"), absent=True),
    Field("proved", "有佐证", "文字", "是、否", of=_item("proved")),
    Field("reopened", "重开过", "文字", "是、否；没有台账的为空", of=_of_ledger("reopened"), absent=True),
    Field("ever_closed", "销号过", "文字", "是、否，重开以后也算；没有台账的为空", of=_of_ledger("ever_closed"),
          absent=True),
    Field("amount", "应整改金额", "小数", "要追回、归还、调整的金额", of=_item("amount"), unit="万元", absent=True),
    Field("amount_done", "已整改金额", "小数", "其中已经追回、归还、调整的金额", of=_item("amount_done"), unit="万元",
          absent=True),
    Field("overdue", f"逾期{OURS}", "文字", "是、否；已过现行期限、尚未销号",
          of=_if_tracked(lambda d: YES_NO[d.overdue]), rule=CUTOFF, absent=True),
    Field("days_over", f"超期天数{OURS}", "整数", "没有了结的，数据截止日 − 原定期限，没有到期的为 0",
          of=_if_tracked(lambda d: d.days_over), unit="天", rule=CUTOFF, absent=True),
    Field("age", f"账龄{OURS}", "文字", "、".join(AGES), of=_if_tracked(lambda d: d.age), rule=CUTOFF, absent=True),
    Field("cutoff", "数据截止日", "文字", "逾期、账龄算到哪一天",
          of=lambda r: r.dated.cutoff.iso if r.dated.cutoff else None, absent=True),
    Field("url", "网页", "文字", "网页地址，从网站首页所在处算起",
          of=lambda r: f"{r.summary.id}.html#{r.dated.item.place}", width=40),
)  # fmt: skip
