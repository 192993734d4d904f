"""附表一栏都是数的，合计应等于各行之和；比率、单价、得分、名次一类的栏和有小计行的表不相加，有空白格的只看超出。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.checks import Violation
from generator.checks.sums.shares import Column, columns
from generator.core.diagnostic import Severity
from generator.core.number import total
from generator.model.project import Project

NAME = "附表合计"
SEVERITY: Severity = "警告"
NUMBER = re.compile(r"(?P<number>-?(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,6})?)\s?(?P<unit>[^\d\s%％.,]{0,3})")
BLANK = re.compile(r"[-－—–/／\\]*|无|空")
NOT_ADDED = re.compile(
    "率|%|％|比|均|单价|标准|排名|名次|位次|序号|编号|代码|年度?$|年份|日期|时间|得分|评分|分数|评价分|等级|满意|指数|每|人均|系数|天数|期限|电话"
)
SUBTOTAL = re.compile("小计|合计|总计|其中|累计")


def check(project: Project) -> Iterator[Violation]:
    """Add up each column that is nothing but numbers of one unit."""
    for table in project.tables:
        if any(SUBTOTAL.search(cell) for row in table.rows for cell in row):
            continue
        for column in columns(table):
            if wrong := _wrong(column):
                yield table, "foot", wrong


def _wrong(column: Column) -> str:
    cells = [NUMBER.fullmatch(cell) for cell in column.cells if not BLANK.fullmatch(cell)]
    foot = NUMBER.fullmatch(column.foot)
    numbers = [_value(cell) for cell in cells if cell]
    if NOT_ADDED.search(column.head) or not foot or len(numbers) < len(cells) or len(numbers) < 2:
        return ""
    units = {cell["unit"] for cell in cells if cell} | {foot["unit"]}
    added, whole = total(numbers), _value(foot)
    incomplete = len(cells) < len(column.cells)
    is_mean = whole * len(numbers) == added or whole == len(column.cells)
    if len(units - {""}) > 1 or added == whole or (incomplete and added < whole) or is_mean:
        return ""
    return f"“{column.head}”一栏合计印作 {column.foot}，各行相加是 {added:f}，请对照原件核对"


def _value(found: re.Match[str]) -> Decimal:
    return Decimal(found["number"].replace(",", ""))
