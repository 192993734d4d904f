"""数量指标写做了多少；目标值是金额的，要对照原件核对它是不是成本或别的指标。产值、贷款一类本以金额计的不在此列。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.mapping._form_rows import form_rows
from generator.checks.mapping._targets import aim_text, quantity
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "数量写金额"
SEVERITY: Severity = "提示"

QUANTITY = re.compile("数量")
MONEY = re.compile("[百千万亿]{0,2}元(?:/.*)?")
EARNED = re.compile(
    "产值|销售|营业|收入|交易|贷款|融资|担保|投资|保费|税|出口|进口|贸易|消费|发放|募集|筹集|引资|资产|赔付|理赔|债"
)


def check(project: Project) -> Iterator[Violation]:
    """Look at the unit of each target under 数量指标."""
    for row in form_rows(project):
        if not any(map(QUANTITY.search, row.above)) or EARNED.search(row.name):
            continue
        cells = row.record
        aim = quantity(cells.target, cells.sign, cells.unit)
        if aim and MONEY.fullmatch(aim.unit):
            shown = aim_text(cells.target, cells.sign, cells.unit)
            text = f"数量指标“{row.name}”的目标是金额 {shown}，请对照原件核对它列在哪一类指标下、目标值有没有串行"
            yield cells, "target", text, ((cells, "unit"),)
