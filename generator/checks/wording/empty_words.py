"""绩效、问题、建议、整改和目标应写具体内容，不应只写“略”“同上”“详见附件”；印作“无”的照录。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._texts import every
from generator.core.diagnostic import Severity
from generator.core.record import FieldName, Record
from generator.model.project import Achievement, Finding, Project, Rectification
from generator.model.report import GoalGroup, Goals
from generator.model.selfeval import AnnualGoal

NAME = "空话"
SEVERITY: Severity = "提示"
NOTHING = re.compile(
    r"(?:略|同上|空|[详参]?见(?:附件|附表|报告|正文|上|后|评价报告)(?:\d*|[一二三四五六七八九十])?)[。．.]?"
)
FIELDS: dict[type[Record], tuple[str, ...]] = {
    Finding: ("problem", "problem_detail", "advice", "advice_detail"),
    Rectification: ("text", "proof"),
    Achievement: ("text", "detail"),
    Goals: ("overall", "annual"),
    GoalGroup: ("items",),
    AnnualGoal: ("expected", "achieved"),
}


def check(project: Project) -> Iterator[Violation]:
    """Read only the places where something must be written."""
    for record in (record for noun in FIELDS for record in every(noun, project)):
        for field, text in _texts(record):
            if len(text) < 12 and NOTHING.fullmatch(text.strip()):
                yield record, field, f"只写了“{text.strip()}”，请对照原件核对；原件另有内容的，请写在这里"


def _texts(record: Record) -> Iterator[tuple[FieldName, str]]:
    for name in FIELDS.get(type(record), ()):
        value = getattr(record, name)
        if isinstance(value, str):
            yield name, value
        else:
            yield from (((name, n), line) for n, line in enumerate(value))
