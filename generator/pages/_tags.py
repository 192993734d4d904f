"""网页标签 (国办发〔2017〕47号 政府网站发展指引): what a column and an article say of themselves in the head of a page.

The tags of the whole site are the site's own (`Site.tags`); a page inside a column carries the column's as well.
"""

from collections.abc import Iterable

from generator.core.date import PartialDate
from generator.pages import Tags

TOPIC = "绩效评价"
MIDNIGHT = "00:00"  # the form asks for a time; the data know the day


def column(name: str, description: str, *keywords: str, kind: str = "信息公开") -> Tags:
    """栏目标签."""
    return (
        ("ColumnName", name),
        ("ColumnDescription", description),
        ("ColumnKeywords", joined((TOPIC, *keywords))),
        ("ColumnType", kind),
    )


def year_title(year: int) -> str:
    """The column a year's results stand in."""
    return f"{year}年度项目支出绩效评价结果"


def year_column(year: int) -> Tags:
    """栏目标签 of a year, on its page and on those of its projects."""
    return column(year_title(year), f"{year}年度各项目的预算、支出、评价分值、评价结论和整改情况。", str(year))


def article(
    title: str, published: PartialDate | None, source: str, keywords: Iterable[str] = (), about: str = "", url: str = ""
) -> Tags:
    """内容标签; what is not known is left out, a month is no day of publication."""
    tags = (
        ("ArticleTitle", title),
        ("PubDate", f"{published.iso} {MIDNIGHT}" if published and published.exact else ""),
        ("ContentSource", source),
        ("Keywords", joined((TOPIC, *keywords))),
        ("Description", about),
        ("Url", url),
    )
    return tuple((name, value) for name, value in tags if value)


def joined(words: Iterable[str]) -> str:
    """Keywords, each once."""
    return ",".join(dict.fromkeys(word for word in words if word))
