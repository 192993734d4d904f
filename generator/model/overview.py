"""一览: a published list or notice with counts of projects, by grade or otherwise.

Only title, year and source are required.
"""

from decimal import Decimal
from typing import ClassVar

from generator.core.date import PartialDate
from generator.core.number import Amount, Count, Percent
from generator.core.record import NO_REMARK, Record, Remark, field
from generator.model.report import Prose

GRADES = "等级"


class OverviewSource(Record):
    """来源: the public document of an 一览."""

    labels: ClassVar[tuple[str, ...]] = ("文件",)
    shorthand: ClassVar[str] = "文件"
    alone: ClassVar[bool] = True

    document: str = field("文件")
    issuer: str = field("发布单位", default="")
    date: PartialDate | None = field("日期", default=None)
    part: str = field("部分", default="")
    remark: Remark = field("说明", default=NO_REMARK)


class GradeTally(Record):
    """等级: a printed grade with number, share and budget of its projects."""

    labels: ClassVar[tuple[str, ...]] = (GRADES,)

    name: str = field(GRADES)
    count: Count | None = field("项目数", default=None)
    share: Percent | None = field("占比", default=None)
    budget: Amount | None = field("预算金额", default=None)
    remark: Remark = field("说明", default=NO_REMARK)


class GradeCell(Record):
    """等级 of a 分项: number of its projects with a grade."""

    labels: ClassVar[tuple[str, ...]] = (GRADES,)

    name: str = field(GRADES)
    count: Count | None = field("项目数", default=None)
    remark: Remark = field("说明", default=NO_REMARK)


class GroupTally(Record):
    """分项: number of projects of a body or method; `kind` is the criterion of the breakdown."""

    labels: ClassVar[tuple[str, ...]] = ("名称",)

    kind: str = field("类别", default="")
    name: str = field("名称")
    count: Count | None = field("项目数", default=None)
    share: Percent | None = field("占比", default=None)
    budget: Amount | None = field("预算金额", default=None)
    grades: tuple[GradeCell, ...] = field(GRADES, default=())
    remark: Remark = field("说明", default=NO_REMARK)


Tally = GradeTally | GroupTally
Tallies = tuple[Tally, ...]


class Overview(Record):
    """一览: title and figures as printed, and the year of its page."""

    slug: str = ""
    title: str = field("标题")
    year: Decimal = field("年度")
    sources: tuple[OverviewSource, ...] = field("来源")
    scope: Prose = field("范围", default=())
    count: Count | None = field("项目数", default=None)
    budget: Amount | None = field("预算金额", default=None)
    spent: Amount | None = field("支出", default=None)
    mean: Decimal | None = field("平均分", default=None)
    grades: tuple[GradeTally, ...] = field(GRADES, default=())
    groups: tuple[GroupTally, ...] = field("分项", default=())
    remark: Remark = field("说明", default=NO_REMARK)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Distinct criteria of 分项."""
        return tuple(dict.fromkeys(row.kind for row in self.groups))

    def of_kind(self, kind: str) -> tuple[GroupTally, ...]:
        """Return the 分项 of one criterion, which form a complete breakdown."""
        return tuple(row for row in self.groups if row.kind == kind)

    @property
    def breakdowns(self) -> tuple[tuple[str, Tallies], ...]:
        """Breakdowns: criterion and rows."""
        by_grade: tuple[tuple[str, Tallies], ...] = ((GRADES, self.grades),) if self.grades else ()
        return (*by_grade, *((kind, self.of_kind(kind)) for kind in self.kinds))


def counted(rows: Tallies) -> int | None:
    """Return the number of projects of rows; None if one is blank."""
    counts = [row.count for row in rows if row.count is not None]
    return sum(counts) if rows and len(counts) == len(rows) else None
