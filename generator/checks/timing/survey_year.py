"""满意度应来自对所评价年度的调查：问卷的时间、问卷调查中所说的调研，不应是更早年度的。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.project import Project
from generator.model.report import Collection

NAME = "调查年度"
SEVERITY: Severity = "警告"
TAKEN = "取自|采自|采用|沿用|引用|来自|来源于|使用|利用|源于|参照|借用|套用"
ASKED = "满意度|调研|问卷|调查"
HELD = "发放|开展|进行|实施|完成|调查|访问|回收"
YEAR = r"(?:19|20)\d\d"
OLD = re.compile(
    rf"(?:{TAKEN})[^。；，,]{{0,8}}?({YEAR})\s*年[^。；，,《》]{{0,30}}?(?:{ASKED})"
    rf"|(?:{ASKED})[^。；，,《》]{{0,8}}?(?:于|在)\s*({YEAR})\s*年[^。；，,]{{0,16}}?(?:{HELD})"
)
YEARS = re.compile(YEAR)
TOOLS = re.compile("建成|建立|制定|修订|印发|开发|购置|收集|设计|编制|上线|启用")
COMPARED = re.compile("相比|对比|比较|同比|高于|低于|较|比上年|上升|下降")


def check(project: Project) -> Iterator[Violation]:
    """Look at the dated surveys; where none of them is too old, at what the text says."""
    collection = project.evaluation.collection
    if collection:
        rows = list(_rows(project, collection))
        yield from rows or _prose(project, collection)


def _rows(project: Project, collection: Collection) -> Iterator[Violation]:
    for survey in collection.surveys:
        if survey.when and survey.when.latest.year < project.year:
            text = f"问卷时间 {survey.when.chinese}早于所评价的 {project.year} 年度，不能说明本年度的满意度，请核对"
            yield survey, "when", text, ((project, "printed_year"),)


def _prose(project: Project, collection: Collection) -> Iterator[Violation]:
    """A sentence that names this year too, or compares years, does not put the older survey in place of a new one."""
    year = int(project.year)
    for field, lines in (("asking", collection.asking), ("origins", collection.origins)):
        for number, line in enumerate(lines):
            for sentence in line.split("。") if "年" in line else ():
                found = OLD.search(sentence)
                if not found or TOOLS.search(found[0]) or COMPARED.search(sentence):
                    continue
                if any(int(named) >= year for named in YEARS.findall(sentence)):
                    continue
                old = found[1] or found[2]
                text = f"所用的调查是 {old} 年的，不能说明所评价的 {year} 年度的满意度，请核对"
                yield collection, (field, number), text, ((project, "printed_year"),)
