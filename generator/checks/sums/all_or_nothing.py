"""评分标准写明“否则不得分”“完成得满分，未完成不得分”的，得分应是满分或 0；介于两者之间的要核对。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.checks import Violation
from generator.checks._indicators import leaf_scores
from generator.checks._uses import points_from
from generator.core.diagnostic import Severity
from generator.model.project import Project
from generator.model.scores import ProjectScore
from generator.model.selfeval import SheetEntry

NAME = "非满非零"
SEVERITY: Severity = "警告"
REQUIRES_CLEAN = ("权重不符", "得分不符")
COLUMN = re.compile("评分|评价标准|计分|得分(?:标准|规则|办法|方法)|赋分|标准$|规则$")
OTHERWISE = re.compile("(?:否则|反之)(?:均|则|即|，)?(?:不得分|得?(?:0|零)分|不计分)")
UNDONE = re.compile(
    r"(?:未|没有|不)(?P<what>[^，。；,;\d]{1,12}?)(?:的|则|，|,)?(?:不得分|得(?:0|零)分|不计分)"
)  # what is done for all the points, and undone for none: 完成得满分，未完成不得分
# A rule that knows something in between, or more than one thing to be done.
BETWEEN = re.compile(
    r"每|按[^，。；]{0,6}比例|比例|酌|扣|部分|基本|各[占得]|分别|[①②③④⑤⑥]|[（(][0-9一二三四][）)]|[1-9][.、．]\D|分档|区间|插值|递减|以此类推|依次|折算"
    r"|一半|50%的分|[×*]|权重分?[的*×]"
)
FULL = re.compile(r"(?:得|计|给)\s*(\d+(?:\.\d+)?)\s*分")


def check(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Read the printed rule of every scored row that has one."""
    for leaf in leaf_scores(score):
        if text := _wrong(leaf.indicator.columns, leaf.weight, leaf.points):
            yield leaf.indicator, "columns", text, (*points_from(project, leaf), (leaf.indicator, "weight"))
    for row in project.sheet.rows if project.sheet else ():
        if text := _wrong(row.columns, row.weight, row.points):
            yield row, "columns", text, ((row, "weight"), (row, "points"))


def _wrong(columns: tuple[SheetEntry, ...], weight: Decimal | None, points: Decimal | None) -> str:
    if not columns or weight is None or points is None or not 0 < points < weight:
        return ""
    for column in columns:
        if COLUMN.search(column.name) and (clause := _all_or_nothing(column.text, weight)):
            return f"得 {points} 分，不是满分 {weight} 分也不是 0 分，{column.name}却写“{clause}”，请对照原件核对"
    return ""


def _all_or_nothing(text: str, weight: Decimal) -> str:
    """The clause that leaves nothing in between; empty where the text has more than that one."""
    found = [*OTHERWISE.finditer(text), *UNDONE.finditer(text)]
    awarded = [Decimal(points) for points in FULL.findall(text)]
    if len(found) != 1 or BETWEEN.search(text) or any(points not in (0, weight) for points in awarded):
        return ""
    clause = found[0]
    what = clause.groupdict().get("what")
    is_all = what is None or re.search(rf"{re.escape(what)}(?:的|，|,|则|即|后)*得", text[: clause.start()])
    return clause[0] if is_all else ""
