"""一览: a published list or notice that counts projects, by grade or otherwise, and has none of its own.

Everything but its title, its year and where it was published may be left out, as papers do.
"""

from decimal import Decimal
from typing import ClassVar

from generator.core.date import PartialDate
from generator.core.number import Amount, Count, Percent
from generator.core.record import NO_REMARK, Record, Remark, field
from generator.model.report import Prose

GRADES = "等级"


class OverviewSource(Record):
    """来源: the public document an 一览 stands in."""

    labels: ClassVar[tuple[str, ...]] = ("文件",)
    shorthand: ClassVar[str] = "文件"
    alone: ClassVar[bool] = True

    document: str = field("文件")
    issuer: str = field("发布单位", default="")
    date: PartialDate | None = field("日期", default=None)
    part: str = field("部分", default="")
    remark: Remark = field("说明", default=NO_REMARK)


class GradeTally(Record):
    """等级: a grade as printed, how many projects got it, which share of all that is, what they cost."""

    labels: ClassVar[tuple[str, ...]] = (GRADES,)

    name: str = field(GRADES)
    count: Count | None = field("项目数", default=None)
    share: Percent | None = field("占比", default=None)
    budget: Amount | None = field("预算金额", default=None)
    remark: Remark = field("说明", default=NO_REMARK)


class GradeCell(Record):
    """等级 of a 分项: how many of its projects got a grade."""

    labels: ClassVar[tuple[str, ...]] = (GRADES,)

    name: str = field(GRADES)
    count: Count | None = field("项目数", default=None)
    remark: Remark = field("说明", default=NO_REMARK)


class GroupTally(Record):
    """分项: how many projects a body has or a method was used for; `kind` says what the rows are divided by."""

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
    """一览: title and figures as printed, and the year on whose page it stands."""

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
        """Words that 分项 are divided by, each once."""
        return tuple(dict.fromkeys(row.kind for row in self.groups))

    def of_kind(self, kind: str) -> tuple[GroupTally, ...]:
        """Return the 分项 that are divided by the same; they add up by themselves."""
        return tuple(row for row in self.groups if row.kind == kind)

    @property
    def breakdowns(self) -> tuple[tuple[str, Tallies], ...]:
        """Each way in which the projects are divided, by its word, and its rows."""
        by_grade: tuple[tuple[str, Tallies], ...] = ((GRADES, self.grades),) if self.grades else ()
        return (*by_grade, *((kind, self.of_kind(kind)) for kind in self.kinds))


def counted(rows: Tallies) -> int | None:
    """Return the number of projects of some rows; None if the paper leaves one of them blank."""
    counts = [row.count for row in rows if row.count is not None]
    return sum(counts) if rows and len(counts) == len(rows) else None
