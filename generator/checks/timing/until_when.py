"""预算使用情况、主要绩效写“截至某年12月31日”的，应是所评价年度的年末；写成上年的，多半是照抄了上年的文字。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.core.record import FieldName, Record
from generator.model.project import Project

NAME = "截至上年"
SEVERITY: Severity = "警告"
UNTIL = re.compile(r"截[至止]到?\s*((?:19|20)\d\d)\s*年\s*(?:12\s*月\s*31\s*日|12\s*月底|年?底|年?末)")
YEARS = re.compile(r"(?:19|20)\d\d")
CARRIED = re.compile("上年|去年|往年|历年|前期|结转|结余|此前|原有|相比|对比|同比|较")


def check(project: Project) -> Iterator[Violation]:
    """A text that names the year itself, or tells of what was carried over, looks back on purpose."""
    year = int(project.year)
    for record, field, text in _texts(project):
        for found in UNTIL.finditer(text) if "截" in text else ():
            if int(found[1]) >= year or CARRIED.search(text) or any(int(y) >= year for y in YEARS.findall(text)):
                continue
            yield record, field, f"“{found[0]}”不是所评价的 {year} 年度年末，请核对年份"
            break


def _texts(project: Project) -> Iterator[tuple[Record, FieldName, str]]:
    for number, line in enumerate(project.budget.usage):
        yield project.budget, ("usage", number), line
    for achievement in project.achievements:
        yield achievement, "text", achievement.text
        for number, line in enumerate(achievement.detail):
            yield achievement, ("detail", number), line
