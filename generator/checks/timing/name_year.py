"""项目名称开头写了年份的，应与年度一致；写成“2017—2019年”的，应包括这个年度。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "年度不一"
SEVERITY: Severity = "警告"
YEARS = re.compile(r"\s*[（(“]?\s*((?:19|20)\d\d)\s*年?度?(?:\s*[-—–－~～至到、]+\s*((?:19|20)?\d\d)\s*)?年")


def check(project: Project) -> Iterator[Violation]:
    """Read the year a name begins with."""
    found = YEARS.match(project.name)
    if not found:
        return
    begin, end = found.groups()
    last = begin if end is None else begin[: 4 - len(end)] + end
    if not int(begin) <= project.year <= int(last):
        yield project, "name", f"项目名称以“{found[0].strip()}”开头，年度却是 {project.year}，请核对"
