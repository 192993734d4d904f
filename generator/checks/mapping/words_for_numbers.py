"""目标值是数字的，实际值也要填数字，不填“完成”一类的话。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import all_leaves
from generator.checks.mapping._targets import Quantity, aim_text, quantity
from generator.core.diagnostic import Severity
from generator.model.project import Indicator, Project
from generator.model.selfeval import PlainRow, SubRow

NAME = "实际值非数"
SEVERITY: Severity = "警告"

NUMBER = re.compile(r"[\d〇零一二三四五六七八九十百千万两半无]")


def check(project: Project) -> Iterator[Violation]:
    """Ask leaves, their 其中 rows and 照录 rows; of a target of 100% or 1 the word 完成 says as much as the number."""
    for row in _rows(project):
        aim = quantity(row.target, row.sign, row.unit)
        if not aim or not row.actual or NUMBER.search(row.actual) or _all_or_one(aim):
            continue
        text = f"目标是 {aim_text(row.target, row.sign, row.unit)}，实际值却填“{row.actual}”，请填完成了多少"
        yield row, "actual", text


def _rows(project: Project) -> Iterator[Indicator | SubRow | PlainRow]:
    for leaf in all_leaves(project):
        yield leaf
        yield from leaf.rows
    yield from project.sheet.rows if project.sheet else ()


def _all_or_one(aim: Quantity) -> bool:
    return aim.value == (100 if aim.unit == "%" else 1)
