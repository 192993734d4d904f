"""问题归类: what is published of a problem with its category, in a row of its table and in a record."""

from generator.model.category import UNDECIDED, Classification
from generator.views.categories import ClassifiedProblem
from generator.views.fields import OURS, Field

COUNTED_AS = f"数据文件写明的类别；没有写的按词表归的类，定不下来的写{UNDECIDED}，网站没有词表的为空"


def declared_category(of: Classification) -> str | None:
    """The category that the data file declares."""
    return of.category if of.declared else None


PROBLEM: tuple[Field[ClassifiedProblem], ...] = (
    Field("project", "项目标识", "文字", "年度和文件名", lambda p: p.summary.id, width=24),
    Field("year", "年度", "整数", "项目的年度", lambda p: p.summary.year, width=7),
    Field("name", "项目名称", "文字", "公开文件中的全称", lambda p: p.summary.name, width=40),
    Field("unit", "项目单位", "文字", "承担项目的单位，用登记的全称", lambda p: p.summary.unit.name, width=30),
    Field("number", "序号", "整数", "项目的第几个问题", lambda p: p.number, width=7),
    Field("problem", "问题", "文字", "评价发现的问题", lambda p: p.text, width=50),
    Field("state", "整改状态", "文字", "由编辑按单位答复的文字归类", lambda p: p.state),
    Field("category", "问题类别", "文字", "数据文件写明的类别", lambda p: declared_category(p.category), absent=True),
    Field("by_words", f"词表归的类{OURS}", "文字", "只按词表归的类，定不下来的为空；数据文件写明类别的也列出，供对照",
          lambda p: p.category.by_words or None, absent=True),
    Field("counted_as", f"归入类别{OURS}", "文字", COUNTED_AS, lambda p: p.category.category or None, absent=True),
    Field("reason", f"归类依据{OURS}", "文字", "由哪些词定，或者数据文件写明", lambda p: p.category.reason or None,
          absent=True, width=50),
    Field("others", f"也提到的类别{OURS}", "文字", "问题里还有哪几类的词，用顿号隔开",
          lambda p: "、".join(p.category.others) or None, absent=True, width=20),
    Field("url", "网页", "文字", "网页地址，从网站首页所在处算起", lambda p: p.address, width=40),
)  # fmt: skip
