"""成本指标一般越小越好；目标值写“≥”的，要对照原件核对符号。百分比、补助标准一类不在此列。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.mapping._form_rows import NamedRow, form_rows
from generator.checks.mapping._targets import MORE, aim_text, quantity
from generator.core.diagnostic import Severity
from generator.model.project import Indicator, Project

NAME = "成本符号"
SEVERITY: Severity = "提示"

SAVED = re.compile("节约|节省|节支|降低|下降|减少|压减|核减|收益|收入|回收")
GRANTED = re.compile("补助|补贴|低保|救助|奖励|待遇|慰问|保障标准|发放")


def check(project: Project) -> Iterator[Violation]:
    """Look at the rows under 成本指标 whose target is to be exceeded; what is saved or granted may well be."""
    for row in form_rows(project):
        if not row.is_cost or SAVED.search(row.name) or GRANTED.search(row.name):
            continue
        target = _target(row)
        aim = quantity(target, row.record.sign, row.record.unit)
        if aim and aim.way == MORE and aim.unit != "%":
            shown = aim_text(target, row.record.sign, row.record.unit)
            field = "target" if row.record.target else "rule"
            text = f"成本指标“{row.name}”的目标是 {shown}，越大越好，请对照原件核对符号"
            yield row.record, field, text, ((row.record, "sign"),)


def _target(row: NamedRow) -> str:
    rule = row.record.rule if isinstance(row.record, Indicator) else None
    return row.record.target or (rule.target_text if rule else "")
