"""指标体系只有一级指标、得分都是评定的，读者无从复算；有评分表的应补录下级指标。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "无从复算"
SEVERITY: Severity = "提示"
NOTABLE = False
MIN_HEAVY_WEIGHT = 10


def check(project: Project) -> Iterator[Violation]:
    """Two or more heavy indicators, all of the first level, all awarded."""
    tops = project.indicators
    if all(source.kind == "自评表" for source in project.sources):
        return  # the rows of a form are indicators of the last level, whatever stands above them
    awarded = all(top.rule and top.rule.method == "评定" and (top.weight or 0) >= MIN_HEAVY_WEIGHT for top in tops)
    if len(tops) > 1 and awarded and not any(top.children for top in tops):
        yield project, "indicators", "只有一级指标的得分，无从复算，有评分表的请补录下级指标"
