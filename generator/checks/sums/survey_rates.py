"""问卷的有效份数不能多于发放份数，公布的回收率应等于有效 ÷ 发放。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.core.number import share
from generator.model.project import Project

NAME = "回收率不符"
SEVERITY: Severity = "错误"


def check(project: Project) -> Iterator[Violation]:
    """Divide valid by issued."""
    collection = project.evaluation.collection
    for survey in collection.surveys if collection else ():
        if survey.valid is None or survey.issued is None:
            continue
        if not 0 <= survey.valid <= survey.issued:
            yield survey, "valid", f"有效 {survey.valid} 份，应在 0 至发放的 {survey.issued} 份之间，请核对"
            continue
        ratio = share(survey.valid, survey.issued)
        if survey.rate and ratio is not None and not survey.rate.shows(ratio):
            computed = survey.rate.form(ratio)
            text = f"公布回收率 {survey.rate.text}，{survey.valid} ÷ {survey.issued} 应为 {computed}，请核对"
            yield survey, "rate", text, ((survey, "valid"), (survey, "issued"))
